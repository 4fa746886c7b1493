import { isJsonObject, type JsonValue } from '../kube/json.ts';
import { locate, type FieldPath, type Located } from './fieldRange.ts';
import { endOfLine, startOfLine } from './lineIndex.ts';
import { printEntry, printFlow, printItem, printScalar, type ScalarValue } from './printYAML.ts';
import type { TextEdit } from './textEdit.ts';
import { isNull, resolveAlias, type Entry, type MappingNode, type SequenceNode, type YAMLNode } from './yamlNode.ts';

/** The document that is edited; offsets of `root` are those of `text`. */
export interface EditedDocument { readonly text: string; readonly isJSON: boolean; readonly root: YAMLNode }

/**
 * Gives a field a value by changing its own characters; comments, order and quotes around it stay.
 * What is missing of the path is added. Undefined where its characters also serve other places through an alias,
 * or something on the way holds a value that cannot have fields.
 */
export function setField(document: EditedDocument, path: FieldPath, value: JsonValue): readonly TextEdit[] | undefined {
  const located = locate(document.root, path);
  // What `<<` brings is overridden where it arrives.
  const home = located.isShared && located.depth === path.length ? locate(document.root, path.slice(0, -1)) : located;
  const edit = home.depth === path.length ? replaceValue(document, home, path, value) : addField(document, home, path.slice(home.depth), value);
  return edit && [edit];
}

function isScalar(value: JsonValue): value is ScalarValue | null {
  return typeof value !== 'object' || value === null;
}

function replaceValue(document: EditedDocument, { node, entry, isShared }: Located, path: FieldPath, value: JsonValue): TextEdit | undefined {
  const { text, isJSON } = document;
  if (isShared) return undefined;
  const { start, end } = node;
  if (node.kind === 'scalar' && isScalar(value)) {
    if (node.style !== 'empty') return { start, end, text: printScalar(value, node.style, isJSON) };
    const at = entry === undefined ? undefined : Math.max(afterColon(text, entry.key) ?? -1, end);
    return at === undefined || at < 0 ? undefined : { start: at, end: at, text: ` ${printScalar(value, 'plain', false)}` };
  }
  if (isScalar(value) && entry === undefined) return { start, end, text: printScalar(value, 'plain', isJSON) };
  const parent = resolveAlias(locate(document.root, path.slice(0, -1)).node);
  const from = entry === undefined ? undefined : afterColon(text, entry.key);
  if (parent.kind === 'mapping' && parent.style === 'block' && entry !== undefined && from !== undefined && startOfKey(text, entry.key) === entry.key.headStart) {
    const to = node.kind === 'scalar' && node.style === 'empty' ? from : end;
    return { start: from, end: Math.max(from, to), text: blockValue(document, entry.key, value) };
  }
  return node.kind === 'scalar' && node.style === 'empty' ? undefined : { start, end, text: printFlow(value, isJSON) };
}

/** What stands after the colon of a key in a block. */
function blockValue(document: EditedDocument, key: YAMLNode, value: JsonValue): string {
  const { text } = document;
  const [, ...lines] = printEntry('k', value, listIndentationOf(document));
  if (lines.length === 0) return ` ${printFlow(value, false)}`;
  const indentation = columnOf(text, key.headStart);
  return lines.map((line) => newlineOf(text) + ' '.repeat(indentation) + line).join('');
}

function addField(document: EditedDocument, located: Located, missing: FieldPath, value: JsonValue): TextEdit | undefined {
  const [key, ...rest] = missing;
  if (key === undefined || located.isShared || located.node.kind === 'alias') return undefined;
  const nested = nest(rest, value);
  const { node, entry } = located;
  if (nested === undefined) return undefined;
  if (node.kind === 'sequence') return key === node.items.length ? appendItem(document, node, nested) : undefined;
  if (node.kind === 'mapping') return typeof key === 'string' ? addEntry(document, node, key, nested) : undefined;
  if (!isNull(node) || entry === undefined) return undefined;
  const whole = nest([key], nested);
  if (whole === undefined) return undefined;
  if (document.isJSON || node.style !== 'empty') return { start: node.start, end: node.end, text: printFlow(whole, document.isJSON) };
  return belowKey(document, entry.key, whole);
}

/** The value inside of the maps and lists that are missing around it. */
function nest(path: FieldPath, value: JsonValue): JsonValue | undefined {
  let nested = value;
  for (const segment of path.toReversed()) {
    if (segment !== 0 && typeof segment === 'number') return undefined;
    nested = segment === 0 ? [nested] : { [segment]: nested };
  }
  return nested;
}

function addEntry(document: EditedDocument, mapping: MappingNode, key: string, value: JsonValue): TextEdit | undefined {
  if (mapping.style === 'flow') return insertIntoFlow(document, mapping, key, value);
  const lines = printEntry(key, value, listIndentationOf(document));
  // A document begins with what it is.
  if (key === 'apiVersion') return insertIntoBlock(document.text, mapping, lines, 'first');
  const [first] = mapping.entries;
  return insertIntoBlock(document.text, mapping, lines, key === 'kind' && first?.key.kind === 'scalar' && first.key.text === 'apiVersion' ? first : undefined);
}

