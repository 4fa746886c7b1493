import { isJsonObject, type JsonValue } from '../../kube/json.ts';
import type { KindInfo } from '../../kube/scheme.ts';
import { structs } from '../../kube/schema.generated.ts';
import type { FieldPath } from '../../protocol/ref.ts';

/** A wire type of schema.generated.ts: `[]T`, `{}T`, a scalar's or a struct's name. */
export type TypeName = string;

export function fieldsOfType(type: TypeName): Readonly<Record<string, TypeName>> | undefined {
  return Object.hasOwn(structs, type) ? structs[type] : undefined;
}

export function elementOf(type: TypeName): TypeName | undefined {
  return type.startsWith('[]') || type.startsWith('{}') ? type.slice(2) : undefined;
}

/** The type of the field at a path; undefined where the kind has no such field. */
export function typeAt(info: KindInfo, path: FieldPath): TypeName | undefined {
  let type: TypeName | undefined = info.struct;
  for (const segment of path) {
    if (type === undefined) return undefined;
    const fields = fieldsOfType(type);
    type = fields === undefined ? elementOf(type) : typeof segment === 'string' && Object.hasOwn(fields, segment) ? fields[segment] : undefined;
  }
  return type;
}

const scalars: Readonly<Record<string, readonly string[]>> = {
  string: ['string'], int32: ['number'], int64: ['number'], float64: ['number'], bool: ['boolean'], bytes: ['string'], time: ['string'], microTime: ['string'],
  intOrString: ['string', 'number'], quantity: ['string', 'number'],
};

/** Whether a value could be of a type, as far as its shape goes. */
export function fits(value: JsonValue, type: TypeName): boolean {
  if (value === null || type === 'any') return true;
  if (type.startsWith('[]')) return Array.isArray(value);
  if (type.startsWith('{}') || fieldsOfType(type) !== undefined) return isJsonObject(value);
  return scalars[type]?.includes(typeof value) ?? true;
}

interface Mismatch { readonly path: FieldPath; readonly value: JsonValue; readonly type: TypeName }

/** Every value of a shape that its field cannot have, in the order of the text. */
export function mismatches(body: JsonValue, info: KindInfo): readonly Mismatch[] {
  const found: Mismatch[] = [];
  function look(value: JsonValue, type: TypeName, path: FieldPath): void {
    if (!fits(value, type)) {
      found.push({ path, value, type });
      return;
    }
    const fields = fieldsOfType(type);
    const element = elementOf(type);
    if (isList(value)) value.forEach((item, index) => { if (element !== undefined) look(item, element, [...path, index]); });
    else if (isJsonObject(value)) {
      for (const [key, item] of Object.entries(value)) {
        const inner = fields === undefined ? element : Object.hasOwn(fields, key) ? fields[key] : undefined;
        if (item !== undefined && inner !== undefined) look(item, inner, [...path, key]);
      }
    }
  }
  look(body, info.struct, []);
  return found;
}

/** How many values of a body are of a shape that their fields cannot have, or stand in no field. */
export function countOdd(body: JsonValue, info: KindInfo): number {
  function unknown(value: JsonValue, type: TypeName): number {
    const fields = fieldsOfType(type);
    const element = elementOf(type);
    if (isList(value)) return element === undefined ? 0 : value.reduce((sum: number, item) => sum + unknown(item, element), 0);
    if (!isJsonObject(value)) return 0;
    return Object.entries(value).reduce((sum, [key, item]) => {
      const inner = fields === undefined ? element : Object.hasOwn(fields, key) ? fields[key] : undefined;
      return sum + (inner === undefined ? (type === 'any' ? 0 : 1) : unknown(item ?? null, inner));
    }, 0);
  }
  return mismatches(body, info).length + unknown(body, info.struct);
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
