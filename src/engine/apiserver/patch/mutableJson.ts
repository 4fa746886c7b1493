import type { JsonValue } from '../../../kube/json.ts';
import { isJsonObject } from '../../../kube/json.ts';

/** JSON on its way through a patch: a copy of its own, changed in place. */
export type MutableJson = null | boolean | number | string | MutableJson[] | MutableObject;
export interface MutableObject { [key: string]: MutableJson }

/** Whether a value is an object: neither absent, null nor a list. */
export function isMutableObject(value: MutableJson | undefined): value is MutableObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A copy that may be changed. Fields that are `undefined` are left out. */
export function mutableCopy(value: JsonValue): MutableJson {
  if (isJsonObject(value)) return mutableObject(value);
  if (typeof value !== 'object' || value === null) return value;
  return value.map(mutableCopy);
}

/** As mutableCopy, for an object. */
export function mutableObject(value: Readonly<Record<string, JsonValue | undefined>>): MutableObject {
  const copy: MutableObject = {};
  for (const [key, item] of Object.entries(value)) if (item !== undefined) put(copy, key, mutableCopy(item));
  return copy;
}

/** Sets a key of any name: `__proto__` too is a key like others. */
export function put(object: MutableObject, key: string, value: MutableJson): void {
  if (key === '__proto__') Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
  else object[key] = value;
}

/** The value of an object's own key. */
export function get(object: MutableObject, key: string): MutableJson | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** Takes a key away; nothing happens where it is not there. */
export function remove(object: MutableObject, key: string): void {
  Reflect.deleteProperty(object, key);
}

/** Equality to the letter: null, absent and empty are different things. */
export function isEqualJson(a: MutableJson | undefined, b: MutableJson | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, i) => isEqualJson(item, b[i]));
  if (!isMutableObject(a) || !isMutableObject(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && isEqualJson(a[key], b[key]));
}
