import type { ApiRequest } from './command.ts';
import type { FieldEdit } from './edit.ts';
import type { FieldPath, ObjectId, ObjectRef } from './ref.ts';

/**
 * Where the cluster no longer is what the manifests say, because something else than the text changed it: an object that was
 * changed, one that was deleted, or one that was made and that the text does not have.
 */
export interface Drift {
  readonly object: ObjectId;
  readonly ref: ObjectRef;
  readonly kind: 'changed' | 'deleted' | 'added';
  /** The fields that differ, with what they are in the cluster; none for objects that are there or not. */
  readonly fields: readonly { readonly path: FieldPath; readonly text: string }[];
  /** What makes the text say the same: edits of the object's document. Empty where the document itself comes or goes. */
  readonly edits: readonly FieldEdit[];
  /** The document that the text would get, for an object that was added. */
  readonly yaml?: string;
  /** What makes the cluster as the text says. */
  readonly putBack: ApiRequest;
}
