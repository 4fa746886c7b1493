import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { departures, documentPath, marks, simplifiedDocument } from '../../scripts/collectSimplified.ts';

describe('docs/simplified.md', () => {
  it('is what the comments say now', () => {
    expect(readFileSync(documentPath, 'utf8')).toBe(simplifiedDocument());
  });
});

describe('departures from Kubernetes', () => {
  const all = departures();

  it('are all found', () => {
    expect(all.length).toBeGreaterThan(20);
    expect(all).toHaveLength(marks());
  });

  it.each(all)('$file says what is simpler, in whole sentences', ({ text }) => {
    expect(text).toMatch(/^\S.{20,}[.)]$/);
    expect(text).not.toMatch(/\bMirrors\b|\*\/|\/\//);
  });
});
