import { endOfLine } from './lineIndex.ts';

/** An opening bracket or quote, and where it is closed; `end` is undefined where it never is. */
export interface Delimited { readonly opener: string; readonly start: number; readonly end: number | undefined }

interface Cursor { readonly source: string; at: number }

/**
 * The brackets and quotes at the outermost level of a YAML text, found without understanding the rest:
 * good enough for text that does not parse.
 */
export function findDelimited(source: string): readonly Delimited[] {
  const found: Delimited[] = [];
  const cursor: Cursor = { source, at: 0 };
  let indentation = 0;
  let isTokenStart = true;
  while (cursor.at < source.length) {
    const char = source[cursor.at] ?? '';
    if (char === '\n' || char === '\r') {
      cursor.at++;
      indentation = indentationAt(source, cursor.at);
      isTokenStart = true;
    } else if (char === ' ' || char === '\t') {
      cursor.at++;
      if (source[cursor.at] === '#') skipLine(cursor);
    } else if (isTokenStart && char === '#') skipLine(cursor);
    else if (isTokenStart && (char === '"' || char === "'")) {
      found.push(skipQuoted(cursor, char));
      isTokenStart = false;
    } else if (isTokenStart && (char === '[' || char === '{')) {
      found.push(skipFlow(cursor));
      isTokenStart = false;
    } else if (isTokenStart && (char === '|' || char === '>')) {
      skipBlockScalar(cursor, indentation);
      isTokenStart = true;
    } else {
      isTokenStart = (char === ':' || (isTokenStart && (char === '-' || char === '?'))) && /\s/.test(source[cursor.at + 1] ?? ' ');
      cursor.at++;
    }
  }
  return found;
}

/**
 * The text with every line break and comment inside brackets blanked out, so that no offset moves.
 * Undefined where there is nothing to blank, or a bracket is never closed.
 */
export function flattenFlow(source: string): string | undefined {
  let out = '';
  let from = 0;
  for (const { opener, start, end } of findDelimited(source)) {
    if (end === undefined) return undefined;
    if (opener === '"' || opener === "'") continue;
    out += source.slice(from, start) + blankBreaks(source.slice(start, end));
    from = end;
  }
  out += source.slice(from);
  return out === source ? undefined : out;
}

function blankBreaks(flow: string): string {
  return flow.replace(/"(?:[^"\\]|\\[^])*"|'[^']*'|(?<=\s)#[^\r\n]*|[\r\n\t]/g, (match) => (match.startsWith('"') || match.startsWith("'") ? match : ' '.repeat(match.length)));
}

function indentationAt(source: string, at: number): number {
  let end = at;
  while (source[end] === ' ') end++;
  return end - at;
}

function skipLine(cursor: Cursor): void {
  cursor.at = endOfLine(cursor.source, cursor.at);
}

function skipQuoted(cursor: Cursor, opener: string): Delimited {
  const start = cursor.at;
  for (cursor.at++; cursor.at < cursor.source.length; cursor.at++) {
    const char = cursor.source[cursor.at];
    if (char === '\\' && opener === '"') cursor.at++;
    else if (char === opener) {
      cursor.at++;
      return { opener, start, end: cursor.at };
    }
  }
  return { opener, start, end: undefined };
}

function skipFlow(cursor: Cursor): Delimited {
  const open: { readonly opener: string; readonly start: number }[] = [];
  const { source } = cursor;
  const outermost = { opener: source[cursor.at] ?? '', start: cursor.at };
  while (cursor.at < source.length) {
    const char = source[cursor.at] ?? '';
    const isTokenStart = /[\s,:[{]/.test(source[cursor.at - 1] ?? ' ');
    if (isTokenStart && (char === '"' || char === "'")) {
      const quoted = skipQuoted(cursor, char);
      if (quoted.end === undefined) return quoted;
      continue;
    }
    if (char === '#' && /\s/.test(source[cursor.at - 1] ?? ' ')) {
      skipLine(cursor);
      continue;
    }
    cursor.at++;
    if (char === '[' || char === '{') open.push({ opener: char, start: cursor.at - 1 });
    else if (char === ']' || char === '}') {
      open.pop();
      if (open.length === 0) return { ...outermost, end: cursor.at };
    }
  }
  return { ...(open.at(-1) ?? outermost), end: undefined };
}

function skipBlockScalar(cursor: Cursor, indentation: number): void {
  const { source } = cursor;
  skipLine(cursor);
  const lines = /(?:\r\n|\r|\n)([ ]*)([^\r\n]*)/y;
  for (;;) {
    lines.lastIndex = cursor.at;
    const match = lines.exec(source);
    if (match === null) return;
    if (match[2] !== '' && (match[1] ?? '').length <= indentation) return;
    cursor.at += match[0].length;
  }
}
