import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const copy = new URL('recordings', import.meta.url).pathname;
const shared = new URL('../../../shared/conformance', import.meta.url).pathname;

function files(folder: string, below = ''): string[] {
  return readdirSync(join(folder, below)).sort().flatMap((entry) => {
    const path = join(below, entry);
    return statSync(join(folder, path)).isDirectory() ? files(folder, path) : [path];
  });
}

describe.skipIf(!existsSync(shared))('the copy of the recordings', () => {
  it('has the same files', () => {
    expect(files(copy)).toEqual(files(shared));
  });

  it.each(existsSync(shared) ? files(shared) : [])('%s is not behind', (file) => {
    expect(readFileSync(join(copy, file), 'utf8') === readFileSync(join(shared, file), 'utf8')).toBe(true);
  });
});
