import { allKinds, kindInfoByKind } from '../../kube/scheme.ts';
import { wireStruct, type WireField, type WireStruct, type WireType } from '../../kube/wireTypes.ts';

/** What a key's value is to be. `objects`: the items of a List. */
export type Wanted = WireType | { readonly kind: 'objects' };

/** A struct, map or list that is being read, with those around it. Never changed: a new key makes a new one. */
export interface Frame {
  readonly parent: Frame | undefined;
  readonly kind: 'struct' | 'map' | 'list';
  readonly struct: WireStruct | undefined;
  /** Of a list's items, of a map's values. */
  readonly of: Wanted | undefined;
  /** The Kubernetes kind, where the frame is a whole object. */
  readonly objectKind: string;
  /** Keys that are there, the last one first. */
  readonly used: UsedKeys | undefined;
  readonly count: number;
  /** Spaces before its keys or dashes as they will be written. */
  readonly indent: number;
  /** Where its keys or dashes stand in the source's lines; -1 while unknown. */
  readonly column: number;
  /** The key that it is the value of. */
  readonly key: string;
  /** Alike for frames that can go on alike. */
  readonly signature: number;
}

interface UsedKeys { readonly key: string; readonly before: UsedKeys | undefined }

export const closingCosts = { empty: 5, missing: 3, missingIdentity: 6, level: 0.05 } as const;

const metadataType: WireType = { kind: 'struct', struct: 'ListMeta', goType: 'v1.ListMeta' };
const textType: WireType = { kind: 'scalar', scalar: 'string', goType: 'string' };

interface ListField { readonly name: string; readonly type: Wanted }
const listFields = new Map<string, ListField>([
  ['apiVersion', { name: 'apiVersion', type: textType }], ['kind', { name: 'kind', type: textType }],
  ['metadata', { name: 'metadata', type: metadataType }], ['items', { name: 'items', type: { kind: 'objects' } }],
]);

const hashes = new Map<string, number>();

function hashOf(text: string): number {
  let hash = hashes.get(text);
  if (hash === undefined) {
    hash = 7;
    for (let at = 0; at < text.length; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
    if (hashes.size < 10_000) hashes.set(text, hash);
  }
  return hash;
}

function opening(frame: Omit<Frame, 'signature' | 'used' | 'count' | 'column'>): Frame {
  const own = hashOf(frame.objectKind) ^ Math.imul(hashOf(frame.struct?.name ?? frame.kind), 17) ^ Math.imul(hashOf(frame.key), 257);
  return { ...frame, used: undefined, count: 0, column: -1, signature: (Math.imul(frame.parent?.signature ?? 1, 65_599) + own) | 0 };
}

export function objectFrame(kind: string, parent: Frame | undefined, indent: number): Frame {
  const info = kindInfoByKind(kind);
  const struct = info === undefined ? undefined : wireStruct(info.struct);
  return opening({ parent, kind: 'struct', struct, of: undefined, objectKind: kind, indent, key: '' });
}

/** Opens what a key's value is: a struct, map or list below `parent`. */
export function childFrame(parent: Frame, wanted: Exclude<Wanted, { kind: 'scalar' }>, key: string): Frame {
  const indent = parent.indent + 2;
  const base = { parent, objectKind: '', indent, key };
  switch (wanted.kind) {
    case 'struct': return opening({ ...base, kind: 'struct', struct: wireStruct(wanted.struct), of: undefined });
    case 'map': return opening({ ...base, kind: 'map', struct: undefined, of: wanted.of });
    case 'list': return opening({ ...base, kind: 'list', struct: undefined, of: wanted.of });
    case 'objects': return opening({ ...base, kind: 'list', struct: undefined, of: wanted });
  }
}

/** What a struct frame takes under a key, where it takes it. */
export function fieldOf(frame: Frame, key: string): Wanted | undefined {
  if (frame.struct !== undefined) return frame.struct.fields.get(key)?.type;
  return frame.objectKind.endsWith('List') ? listFields.get(key)?.type : undefined;
}

export function hasKey(frame: Frame, key: string): boolean {
  for (let used = frame.used; used !== undefined; used = used.before) if (used.key === key) return true;
  return false;
}

export function withKey(frame: Frame, key: string, column: number): Frame {
  const signature = (frame.signature + Math.imul(hashOf(key), 40_503)) | 0;
  return { ...frame, used: { key, before: frame.used }, count: frame.count + 1, column: column === -1 ? frame.column : column, signature };
}

export function withItem(frame: Frame, column: number): Frame {
  return { ...frame, count: frame.count + 1, column: frame.column === -1 ? column : frame.column };
}

/** What it costs to leave a frame as it is. */
export function closingCost(frame: Frame): number {
  if (frame.count === 0) return closingCosts.empty;
  if (frame.objectKind !== '') {
    const missing = ['apiVersion', 'kind'].filter((key) => !hasKey(frame, key)).length;
    return missing * closingCosts.missingIdentity + (hasKey(frame, 'metadata') || frame.objectKind.endsWith('List') ? 0 : closingCosts.missing);
  }
  if (frame.struct === undefined) return 0;
  let missing = 0;
  for (const field of requiredFields(frame.struct)) if (!hasKey(frame, field)) missing++;
  return Math.min(2, missing) * closingCosts.missing;
}

const required = new Map<WireStruct, readonly string[]>();

/** Go writes these even where they are empty, which nearly always means that they have to be given. */
function requiredFields(struct: WireStruct): readonly string[] {
  let fields = required.get(struct);
  if (fields === undefined) {
    fields = /Status|Condition/.test(struct.name) ? [] : struct.list.filter(isRequired).map((field) => field.name);
    required.set(struct, fields);
  }
  return fields;
}

function isRequired(field: WireField): boolean {
  return !field.omitsEmpty && !field.isPointer && field.type.kind === 'scalar' && field.type.scalar !== 'bool';
}

/** The kinds that a text may name, longest first: `ServiceAccount` before `Service`. */
export const kindNames: readonly string[] = [...allKinds.map(({ kind }) => kind), 'List', ...allKinds.map(({ kind }) => `${kind}List`)].sort((a, b) => b.length - a.length);
