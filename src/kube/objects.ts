/** Equality and copies of API objects, which are plain JSON. */
import { structs } from './schema.generated.ts';
import { wireStruct } from './wireTypes.ts';

/**
 * Semantic equality (apimachinery/pkg/api/equality): nothing, null and an empty list are the same, and so is an empty object where
 * Go has a map or a struct by value (`labels`, `resources`, `status`); elsewhere `emptyDir: {}` is not the same as nothing.
 * Values that are compared as a whole count as such a map. `0`, `false` and `''` differ from nothing: defaulting has made them explicit
 * where the API holds them apart.
 */
export function deepEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (isEmpty(a)) return isEmpty(b);
  if (isEmpty(b)) return false;
  return sameValue(a, b);
}

function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b);
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, i) => sameValue(item, b[i]));
  return !Array.isArray(b) && sameFields(a, b);
}

function sameFields(a: object, b: object): boolean {
  const right = new Map<string, unknown>(Object.entries(b));
  for (const [field, value] of Object.entries(a)) {
    const other: unknown = right.get(field);
    right.delete(field);
    const isNothing = isNothingIn(field, value);
    if (isNothing !== isNothingIn(field, other) || (!isNothing && !sameValue(value, other))) return false;
  }
  for (const [field, value] of right) if (!isNothingIn(field, value)) return false;
  return true;
}

function isNothingIn(field: string, value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'object' && emptyObjectFields().has(field) && isEmpty(value);
}

/** Whether there is nothing in a value, at any depth. */
function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value !== 'object') return false;
  if (Array.isArray(value)) return value.length === 0;
  return Object.entries(value).every(([field, item]) => isNothingIn(field, item));
}

let emptyObjects: Set<string> | undefined;

/** The names of fields in which an empty object says no more than nothing. Where a name is used both ways, it does. */
function emptyObjectFields(): ReadonlySet<string> {
  if (emptyObjects !== undefined) return emptyObjects;
  const fields = Object.keys(structs).flatMap((name) => wireStruct(name).list);
  const byValue = fields.filter(({ type, isPointer }) => type.kind === 'map' || (type.kind === 'struct' && !isPointer));
  const pointers = new Set(fields.filter(({ type, isPointer }) => type.kind === 'struct' && isPointer).map(({ name }) => name));
  emptyObjects = new Set(byValue.map(({ name }) => name).filter((name) => !pointers.has(name) || name === 'resources' || name === 'template'));
  return emptyObjects;
}

/** A copy that shares nothing with the original. Fields that are `undefined` are left out. */
export function cloneJson<T>(value: T): T {
  // JSON has no other shapes than the three below, and each branch gives back the shape that it took.
  return cloneAny(value) as T;
}

function cloneAny(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(cloneAny);
  const copy: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    if (item !== undefined) copy[key] = cloneAny(item);
  }
  return copy;
}

/** The object without these fields. */
export function omit<T extends object, K extends keyof T & string>(object: T, ...fields: readonly K[]): Omit<T, K> {
  const left: readonly string[] = fields;
  // What is left is every other field of T, which is what Omit says.
  return Object.fromEntries(Object.entries(object).filter(([field]) => !left.includes(field))) as Omit<T, K>;
}

/** Whether a map has the key itself; `in` and plain reads would also find `constructor` and the like. */
export function hasKey(map: Readonly<Record<string, unknown>> | undefined, key: string): boolean {
  return map !== undefined && Object.hasOwn(map, key);
}

/** The value of a map's own key; absent where the key is not there. */
export function valueOf<T>(map: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return map !== undefined && Object.hasOwn(map, key) ? map[key] : undefined;
}
