import type { MutableJson, MutableObject } from './mutableJson.ts';
import { get, isMutableObject, put, remove } from './mutableJson.ts';

/** Applies an RFC 7386 merge patch, in place. Mirrors gopkg.in/evanphx/json-patch.v4 merge.go: nulls inside new values are left out, those in lists stay. */
export function applyMergePatch(document: MutableObject, patch: MutableObject): MutableObject {
  for (const [key, value] of Object.entries(patch)) {
    const current = get(document, key) ?? null;
    if (value === null) remove(document, key);
    else if (isMutableObject(current) && isMutableObject(value)) applyMergePatch(current, value);
    else {
      // What replaces an object is taken as it is.
      if (!isMutableObject(current)) pruneNulls(value);
      put(document, key, value);
    }
  }
  return document;
}

function pruneNulls(value: MutableJson): void {
  if (Array.isArray(value)) for (const item of value) pruneNulls(item);
  if (!isMutableObject(value)) return;
  for (const [key, item] of Object.entries(value)) {
    if (item === null) remove(value, key);
    else pruneNulls(item);
  }
}
