import type { JsonValue } from '../kube/json.ts';

/** A field of an object as text; empty where it is none or absent. */
export function textOf(value: JsonValue | undefined): string {
  return value === undefined || value === null || typeof value === 'object' ? '' : String(value);
}
