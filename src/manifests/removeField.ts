import { locate, type FieldPath } from './fieldRange.ts';
import { endOfLine, startOfLine } from './lineIndex.ts';
import { afterColon, dashOf, startOfKey, type EditedDocument } from './setField.ts';
import type { TextEdit } from './textEdit.ts';
import { resolveAlias, type Entry, type MappingNode, type SequenceNode, type YAMLNode } from './yamlNode.ts';

/**
 * Takes a field, or an item of a list, out of the text with its own lines; comments on lines of their own stay.
 * What would be left empty becomes `{}` or `[]`. Undefined where it is not there or its characters serve other places too.
 */
export function removeField(document: EditedDocument, path: FieldPath): readonly TextEdit[] | undefined {
  const found = locate(document.root, path);
  if (path.length === 0 || found.depth < path.length || found.isShared) return undefined;
  const above = locate(document.root, path.slice(0, -1));
  const parent = resolveAlias(above.node);
  if (parent.kind === 'sequence') {
    const edit = removeItem(document, parent, parent.items.indexOf(found.node), above.entry);
    return edit && [edit];
  }
  return parent.kind === 'mapping' && found.entry !== undefined ? removeEntry(document, parent, found.entry, above.entry) : undefined;
}

/** The same for one of two equal keys, which no path tells apart: the one that begins at `keyStart`, or the other before it. */
export function removeEntryAt(document: EditedDocument, keyStart: number, which: 'this' | 'other'): readonly TextEdit[] | undefined {
  function search(node: YAMLNode, owner: Entry | undefined): readonly TextEdit[] | undefined {
    if (node.kind === 'sequence') return firstOf(node.items, (item) => search(item, undefined));
    if (node.kind !== 'mapping') return undefined;
    const entry = node.entries.find(({ key }) => key.start === keyStart);
    if (entry === undefined) return firstOf(node.entries, (child) => search(child.value, child));
    const other = node.entries.find(({ key }) => key !== entry.key && key.kind === 'scalar' && entry.key.kind === 'scalar' && key.text === entry.key.text);
    const removed = which === 'this' ? entry : other;
    return removed && removeEntry(document, node, removed, owner);
  }
  return search(document.root, undefined);
}

function firstOf<T, R>(all: readonly T[], find: (one: T) => R | undefined): R | undefined {
  for (const one of all) {
    const found = find(one);
    if (found !== undefined) return found;
  }
  return undefined;
}

function removeEntry(document: EditedDocument, mapping: MappingNode, entry: Entry, owner: Entry | undefined): readonly TextEdit[] | undefined {
  const { text } = document;
  const index = mapping.entries.indexOf(entry);
  const before = mapping.entries[index - 1];
  const next = mapping.entries[index + 1];
  const start = entry.key.headStart;
  const end = endOfEntry(text, entry);
  if (mapping.style === 'flow') {
    if (next !== undefined) return [{ start, end: next.key.headStart, text: '' }];
    return [{ start: before === undefined ? start : endOfEntry(text, before), end, text: '' }];
  }
  if (text[startOfLine(text, start) + text.slice(startOfLine(text, start)).search(/\S/)] === '?') return undefined;
  if (before === undefined && next === undefined) return [emptied(text, mapping, owner, '{}')];
  if (isAlone(text, start)) return [withLines(text, start, end)];
  // On the line of a dash: what comes next takes its place.
  return next === undefined ? undefined : [{ start, end: nextContent(text, end), text: '' }];
}

function removeItem({ text }: EditedDocument, sequence: SequenceNode, index: number, owner: Entry | undefined): TextEdit | undefined {
  const item = sequence.items[index];
  if (item === undefined) return undefined;
  const before = sequence.items[index - 1];
  const next = sequence.items[index + 1];
  if (sequence.style === 'flow') {
    return next === undefined ? { start: before?.end ?? item.headStart, end: item.end, text: '' } : { start: item.headStart, end: next.headStart, text: '' };
  }
  if (before === undefined && next === undefined) return emptied(text, sequence, owner, '[]');
  const dash = dashOf(text, item);
  if (dash === undefined) return undefined;
  if (isAlone(text, dash)) return withLines(text, dash, item.end);
  const nextDash = next && dashOf(text, next);
  return nextDash === undefined ? undefined : { start: dash, end: nextDash, text: '' };
}

function emptied(text: string, node: MappingNode | SequenceNode, owner: Entry | undefined, empty: string): TextEdit {
  const colon = owner === undefined || startOfKey(text, owner.key) !== owner.key.headStart ? undefined : afterColon(text, owner.key);
  const hasAnchor = node.headStart !== node.start;
  return colon === undefined || hasAnchor ? { start: node.start, end: node.end, text: empty } : { start: colon, end: node.end, text: ` ${empty}` };
}

function endOfEntry(text: string, { key, value }: Entry): number {
  const isEmpty = value.kind === 'scalar' && value.style === 'empty';
  return Math.max(key.end, value.end, isEmpty ? (afterColon(text, key) ?? 0) : 0);
}

/** Nothing but blanks stands before it on its line. */
function isAlone(text: string, offset: number): boolean {
  return /^[ \t]*$/.test(text.slice(startOfLine(text, offset), offset));
}

/** Whole lines, with their line break; of the last line, with the one before. */
function withLines(text: string, start: number, end: number): TextEdit {
  const from = startOfLine(text, start);
  const to = endOfLine(text, end);
  if (to < text.length) return { start: from, end: afterBreak(text, to), text: '' };
  const isFirst = from === 0;
  return { start: isFirst ? from : from - (text[from - 1] === '\n' && text[from - 2] === '\r' ? 2 : 1), end: to, text: '' };
}

function afterBreak(text: string, at: number): number {
  return at + (text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1);
}

/** The first character that is not blank on the lines after. */
function nextContent(text: string, end: number): number {
  let at = endOfLine(text, end);
  while (at < text.length && /\s/.test(text[at] ?? '')) at++;
  return at;
}
