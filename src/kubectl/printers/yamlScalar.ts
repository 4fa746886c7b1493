/** Texts as YAML scalars. Mirrors the analysis and the writers of go.yaml.in/yaml/v2's emitterc.go. */

/** Lines longer than this are folded at blanks. */
const bestWidth = 80;

export interface ScalarPlace {
  /** Of lines that follow the first. */
  readonly indent: number;
  /** Where the scalar begins. */
  readonly column: number;
  readonly isKey: boolean;
  /** The text would not be read as something else without quotes. */
  readonly mayBePlain: boolean;
}

interface Analysis { readonly plain: boolean; readonly single: boolean; readonly block: boolean; readonly isMultiline: boolean }

const printable = /^[\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}\x85]$/u;

function isBreak(char: string): boolean {
  return char === '\n' || char === '\r' || char === '\u0085' || char === '\u2028' || char === '\u2029';
}

function isBlank(char: string | undefined): boolean {
  return char === ' ' || char === '\t';
}

/** Whether characters at their places would be taken for YAML's own. */
function hasIndicators(chars: readonly string[]): boolean {
  const text = chars.join('');
  if (text.startsWith('---') || text.startsWith('...')) return true;
  return chars.some((char, index) => {
    const next = chars[index + 1];
    const isFollowed = next === undefined || isBlank(next);
    if (index === 0 && '#,[]{}&*!|>\'"%@`'.includes(char)) return true;
    if (index === 0 && '?-'.includes(char)) return isFollowed;
    if (char === ':') return isFollowed;
    const before = chars[index - 1];
    return char === '#' && (before === undefined || isBlank(before) || isBreak(before));
  });
}

function analyze(text: string): Analysis {
  const chars = Array.from(text);
  const first = chars[0] ?? '';
  const last = chars.at(-1) ?? '';
  const isSpecial = chars.some((char) => !printable.test(char));
  const has = (test: (char: string, next: string) => boolean): boolean => chars.some((char, index) => test(char, chars[index + 1] ?? ''));
  const spaceBreak = has((char, next) => char === ' ' && isBreak(next));
  const breakSpace = has((char, next) => isBreak(char) && next === ' ');
  const isMultiline = chars.some(isBreak);
  const touchesEdge = first === ' ' || last === ' ' || isBreak(first) || isBreak(last);
  return {
    isMultiline,
    plain: !touchesEdge && !breakSpace && !spaceBreak && !isSpecial && !isMultiline && !hasIndicators(chars),
    single: !breakSpace && !spaceBreak && !isSpecial,
    block: last !== ' ' && !spaceBreak && !isSpecial,
  };
}

/** The scalar as it is written, without the blank before it. */
export function yamlScalar(text: string, place: ScalarPlace): string {
  if (text === '') return '""';
  const { plain, single, block, isMultiline } = analyze(text);
  if (text.includes('\n')) return block && !place.isKey ? literal(text, place) : doubleQuoted(text, place);
  if (!place.mayBePlain || (place.isKey && isMultiline)) return doubleQuoted(text, place);
  if (plain) return folded(text, place, '');
  return single ? folded(text, place, "'") : doubleQuoted(text, place);
}

function literal(text: string, { indent }: ScalarPlace): string {
  const hint = /^[ \n\r]/.test(text) ? '2' : '';
  const chomp = !text.endsWith('\n') ? '-' : text === '\n' || text.endsWith('\n\n') ? '+' : '';
  const lines = text.replace(/\n$/, '').split('\n').map((line) => (line === '' ? '' : ' '.repeat(indent) + line));
  return `|${hint}${chomp}\n${lines.join('\n')}${text.endsWith('\n') ? '\n' : ''}`;
}

/** Plain or in single quotes: a single blank beyond the width becomes a line break. */
function folded(text: string, { indent, column, isKey }: ScalarPlace, mark: string): string {
  const chars = Array.from(text);
  let out = mark;
  let at = column + mark.length;
  let isSpaces = false;
  chars.forEach((char, index) => {
    if (char !== ' ') {
      const written = char === "'" && mark !== '' ? "''" : char;
      out += written;
      at += written.length;
      isSpaces = false;
      return;
    }
    const isInside = mark === '' || (index > 0 && index < chars.length - 1);
    if (!isKey && !isSpaces && at > bestWidth && isInside && chars[index + 1] !== ' ') {
      out += `\n${' '.repeat(indent)}`;
      at = indent;
    } else {
      out += char;
      at++;
    }
    isSpaces = true;
  });
  return out + mark;
}

const escapes: Readonly<Record<string, string>> = {
  '\0': '0', '\x07': 'a', '\b': 'b', '\t': 't', '\n': 'n', '\v': 'v', '\f': 'f', '\r': 'r', '\x1b': 'e', '"': '"', '\\': '\\', '\u0085': 'N', '\u00a0': '_', '\u2028': 'L', '\u2029': 'P',
};

function escaped(char: string): string {
  const short = escapes[char];
  if (short !== undefined) return `\\${short}`;
  const code = (char.codePointAt(0) ?? 0).toString(16).toUpperCase();
  if (code.length <= 2) return `\\x${code.padStart(2, '0')}`;
  return code.length <= 4 ? `\\u${code.padStart(4, '0')}` : `\\U${code.padStart(8, '0')}`;
}

function doubleQuoted(text: string, { indent, column, isKey }: ScalarPlace): string {
  const chars = Array.from(text);
  let out = '"';
  let at = column + 1;
  let isSpaces = false;
  chars.forEach((char, index) => {
    if (char === ' ' && !isKey && !isSpaces && at > bestWidth && index > 0 && index < chars.length - 1) {
      out += `\n${' '.repeat(indent)}${chars[index + 1] === ' ' ? '\\' : ''}`;
      at = indent;
      isSpaces = true;
      return;
    }
    const written = !printable.test(char) || isBreak(char) || char === '"' || char === '\\' || char === '\ufeff' ? escaped(char) : char;
    out += written;
    at += written.length;
    isSpaces = char === ' ';
  });
  return `${out}"`;
}
