import { findDelimited } from './flowText.ts';
import { endOfLine, startOfLine } from './lineIndex.ts';
import { characterName, type RawProblem } from './problem.ts';

const control = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/**
 * Names what is wrong and where, from where the parser gave up and why. Offsets into `source`.
 * The parser often stops a line late: the place is moved to what the author has to change.
 */
export function locateYAMLProblem(source: string, position: number, reason: string, maxDepth: number): RawProblem {
  const at = Math.min(position, source.length);
  const line = lineAround(source, at);
  const controlAt = /null byte|non-printable|valid JSON character/.test(reason) ? source.search(control) : -1;
  if (controlAt !== -1) {
    return { code: 'controlCharacter', params: { character: characterName(source.codePointAt(controlAt) ?? 0) }, start: controlAt, end: controlAt + 1 };
  }
  if (reason.startsWith('nesting exceeded')) return { code: 'tooDeep', params: { limit: maxDepth }, ...charRange(source, at) };
  const tabAt = tabInIndentation(source, line.start);
  if (tabAt !== undefined) return { code: 'tab', params: {}, start: tabAt, end: tabAt + 1 };
  if (/within a (?:flow|single|double)|deficient indentation/.test(reason)) {
    const unclosed = findDelimited(source).find((delimited) => delimited.end === undefined);
    if (unclosed !== undefined) return { code: 'unclosed', params: { opener: unclosed.opener }, start: unclosed.start, end: unclosed.start + 1 };
    // A quote that swallowed lines up to the next one was meant to end before.
    const around = /deficient/.test(reason) ? findDelimited(source).find(({ opener, start, end }) => (opener === '"' || opener === "'") && start < at && end !== undefined && at <= end) : undefined;
    if (around !== undefined) return { code: 'unclosed', params: { opener: around.opener }, start: around.start, end: around.start + 1 };
  }
  return byReason(source, at, reason, line);
}

function byReason(source: string, at: number, reason: string, line: Line): RawProblem {
  const wholeLine = contentRange(source, line);
  if (reason.includes('multiline key') || reason.startsWith("expected ':'")) {
    return { code: 'missingColon', params: {}, ...contentRange(source, lineWithoutColon(source, line)) };
  }
  if (reason === 'bad indentation of a mapping entry') {
    const char = source[at] ?? '';
    if (/[@`%]/.test(char)) return { code: 'reservedCharacter', params: { character: char }, start: at, end: at + 1 };
    const dash = gluedDash(source, line);
    return dash === undefined ? { code: 'indentation', params: {}, ...wholeLine } : { code: 'missingDashSpace', params: {}, start: dash, end: dash + 1 };
  }
  if (reason === 'bad indentation of a sequence entry') return { code: 'listIndentation', params: {}, ...wholeLine };
  if (reason === 'missed comma between flow collection entries') return { code: 'missingComma', params: {}, ...charRange(source, at) };
  if (reason.startsWith('a whitespace character is expected after')) return { code: 'missingSpace', params: {}, ...charRange(source, at) };
  if (reason.startsWith('end of the stream or a document separator')) return { code: 'unexpectedContent', params: {}, ...wholeLine };
  if (reason === 'unknown escape sequence' || reason === 'expected hexadecimal character') return { code: 'badEscape', params: {}, ...charRange(source, at) };
  return { code: 'yaml', params: { reason }, ...(wholeLine.end > wholeLine.start ? wholeLine : charRange(source, at)) };
}

/** `-name: x` on the line before makes a key of what should have been a list's entry. */
function gluedDash(source: string, line: Line): number | undefined {
  if (line.start === 0) return undefined;
  const before = lineAround(source, line.start - 1);
  const match = /^([ ]*)-[A-Za-z][\w.-]*:(?:[ ]|$)/.exec(source.slice(before.start, before.end));
  return match === null ? undefined : before.start + (match[1] ?? '').length;
}

interface Line { readonly start: number; readonly end: number }

function lineAround(source: string, at: number): Line {
  return { start: startOfLine(source, at), end: endOfLine(source, at) };
}

/** The line without its indentation, its comment and its trailing blanks. */
function contentRange(source: string, line: Line): { readonly start: number; readonly end: number } {
  const text = source.slice(line.start, line.end);
  const indentation = text.length - text.trimStart().length;
  const content = text.replace(/\s#.*$/, '').trimEnd();
  if (content.length <= indentation) return { start: line.start, end: line.end };
  return { start: line.start + indentation, end: line.start + content.length };
}

function charRange(source: string, at: number): { readonly start: number; readonly end: number } {
  const start = at >= source.length ? Math.max(0, source.trimEnd().length - 1) : at;
  return { start, end: Math.min(source.length, start + 1) };
}

/** A tab in a line's indentation, or in that of the line above it, where the parser stopped at the line's start. */
function tabInIndentation(source: string, lineStart: number): number | undefined {
  const indentation = /^[ \t]*/.exec(source.slice(lineStart, lineStart + 200))?.[0] ?? '';
  const tab = indentation.indexOf('\t');
  return tab === -1 ? undefined : lineStart + tab;
}

/** The nearest line, from this one upwards, that is neither blank nor a comment and has no key. */
function lineWithoutColon(source: string, from: Line): Line {
  let line = from;
  for (let steps = 0; steps < 50; steps++) {
    const text = source.slice(line.start, line.end).trim();
    if (text !== '' && !text.startsWith('#') && !/:(?:\s|$)/.test(text)) return line;
    if (line.start === 0) break;
    line = lineAround(source, line.start - (source[line.start - 2] === '\r' && source[line.start - 1] === '\n' ? 2 : 1));
  }
  return from;
}
