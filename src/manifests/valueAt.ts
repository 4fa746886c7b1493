import { isJsonObject, type JsonValue } from '../kube/json.ts';
import type { FieldPath } from './fieldRange.ts';

/** The value at a path of a body; undefined where it is not there. */
export function valueAt(body: JsonValue | undefined, path: FieldPath): JsonValue | undefined {
  let value = body;
  for (const segment of path) {
    if (isJsonObject(value)) value = Object.hasOwn(value, segment) ? value[segment] : undefined;
    else value = isList(value) && typeof segment === 'number' ? value[segment] : undefined;
  }
  return value;
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}
