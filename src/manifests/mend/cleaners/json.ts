import type { Cleaner } from './cleaner.ts';

/** JSON with commas too many or too few, comments, or brackets that were cut off. */
const json: Cleaner = {
  code: 'json',
  clean(text) {
    const start = text.search(/[{[]/);
    if (start === -1 || !/^[\s"'`;=\w]*$/.test(text.slice(0, start)) || !/"?(?:apiVersion|kind)"?\s*:/.test(text)) return { text, count: 0 };
    if (!/^[{[]/.test(text.trimStart())) return { text, count: 0 };
    const result = repaired(text.trim());
    return result.count === 0 ? { text, count: 0 } : { text: `${result.text}\n`, count: result.count };
  },
};

function repaired(text: string): { readonly text: string; readonly count: number } {
  let out = '';
  let count = 0;
  const open: string[] = [];
  let at = 0;
  while (at < text.length) {
    const char = text[at] ?? '';
    const rest = text.slice(at, at + 200);
    const skipped = /^(?:\/\/[^\n]*|\/\*[\s\S]*?\*\/)/.exec(rest)?.[0];
    if (skipped !== undefined) {
      count++;
      at += skipped.length;
      out = out.replace(/[ \t]+$/, '');
    } else if (char === '"') {
      const end = stringEnd(text, at);
      if (needsComma(out)) {
        out = withComma(out);
        count++;
      }
      out += text.slice(at, end);
      at = end;
    } else if (char === '}' || char === ']') {
      const bare = out.replace(/,(\s*)$/, '$1');
      if (bare !== out) count++;
      out = bare + char;
      open.pop();
      at++;
    } else {
      if (char === '{' || char === '[') {
        if (needsComma(out)) {
          out = withComma(out);
          count++;
        }
        open.push(char === '{' ? '}' : ']');
      }
      if (char === ',' && /,\s*$/.test(out)) count++;
      else out += char;
      at++;
    }
  }
  if (open.length > 0 && open.length <= 8) {
    out = `${out.replace(/,\s*$/, '')}\n${open.reverse().join('')}`;
    count++;
  }
  return { text: out, count };
}

function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at + 1;
    else if (text[at] === '\n') return at;
  }
  return text.length;
}

/** A value ends right before where the next one, or the next key, starts. */
function needsComma(before: string): boolean {
  return /(?:["}\]]|\b(?:true|false|null)|\d)\s*$/.test(before) && before !== '';
}

function withComma(before: string): string {
  return before.replace(/(\s*)$/, ',$1');
}

export const jsonCleaners: readonly Cleaner[] = [json];
