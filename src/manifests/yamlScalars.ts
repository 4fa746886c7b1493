import type { YAMLCursor } from './yamlCursor.ts';
import { scannerError } from './yamlToken.ts';

/** Past a block scalar, the cursor being at its `|` or `>`. `parentIndent` is -1 at the top. */
export function scanBlockScalar(cursor: YAMLCursor, parentIndent: number): void {
  const start = cursor.mark;
  cursor.skip();
  const increment = scanBlockHeader(cursor);
  cursor.skipBlanks();
  cursor.skipComment();
  if (!cursor.isBreakOrEnd()) throw scannerError('did not find expected comment or line break', cursor.mark, start);
  cursor.skipLine();
  let indent = increment === 0 ? 0 : Math.max(parentIndent, 0) + increment;
  const skipBreaks = (): void => {
    let maxIndent = 0;
    for (;;) {
      while ((indent === 0 || cursor.column < indent) && cursor.at() === ' ') cursor.skip();
      maxIndent = Math.max(maxIndent, cursor.column);
      if ((indent === 0 || cursor.column < indent) && cursor.at() === '\t') {
        throw scannerError('found a tab character where an indentation space is expected', cursor.mark, start);
      }
      if (!cursor.isBreak()) break;
      cursor.skipLine();
    }
    if (indent === 0) indent = Math.max(maxIndent, parentIndent + 1, 1);
  };
  skipBreaks();
  while (cursor.column === indent && !cursor.isEnd()) {
    while (!cursor.isBreakOrEnd()) cursor.skip();
    cursor.skipLine();
    skipBreaks();
  }
}

/** The indentation that the header names; 0 where it names none. */
function scanBlockHeader(cursor: YAMLCursor): number {
  const start = cursor.mark;
  let increment = 0;
  const readDigit = (): void => {
    if (!cursor.isDigit()) return;
    if (cursor.at() === '0') throw scannerError('found an indentation indicator equal to 0', cursor.mark, start);
    increment = Number(cursor.at());
    cursor.skip();
  };
  const readChomping = (): boolean => {
    if (cursor.at() !== '+' && cursor.at() !== '-') return false;
    cursor.skip();
    return true;
  };
  if (readChomping()) readDigit();
  else {
    readDigit();
    if (increment > 0) readChomping();
  }
  return increment;
}

const escapeLengths: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** Past a quoted scalar, the cursor being at its quote. */
export function scanQuotedScalar(cursor: YAMLCursor, quote: '"' | "'"): void {
  const start = cursor.mark;
  cursor.skip();
  for (;;) {
    if (cursor.isDocumentIndicator()) throw scannerError('found unexpected document indicator', cursor.mark, start);
    if (cursor.isEnd()) throw scannerError('found unexpected end of stream', cursor.mark, start);
    while (!cursor.isBlankOrEnd()) {
      if (cursor.at() === quote) {
        if (quote === '"' || cursor.at(1) !== "'") break;
        cursor.skip(2);
      } else if (quote === '"' && cursor.at() === '\\' && cursor.isBreak(1)) {
        cursor.skip();
        cursor.skipLine();
        break;
      } else if (quote === '"' && cursor.at() === '\\') scanEscape(cursor, start);
      else cursor.skip();
    }
    if (cursor.at() === quote) break;
    while (cursor.isBlank() || cursor.isBreak()) {
      if (cursor.isBreak()) cursor.skipLine();
      else cursor.skip();
    }
  }
  cursor.skip();
}

function scanEscape(cursor: YAMLCursor, start: Parameters<typeof scannerError>[2]): void {
  const char = cursor.at(1);
  const length = escapeLengths[char] ?? 0;
  if (length === 0 && (char === '' || !'0abt\tnvfre "\'\\N_LP'.includes(char))) throw scannerError('found unknown escape character', cursor.mark, start);
  cursor.skip(2);
  if (length === 0) return;
  const digits = cursor.text.slice(cursor.index, cursor.index + length);
  if (digits.length < length || !/^[0-9a-fA-F]+$/.test(digits)) throw scannerError('did not find expected hexdecimal number', cursor.mark, start);
  const value = parseInt(digits, 16);
  if ((value >= 0xd800 && value <= 0xdfff) || value > 0x10ffff) throw scannerError('found invalid Unicode character escape code', cursor.mark, start);
  cursor.skip(length);
}

/** Past a plain scalar. Gives whether it ended at the start of a line, where a key may stand. */
export function scanPlainScalar(cursor: YAMLCursor, isFlow: boolean, indent: number): boolean {
  const start = cursor.mark;
  let hasLeadingBlanks = false;
  for (;;) {
    if (cursor.isDocumentIndicator() || cursor.at() === '#') break;
    while (!cursor.isBlankOrEnd()) {
      if (cursor.at() === ':' && cursor.isBlankOrEnd(1)) break;
      if (isFlow && ',?[]{}'.includes(cursor.at())) break;
      hasLeadingBlanks = false;
      cursor.skip();
    }
    if (!cursor.isBlank() && !cursor.isBreak()) break;
    while (cursor.isBlank() || cursor.isBreak()) {
      if (cursor.isBreak()) {
        cursor.skipLine();
        hasLeadingBlanks = true;
      } else {
        if (hasLeadingBlanks && cursor.column < indent && cursor.at() === '\t') throw scannerError('found a tab character that violates indentation', cursor.mark, start);
        cursor.skip();
      }
    }
    if (!isFlow && cursor.column < indent) break;
  }
  return hasLeadingBlanks;
}
