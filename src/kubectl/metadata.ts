import { isJsonObject, type JsonObject, type JsonValue } from '../kube/json.ts';

/** An object's metadata; empty where it has none. */
function metadataOf(object: JsonObject): JsonObject {
  return isJsonObject(object.metadata) ? object.metadata : {};
}

/** A text of the metadata, such as `name`; empty where there is none. */
export function metadataText(object: JsonObject, field: string): string {
  return textOf(metadataOf(object)[field]);
}

/** A map of texts of the metadata, such as `labels`; empty where there is none. */
export function metadataMap(object: JsonObject, field: 'labels' | 'annotations'): Record<string, string> {
  const map = metadataOf(object)[field];
  return isJsonObject(map) ? Object.fromEntries(Object.entries(map).map(([key, value]) => [key, textOf(value)])) : {};
}

/** A text as it is; anything else is empty. */
function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
