import type { JsonValue } from '../kube/json.ts';
import type { FieldPath } from './ref.ts';

/** One change of an object as its author would make it in the text: places, not characters. */
export type FieldEdit =
  /** Gives a field this value; a field that is not there is added to its parent, and parents that are missing with it. */
  | { readonly type: 'set'; readonly path: FieldPath; readonly value: JsonValue }
  /** Gives a field another key and keeps its value and its place. */
  | { readonly type: 'rename'; readonly path: FieldPath; readonly key: string }
  /** Takes a field, or one entry of a list, away. */
  | { readonly type: 'remove'; readonly path: FieldPath }
  /** Puts the entries of a map in the map's own place: `selector.matchLabels.app` becomes `selector.app`. */
  | { readonly type: 'lift'; readonly path: FieldPath }
  /** The other way: puts a value into a map under `key`, or without key into a list of its own. */
  | { readonly type: 'wrap'; readonly path: FieldPath; readonly key?: string }
  /** Takes a field away and puts it elsewhere, where nothing is yet. */
  | { readonly type: 'move'; readonly path: FieldPath; readonly to: FieldPath };
