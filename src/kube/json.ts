/** A value as JSON carries it. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;
export interface JsonObject { readonly [key: string]: JsonValue | undefined }

/** Whether a value is a JSON object: neither null nor a list. */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An API object, or a part of one that is no list, read by the names of its fields. It is the same object, not a copy. */
export function asJsonObject(part: object): JsonObject {
  // The API's types hold nothing but JSON; as interfaces they only have no index signature.
  return part as JsonObject;
}
