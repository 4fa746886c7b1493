import type { JsonValue } from '../kube/json.ts';
import { entriesOf, locate, type FieldPath } from './fieldRange.ts';
import { endOfLine, startOfLine } from './lineIndex.ts';
import { printScalar } from './printYAML.ts';
import { removeField } from './removeField.ts';
import { columnOf, insertIntoBlock, newlineOf, setField, startOfKey, type EditedDocument } from './setField.ts';
import type { TextEdit } from './textEdit.ts';
import { resolveAlias, type Entry, type MappingNode } from './yamlNode.ts';

/** Gives a field another key. Undefined where its map has that key already. */
export function renameField({ text, isJSON, root }: EditedDocument, path: FieldPath, key: string): readonly TextEdit[] | undefined {
  const { entry, depth, isShared } = locate(root, path);
  const parent = resolveAlias(locate(root, path.slice(0, -1)).node);
  if (depth < path.length || isShared || entry?.key.kind !== 'scalar' || entry.key.style === 'empty' || parent.kind !== 'mapping' || entriesOf(parent).has(key)) return undefined;
  const { start, end, style } = entry.key;
  // A colon that is glued to the next word ends no plain key.
  return text.slice(end).search(/\S/) < 0 ? undefined : [{ start, end, text: printScalar(key, style, isJSON) }];
}

/** Puts the entries of a map in the map's own place. */
export function liftField(document: EditedDocument, path: FieldPath): readonly TextEdit[] | undefined {
  const { text, root } = document;
  const { node, entry, depth, isShared } = locate(root, path);
  const parent = resolveAlias(locate(root, path.slice(0, -1)).node);
  if (depth < path.length || isShared || entry === undefined || node.kind !== 'mapping' || parent.kind !== 'mapping') return undefined;
  const [first] = node.entries;
  const names = entriesOf(parent);
  if ([...entriesOf(node).keys()].some((key) => names.has(key) && names.get(key) !== entry)) return undefined;
  if (first === undefined) return removeField(document, path);
  if (parent.style === 'flow') return node.style === 'flow' ? [{ start: entry.key.headStart, end: node.end, text: text.slice(node.start + 1, node.end - 1).trim() }] : undefined;
  const { headStart } = entry.key;
  if (startOfKey(text, entry.key) !== headStart) return undefined;
  const lead = newlineOf(text) + ' '.repeat(columnOf(text, headStart));
  if (node.style === 'flow') return [{ start: headStart, end: node.end, text: node.entries.map((child) => sourceOf(text, child)).join(lead) }];
  const shift = columnOf(text, first.key.headStart) - columnOf(text, headStart);
  return [
    { start: headStart, end: first.key.headStart, text: '' },
    ...lineStarts(text, first.key.headStart, node.end).map((start) => ({ start, end: start + Math.min(shift, indentationAt(text, start)), text: '' })),
  ];
}

/** Puts a value into a list of its own, or with a key into a map of its own. */
export function wrapField({ text, isJSON, root }: EditedDocument, path: FieldPath, key: string | undefined): readonly TextEdit[] | undefined {
  const { node, depth, isShared } = locate(root, path);
  if (depth < path.length || isShared || (node.kind === 'scalar' && (node.style === 'empty' || node.style === 'block'))) return undefined;
  if (node.kind === 'scalar' || node.kind === 'alias' || node.style === 'flow') {
    const head = key === undefined ? '[' : `{${printScalar(key, isJSON ? 'double' : 'flow', isJSON)}: `;
    return [{ start: node.headStart, end: node.headStart, text: head }, { start: node.end, end: node.end, text: key === undefined ? ']' : '}' }];
  }
  const first = node.kind === 'mapping' ? node.entries[0] : undefined;
  if (first === undefined) return undefined;
  const at = first.key.headStart;
  const head = key === undefined ? '- ' : `${printScalar(key, 'plain', false)}:${newlineOf(text)}${' '.repeat(columnOf(text, at) + 2)}`;
  return [{ start: at, end: at, text: head }, ...lineStarts(text, at, node.end).map((start) => ({ start, end: start, text: '  ' }))];
}

/** Takes a field away and puts it elsewhere, with the comments inside of it where both places are blocks. */
export function moveField(document: EditedDocument, path: FieldPath, to: FieldPath, value: JsonValue | undefined): readonly TextEdit[] | undefined {
  const { text, root } = document;
  const found = locate(root, path);
  const target = locate(root, to);
  const key = to.at(-1);
  if (value === undefined || found.depth < path.length || target.depth === to.length || typeof key !== 'string') return undefined;
  const removed = removeField(document, path);
  const home = target.node;
  const parent = resolveAlias(locate(root, path.slice(0, -1)).node);
  const isPlain = target.depth === to.length - 1 && !target.isShared && home.kind === 'mapping' && home.style === 'block' && parent.kind === 'mapping' && parent.style === 'block';
  const edit = isPlain && found.entry !== undefined ? moved(text, found.entry, home, key) : setField(document, to, value)?.[0];
  if (removed === undefined || edit === undefined) return undefined;
  const [around] = removed.filter(({ start, end }) => edit.start > start && edit.start <= end);
  if (around === undefined) return [...removed, edit];
  // The place to put it was the line it leaves.
  const newline = newlineOf(text);
  const isWholeLine = around.start === startOfLine(text, around.start) && edit.text.startsWith(newline);
  if (isWholeLine) return [{ ...around, text: edit.text.slice(newline.length) + (text.slice(around.start, around.end).endsWith('\n') ? newline : '') }];
  const isLastInBrackets = edit.start === around.end && edit.text.startsWith(', ');
  return isLastInBrackets ? [{ ...around, text: around.start === found.entry?.key.headStart ? edit.text.slice(2) : edit.text }] : undefined;
}

function moved(text: string, entry: Entry, home: MappingNode, key: string): TextEdit | undefined {
  const column = columnOf(text, entry.key.headStart);
  const end = Math.max(entry.key.end, entry.value.end);
  const [head = '', ...lines] = text.slice(entry.key.end, endOfLine(text, end)).split(/\r\n|\r|\n/);
  return insertIntoBlock(text, home, [printScalar(key, 'plain', false) + head, ...lines.map((line) => line.replace(new RegExp(`^ {0,${column}}`), ''))]);
}

function sourceOf(text: string, { key, value }: Entry): string {
  const end = Math.max(key.end, value.end);
  const source = text.slice(key.headStart, end);
  return /:/.test(source.slice(key.end - key.headStart)) ? source.replace(/^("[^"]*")\s*:\s*/, '$1: ') : `${source}:`;
}

/** Where the lines after the first begin, blank ones left out. */
function lineStarts(text: string, start: number, end: number): readonly number[] {
  const starts: number[] = [];
  for (let at = endOfLine(text, start); at < end; at = endOfLine(text, at)) {
    at += text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1;
    if (at < end && !/^[ \t]*(?:\r|\n|$)/.test(text.slice(at, endOfLine(text, at) + 1))) starts.push(at);
  }
  return starts;
}

function indentationAt(text: string, lineStart: number): number {
  let at = lineStart;
  while (text[at] === ' ') at++;
  return at - startOfLine(text, lineStart);
}
