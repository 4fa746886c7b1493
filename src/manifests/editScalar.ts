import { endOfLine, startOfLine } from './lineIndex.ts';
import { locate, type FieldPath, type Located } from './fieldRange.ts';
import { parseManifests, type ManifestParse } from './parseManifests.ts';
import { resolvePlain } from './resolveScalar.ts';
import { isNull, type MappingNode, type ScalarNode, type YAMLNode } from './yamlNode.ts';

/** Replaces the characters from `start` to `end`. */
export interface TextEdit { readonly start: number; readonly end: number; readonly text: string }
export type ScalarValue = string | number | boolean;

/**
 * Sets a field by changing its own characters only: comments, order and quotes stay.
 * Where only the last key is missing, it is put into the map that is there.
 * Undefined where the text has no place for it: the document cannot be read, more than the last key is missing,
 * the field holds a list or a map, or its characters also serve other places through an alias.
 */
export function editScalar(source: string | ManifestParse, documentIndex: number, path: FieldPath, value: ScalarValue): TextEdit | undefined {
  const parse = typeof source === 'string' ? parseManifests(source) : source;
  const document = parse.documents[documentIndex];
  const last = path.at(-1);
  if (document?.root === undefined || last === undefined) return undefined;
  const context: EditContext = { text: parse.text, isJSON: document.isJSON };
  const located = locate(document.root, path);
  if (located.depth === path.length && !located.isShared) return replace(context, located, value);
  const parent = locate(document.root, path.slice(0, -1));
  if (parent.depth !== path.length - 1 || parent.isShared || parent.node.kind === 'alias' || typeof last !== 'string') return undefined;
  if (parent.node.kind === 'mapping') {
    return parent.node.style === 'flow' ? insertIntoFlow(context, parent.node, last, value) : insertIntoBlock(context, parent.node, last, value);
  }
  return isNull(parent.node) && parent.entry !== undefined ? insertIntoNothing(context, parent, last, value) : undefined;
}

interface EditContext { readonly text: string; readonly isJSON: boolean }

function replace(context: EditContext, { node, entry }: Located, value: ScalarValue): TextEdit | undefined {
  const { text } = context;
  if (node.kind === 'alias') return { start: node.start, end: node.end, text: printScalar(value, 'plain', context.isJSON) };
  if (node.kind !== 'scalar') return undefined;
  if (node.style !== 'empty') return { start: node.start, end: node.end, text: printScalar(value, node.style, context.isJSON) };
  const at = entry === undefined ? undefined : Math.max(afterColon(text, entry.key) ?? -1, node.end);
  return at === undefined || at < 0 ? undefined : { start: at, end: at, text: ` ${printScalar(value, 'plain', false)}` };
}

function afterColon(text: string, key: YAMLNode): number | undefined {
  const colon = /[ \t]*:/y;
  colon.lastIndex = key.end;
  return colon.test(text) ? colon.lastIndex : undefined;
}

/** After the last entry that takes one line, so that the new one stands by its kind; else before the first. */
function insertIntoBlock({ text }: EditContext, mapping: MappingNode, key: string, value: ScalarValue): TextEdit | undefined {
  const line = `${printScalar(key, 'plain', false)}: ${printScalar(value, 'plain', false)}`;
  const [first] = mapping.entries;
  if (first === undefined || text[mapping.start] === '?') return undefined;
  const lineStart = startOfLine(text, first.key.start);
  const indentation = ' '.repeat(first.key.headStart - lineStart);
  const newline = newlineOf(text);
  const anchor = mapping.entries.findLast((entry) => isOneLine(text, entry.key, entry.value));
  if (anchor === undefined) {
    const at = first.key.headStart;
    return { start: at, end: at, text: `${line}${newline}${indentation}` };
  }
  const at = endOfLine(text, Math.max(anchor.key.end, anchor.value.end));
  return { start: at, end: at, text: `${newline}${indentation}${line}` };
}

