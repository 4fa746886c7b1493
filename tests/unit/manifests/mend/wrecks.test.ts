import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mend } from '../../../../src/manifests/mend/mend.ts';

const folder = new URL('../../../fixtures/wrecks/', import.meta.url);
const names = readdirSync(folder).filter((file) => file.endsWith('.txt')).map((file) => file.slice(0, -'.txt'.length));
const read = (file: string): string => readFileSync(new URL(file, folder), 'utf8');

describe('wrecks come back exactly', () => {
  it.each(names)('%s', (name) => {
    const mending = mend(read(`${name}.txt`));
    expect(mending.kind === 'mended' ? mending.text : mending).toBe(read(`${name}.yaml`));
  });

  it.each(names)('%s is left alone once it is mended', (name) => {
    expect(mend(read(`${name}.yaml`))).toEqual({ kind: 'fine' });
  });
});
