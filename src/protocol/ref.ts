/** Names one object of the cluster. Without namespace where its kind has none. */
export interface ObjectRef {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

/** `Kind/namespace/name`, or `Kind//name` where the kind has no namespace: the id of an object in views, diffs and selections. */
export type ObjectId = string;

/** The id of a reference. Kinds are unique across the groups that are simulated. */
export function objectId(ref: { readonly kind: string; readonly namespace?: string | undefined; readonly name: string }): ObjectId {
  return `${ref.kind}/${ref.namespace ?? ''}/${ref.name}`;
}

/** The parts of an id; empty namespace where the kind has none. */
export function parseObjectId(id: ObjectId): { kind: string; namespace: string; name: string } {
  const [kind = '', namespace = '', ...name] = id.split('/');
  return { kind, namespace, name: name.join('/') };
}

/** One step into an object: a key of a map or an index of a list. */
export type PathSegment = string | number;
export type FieldPath = readonly PathSegment[];

/** A field of an object: what decided something, and where to look for it in the manifests. */
export interface FieldRef {
  readonly object: ObjectRef;
  readonly path: FieldPath;
}
