import type { LineIndex, TextRange } from './lineIndex.ts';
import { resolveScalar } from './resolveScalar.ts';
import { isMergeKey, resolveAlias, type Entry, type MappingNode, type ScalarNode, type YAMLNode } from './yamlNode.ts';

/** One step into an object: a key of a map or an index of a list. */
type PathSegment = string | number;
export type FieldPath = readonly PathSegment[];

export interface FieldRange {
  /** The field's key; of an item of a list, its first key or itself. */
  readonly key: TextRange;
  /** The value; where nothing is written, the key. */
  readonly value: TextRange;
  /** False: the field is not there, and these are the places of the nearest field above it that is. */
  readonly isExact: boolean;
  /** How many segments of the path lead to something. */
  readonly depth: number;
}

/** What a path leads to. */
export interface Located {
  readonly node: YAMLNode;
  /** Of a field of a map. */
  readonly entry?: Entry;
  /** How many segments of the path lead to something. */
  readonly depth: number;
  /** The way went through an alias or `<<`, so that these characters also serve other places. */
  readonly isShared: boolean;
}

/** Follows a path as far as it goes. Keys are taken in any case where none fits exactly. */
export function locate(root: YAMLNode, path: FieldPath): Located {
  let located: Located = { node: root, depth: 0, isShared: false };
  for (const [index, segment] of path.entries()) {
    const node = resolveAlias(located.node);
    const isShared = located.isShared || located.node.kind === 'alias';
    if (node.kind === 'sequence' && typeof segment === 'number') {
      const item = node.items[segment];
      if (item === undefined) return located;
      located = { node: item, depth: index + 1, isShared };
    } else if (node.kind === 'mapping') {
      const entry = entryOf(node, String(segment));
      if (entry === undefined) return located;
      located = { node: entry.value, entry, depth: index + 1, isShared: isShared || !node.entries.includes(entry) };
    } else return located;
  }
  return located;
}

/** The places of a field, or of the nearest one above it that is there. */
export function fieldRange(root: YAMLNode, path: FieldPath, lines: LineIndex): FieldRange {
  const { node, entry, depth } = locate(root, path);
  const key = entry === undefined ? firstKey(node) : entry.key;
  const keyRange = lines.range(key.start, key.end);
  const isEmpty = node.kind === 'scalar' && node.style === 'empty';
  return { key: keyRange, value: isEmpty ? keyRange : lines.range(node.start, node.end), isExact: depth === path.length, depth };
}

function firstKey(node: YAMLNode): YAMLNode {
  return node.kind === 'mapping' ? (node.entries[0]?.key ?? node) : node;
}

/** The entry that counts for a key: the last of equal ones, those of `<<` included. */
function entryOf(mapping: MappingNode, key: string): Entry | undefined {
  const all = entriesOf(mapping);
  const exact = all.get(key);
  if (exact !== undefined) return exact;
  const folded = key.toLowerCase();
  for (const [name, entry] of all) if (name.toLowerCase() === folded) return entry;
  return undefined;
}

/** All entries that count, by key. */
export function entriesOf(mapping: MappingNode): ReadonlyMap<string, Entry> {
  return entriesByKey(mapping, new Set());
}

function entriesByKey(mapping: MappingNode, open: Set<MappingNode>): ReadonlyMap<string, Entry> {
  if (mapping.byKey !== undefined) return mapping.byKey;
  const all = new Map<string, Entry>();
  if (open.has(mapping)) return all;
  open.add(mapping);
  for (const entry of mapping.entries) {
    const key = resolveAlias(entry.key);
    if (isMergeKey(entry.key)) {
      const value = resolveAlias(entry.value);
      for (const source of value.kind === 'sequence' ? value.items.toReversed() : [value]) {
        const merged = resolveAlias(source);
        if (merged.kind === 'mapping') for (const [name, inherited] of entriesByKey(merged, open)) all.set(name, inherited);
      }
    } else if (key.kind === 'scalar') all.set(keyText(key), entry);
  }
  open.delete(mapping);
  mapping.byKey = all;
  return all;
}

/** A key as the body has it: `on` has become `true`. */
function keyText(key: ScalarNode): string {
  const resolved = resolveScalar(key.text, key.style === 'plain', key.tag);
  return resolved.ok && resolved.value !== null ? String(resolved.value) : key.text;
}

/** `spec.ports[0].port`, `metadata.labels[app.kubernetes.io/name]`: a path as the API server prints it. */
export function parseFieldPath(field: string): FieldPath {
  const path: PathSegment[] = [];
  for (const match of field.matchAll(/\[([^\]]*)\]|([^.[\]]+)/g)) {
    const [, inBrackets, name] = match;
    if (name !== undefined) path.push(name);
    else if (inBrackets !== undefined) path.push(/^[0-9]+$/.test(inBrackets) ? Number(inBrackets) : inBrackets);
  }
  return path;
}

/**
 * The first field that a path without indices can mean (`spec.ports.port`), as Go's decoder prints paths,
 * whose value is of a kind: `string`, `number`, `bool`, `array`, `object`.
 */
export function findByNames(root: YAMLNode, names: readonly string[], accepts: (node: YAMLNode) => boolean): FieldPath | undefined {
  let budget = 100_000;
  function find(given: YAMLNode, at: number): PathSegment[] | undefined {
    if (budget-- <= 0) return undefined;
    const node = resolveAlias(given);
    const name = names[at];
    if (name === undefined) {
      if (accepts(node)) return [];
      return node.kind === 'mapping' ? findIn(node.entries.flatMap(({ key, value }) => (key.kind === 'scalar' ? [[key.text, value] as const] : [])), at)
        : node.kind === 'sequence' ? findIn(node.items.map((item, index) => [index, item] as const), at) : undefined;
    }
    if (node.kind === 'sequence') return findIn(node.items.map((item, index) => [index, item] as const), at);
    const entry = node.kind === 'mapping' ? entryOf(node, name) : undefined;
    const rest = entry === undefined ? undefined : find(entry.value, at + 1);
    return rest === undefined ? undefined : [name, ...rest];
  }
  function findIn(children: readonly (readonly [PathSegment, YAMLNode])[], at: number): PathSegment[] | undefined {
    for (const [segment, child] of children) {
      const rest = find(child, at);
      if (rest !== undefined) return [segment, ...rest];
    }
    return undefined;
  }
  return find(root, 0);
}
