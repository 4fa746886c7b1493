/** A copy of an object without some of its fields. */
export function without<T extends object, Name extends keyof T>(object: T, ...names: readonly Name[]): Omit<T, Name> {
  const dropped = new Set<PropertyKey>(names);
  // The entries that are left are those of the type without the names.
  return Object.fromEntries(Object.entries(object).filter(([name]) => !dropped.has(name))) as Omit<T, Name>;
}
