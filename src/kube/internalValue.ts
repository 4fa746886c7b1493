import { internalTypes } from './internalTypes.ts';
import type { JsonValue } from './json.ts';
import { sortedMap } from './quote.ts';

interface InternalField { readonly goName: string; readonly jsonName: string; readonly type: string; readonly isEmbedded: boolean }

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** One word of the table taken apart. */
function parseField(word: string): InternalField {
  if (word.startsWith('+')) return { goName: '', jsonName: '', type: word.slice(1), isEmbedded: true };
  const colon = word.indexOf(':');
  const names: readonly string[] = (colon === -1 ? word : word.slice(0, colon)).split('=');
  const goName = names[0] ?? '';
  const jsonName = names[1] ?? goName.charAt(0).toLowerCase() + goName.slice(1);
  return { goName, jsonName, type: colon === -1 ? 'string' : word.slice(colon + 1), isEmbedded: false };
}

/** Types of apimachinery carry JSON names even in internal objects: their fields in Go's order, empty ones left out. */
const taggedTypes: Readonly<Record<string, readonly string[]>> = {
  ObjectMeta: [
    'name', 'generateName', 'namespace', 'selfLink', 'uid', 'resourceVersion', 'generation', 'creationTimestamp', 'deletionTimestamp',
    'deletionGracePeriodSeconds', 'labels', 'annotations', 'ownerReferences', 'finalizers', 'managedFields',
  ],
  LabelSelector: ['matchLabels', 'matchExpressions'],
  LabelSelectorRequirement: ['key', 'operator', 'values'],
};
const maps = new Set(['labels', 'annotations', 'matchLabels']);

function mapValue(value: unknown, of: (item: unknown) => JsonValue): JsonValue {
  if (!isRecord(value)) return null;
  return Object.fromEntries(Object.entries(sortedMap(value)).map(([key, item]) => [key, of(item)]));
}

function taggedValue(names: readonly string[], value: unknown): [string, JsonValue][] {
  if (!isRecord(value)) return [];
  return names.flatMap((name): [string, JsonValue][] => {
    const field = value[name];
    if (field === undefined || field === null || field === '') return [];
    if (name === 'matchExpressions') return [[name, internalValue('[]LabelSelectorRequirement', field)]];
    return [[name, maps.has(name) ? mapValue(field, plain) : plain(field)]];
  });
}

/** A value that has the same JSON in both forms. */
function plain(value: unknown): JsonValue {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map(plain);
  if (isRecord(value)) return Object.fromEntries(Object.entries(value).flatMap(([key, item]) => (item === undefined ? [] : [[key, plain(item)]])));
  return null;
}

function structEntries(typeName: string, value: unknown): [string, JsonValue][] {
  const tagged = taggedTypes[typeName];
  if (tagged !== undefined) return taggedValue(tagged, value);
  const record = isRecord(value) ? value : {};
  const words = internalTypes[typeName];
  if (words === undefined) throw new Error(`unknown internal type ${typeName}`);
  return words.split(' ').map(parseField).flatMap((field): [string, JsonValue][] => {
    if (field.isEmbedded) return structEntries(field.type, field.type === 'ObjectMeta' ? record['metadata'] : record);
    return [[field.goName, internalValue(field.type, fieldValue(typeName, field, record))]];
  });
}

/** What the internal form keeps elsewhere than the versioned one: the host's namespaces belong to the security context. */
function fieldValue(typeName: string, field: InternalField, record: Readonly<Record<string, unknown>>): unknown {
  if (typeName !== 'PodSpec' || field.goName !== 'SecurityContext') return record[field.jsonName];
  const { hostNetwork, hostPID, hostIPC, shareProcessNamespace, hostUsers, securityContext } = record;
  return { ...(isRecord(securityContext) ? securityContext : {}), hostNetwork, hostPID, hostIPC, shareProcessNamespace, hostUsers };
}

/**
 * A part of a versioned object in the form the API server's internal types have as JSON: Go field names in Go's order,
 * nothing left out, `null` for absent pointers, lists and maps. This is what messages show of structs.
 *
 * `type` is a name of `internalTypes`, or such a name behind `*` (absent is `null`), `[]` or `{}`. Absent structs and scalars
 * give zero values. Empty lists count as absent, as they do once an object has been stored.
 */
export function internalValue(type: string, value: unknown): JsonValue {
  if (type.startsWith('*')) return value === undefined || value === null ? null : internalValue(type.slice(1), value);
  if (type.startsWith('[]')) return Array.isArray(value) && value.length > 0 ? value.map((item) => internalValue(type.slice(2), item)) : null;
  if (type.startsWith('{}')) return mapValue(value, (item) => internalValue(type.slice(2), item));
  switch (type) {
    case 'string': return typeof value === 'string' ? value : '';
    case 'int': return typeof value === 'number' ? value : 0;
    case 'bool': return value === true;
    case 'Quantity': return typeof value === 'string' ? value : '0';
    case 'IntOrString': return typeof value === 'string' || typeof value === 'number' ? value : 0;
    default: return Object.fromEntries(structEntries(type, value));
  }
}

/** The internal form as Go's json.MarshalIndent writes it, one space a level: what diffs in messages compare. */
export function internalText(type: string, value: unknown): string {
  return JSON.stringify(internalValue(type, value), null, 1).replace(/[<>&\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
