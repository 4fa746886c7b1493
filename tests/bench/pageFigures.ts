import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { build, createServer, preview } from 'vite';
import { thirtyObjects } from './manifests.ts';
import { median, percentile, type Figure } from './measure.ts';

const bench = new URL('page', import.meta.url).pathname;
const appsFolder = new URL('../e2e/apps/', import.meta.url);

/** Script time of a frame with 2,000 Pods and 1,000 dots against a bare loop that draws as many rectangles and dots. */
export async function frameFigure(browser: Browser): Promise<Figure> {
  const server = await createServer({ root: bench, configFile: false, logLevel: 'error', server: { port: 0, host: '127.0.0.1', fs: { strict: false } } });
  await server.listen();
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(server.resolvedUrls?.local[0] ?? '');
  await page.waitForFunction(() => 'measured' in window, undefined, { timeout: 60_000 });
  const measured = await page.evaluate(() => window.measured);
  await page.close();
  await server.close();
  if (measured === undefined || measured.pods !== 2000 || measured.dots !== 1000) throw new Error(`the frame must draw 2,000 Pods and 1,000 dots, not ${JSON.stringify(measured)}`);
  return { name: 'frame', value: measured.frameMs / measured.bareMs, unit: '× bare canvas loop', limit: 2.5, details: { frameMs: measured.frameMs, bareMs: measured.bareMs } };
}

async function paste(page: Page, text: string): Promise<void> {
  const editor = page.getByRole('textbox', { name: /^Manifests, YAML editor/ });
  await editor.waitFor({ state: 'attached' });
  await editor.focus();
  await page.keyboard.press('ControlOrMeta+A');
  await page.evaluate((clip) => navigator.clipboard.writeText(clip), text);
  await page.keyboard.press('ControlOrMeta+V');
}

/** Runs in the page, as text since a compiled function would not stand alone: notes when the card of svc-14 shows `want` after the next key. */
const watchCard = `(want) => {
  delete document.documentElement.dataset.benchMs;
  addEventListener('keydown', () => {
    const startedMs = performance.now();
    const look = () => {
      const isSeen = [...document.querySelectorAll('.react-flow__node')].some((card) => card.textContent.includes('svc-14') && card.textContent.includes(want));
      if (isSeen) document.documentElement.dataset.benchMs = String(performance.now() - startedMs);
      else requestAnimationFrame(look);
    };
    look();
  }, { once: true, capture: true });
}`;

/** From a key pressed in the editor to the card that shows it. */
export async function keystrokeFigure(browser: Browser, url: string): Promise<Figure> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, permissions: ['clipboard-read', 'clipboard-write'] });
  const page = await context.newPage();
  await page.goto(url);
  await paste(page, thirtyObjects());
  await page.getByRole('button', { name: /^Service svc-14, .*2 of 2 ready/ }).waitFor({ timeout: 30_000 });
  // Behind the 800 of the last Service's port: each digit typed there is another port on its card.
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('End');
  for (let back = 0; back < 3; back++) await page.keyboard.press('ArrowLeft');
  const times: number[] = [];
  for (let turn = 0; turn < 30; turn++) {
    await page.evaluate(`(${watchCard})(${JSON.stringify(turn % 2 === 0 ? '8001' : '800 ')})`);
    await page.keyboard.press(turn % 2 === 0 ? '1' : 'Backspace');
    await page.waitForFunction(() => document.documentElement.dataset['benchMs'] !== undefined, undefined, { timeout: 10_000 }).catch(() => undefined);
    const ms = await page.evaluate(() => document.documentElement.dataset['benchMs']);
    if (turn % 2 === 0 && ms !== undefined) times.push(Number(ms));
    await page.waitForTimeout(150);
  }
  await context.close();
  return { name: 'keystroke', value: percentile(times, 0.95), unit: 'ms, p95 (aim: 100)', details: { p50Ms: median(times), count: times.length } };
}

/** What is sent before the first picture, and how long that takes against a page of React alone. */
export async function loadFigures(browser: Browser, url: string): Promise<Figure[]> {
  const sizes: number[] = [];
  const times: number[] = [];
  for (let turn = 0; turn < 5; turn++) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    const names = new Set<string>();
    page.on('response', (response) => { if (/\.(js|css|html)$|\/$/.test(new URL(response.url()).pathname)) names.add(response.url()); });
    await page.goto(url, { waitUntil: 'commit' });
    await page.getByRole('button', { name: /^Pod .*, ready/ }).first().waitFor();
    times.push(await page.evaluate(() => performance.now()));
    const before = [...names].filter((name) => !/Monaco|yaml\.worker|editor\.worker/.test(name));
    const bodies = await Promise.all(before.map(async (name) => (await (await fetch(name)).arrayBuffer()).byteLength === 0 ? 0 : gzipSync(Buffer.from(await (await fetch(name)).arrayBuffer())).byteLength));
    sizes.push(bodies.reduce((sum, size) => sum + size, 0));
    await context.close();
  }
  const emptyMs = await emptyReactMs(browser);
  return [
    { name: 'load bytes', value: median(sizes), unit: 'gzipped bytes before the first picture', details: {} },
    { name: 'load time', value: median(times) / emptyMs, unit: '× empty React page', details: { runningMs: median(times), emptyMs } },
  ];
}

async function emptyReactMs(browser: Browser): Promise<number> {
  const outDir = new URL('../../.cache/bench-empty', import.meta.url).pathname;
  const root = new URL('empty', import.meta.url).pathname;
  await build({ root, configFile: false, base: './', logLevel: 'error', build: { outDir, emptyOutDir: true } });
  const server = await preview({ root, configFile: false, build: { outDir }, preview: { port: 0, host: '127.0.0.1' }, logLevel: 'error' });
  const times: number[] = [];
  for (let turn = 0; turn < 5; turn++) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(server.resolvedUrls?.local[0] ?? '', { waitUntil: 'commit' });
    await page.getByText('ready').waitFor();
    times.push(await page.evaluate(() => performance.now()));
    await context.close();
  }
  await server.close();
  return median(times);
}

/** A manifest of 3 KB, as people share them. */
export function threeKilobytes(): string {
  return readFileSync(new URL('shop.yaml', appsFolder), 'utf8').slice(0, 3072);
}
