/** A status field as the API shows it: left out where it is 0 (Go's omitempty). */
export function nonZero<K extends string>(name: K, value: number): Readonly<Partial<Record<K, number>>> {
  const field: Partial<Record<K, number>> = {};
  if (value !== 0) field[name] = value;
  return field;
}
