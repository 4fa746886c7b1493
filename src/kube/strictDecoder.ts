/**
 * Reads JSON into a struct of the API. Mirrors sigs.k8s.io/json and the UnmarshalJSON methods of apimachinery's types (v1.36):
 * which error comes first, what it is called, which fields are unknown.
 */
import { badBase64At, decodeBytes, encodeBytes } from './base64.ts';
import type { JsonObject, JsonValue } from './json.ts';
import { isJsonObject } from './json.ts';
import { formatQuantity, parseQuantity, roundedUp } from './quantity.ts';
import { quote } from './quote.ts';
import { rememberEmpty } from './sentEmpty.ts';
import { formatMicroTime, formatTime, parseMicroTime, parseTime } from './time.ts';
import { compareBytes } from './utf8.ts';
import type { Scalar, WireField, WireType } from './wireTypes.ts';
import { wireStruct } from './wireTypes.ts';

export interface StrictDecoding {
  /** Absent where `error` is there. */
  readonly object?: JsonObject;
  /** The one error that stops decoding. */
  readonly error?: string;
  /** `unknown field "spec.x"` and the like, in the order in which they are met. */
  readonly strictErrors: readonly string[];
}

/** A type's own reader refused: nothing after it is read. */
class Refusal extends Error {}

const maxStrictErrors = 100;
const int32Limits: readonly [number, number] = [-(2 ** 31), 2 ** 31 - 1];
const int64Limits: readonly [number, number] = [-(2 ** 63), 2 ** 63];

class Decoder {
  readonly strictErrors: string[] = [];
  error: string | undefined;
  private readonly hasSortedKeys: boolean;
  private struct = '';
  private readonly fieldStack: string[] = [];
  private strictPath = '';

  private readonly exactNumbers: Readonly<Record<string, string>>;

  constructor(hasSortedKeys: boolean, exactNumbers: Readonly<Record<string, string>>) {
    this.hasSortedKeys = hasSortedKeys;
    this.exactNumbers = exactNumbers;
  }

  /** A number as it stood in the JSON that Go made of it. */
  private numberText(value: number): string {
    const text = String(value);
    if (Object.hasOwn(this.exactNumbers, text)) return this.exactNumbers[text] ?? text;
    return numberText(value);
  }

  private inContext(value: string, goType: string): string {
    if (this.fieldStack.length === 0) return `json: cannot unmarshal ${value} into Go value of type ${goType}`;
    return `json: cannot unmarshal ${value} into Go struct field ${this.struct}.${this.fieldStack.join('.')} of type ${goType}`;
  }

  /** Keeps the first error; the value counts as not there. */
  private typeError(value: JsonValue, goType: string): JsonValue | undefined {
    this.error ??= this.inContext(jsonKind(value), goType);
    return undefined;
  }

  private strictError(text: string): void {
    if (this.strictErrors.length < maxStrictErrors && !this.strictErrors.includes(text)) this.strictErrors.push(text);
  }

  private keysOf(object: JsonObject): string[] {
    const keys = Object.keys(object);
    return this.hasSortedKeys ? keys.sort(compareBytes) : keys;
  }

  decodeStruct(value: JsonObject, structName: string): JsonObject {
    const struct = wireStruct(structName);
    const decoded = new Map<string, JsonValue>();
    const { struct: outerStruct, strictPath: outerPath } = this;
    const prefix = outerPath === '' ? '' : `${outerPath}.`;
    const emptied: string[] = [];
    for (const key of this.keysOf(value)) {
      const field = struct.fields.get(key);
      if (field === undefined) {
        this.strictError(`unknown field ${quote(prefix + key)}`);
        continue;
      }
      const depth = this.fieldStack.length;
      this.struct = struct.name;
      this.fieldStack.push(...field.embedded, field.name);
      this.strictPath = prefix + key;
      const item = this.decodeValue(value[key] ?? null, field.type);
      if (item !== undefined && !isDropped(item, field)) decoded.set(key, item);
      else if (typeof item === 'object') emptied.push(key);
      this.fieldStack.length = depth;
      this.struct = outerStruct;
      this.strictPath = outerPath;
    }
    for (const field of struct.list) fillZero(decoded, field);
    return rememberEmpty(Object.fromEntries(decoded), emptied);
  }

  /** `undefined` for null, and where the value is of another type. */
  private decodeValue(value: JsonValue, type: WireType): JsonValue | undefined {
    switch (type.kind) {
      case 'list': return this.decodeList(value, type);
      case 'map': return this.decodeMap(value, type);
      case 'struct':
        if (value === null) return undefined;
        return isJsonObject(value) ? this.decodeStruct(value, type.struct) : this.typeError(value, type.goType);
      case 'scalar': return this.decodeScalar(value, type.scalar, type.goType);
    }
  }

