/** A field that the API requires and that may still be missing before validation: its type with `undefined` in it. */
export function maybe<T>(value: T): T | undefined {
  return value;
}
