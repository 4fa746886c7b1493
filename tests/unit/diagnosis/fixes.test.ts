import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../src/manifests/textEdit.ts';
import type { ManifestDiagnostic, ManifestFix } from '../../../src/protocol/message.ts';
import { fixTitles } from '../../../src/protocol/messages/fixTitles.ts';
import { quickFixCases } from '../../e2e/quickFixCases.ts';
import { harness, scenario } from '../worker/sessionHarness.ts';

function refusals(text: string): readonly ManifestDiagnostic[] {
  const { start, run, last } = harness();
  start(scenario(text));
  run(5);
  return (last('manifests')?.diagnostics ?? []).filter(({ source }) => source === 'api' || source === 'parse');
}

function printed({ title }: ManifestFix): string {
  const texts: Readonly<Record<string, string>> = fixTitles;
  return (texts[title.code.replace('editor.fix.', '')] ?? title.code).replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(title.params[name]));
}

function applied(text: string, { edits }: ManifestFix): string {
  return applyEdits(text, edits.map(({ range, text: added }) => ({ start: range.start, end: range.end, text: added })));
}

describe('what the API server refuses', () => {
  it.each(quickFixCases)('is marked and mended: $name', ({ text, mark, offer, after }) => {
    const diagnostic = refusals(text).find((candidate) => text.slice(candidate.range.start, candidate.range.end) === mark && candidate.fixes.some((fix) => printed(fix) === offer));
    const fix = diagnostic?.fixes.find((candidate) => printed(candidate) === offer);
    expect(fix, refusals(text).map((candidate) => `${text.slice(candidate.range.start, candidate.range.end)}: ${candidate.fixes.map(printed).join(', ')}`).join('\n')).toBeDefined();
    if (fix === undefined || diagnostic === undefined) return;
    const mended = applied(text, fix);
    expect(mended).toBe(after);
    expect(refusals(mended).map(({ message }) => message)).not.toContain(diagnostic.message);
  });
});

/** Where the object exists already, these are no mistakes: lists merge, and a patch that repeats what is stored changes nothing. */
const noMistakeWhenPatched = new Set([
  'a key given twice, the first', 'a port given twice', 'a port for TCP and UDP', 'a Namespace that there is not',
  'externalTrafficPolicy of a ClusterIP, the other way round', 'nodePort of a ClusterIP, the other way round',
]);

describe('what the API server refuses of a change', () => {
  it.each(quickFixCases.filter(({ name }) => !noMistakeWhenPatched.has(name)))('is mended in the same way: $name', ({ text, offer, after }) => {
    const { start, run, send, last } = harness();
    start(scenario(after));
    run(5);
    send({ type: 'setManifests', textRevision: 1, text });
    run(5);
    const fixes = last('manifests')?.diagnostics.flatMap((diagnostic) => diagnostic.fixes) ?? [];
    expect(fixes.map(printed)).toContain(offer);
  });
});

it('no offer makes the text worse: each leads to other refusals or to fewer', () => {
  const stuck = quickFixCases.slice(0, 60).flatMap(({ name, text }) => {
    const before = refusals(text);
    return before.flatMap((diagnostic) => diagnostic.fixes.filter((fix) => refusals(applied(text, fix)).some(({ message, range }) => message === diagnostic.message && range.start === diagnostic.range.start)).map((fix) => `${name}: ${printed(fix)}`));
  });
  expect(stuck).toEqual([]);
});

describe('after a patch, the API server counts in the merged list', () => {
  const service = (ports: string): string => `apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ports:\n${ports}`;
  const a = '  - name: a\n    port: 80\n';
  const b = '  - name: b\n    port: 81\n';

  it('and the entry of the text is found by its value', () => {
    const { start, run, send, last } = harness();
    start(scenario(service(a + b)));
    run(5);
    const text = service(`  - name: c\n    port: 82\n    targetPort: 700000\n${a}${b}`);
    send({ type: 'setManifests', textRevision: 1, text });
    run(5);
    const [diagnostic] = last('manifests')?.diagnostics.filter(({ source }) => source === 'api') ?? [];
    expect(diagnostic && text.slice(diagnostic.range.start, diagnostic.range.end)).toBe('700000');
  });
});
