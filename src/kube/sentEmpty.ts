/**
 * Decoding drops lists and maps that were sent empty, as storing them would. Some messages still tell `[]` from nothing, so the
 * decoded object remembers their names under this symbol, which is not enumerable: a copy of the object does not have it.
 */
const sentEmpty: unique symbol = Symbol('sentEmpty');

/** Remembers the names of the fields that were sent empty. Gives back the same object. */
export function rememberEmpty<T extends object>(object: T, fields: readonly string[]): T {
  return fields.length === 0 ? object : Object.defineProperty(object, sentEmpty, { value: fields });
}

/** Whether the field was sent as an empty list or map, rather than not at all. */
export function wasSentEmpty(object: object, field: string): boolean {
  const fields: unknown = Object.getOwnPropertyDescriptor(object, sentEmpty)?.value;
  return Array.isArray(fields) && fields.includes(field);
}
