import { preview } from 'vite';
import { encodeLink } from '../../src/share/link.ts';
import { defaultView } from '../../src/share/sharedState.ts';
import { presetSettings } from '../../src/protocol/settings.ts';
import { launchBrowser } from '../e2e/browser.ts';
import { flipFigure, routeFigure, rulesFigure } from './engineFigures.ts';
import { frameFigure, keystrokeFigure, loadFigures, threeKilobytes } from './pageFigures.ts';
import type { Figure } from './measure.ts';
import { validateFigure } from './validateFigure.ts';

/** Characters of the link to a 3 KB manifest. */
function linkFigure(): Figure {
  const manifests = threeKilobytes();
  const link = encodeLink({ title: '', scenarioId: null, manifests, traffic: [], behaviours: {}, settings: presetSettings('kubeadm'), seed: 1 }, defaultView);
  return { name: 'link', value: link.length, unit: 'characters', limit: 900, details: { manifestCharacters: manifests.length } };
}

async function main(): Promise<number> {
  const figures: Figure[] = [routeFigure(), flipFigure(), rulesFigure(), validateFigure(), linkFigure()];
  const browser = await launchBrowser();
  const server = await preview({ preview: { port: 0, host: '127.0.0.1' }, logLevel: 'error' });
  const url = server.resolvedUrls?.local[0] ?? '';
  figures.push(await frameFigure(browser), await keystrokeFigure(browser, url), ...(await loadFigures(browser, url)));
  await server.close();
  await browser.close();
  if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify({ figures }, null, 2)}\n`);
  else {
    for (const { name, value, unit, limit, details } of figures) {
      const limits = limit === undefined ? '' : `, at most ${limit}${value > limit ? ' — EXCEEDED' : ''}`;
      const parts = Object.entries(details).map(([key, part]) => `${key} ${part.toPrecision(4)}`).join(', ');
      process.stdout.write(`${name.padEnd(11)} ${value.toFixed(value < 100 ? 2 : 0)} ${unit}${limits}${parts === '' ? '' : `   (${parts})`}\n`);
    }
  }
  return figures.some(({ value, limit }) => limit !== undefined && value > limit) ? 1 : 0;
}

process.exitCode = await main();
