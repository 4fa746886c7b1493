import { describe, expect, it } from 'vitest';
import { createUIDs, generateName } from '../../../../src/engine/apiserver/names.ts';
import { formatMicroTime, formatTime, parseTime } from '../../../../src/engine/apiserver/time.ts';
import { createRandom } from '../../../../src/engine/random.ts';

describe('times', () => {
  it.each([
    { ms: 0, text: '2026-01-01T00:00:00Z' },
    { ms: 1999, text: '2026-01-01T00:00:01Z' },
    { ms: 59 * 86_400_000, text: '2026-03-01T00:00:00Z' },
    { ms: 365 * 86_400_000 + 3_600_000, text: '2027-01-01T01:00:00Z' },
  ])('$ms ms are $text', ({ ms, text }) => {
    expect(formatTime(ms)).toBe(text);
    expect(parseTime(text)).toBe(Math.floor(ms / 1000) * 1000);
  });

  it('carry microseconds where asked', () => {
    expect(formatMicroTime(1234)).toBe('2026-01-01T00:00:01.234000Z');
    expect(parseTime('2026-01-01T00:00:01.234000Z')).toBe(1234);
    expect(parseTime('yesterday')).toBeUndefined();
  });
});

describe('names', () => {
  it('are the prefix, cut to 58 characters, and five of the safe alphabet', () => {
    const random = createRandom(1, 'names');
    expect(generateName('web-', random)).toMatch(/^web-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
    expect(generateName('a'.repeat(80), random)).toMatch(/^a{58}[bcdfghjklmnpqrstvwxz2456789]{5}$/);
  });

  it('and uids are version 4 in form, all different, and the same for the same seed', () => {
    const make = (): string[] => {
      const next = createUIDs(createRandom(5, 'names'));
      return Array.from({ length: 5000 }, next);
    };
    const uids = make();
    expect(new Set(uids).size).toBe(5000);
    expect(uids.every((uid) => /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(uid))).toBe(true);
    expect(make()).toEqual(uids);
  });
});
