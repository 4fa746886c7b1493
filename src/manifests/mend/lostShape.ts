import { isJsonObject, type JsonObject, type JsonValue } from '../../kube/json.ts';
import { kindInfoByKind } from '../../kube/scheme.ts';
import { wireStruct, type WireType } from '../../kube/wireTypes.ts';

/**
 * Whether an object was read whose indentation is gone: below a key that has no value stand, as its siblings, keys that belong
 * into it and not beside it. A misspelt or misplaced field alone is no such thing.
 */
export function hasLostShape(body: JsonValue | undefined, hasDuplicates: boolean): boolean {
  if (!isJsonObject(body)) return false;
  const { kind } = body;
  const struct = typeof kind === 'string' ? kindInfoByKind(kind)?.struct : undefined;
  return struct !== undefined && (isFlattened(body, struct) || hasSentence(body) || (hasDuplicates && hasStrayFields(body, struct)));
}

/** `Here is my Service:` above a manifest reads as a key of it. */
function hasSentence(body: JsonObject): boolean {
  return Object.entries(body).some(([key, value]) => value === null && /^\S+(?:[ ]+\S+)+$/.test(key));
}

/** Where a key of the margin stands there twice, and beside it one of `spec`, the second was that of a template. */
function hasStrayFields(body: JsonObject, structName: string): boolean {
  const { fields } = wireStruct(structName);
  const spec = fields.get('spec')?.type;
  return spec?.kind === 'struct' && Object.keys(body).some((key) => !fields.has(key) && wireStruct(spec.struct).fields.has(key));
}

/** A list's dash that became something else is read as part of the key. */
const bullet = /^[•●▪‣◦·∙○■□➤►▸–—][ \t]*\S/;

function isFlattened(value: JsonObject, structName: string): boolean {
  const { fields } = wireStruct(structName);
  const keys = Object.keys(value);
  for (const [index, key] of keys.entries()) {
    const type = fields.get(key)?.type;
    if (type === undefined) {
      if (bullet.test(key)) return true;
      continue;
    }
    const item = value[key];
    if (item === null || item === undefined) {
      const next = keys[index + 1];
      if (next !== undefined && !fields.has(next) && belongsInto(type, next)) return true;
    } else if (childFlattened(item, type)) return true;
  }
  return false;
}

function childFlattened(value: JsonValue, type: WireType): boolean {
  if (type.kind === 'struct') return isJsonObject(value) && isFlattened(value, type.struct);
  // The cast restores the element type, which Array.isArray loses on readonly arrays.
  if (type.kind === 'list' && isJsonObject(value)) return Object.keys(value).some((key) => bullet.test(key));
  if (type.kind === 'list') return Array.isArray(value) && value.some((item) => childFlattened(item as JsonValue, type.of));
  return false;
}

function belongsInto(type: WireType, key: string): boolean {
  if (type.kind === 'map') return type.of.kind === 'scalar';
  if (type.kind === 'list') return belongsInto(type.of, key);
  return type.kind === 'struct' && wireStruct(type.struct).fields.has(key);
}
