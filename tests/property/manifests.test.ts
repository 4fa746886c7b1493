import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEngine } from '../../src/engine/engine.ts';
import { parseManifests } from '../../src/manifests/parseManifests.ts';
import { presetSettings } from '../../src/protocol/settings.ts';

const guestbook = readFileSync(new URL('../e2e/apps/guestbook.yaml', import.meta.url), 'utf8');
const [leader = '', service = ''] = guestbook.split('\n---\n');
const source = `${leader}\n---\n${service}\n`;

/** Small wounds of the kind that typing, pasting and sending make. */
const wound = fc.oneof(
  fc.record({ kind: fc.constant('cut' as const), at: fc.nat(), length: fc.integer({ min: 1, max: 30 }) }),
  fc.record({ kind: fc.constant('insert' as const), at: fc.nat(), text: fc.constantFrom('\t', ' ', '\n', '- ', ':', '{', '}', '[', '&a ', '*a', '"', "'", '|', '>', '#', '---\n', '\u0000', '\ud800', 'null', '!!binary ', '<<: *a', '1e999', '? ', '%YAML 9') }),
  fc.record({ kind: fc.constant('double' as const), at: fc.nat(), length: fc.integer({ min: 1, max: 60 }) }),
);

function mutate(text: string, wounds: readonly (typeof wound extends fc.Arbitrary<infer T> ? T : never)[]): string {
  return wounds.reduce((current, change) => {
    const at = change.at % (current.length + 1);
    if (change.kind === 'insert') return current.slice(0, at) + change.text + current.slice(at);
    if (change.kind === 'cut') return current.slice(0, at) + current.slice(at + change.length);
    return current.slice(0, at) + current.slice(at, at + change.length) + current.slice(at);
  }, text);
}

describe('10,000 mutated manifests', () => {
  it('neither crash nor hang the parser and the engine', () => {
    const engine = createEngine({ settings: presetSettings('kubeadm'), seed: 1 });
    let failed = 0;
    fc.assert(fc.property(fc.array(wound, { minLength: 1, maxLength: 4 }), (wounds) => {
      const parsed = parseManifests(mutate(source, wounds));
      const documents = parsed.documents.flatMap((document) => (document.body === undefined ? [] : [{ body: document.body, decodingErrors: document.decodingErrors }]));
      const { results, notices } = engine.dispatch({ type: 'applyManifests', documents, mayPrune: parsed.isComplete });
      failed += results?.filter((result) => result.outcome === 'failed').length ?? 0;
      expect(results).toHaveLength(documents.length);
      expect(notices).toEqual([]);
      for (const result of results ?? []) if (result.outcome === 'failed') expect(result.status?.message).not.toBe('');
    }), { numRuns: 10_000, endOnFailure: true });
    // Wounds that change nothing would test nothing.
    expect(failed).toBeGreaterThan(1000);
  });
});