  private decodeList(value: JsonValue, type: WireType & { kind: 'list' }): JsonValue | undefined {
    if (value === null) return undefined;
    if (!Array.isArray(value)) return this.typeError(value, type.goType);
    const path = this.strictPath;
    const items: JsonValue[] = [];
    for (const [i, item] of value.entries()) {
      this.strictPath = `${path}[${i}]`;
      // The cast restores the element type, which Array.isArray loses on readonly arrays.
      items.push(this.decodeValue(item as JsonValue, type.of) ?? zeroOf(type.of));
    }
    this.strictPath = path;
    return items;
  }

  private decodeMap(value: JsonValue, type: WireType & { kind: 'map' }): JsonValue | undefined {
    if (value === null) return undefined;
    if (!isJsonObject(value)) return this.typeError(value, type.goType);
    const path = this.strictPath;
    const entries: [string, JsonValue][] = [];
    for (const key of this.keysOf(value)) {
      this.strictPath = `${path}.${key}`;
      entries.push([key, this.decodeMapValue(value[key] ?? null, type.of)]);
    }
    this.strictPath = path;
    return Object.fromEntries(entries);
  }

  /** Amounts of resources are stored in thousandths at the finest (SetDefaults_ResourceList). */
  private decodeMapValue(value: JsonValue, type: WireType): JsonValue {
    if (type.kind !== 'scalar' || type.scalar !== 'quantity' || value === null) return this.decodeValue(value, type) ?? zeroOf(type);
    const text = quantityText(value);
    const parsed = parseQuantity(text);
    if (!parsed.ok) throw new Refusal(parsed.error);
    return formatQuantity(roundedUp(parsed.quantity, -3));
  }

  private decodeScalar(value: JsonValue, scalar: Scalar, goType: string): JsonValue | undefined {
    if (value === null) return undefined;
    switch (scalar) {
      case 'any': return value;
      case 'string': return typeof value === 'string' ? value : this.typeError(value, goType);
      case 'bool': return typeof value === 'boolean' ? value : this.typeError(value, goType);
      case 'int32': return this.decodeInteger(value, int32Limits, goType);
      case 'int64': return this.decodeInteger(value, int64Limits, goType);
      case 'float64': return typeof value === 'number' ? value : this.typeError(value, goType);
      case 'bytes': return this.decodeBytes(value, goType);
      case 'quantity': return decodeQuantity(value);
      case 'intOrString': return this.decodeIntOrString(value);
      case 'time': case 'microTime': return this.decodeTime(value, scalar === 'microTime');
    }
  }

  private decodeInteger(value: JsonValue, [min, max]: readonly [number, number], goType: string): JsonValue | undefined {
    if (typeof value !== 'number') return this.typeError(value, goType);
    const isInRange = Number.isInteger(value) && value >= min && (max === int64Limits[1] ? value < max : value <= max);
    if (isInRange) return value;
    this.error ??= this.inContext(`number ${this.numberText(value)}`, goType);
    return undefined;
  }

  /** Its own reader reads an int32 with the standard library, whose error passes through and stops everything. */
  private decodeIntOrString(value: JsonValue): JsonValue {
    if (typeof value === 'string') return value;
    if (typeof value !== 'number') throw new Refusal(this.inContext(jsonKind(value), 'int32'));
    const isInRange = Number.isInteger(value) && value >= int32Limits[0] && value <= int32Limits[1];
    if (!isInRange) throw new Refusal(this.inContext(`number ${this.numberText(value)}`, 'int32'));
    return value;
  }

  private decodeTime(value: JsonValue, isMicro: boolean): string {
    if (typeof value !== 'string') throw new Refusal(this.inContext(jsonKind(value), 'string'));
    const parsed = isMicro ? parseMicroTime(value) : parseTime(value);
    if (!parsed.ok) throw new Refusal(parsed.error);
    return isMicro ? formatMicroTime(parsed.ms, parsed.microseconds) : formatTime(parsed.ms);
  }

  /** Base64, or a list of numbers, which Go takes for bytes too. */
  private decodeBytes(value: JsonValue, goType: string): JsonValue | undefined {
    if (Array.isArray(value)) return encodeBytes(value.map((item) => this.decodeByte(item as JsonValue)));
    if (typeof value !== 'string') return this.typeError(value, goType);
    const position = badBase64At(value);
    if (position === undefined) return canonicalBase64(value);
    this.error ??= `illegal base64 data at input byte ${position}`;
    return undefined;
  }

