/**
 * The tree of a document with the place of everything in it. Offsets count from the start of the whole text.
 * `start` is the first character of the value itself; `headStart` that of its anchor or tag, where it has one before.
 */
interface NodeBase {
  readonly start: number;
  readonly headStart: number;
  end: number;
}

/** `empty`: nothing is written where a value could be; `start` is then where the text before it ends. */
export type ScalarStyle = 'plain' | 'single' | 'double' | 'block' | 'empty';

export interface ScalarNode extends NodeBase {
  readonly kind: 'scalar';
  readonly style: ScalarStyle;
  /** Decoded. */
  readonly text: string;
  /** `!!str`, or empty. */
  readonly tag: string;
}

export interface MappingNode extends NodeBase {
  readonly kind: 'mapping';
  readonly style: 'block' | 'flow';
  readonly entries: Entry[];
  /** Keys to entries, the last of equal ones; made when first asked for. */
  byKey?: ReadonlyMap<string, Entry>;
}

export interface SequenceNode extends NodeBase {
  readonly kind: 'sequence';
  readonly style: 'block' | 'flow';
  readonly items: YAMLNode[];
}

interface AliasNode extends NodeBase {
  readonly kind: 'alias';
  readonly name: string;
  /** Undefined where no anchor of that name stands before it. */
  readonly target: YAMLNode | undefined;
}

export type YAMLNode = ScalarNode | MappingNode | SequenceNode | AliasNode;
export interface Entry { readonly key: YAMLNode; readonly value: YAMLNode }

/** What stands behind an alias, or the node itself. */
export function resolveAlias(node: YAMLNode): YAMLNode {
  let current = node;
  for (let hops = 0; current.kind === 'alias' && current.target !== undefined && hops < 100; hops++) current = current.target;
  return current;
}

/** Whether nothing, or no more than a null, is written there. */
export function isNull(node: YAMLNode): boolean {
  return node.kind === 'scalar' && node.tag === '' && (node.style === 'empty' || (node.style === 'plain' && /^(?:~|null|Null|NULL)?$/.test(node.text)));
}

/** `<<`, unquoted: the keys of another map are taken over. */
export function isMergeKey(key: YAMLNode): boolean {
  return key.kind === 'scalar' && key.text === '<<' && (key.tag === '!!merge' || (key.tag === '' && key.style === 'plain'));
}
