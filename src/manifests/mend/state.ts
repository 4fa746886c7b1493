import type { Frame, Wanted } from './frames.ts';

/** A step of writing the text anew. `indent`: spaces before it. */
export type Act =
  | { readonly kind: 'key'; readonly indent: number; readonly raw: string }
  | { readonly kind: 'value'; readonly text: string }
  | { readonly kind: 'item'; readonly indent: number }
  | { readonly kind: 'comment'; readonly text: string; readonly isOwnLine: boolean }
  | { readonly kind: 'block'; readonly header: string; readonly lines: readonly string[] }
  /** Text of no manifest, left out. */
  | { readonly kind: 'dropped' }
  | { readonly kind: 'document' };

/** A key, or a dash, whose value has not come yet. */
export interface Pending { readonly wanted: Wanted; readonly key: string; readonly owner: Frame }

/** Where a reading has got to between two keys. */
export interface Cursor {
  /** Absent between documents. */
  readonly frame: Frame | undefined;
  readonly pending: Pending | undefined;
  readonly cost: number;
  readonly acts: readonly Act[];
  readonly last: 'start' | 'key' | 'dash' | 'value' | 'dropped';
  /** A comment stands directly before, on the same line. */
  readonly isAfterComment: boolean;
}

/** A reading up to behind a key's colon, as a chain back to the start. */
export interface State {
  readonly cost: number;
  readonly frame: Frame | undefined;
  readonly pending: Pending | undefined;
  readonly acts: readonly Act[];
  readonly previous: State | undefined;
}