/** After the last entry that takes one line, so that the new one stands by its kind; else before the first. `after` says otherwise. */
export function insertIntoBlock(text: string, mapping: MappingNode, lines: readonly string[], after?: Entry | 'first'): TextEdit | undefined {
  const [first] = mapping.entries;
  if (first === undefined || text[mapping.start] === '?') return undefined;
  const indentation = ' '.repeat(first.key.headStart - startOfLine(text, first.key.start));
  const newline = newlineOf(text);
  const added = lines.join(newline + indentation);
  const anchor = after === 'first' ? undefined : after ?? mapping.entries.findLast((entry) => isOneLine(text, entry.key, entry.value));
  if (anchor === undefined) {
    const at = first.key.headStart;
    return { start: at, end: at, text: `${added}${newline}${indentation}` };
  }
  const at = endOfLine(text, Math.max(anchor.key.end, anchor.value.end));
  return { start: at, end: at, text: `${newline}${indentation}${added}` };
}

function isOneLine(text: string, key: YAMLNode, value: YAMLNode): boolean {
  if (value.kind === 'scalar' && value.style === 'block') return false;
  if ((value.kind === 'mapping' || value.kind === 'sequence') && value.style === 'block') return false;
  if (text[startOfKey(text, key)] === '?') return false;
  return endOfLine(text, key.start) === endOfLine(text, Math.max(key.end, value.end));
}

function insertIntoFlow({ text, isJSON }: EditedDocument, mapping: MappingNode, key: string, value: JsonValue): TextEdit {
  const entry = `${printScalar(key, isJSON ? 'double' : 'flow', isJSON)}: ${printFlow(value, isJSON)}`;
  const last = mapping.entries.at(-1);
  if (last === undefined) return { start: mapping.start + 1, end: mapping.start + 1, text: entry };
  const at = last.value.kind === 'scalar' && last.value.style === 'empty' ? Math.max(last.value.end, afterColon(text, last.key) ?? 0) : Math.max(last.key.end, last.value.end);
  const lineStart = startOfLine(text, last.key.start);
  const lead = text.slice(lineStart, last.key.headStart);
  const separator = lineStart > mapping.start && /^[ \t]*$/.test(lead) ? `,${newlineOf(text)}${lead}` : ', ';
  return { start: at, end: at, text: `${separator}${entry}` };
}

function appendItem(document: EditedDocument, sequence: SequenceNode, value: JsonValue): TextEdit | undefined {
  const { text, isJSON } = document;
  const last = sequence.items.at(-1);
  if (sequence.style === 'flow') {
    const at = last?.end ?? sequence.start + 1;
    return { start: at, end: at, text: `${last === undefined ? '' : ', '}${printFlow(value, isJSON)}` };
  }
  const dash = last && dashOf(text, last);
  if (last === undefined || dash === undefined) return undefined;
  const at = endOfLine(text, last.end);
  const lead = newlineOf(text) + ' '.repeat(columnOf(text, dash));
  return { start: at, end: at, text: printItem(value, listIndentationOf(document)).map((line) => lead + line).join('') };
}

/** Below a key that has no value yet. */
function belowKey(document: EditedDocument, key: YAMLNode, value: JsonValue): TextEdit | undefined {
  const { text } = document;
  const at = afterColon(text, key);
  if (at === undefined || startOfKey(text, key) !== key.headStart) return undefined;
  const end = endOfLine(text, at);
  return { start: end, end, text: isJsonObject(value) || Array.isArray(value) ? blockValue(document, key, value) : ` ${printFlow(value, false)}` };
}

export function afterColon(text: string, key: YAMLNode): number | undefined {
  const colon = /[ \t]*:/y;
  colon.lastIndex = key.end;
  return colon.test(text) ? colon.lastIndex : undefined;
}

/** Where the key's line has its first character that is neither blank nor a list's dash. */
export function startOfKey(text: string, key: YAMLNode): number {
  const lead = /(?:[ \t]|-(?=[ \t]))*/y;
  lead.lastIndex = startOfLine(text, key.start);
  lead.exec(text);
  return lead.lastIndex;
}

/** The dash before an item of a list in a block. */
export function dashOf(text: string, item: YAMLNode): number | undefined {
  let at = item.headStart - 1;
  while (at >= 0 && /\s/.test(text[at] ?? '')) at--;
  return text[at] === '-' ? at : undefined;
}

export function columnOf(text: string, offset: number): number {
  return offset - startOfLine(text, offset);
}

/** How far this document sets its lists in under their keys. */
function listIndentationOf({ text, root }: EditedDocument): number {
  const match = /^(?:[ ]|- )*[\w./-]+:[ \t]*(?:#.*)?\r?\n([ ]*)- /m.exec(text.slice(startOfLine(text, root.headStart), root.end));
  if (match === null) return 0;
  const key = /^(?:[ ]|- )*/.exec(match[0])?.[0].length ?? 0;
  return (match[1] ?? '').length > key ? 2 : 0;
}

export function newlineOf(text: string): string {
  const at = text.indexOf('\n');
  return at > 0 && text[at - 1] === '\r' ? '\r\n' : '\n';
}