  private decodeByte(value: JsonValue): number {
    const byte = value === null ? 0 : this.decodeInteger(value, [0, 255], 'uint8');
    return typeof byte === 'number' ? byte : 0;
  }
}

/** Without line breaks and without bits behind the last byte, as encoding the bytes again gives it. */
function canonicalBase64(text: string): string {
  const plain = text.replace(/[\r\n]/g, '');
  return plain.endsWith('=') ? plain.slice(0, -4) + encodeBytes(decodeBytes(plain.slice(-4))) : plain;
}

function decodeQuantity(value: JsonValue): string {
  const parsed = parseQuantity(quantityText(value));
  if (!parsed.ok) throw new Refusal(parsed.error);
  return formatQuantity(parsed.quantity);
}

function quantityText(value: JsonValue): string {
  return typeof value === 'string' ? value.trim() : JSON.stringify(value);
}

function jsonKind(value: JsonValue): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'bool';
  return typeof value;
}

function numberText(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 2 ** 64) return BigInt(value).toString();
  return String(value);
}

/** Whether the field holds its zero value, which goes without saying. */
function isDropped(value: JsonValue, field: WireField): boolean {
  return !field.isPointer && field.omitsEmpty && isZero(value, field.type);
}

/** Whether omitempty drops the value. Structs stay even when nothing is in them; so do amounts and texts-or-numbers, which are structs to Go. */
export function isZero(value: JsonValue, type: WireType): boolean {
  switch (type.kind) {
    case 'list': return Array.isArray(value) && value.length === 0;
    case 'map': return isJsonObject(value) && Object.keys(value).length === 0;
    case 'struct': return false;
    case 'scalar':
      if (type.scalar === 'quantity' || type.scalar === 'intOrString') return false;
      return value === '' || value === 0 || value === false;
  }
}

/** What a Go value of the type is before anything is read into it. */
function zeroOf(type: WireType): JsonValue {
  switch (type.kind) {
    case 'list': return [];
    case 'map': return {};
    case 'struct': {
      const zero = new Map<string, JsonValue>();
      for (const field of wireStruct(type.struct).list) fillZero(zero, field);
      return Object.fromEntries(zero);
    }
    case 'scalar': return zeroOfScalar(type.scalar);
  }
}

function zeroOfScalar(scalar: Scalar): JsonValue {
  switch (scalar) {
    case 'int32': case 'int64': case 'float64': case 'intOrString': return 0;
    case 'bool': return false;
    case 'quantity': return '0';
    case 'any': case 'time': case 'microTime': return null;
    case 'string': case 'bytes': return '';
  }
}

/**
 * What is there without having been sent: structs by value, and the zero values of fields that have no omitempty.
 * Times and free JSON stay absent: their zero value is null, which encoding writes.
 */
function fillZero(decoded: Map<string, JsonValue>, { name, type, isPointer, omitsEmpty }: WireField): void {
  if (isPointer || decoded.has(name)) return;
  if (type.kind === 'struct') decoded.set(name, zeroOf(type));
  else if (type.kind === 'scalar' && (type.scalar === 'quantity' || type.scalar === 'intOrString')) decoded.set(name, zeroOf(type));
  else if (!omitsEmpty && !(type.kind === 'scalar' && ['any', 'time', 'microTime'].includes(type.scalar))) decoded.set(name, zeroOf(type));
}

/**
 * Reads a JSON value into the named struct of schema.generated.ts. `hasSortedKeys`: the JSON was made from YAML, so its keys are sorted.
 * `exactNumbers`: integers that a number rounds, by what became of them, as they were sent.
 * What comes out is what Go would hold: no nulls, zero values dropped where omitempty drops them, structs by value always there.
 */
export function decodeStrictly(value: JsonValue, structName: string, hasSortedKeys: boolean, exactNumbers: Readonly<Record<string, string>> = {}): StrictDecoding {
  const decoder = new Decoder(hasSortedKeys, exactNumbers);
  if (value !== null && !isJsonObject(value)) {
    return { error: `json: cannot unmarshal ${jsonKind(value)} into Go value of type v1.${structName}`, strictErrors: [] };
  }
  try {
    const object = decoder.decodeStruct(value ?? {}, structName);
    if (decoder.error !== undefined) return { error: decoder.error, strictErrors: [] };
    return { object, strictErrors: decoder.strictErrors };
  } catch (error) {
    if (error instanceof Refusal) return { error: error.message, strictErrors: [] };
    throw error;
  }
}
