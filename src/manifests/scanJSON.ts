import type { Chunk } from './splitDocuments.ts';
import type { RawProblem } from './problem.ts';
import { wellFormed, type ScanResult } from './scanYAML.ts';
import type { Entry, MappingNode, ScalarNode, SequenceNode, YAMLNode } from './yamlNode.ts';

/** Whether a chunk looks like JSON: what starts with a brace may also be YAML. */
export function startsLikeJSON(text: string, chunk: Chunk): boolean {
  const first = /\S/g;
  first.lastIndex = chunk.start;
  const at = first.exec(text)?.index ?? chunk.end;
  return at < chunk.end && (text[at] === '{' || text[at] === '[');
}

/** Whether its author meant JSON: then its problems are told in JSON's terms. */
export function isMeantAsJSON(text: string, chunk: Chunk): boolean {
  return /^\s*[{[]\s*(?:["}\]{[]|$)/.test(text.slice(chunk.start, Math.min(chunk.end, chunk.start + 2000)));
}

const blank = /[ \t\r\n]*/y;
const number = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?(?![\w.+-])/y;
const word = /[A-Za-z0-9_.+-]+/y;
const stringEnd = /["\\\u0000-\u001f]/g;

/** Reads one JSON text, or several after each other. */
export function scanJSON(text: string, chunk: Chunk, maxDepth: number): ScanResult {
  let at = chunk.start;
  let problem: RawProblem | undefined;

  function skipBlanks(): string {
    blank.lastIndex = at;
    blank.exec(text);
    at = Math.min(blank.lastIndex, chunk.end);
    return at < chunk.end ? (text[at] ?? '') : '';
  }

  function fail(code: RawProblem['code'], params: RawProblem['params'], start: number, end: number): null {
    problem ??= { code, params, start, end: Math.max(end, Math.min(start + 1, chunk.end)) };
    return null;
  }

  function unexpected(expected: string): null {
    if (skipBlanks() === '') {
      const end = chunk.start + text.slice(chunk.start, chunk.end).trimEnd().length;
      return fail('jsonEnd', { expected }, Math.max(chunk.start, end - 1), end);
    }
    word.lastIndex = at;
    const found = word.exec(text)?.[0].slice(0, 40) ?? text.slice(at, at + 1);
    return fail('jsonUnexpected', { found, expected }, at, at + found.length);
  }

  function refuse(expected: string): false {
    unexpected(expected);
    return false;
  }

  function scanString(): ScalarNode | null {
    const start = at;
    stringEnd.lastIndex = at + 1;
    for (let match = stringEnd.exec(text); match !== null && match.index < chunk.end; match = stringEnd.exec(text)) {
      if (match[0] === '\\') {
        stringEnd.lastIndex = match.index + 2;
        continue;
      }
      if (match[0] !== '"') return fail('jsonString', {}, start, match.index);
      at = match.index + 1;
      const value = decodeString(text.slice(start, at));
      return value === undefined ? fail('jsonString', {}, start, at) : { kind: 'scalar', style: 'double', text: value, tag: '', start, headStart: start, end: at };
    }
    return fail('jsonString', {}, start, start + 1);
  }

  function scanLiteral(): ScalarNode | null {
    word.lastIndex = at;
    const found = word.exec(text)?.[0];
    if (found === undefined) return unexpected('a value');
    const start = at;
    number.lastIndex = at;
    const isNumber = number.test(text);
    if (!isNumber && found !== 'true' && found !== 'false' && found !== 'null') {
      return /^[-+.0-9]/.test(found) ? fail('jsonNumber', {}, start, start + found.length) : unexpected('a value');
    }
    at = start + found.length;
    return { kind: 'scalar', style: 'plain', text: found, tag: '', start, headStart: start, end: at };
  }

  function scanEntries(depth: number, entries: Entry[]): boolean {
    if (skipBlanks() === '}') return true;
    for (;;) {
      if (skipBlanks() !== '"') return refuse('a key in double quotes');
      const key = scanString();
      if (key === null) return false;
      if (skipBlanks() !== ':') return refuse('":"');
      at++;
      const value = scanValue(depth + 1);
      if (value === null) return false;
      entries.push({ key, value });
      const next = skipBlanks();
      if (next === '}') return true;
      if (next !== ',') return refuse('"," or "}"');
      at++;
    }
  }

  function scanItems(depth: number, items: YAMLNode[]): boolean {
    if (skipBlanks() === ']') return true;
    for (;;) {
      const item = scanValue(depth + 1);
      if (item === null) return false;
      items.push(item);
      const next = skipBlanks();
      if (next === ']') return true;
      if (next !== ',') return refuse('"," or "]"');
      at++;
    }
  }

  function scanValue(depth: number): YAMLNode | null {
    const char = skipBlanks();
    if (char === '"') return scanString();
    if (char !== '{' && char !== '[') return scanLiteral();
    if (depth >= maxDepth) return fail('tooDeep', { limit: maxDepth }, at, at + 1);
    const start = at;
    at++;
    const common = { start, headStart: start, end: start, style: 'flow' } as const;
    const node: MappingNode | SequenceNode = char === '{' ? { kind: 'mapping', ...common, entries: [] } : { kind: 'sequence', ...common, items: [] };
    const isClosed = node.kind === 'mapping' ? scanEntries(depth, node.entries) : scanItems(depth, node.items);
    if (!isClosed) return null;
    at++;
    node.end = at;
    return node;
  }

  const roots: YAMLNode[] = [];
  while (skipBlanks() !== '') {
    const root = scanValue(0);
    if (root !== null) roots.push(root);
    if (problem !== undefined) return { problem };
  }
  return { roots };
}

function decodeString(literal: string): string | undefined {
  try {
    const value: unknown = JSON.parse(literal);
    return typeof value === 'string' ? wellFormed(value) : undefined;
  } catch {
    return undefined;
  }
}
