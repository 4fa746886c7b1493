import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = new URL('../..', import.meta.url).pathname;

function sources(folder: string): string[] {
  return readdirSync(join(root, folder)).flatMap((entry) => {
    const path = join(folder, entry);
    if (statSync(join(root, path)).isDirectory()) return sources(path);
    return /\.(ts|tsx)$/.test(entry) && !entry.includes('.generated.') ? [path] : [];
  });
}
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** Tables may be long: a catalogue of texts, of kinds, of regular expressions. */
const tables = [/^src\/ui\/messages\/en\//, /^src\/scenarios\/library\//, /Table\.ts$/, /^src\/kube\/scheme\.ts$/];

describe('sources', () => {
  const all = sources('src');

  it.each(all)('%s has at most 400 lines', (path) => {
    if (tables.some((table) => table.test(path))) return;
    expect(read(path).split('\n').length - 1).toBeLessThanOrEqual(400);
  });

  it('silence no check', () => {
    const silenced = [...all, ...sources('tests').filter((path) => !path.endsWith('sources.test.ts'))]
      .filter((path) => /@ts-(?:ignore|expect-error|nocheck)|\.only\(|\.fixme/.test(read(path)));
    expect(silenced).toEqual([]);
  });

  it('have no folder for what has no name', () => {
    expect(all.filter((path) => /\/(utils|helpers|misc)\//.test(path))).toEqual([]);
  });
});

describe('the lock file', () => {
  it('names no registry', () => {
    expect(read('package-lock.json')).not.toMatch(/"resolved"/);
  });
});

describe('exported functions of kube and engine', () => {
  const undocumented = [...sources('src/kube'), ...sources('src/engine')].flatMap((path) =>
    [...read(path).matchAll(/(^|\n)(?<before>[^\n]*)\n?export function (?<name>\w+)/g)]
      .filter((match) => !/\*\/\s*$/.test(match.groups?.['before'] ?? ''))
      .map((match) => `${relative(root, path)} ${match.groups?.['name'] ?? ''}`));

  it('have a contract', () => {
    expect(undocumented).toEqual([]);
  });
});
