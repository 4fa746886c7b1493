import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { reasonCodes } from '../../src/engine/network/reasons.ts';
import { en } from '../../src/ui/messages/en.ts';

const root = new URL('../../src', import.meta.url).pathname;

function sources(folder: string): string[] {
  return readdirSync(folder).flatMap((entry) => {
    const path = join(folder, entry);
    return statSync(path).isDirectory() ? sources(path) : /\.tsx?$/.test(entry) ? [path] : [];
  });
}

/** What a key comes to: a text, a part of the catalogue, or nothing. */
function lookUp(key: string): unknown {
  return key.split('.').reduce<unknown>((part, name) => (typeof part === 'object' && part !== null ? (part as Record<string, unknown>)[name] : undefined), en);
}
const isText = (key: string): boolean => typeof lookUp(key) === 'string' || typeof lookUp(`${key}_other`) === 'string';

/** Keys that the page asks for by name; those made of parts are looked at by their beginning. */
const used = sources(join(root, 'ui')).concat(sources(join(root, 'app'))).flatMap((path) => {
  const text = readFileSync(path, 'utf8');
  return [...text.matchAll(/\bt\(\s*(['`])((?:(?!\1)[^$])+)(\$\{)?/g)].map((match) => ({ path: path.slice(root.length + 1), key: match[2] ?? '', isPart: match[3] !== undefined }));
});

describe('the message catalogue', () => {
  it.each(used)('$path: $key', ({ key, isPart }) => {
    if (isPart) expect(typeof lookUp(key.replace(/\.[^.]*$/, ''))).toBe('object');
    else expect(isText(key)).toBe(true);
  });

  it.each(reasonCodes)('says why: %s', (code) => {
    expect(isText(`why.${code}`)).toBe(true);
  });
});