function isOneLine(text: string, key: YAMLNode, value: YAMLNode): boolean {
  if (value.kind === 'scalar' && value.style === 'block') return false;
  if ((value.kind === 'mapping' || value.kind === 'sequence') && value.style === 'block') return false;
  if (text[startOfKey(text, key)] === '?') return false;
  return endOfLine(text, key.start) === endOfLine(text, Math.max(key.end, value.end));
}

/** Where the key's line has its first character that is neither blank nor a list's dash. */
function startOfKey(text: string, key: YAMLNode): number {
  const lead = /(?:[ \t]|-(?=[ \t]))*/y;
  lead.lastIndex = startOfLine(text, key.start);
  lead.exec(text);
  return lead.lastIndex;
}

function insertIntoFlow(context: EditContext, mapping: MappingNode, key: string, value: ScalarValue): TextEdit {
  const { text, isJSON } = context;
  const entry = `${printScalar(key, isJSON ? 'double' : 'flow', isJSON)}: ${printScalar(value, 'flow', isJSON)}`;
  const last = mapping.entries.at(-1);
  if (last === undefined) return { start: mapping.start + 1, end: mapping.start + 1, text: entry };
  const at = last.value.kind === 'scalar' && last.value.style === 'empty' ? Math.max(last.value.end, afterColon(text, last.key) ?? 0) : Math.max(last.key.end, last.value.end);
  const lineStart = startOfLine(text, last.key.start);
  const lead = text.slice(lineStart, last.key.headStart);
  const separator = lineStart > mapping.start && /^[ \t]*$/.test(lead) ? `,${newlineOf(text)}${lead}` : ', ';
  return { start: at, end: at, text: `${separator}${entry}` };
}

/** Below a key that has no value yet. */
function insertIntoNothing({ text, isJSON }: EditContext, { node, entry }: Located, key: string, value: ScalarValue): TextEdit | undefined {
  if (entry === undefined) return undefined;
  if (isJSON || node.kind !== 'scalar' || node.style !== 'empty') {
    return { start: node.start, end: node.end, text: `{${printScalar(key, isJSON ? 'double' : 'flow', isJSON)}: ${printScalar(value, 'flow', isJSON)}}` };
  }
  const lineStart = startOfLine(text, entry.key.start);
  const at = afterColon(text, entry.key);
  if (at === undefined || startOfKey(text, entry.key) !== entry.key.headStart) return undefined;
  const end = endOfLine(text, at);
  const indentation = ' '.repeat(entry.key.headStart - lineStart + 2);
  return { start: end, end, text: `${newlineOf(text)}${indentation}${printScalar(key, 'plain', false)}: ${printScalar(value, 'plain', false)}` };
}

function newlineOf(text: string): string {
  const at = text.indexOf('\n');
  return at > 0 && text[at - 1] === '\r' ? '\r\n' : '\n';
}

type PrintStyle = ScalarNode['style'] | 'flow';

/** A value in the quotes that stood there, if it can wear them. */
function printScalar(value: ScalarValue, style: PrintStyle, isJSON: boolean): string {
  if (typeof value !== 'string') return String(value);
  if (isJSON || style === 'double') return JSON.stringify(value);
  const isPrintable = /^[\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd]*$/.test(value);
  if (!isPrintable) return JSON.stringify(value);
  if (style !== 'single' && isPlain(value)) return value;
  return style === 'single' ? `'${value.replaceAll("'", "''")}'` : JSON.stringify(value);
}

/** Safe without quotes, in brackets too, and read back as the same text. */
function isPlain(value: string): boolean {
  return /^[A-Za-z0-9_./\\(][^\r\n\t,[\]{}"'`]*$/.test(value) && !/:(?:\s|$)|\s#|\s$/.test(value) && typeof resolvePlain(value) === 'string' && !/^(?:---|\.\.\.)/.test(value);
}
