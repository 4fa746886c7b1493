/** Equality and copies of API objects, which are plain JSON. */

/**
 * Semantic equality (apimachinery/pkg/api/equality): an absent field, null, an empty list and an empty map are the same thing.
 * `0`, `false` and `''` differ from absent ones: defaulting has made them explicit where the API holds them apart.
 */
export function deepEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (isEmpty(a)) return isEmpty(b);
  if (isEmpty(b)) return false;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b);
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, i) => deepEqual(item, b[i]));
  }
  if (Array.isArray(b)) return false;
  const left = new Map<string, unknown>(Object.entries(a));
  const right = new Map<string, unknown>(Object.entries(b));
  for (const [key, value] of left) if (!deepEqual(value, right.get(key))) return false;
  for (const [key, value] of right) if (!left.has(key) && !isEmpty(value)) return false;
  return true;
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value !== 'object') return false;
  if (Array.isArray(value)) return value.length === 0;
  for (const key in value) if (Object.hasOwn(value, key)) return false;
  return true;
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

/** Whether a map has the key itself; `in` and plain reads would also find `constructor` and the like. */
export function hasKey(map: Readonly<Record<string, unknown>> | undefined, key: string): boolean {
  return map !== undefined && Object.hasOwn(map, key);
}

/** The value of a map's own key; absent where the key is not there. */
export function valueOf<T>(map: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return map !== undefined && Object.hasOwn(map, key) ? map[key] : undefined;
}
