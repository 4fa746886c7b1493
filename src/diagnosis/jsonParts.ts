/** Reads of documents as their authors wrote them, before anybody has said that they are well formed. */
export type JsonRecord = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What is at a path; undefined where there is nothing. */
export function valueAt(value: unknown, ...path: readonly (string | number)[]): unknown {
  let part = value;
  for (const segment of path) {
    if (Array.isArray(part) && typeof segment === 'number') part = part[segment];
    else if (isRecord(part) && typeof segment === 'string' && Object.hasOwn(part, segment)) part = part[segment];
    else return undefined;
  }
  return part;
}

/** The text at a path; empty where there is none. */
export function stringAt(value: unknown, ...path: readonly (string | number)[]): string {
  const found = valueAt(value, ...path);
  return typeof found === 'string' ? found : '';
}

/** The list at a path; empty where there is none. */
export function listAt(value: unknown, ...path: readonly (string | number)[]): readonly unknown[] {
  const found = valueAt(value, ...path);
  return Array.isArray(found) ? found : [];
}
