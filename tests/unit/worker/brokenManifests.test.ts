import { describe, expect, it } from 'vitest';
import { presetSettings } from '../../../src/protocol/settings.ts';
import { applyEdits } from '../../../src/manifests/textEdit.ts';
import type { ManifestFix } from '../../../src/protocol/message.ts';
import { diagnosis } from '../../../src/protocol/messages/diagnosis.ts';
import { fixTitles } from '../../../src/protocol/messages/fixTitles.ts';
import { brokenCases, brokenText } from '../../e2e/brokenCases.ts';
import { harness, scenario } from './sessionHarness.ts';

function filled(text: string, params: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(params[name]));
}

function printed({ title }: ManifestFix): string {
  const texts: Readonly<Record<string, string>> = fixTitles;
  return filled(texts[title.code.replace('editor.fix.', '')] ?? title.code, title.params);
}

/** A cluster that was given a text and has run for ten seconds. */
function settled(text: string) {
  const { start, run, last, view } = harness();
  start(scenario(text, { settings: presetSettings('kubeadm') }), { speed: 10 });
  run(80);
  const texts: Readonly<Record<string, unknown>> = diagnosis;
  const diagnostics = (last('manifests')?.diagnostics ?? []).map((diagnostic) => {
    const entry = diagnostic.rule === undefined ? undefined : texts[diagnostic.rule];
    return { ...diagnostic, said: typeof entry === 'string' ? filled(entry, diagnostic.params ?? {}) : diagnostic.message, mark: text.slice(diagnostic.range.start, diagnostic.range.end) };
  });
  return { diagnostics, view: view() };
}

it('there are at least forty', () => {
  expect(brokenCases.length).toBeGreaterThanOrEqual(40);
});

describe('a manifest with a mistake', () => {
  it.each(brokenCases)('$name', ({ name, line, mark, words, fix, service }) => {
    const text = brokenText(name);
    const { diagnostics } = settled(text);
    const found = diagnostics.find(({ said }) => said.includes(words));
    expect(found, diagnostics.map(({ range, said }) => `${range.startLine}: ${said}`).join('\n')).toBeDefined();
    expect(found?.range.startLine).toBe(line);
    expect(found?.mark).toBe(mark);
    const offer = found?.fixes.find((candidate) => printed(candidate) === fix);
    expect(offer === undefined ? undefined : printed(offer), found?.fixes.map(printed).join(', ')).toBe(fix);
    if (offer === undefined) return;
    const mended = applyEdits(text, offer.edits.map(({ range, text: added }) => ({ start: range.start, end: range.end, text: added })));
    const after = settled(mended);
    expect(after.diagnostics.filter(({ severity }) => severity === 'error').map(({ said }) => said)).toEqual([]);
    const [running] = Object.values(after.view.services).filter((candidate) => candidate.name === service);
    expect(running?.endpoints).toMatchObject({ ready: 2, notReady: 0 });
  });
});
