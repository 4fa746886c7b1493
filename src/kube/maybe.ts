/** A field that the API requires and that may still be missing before validation: its type with `undefined` in it. */
export function maybe<T>(value: T): T | undefined {
  return value;
}

/** The text, or the default where it is empty or not there, which is the same to Go. */
export function orElse(value: string | undefined, fallback: string): string {
  return value === undefined || value === '' ? fallback : value;
}
