/** Checks of a patched object against its type. Mirrors apimachinery/pkg/runtime/converter.go (v1.36), whose messages differ from decoding's. */
import { parseQuantity } from '../../../kube/quantity.ts';
import { parseTime } from '../../../kube/time.ts';
import { compareBytes } from '../../../kube/utf8.ts';
import type { Scalar, WireType } from '../../../kube/wireTypes.ts';
import { wireStruct } from '../../../kube/wireTypes.ts';
import { goKindOf, goTypeOf } from './goValue.ts';
import type { MutableJson, MutableObject } from './mutableJson.ts';
import { isMutableObject } from './mutableJson.ts';

export interface Conversion {
  /** The first value that does not fit; absent where all do. */
  readonly error?: string;
  /** `unknown field "spec.x"`, sorted. */
  readonly unknownFields: readonly string[];
}

/** Whether a value fits a struct of the API; integers that are too large for their field lose what is too much, in place. apiVersion and kind are for the caller to see to. */
export function convertFromUnstructured(value: MutableObject, struct: string): Conversion {
  const unknownFields: string[] = [];
  const error = structError(value, struct, '', unknownFields);
  if (error !== undefined) return { error, unknownFields: [] };
  return { unknownFields: unknownFields.sort(compareBytes) };
}

function structError(value: MutableJson, struct: string, path: string, unknownFields: string[]): string | undefined {
  if (!isMutableObject(value)) return `cannot restore struct from: ${goKindOf(value)}`;
  const prefix = path === '' ? '' : `${path}.`;
  const { list, fields } = wireStruct(struct);
  for (const field of list) {
    const item = Object.hasOwn(value, field.name) ? (value[field.name] ?? null) : null;
    const error = item === null ? undefined : valueError(item, field.type, prefix + field.name, unknownFields);
    if (error !== undefined) return error;
    // Go converts integers without looking at their size.
    if (typeof item === 'number' && field.type.kind === 'scalar' && field.type.scalar === 'int32') value[field.name] = Number(BigInt.asIntN(32, BigInt(item)));
  }
  for (const key of Object.keys(value)) if (!fields.has(key)) unknownFields.push(`unknown field "${prefix}${key}"`);
  return undefined;
}

function valueError(value: MutableJson, type: WireType, path: string, unknownFields: string[]): string | undefined {
  if (value === null) return undefined;
  switch (type.kind) {
    case 'struct': return structError(value, type.struct, path, unknownFields);
    case 'scalar': return scalarError(value, type.scalar, type.goType);
    case 'map':
      if (!isMutableObject(value)) return `cannot restore map from ${goKindOf(value)}`;
      return firstError(Object.values(value), (item) => valueError(item, type.of, path, unknownFields));
    case 'list':
      if (!Array.isArray(value)) return `cannot restore slice from ${goKindOf(value)}`;
      return firstError(value, (item, i) => valueError(item, type.of, `${path}[${i}]`, unknownFields));
  }
}

function firstError(items: readonly MutableJson[], check: (item: MutableJson, index: number) => string | undefined): string | undefined {
  for (const [i, item] of items.entries()) {
    const error = check(item, i);
    if (error !== undefined) return error;
  }
  return undefined;
}

function scalarError(value: MutableJson, scalar: Scalar, goType: string): string | undefined {
  switch (scalar) {
    case 'any': return undefined;
    case 'string':
      if (typeof value === 'string') return undefined;
      // Go's reflection converts integers to text, as code points, which is not what JSON means.
      return goTypeOf(value) === 'int64' ? `cannot convert int64 to ${goType}` : 'unrecognized type: string';
    case 'bool': return typeof value === 'boolean' ? undefined : 'unrecognized type: bool';
    case 'int32': case 'int64':
      if (typeof value !== 'number') return `unrecognized type: ${scalar}`;
      return Number.isInteger(value) ? undefined : `cannot convert float64 to ${goType}`;
    case 'float64': return typeof value === 'number' ? undefined : 'unrecognized type: float64';
    case 'bytes': return typeof value === 'string' ? undefined : `cannot restore slice from ${goKindOf(value)}`;
    case 'quantity': case 'time': case 'microTime': case 'intOrString': return ownReaderError(value, scalar);
  }
}

/** Types that read their own JSON. */
function ownReaderError(value: MutableJson, scalar: 'quantity' | 'time' | 'microTime' | 'intOrString'): string | undefined {
  const mismatch = (type: string): string => `json: cannot unmarshal ${jsonKind(value)} into Go value of type ${type}`;
  if (scalar === 'quantity') {
    const parsed = parseQuantity(typeof value === 'string' ? value.trim() : JSON.stringify(value));
    return parsed.ok ? undefined : parsed.error;
  }
  if (scalar === 'intOrString') {
    if (typeof value === 'string') return undefined;
    if (typeof value !== 'number') return mismatch('int32');
    const isInRange = Number.isInteger(value) && value >= -(2 ** 31) && value < 2 ** 31;
    return isInRange ? undefined : `json: cannot unmarshal number ${String(value)} into Go value of type int32`;
  }
  if (typeof value !== 'string') return mismatch('string');
  const parsed = parseTime(value);
  return parsed.ok ? undefined : parsed.error;
}

function jsonKind(value: MutableJson): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}
