import { endsWithFieldName, isFieldName } from './keyCandidates.ts';
import type { Lexed } from './lex.ts';

/** What stands between one key's colon and the next key. */
export type Piece =
  | { readonly kind: 'value'; readonly text: string; readonly isOnNewLine: boolean; readonly colonCost: number }
  | { readonly kind: 'dash'; readonly column: number; readonly isTight: boolean }
  | { readonly kind: 'comment'; readonly text: string; readonly isOwnLine: boolean; readonly colonCost: number }
  | { readonly kind: 'block'; readonly header: string; readonly lines: readonly string[]; readonly colonCost: number }
  | { readonly kind: 'document' };

const colonCosts = { spaced: 8, tight: 0.3, tightAmongTight: 2.5, inComment: 0.6, spacedField: 2, camelField: 4, gluedField: 7, fieldInBlock: 1.5 } as const;
/** `---` in a comment, where the line break before it is gone. */
const gluedSeparator = /---(?=\s*(?:#|["']?(?:apiVersion|kind|metadata)\b|$)).*$/;
const blockHeader = /[|>][-+0-9]*[ \t]*(?:#[^\n]*)?\n/y;

/** `hasSpaces`: the text has blanks behind its colons, so that one without is hardly a key's. */
export function readPieces(lexed: Lexed, start: number, end: number, hasSpaces: boolean): readonly Piece[] {
  const { text } = lexed;
  const pieces: Piece[] = [];
  let at = start;
  let isOnNewLine = start === 0;
  while (at < end) {
    const char = text[at] ?? '';
    if (char === '\n') isOnNewLine = true;
    if (/\s/.test(char)) {
      at++;
      continue;
    }
    blockHeader.lastIndex = at;
    const header = (char === '|' || char === '>') && pieces.at(-1)?.kind !== 'value' ? blockHeader.exec(text) : null;
    const lineEnd = Math.min(end, indexOrEnd(text, '\n', at));
    if (header !== null && at + header[0].length <= end) {
      const block = readBlock(text, at, header[0], end);
      pieces.push(block.piece);
      at = block.end;
      isOnNewLine = true;
    } else if (isSeparator(text, at, end)) {
      pieces.push({ kind: 'document' });
      at += 3;
      isOnNewLine = false;
    } else if (char === '-' && isDash(text, at, end)) {
      pieces.push({ kind: 'dash', column: isOnNewLine ? columnOf(text, at) : -1, isTight: at + 1 === end && !/\s/.test(text[at + 1] ?? ' ') });
      at++;
    } else if (char === '#') {
      const comment = commentAt(text, at, lineEnd, end);
      pieces.push({ kind: 'comment', text: comment.trimEnd(), isOwnLine: isOnNewLine, colonCost: commentColons(comment) });
      at += comment.length;
    } else {
      const stop = valueEnd(lexed, at, lineEnd, end);
      pieces.push({ kind: 'value', text: text.slice(at, stop).trimEnd(), isOnNewLine, colonCost: valueColons(lexed, at, stop, hasSpaces) });
      isOnNewLine = false;
      at = stop;
    }
  }
  return pieces;
}

/** A comment reaches to the end of its line; where the break is gone, to what can only be the next item or document. */
function commentAt(text: string, at: number, lineEnd: number, end: number): string {
  const comment = text.slice(at, lineEnd).replace(gluedSeparator, '');
  if (text[lineEnd] === '\n' || lineEnd !== end) return comment;
  const dashAt = /(?<=[^\s-])-(?=\s+\S|\s*$)|(?<=\s)-(?=\s+\{)/.exec(comment)?.index;
  const item = dashAt ?? (end < text.length ? /(?<=\s)-\s*$/.exec(comment)?.index : undefined);
  return item === undefined ? comment : comment.slice(0, item);
}

function indexOrEnd(text: string, char: string, from: number): number {
  const index = text.indexOf(char, from);
  return index === -1 ? text.length : index;
}

function columnOf(text: string, at: number): number {
  return at - (at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1);
}

function isSeparator(text: string, at: number, end: number): boolean {
  return text.startsWith('---', at) && at + 3 <= end && text[at + 3] !== '-' && text[at - 1] !== '-' && /^\s*(?:["'A-Za-z{#]|$)/.test(text.slice(at + 3, at + 40));
}

/** A dash that starts an item: a blank follows, or the key itself. */
function isDash(text: string, at: number, end: number): boolean {
  if (text[at - 1] === '-' || text[at + 1] === '-') return false;
  return at + 1 === end || /\s/.test(text[at + 1] ?? ' ');
}

function valueEnd(lexed: Lexed, start: number, lineEnd: number, end: number): number {
  const { text } = lexed;
  let at = lexed.spanAt(start) ?? start + 1;
  if (at > end) return end;
  const limit = at > lineEnd ? Math.min(end, indexOrEnd(text, '\n', at)) : lineEnd;
  if (at > start + 1) {
    // Behind a closing quote or bracket nothing of the value can follow.
    return at;
  }
  for (; at < limit; at++) {
    const char = text[at];
    if (char === '#' && (/\s/.test(text[at - 1] ?? ' ') || /\s/.test(text[at + 1] ?? ' '))) return at;
    if (char === '-' && (isSeparator(text, at, end) || isDash(text, at, end))) return at;
  }
  return limit;
}

function valueColons(lexed: Lexed, start: number, end: number, hasSpaces: boolean): number {
  const { text } = lexed;
  if (lexed.spanAt(start) === end) return 0;
  let cost = 0;
  for (let at = text.indexOf(':', start); at !== -1 && at < end; at = text.indexOf(':', at + 1)) cost += /\s/.test(text[at + 1] ?? ' ') ? colonCosts.spaced : hasSpaces ? colonCosts.tight : colonCosts.tightAmongTight;
  return cost;
}

function commentColons(comment: string): number {
  let cost = 0;
  for (const { 1: word = '', index } of comment.matchAll(/(?<![A-Za-z0-9])([A-Za-z0-9]+)[ \t]*:/g)) {
    if (isFieldName(word)) cost += index === 0 ? colonCosts.inComment : /[a-z][A-Z]/.test(word) ? colonCosts.camelField : colonCosts.spacedField;
    else cost += endsWithFieldName(word) ? colonCosts.gluedField : colonCosts.inComment;
  }
  return cost;
}

/** A block scalar up to the line that the next key stands on; where the block's indentation is kept, it ends with it. */
function readBlock(text: string, start: number, header: string, end: number): { readonly piece: Piece; readonly end: number } {
  const contentStart = start + header.length;
  const lastLine = text.lastIndexOf('\n', end - 1) + 1;
  const isCutInLine = end < text.length && !/^[\s-]*$/.test(text.slice(lastLine, end));
  const contentEnd = end === text.length || isCutInLine || lastLine < contentStart ? end : lastLine;
  const raw = text.slice(contentStart, contentEnd);
  const separator = /(?:^|\n)---[ \t]*(?:\n|$)/.exec(raw);
  const content = separator === null ? raw : raw.slice(0, separator.index + (raw.startsWith('---') ? 0 : 1));
  const own = withoutShallowTail(content, text, start);
  const lines = own.replace(/\n$/, '').split('\n');
  return { piece: { kind: 'block', header: header.replace(/#[^\n]*/, '').trim(), lines: dedent(lines), colonCost: lines.filter(isFieldLine).length * colonCosts.fieldInBlock }, end: contentStart + own.length };
}

/** Lines at the end that are comments of what follows, less indented than the block, are no part of it. */
function withoutShallowTail(content: string, text: string, headerAt: number): string {
  const lines = content.split('\n');
  const keyLine = text.slice(text.lastIndexOf('\n', headerAt) + 1, headerAt);
  const keyIndentation = depthOf(keyLine);
  const first = lines.find((line) => line.trim() !== '') ?? '';
  const indentation = depthOf(first);
  if (indentation <= keyIndentation) return content;
  const outer = lines.findIndex((line) => line.trim() !== '' && depthOf(line) <= keyIndentation);
  if (outer !== -1) return `${lines.slice(0, outer).join('\n')}\n`;
  let kept = lines.length;
  while (kept > 0 && (lines[kept - 1]?.trim() === '' || isShallowComment(lines[kept - 1] ?? '', indentation))) kept--;
  const hasTail = lines.slice(kept).some((line) => line.trim() !== '');
  return hasTail ? `${lines.slice(0, kept).join('\n')}\n` : content;
}

function depthOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** Where indentation is gone, a line that starts with a field's name hardly belongs to the text above it. */
function isFieldLine(line: string): boolean {
  const key = /^(?:- )?([A-Za-z]+):(?: |$)/.exec(line)?.[1];
  return key !== undefined && isFieldName(key);
}

function isShallowComment(line: string, indentation: number): boolean {
  const start = depthOf(line);
  return start < indentation && line[start] === '#';
}

function dedent(lines: readonly string[]): readonly string[] {
  const depths = lines.flatMap((line) => (line.trim() === '' ? [] : [line.length - line.trimStart().length]));
  const depth = depths.length === 0 ? 0 : Math.min(...depths);
  return lines.map((line) => line.slice(depth).trimEnd());
}
