import { endsWithFieldName, isFieldName } from '../keyCandidates.ts';
import { byLine, isBlankLine, type Cleaner } from './cleaner.ts';

const key = /^[ \t]*(?:- +)*["']?[\w./-]+["']?[ \t]*:(?:[ \t]|$)/;
const start = /^\W*(?:apiVersion|kind|metadata)["']?[ \t]*:/;

function isYAMLLine(line: string): boolean {
  return key.test(line) || /^[ \t]*-(?:[ \t]|$)/.test(line) || /^[ \t]*#/.test(line) || /^[ \t]*[{}[\]",]/.test(line) || /^(?:---|\.\.\.)/.test(line) || isBlankLine(line);
}

/** `Here is my Service:` is no key, and a sentence at the margin is no value. */
function isProse(line: string): boolean {
  if (isBlankLine(line) || /^\s*(?:#|---|[{[])/.test(line) || start.test(line)) return false;
  const words = line.trim().split(/\s+/);
  if (/^["']?[\w./-]+["']?:(?:\s|$)/.test(line.trim()) && (isFieldName(line.trim().replace(/["':].*$/, '')) || words.length < 4)) return false;
  if (/^\s*-\s/.test(line) && !/[.!?:]$/.test(line)) return false;
  return words.length >= 2 || /^[A-Za-z][\w-]*[.!?:…]?$/.test(line.trim());
}

/** No line that holds a key, however it is glued, and no list or map. */
function isPlainProse(line: string): boolean {
  if (!isProse(line) || !/^\s*["'(“‘]?[\p{L}\d]/u.test(line) || /[{}]/.test(line)) return false;
  return ![...line.matchAll(/([A-Za-z]+)["']?[ \t]*:(?=\s*\S)/g)].some((match) => endsWithFieldName(match[1] ?? ''));
}

/** Sentences before, after and between manifests. */
const prose = byLine('prose', (lines) => {
  const first = lines.findIndex((line) => start.test(line) || /^\s*[{]/.test(line));
  if (first === -1) return undefined;
  const changed: (string | undefined)[] = [...lines];
  for (let index = 0; index < first; index++) if (isProse(lines[index] ?? '')) changed[index] = undefined;
  let last = lines.length - 1;
  for (let index = lines.length - 1; index > first; index--) {
    const line = lines[index] ?? '';
    if (isBlankLine(line)) continue;
    if (!isPlainProse(line) || /^\s{2,}/.test(line) || isContinued(lines, index)) break;
    changed[index] = undefined;
    last = index;
  }
  for (let index = first + 1; index < last; index++) {
    const line = lines[index] ?? '';
    if (!/^[A-Z]\S*(?:\s+\S+){2,}[.:!?]?$/.test(line) || !isPlainProse(line)) continue;
    const next = lines.slice(index + 1).find((rest) => !isBlankLine(rest) && !isProse(rest)) ?? '';
    if (start.test(next) || /^(?:---|```)/.test(next)) changed[index] = /^(?:---|```)/.test(next) || changed.slice(0, index).findLast((before) => before !== undefined && !isBlankLine(before))?.startsWith('---') === true ? undefined : '---';
  }
  return changed;
});

/** A line of a block scalar is no prose. */
function isContinued(lines: readonly string[], index: number): boolean {
  const before = lines.slice(0, index).findLast((line) => !isBlankLine(line) && !isProse(line));
  return before !== undefined && /[|>][-+0-9]*\s*$/.test(before);
}

/** All lines, or all but the first, further in than they belong. */
const indentation = byLine('indentation', (lines) => {
  const filled = lines.filter((line) => !isBlankLine(line) && !/^---/.test(line));
  const depthOf = (line: string): number => line.length - line.trimStart().length;
  const least = (of: readonly string[]): number => of.reduce((depth, line) => Math.min(depth, depthOf(line)), 1000);
  const all = least(filled);
  if (filled.length < 2) return undefined;
  if (all > 0) return lines.map((line) => (/^---/.test(line) ? line : line.slice(Math.min(all, depthOf(line)))));
  const rest = least(filled.slice(1));
  const isFirstAlone = depthOf(filled[0] ?? '') === 0 && rest > 0 && filled.slice(1).some((line) => depthOf(line) === rest && /^\s*(?:kind|metadata|apiVersion|spec):/.test(line));
  if (!isFirstAlone) return undefined;
  const firstAt = lines.indexOf(filled[0] ?? '');
  return lines.map((line, index) => (index === firstAt || /^---/.test(line) ? line : line.slice(Math.min(rest, depthOf(line)))));
});

/** `name:web`, `-name: web`, `name : web`. */
const missingSpaces = byLine('missingSpaces', (lines) => lines.map((line) => {
  if (/^\s*#/.test(line)) return line;
  return line
    .replace(/^(\s*)-(?=["']?[A-Za-z][\w./-]*["']?\s*:(?:\s|$|\S))/, (whole, blanks: string) => (line.startsWith('---') ? whole : `${blanks}- `))
    .replace(/^(\s*(?:- +)*["']?)([\w./-]+)(["']?)[ \t]*:(?=[^\s:/])/, (whole, before: string, name: string, quote: string) => (isFieldName(name) || /^[\w./-]+:[^\s:/]+(?:\s+#.*)?$/.test(line.trim()) && !/^\s*-/.test(line) ? `${before}${name}${quote}: ` : whole));
}));

/** `{name:web}`: a text that holds a colon is meant far more rarely. */
const flowSpaces: Cleaner = {
  code: 'missingSpaces',
  clean(text) {
    let count = 0;
    const open: string[] = [];
    let out = '';
    let last = 0;
    for (const match of text.matchAll(/"(?:[^"\\\n]|\\.)*"|[{}[\]]|(?<=[{,]\s*)[A-Za-z_][\w./-]*:(?=[^\s/:])/g)) {
      const [found] = match;
      if (found === '{' || found === '[') open.push(found);
      else if (found === '}' || found === ']') open.pop();
      else if (found.endsWith(':') && open.at(-1) === '{') {
        out += `${text.slice(last, match.index + found.length)} `;
        last = match.index + found.length;
        count++;
      }
    }
    return { text: out + text.slice(last), count };
  },
};

const trailingCommas = byLine('commas', (lines) => {
  if (lines.some((line) => /^\s*[{[]/.test(line))) return undefined;
  const ended = lines.filter((line) => /[,;]\s*$/.test(line)).length;
  const filled = lines.filter((line) => key.test(line)).length;
  return ended >= 2 && ended * 3 >= filled ? lines.map((line) => (isYAMLLine(line) ? line.replace(/[,;]\s*$/, '') : line)) : undefined;
});

export const proseCleaners: readonly Cleaner[] = [prose, indentation];
export const layoutCleaners: readonly Cleaner[] = [missingSpaces, flowSpaces, trailingCommas];
