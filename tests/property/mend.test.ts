import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deepEqual } from '../../src/kube/objects.ts';
import type { JsonValue } from '../../src/kube/json.ts';
import { judge } from '../../src/manifests/mend/judge.ts';
import { mend } from '../../src/manifests/mend/mend.ts';
import { parseManifests } from '../../src/manifests/parseManifests.ts';
import { scenarios } from '../../src/scenarios/library.ts';

const tests = new URL('../', import.meta.url);

function recorded(value: unknown, found: Set<string>): Set<string> {
  if (Array.isArray(value)) for (const item of value) recorded(item, found);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      if ((key === 'create' || key === 'apply') && typeof item === 'string') found.add(item);
      else recorded(item, found);
    }
  }
  return found;
}

function corpus(): readonly string[] {
  const texts = new Set(scenarios.map(({ start }) => start.manifests));
  for (const file of readdirSync(new URL('e2e/apps/', tests))) texts.add(readFileSync(new URL(`e2e/apps/${file}`, tests), 'utf8'));
  const recordings = new URL('conformance/recordings/', tests);
  for (const group of readdirSync(recordings).filter((name) => !name.includes('.'))) {
    for (const file of readdirSync(new URL(`${group}/`, recordings))) recorded(JSON.parse(readFileSync(new URL(`${group}/${file}`, recordings), 'utf8')), texts);
  }
  return [...texts];
}

const texts = corpus();
const isObjects = (text: string): boolean => {
  const { documents } = parseManifests(text);
  return documents.length > 0 && documents.every(({ body, errors }) => errors.length === 0 && typeof body === 'object' && body !== null && typeof Reflect.get(body, 'kind') === 'string' && Reflect.get(body, 'kind') !== '' && typeof Reflect.get(body, 'apiVersion') === 'string' && Reflect.get(body, 'apiVersion') !== '');
};
const good = texts.filter(isObjects);
const valid = good.filter((text) => {
  const { isShapely, decodingErrors, invalid, unknown } = judge(text);
  return isShapely && decodingErrors + invalid + unknown === 0;
});

const objects = (text: string): readonly JsonValue[] => judge(text).bodies;

describe('the corpus', () => {
  it('is large', () => {
    expect(valid.length).toBeGreaterThan(300);
  });

  it('is fine, refused objects too, but for typographic quotes that stand for real ones', () => {
    expect(good.filter((text) => mend(text).kind !== 'fine' && !/[{:] “[^”]*”/.test(text))).toEqual([]);
  });
});

describe('what a machine destroys comes back', () => {
  const destroyers: Readonly<Record<string, (text: string) => string>> = {
    'all line breaks and indentation': (text) => text.split('\n').map((line) => line.trim()).join(''),
    'all line breaks, with blanks in their place': (text) => text.split('\n').map((line) => line.trim()).filter((line) => line !== '').join(' '),
    'all indentation': (text) => text.replace(/^[ ]+/gm, ''),
  };
  it.each(Object.entries(destroyers))('%s', (_, destroy) => {
    const wrong: string[] = [];
    let restored = 0;
    for (const text of valid) {
      const mending = mend(destroy(text));
      const result = mending.kind === 'mended' ? mending.text : mending.kind === 'fine' ? destroy(text) : undefined;
      if (result === undefined) continue;
      if (deepEqual(objects(result), objects(text))) restored++;
      else wrong.push(text);
    }
    expect(restored / valid.length).toBeGreaterThan(0.97);
    expect(wrong.length / valid.length).toBeLessThan(0.01);
  }, 120_000);
});

describe('any text', () => {
  const piece = fc.oneof(
    fc.constantFrom('apiVersion: v1', 'kind: Service', 'metadata:', 'name: web', 'spec:', 'ports:', '- ', 'port: 80', ' # ', '---', '\n', '  ', '“', '：', '\u00a0', '`', '```', '$ ', '> ', '|', '{', '}', '[', '"', "'", '1 ', '&quot;', '<br>', 'EOF', 'labels:', 'app: web', '+', '-'),
    fc.string({ maxLength: 6 }),
  );

  it('is answered, and what is offered needs no more mending', () => {
    fc.assert(fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const mending = mend(pieces.join(''));
      const offered = mending.kind === 'mended' ? [mending.text] : mending.kind === 'ambiguous' ? mending.readings.map(({ text }) => text) : [];
      for (const text of offered) expect(isObjects(text)).toBe(true);
    }), { numRuns: 1500 });
  }, 120_000);
});
