import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { normalized, playAsked, type Asked } from './asked.ts';

const folder = new URL('../../fixtures/kubectl/', import.meta.url).pathname;

describe('what kubectl prints on a real cluster', () => {
  it.each(readdirSync(folder))('%s', (file) => {
    // The fixtures are of this form.
    const asked = JSON.parse(readFileSync(folder + file, 'utf8')) as Asked;
    const printed = playAsked(asked);
    const differences = asked.steps.flatMap(({ do: done, saw }, index) => {
      const got = printed[index];
      if (saw === undefined) return [];
      const [want, have] = [normalized(saw), got === undefined ? undefined : normalized(got)];
      return JSON.stringify(want) === JSON.stringify(have) ? [] : [{ command: done['kubectl'], want, have }];
    });
    expect(differences).toEqual([]);
  });
});
