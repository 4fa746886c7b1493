/** What the API server writes. Mirrors Go's encoding/json over the API's structs (v1.36). */
import type { JsonObject, JsonValue } from './json.ts';
import { asJsonObject, isJsonObject } from './json.ts';
import type { KindInfo } from './scheme.ts';
import { isZero } from './strictDecoder.ts';
import type { WireField, WireType } from './wireTypes.ts';
import { wireStruct } from './wireTypes.ts';

/**
 * An object as a response carries it: zero values that omitempty drops are gone, structs by value are there even when empty,
 * and what has no omitempty is there as its zero value, which for lists, maps and times is null.
 */
export function encode(info: KindInfo, object: object): JsonObject {
  return encodeStruct(asJsonObject(object), info.struct);
}

/** A part of an object as a response carries it, by the name of its struct. */
export function encodeStruct(object: JsonObject, structName: string): JsonObject {
  const entries: [string, JsonValue][] = [];
  for (const field of wireStruct(structName).list) {
    const value = encodeField(object[field.name], field);
    if (value !== undefined) entries.push([field.name, value]);
  }
  return Object.fromEntries(entries);
}

function encodeField(value: JsonValue | undefined, field: WireField): JsonValue | undefined {
  const { type, isPointer, omitsEmpty, omitsZero } = field;
  if (value === undefined || value === null) return absent(field);
  const encoded = encodeValue(value, type);
  if (isPointer || !isZero(encoded, type)) return encoded;
  if (omitsEmpty || omitsZero) return undefined;
  return type.kind === 'list' || type.kind === 'map' ? null : encoded;
}

function absent({ type, isPointer, omitsEmpty, omitsZero }: WireField): JsonValue | undefined {
  if (isPointer) return omitsEmpty ? undefined : null;
  if (type.kind === 'struct') return encodeStruct({}, type.struct);
  if (type.kind !== 'scalar') return omitsEmpty ? undefined : null;
  switch (type.scalar) {
    case 'time': case 'microTime': case 'any': return omitsZero ? undefined : null;
    case 'quantity': return '0';
    case 'intOrString': return 0;
    case 'int32': case 'int64': case 'float64': return omitsEmpty ? undefined : 0;
    case 'bool': return omitsEmpty ? undefined : false;
    case 'string': case 'bytes': return omitsEmpty ? undefined : '';
  }
}

function encodeValue(value: JsonValue, type: WireType): JsonValue {
  switch (type.kind) {
    case 'scalar': return value;
    case 'struct': return isJsonObject(value) ? encodeStruct(value, type.struct) : value;
    // The cast restores the element type, which Array.isArray loses on readonly arrays.
    case 'list': return Array.isArray(value) ? value.map((item) => encodeValue(item as JsonValue, type.of)) : value;
    case 'map':
      if (!isJsonObject(value)) return value;
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, encodeValue(item ?? null, type.of)]));
  }
}
