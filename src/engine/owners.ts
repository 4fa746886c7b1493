import { objectId, type ObjectId } from '../protocol/ref.ts';
import type { KubeObject, StoreReader } from './context.ts';

/** Owner chains are Pod, ReplicaSet, Deployment; anything deeper is a mistake of whoever wrote the references. */
const MAX_OWNERS = 8;

/**
 * The id of the workload at the top of an object's controller references; undefined where nothing controls it.
 * An owner that is not stored (any more) counts as the top. Mirrors metav1.GetControllerOf (v1.36), repeated.
 */
export function topOwnerId(reader: StoreReader, object: KubeObject): ObjectId | undefined {
  let current = object;
  let top: ObjectId | undefined;
  for (let depth = 0; depth < MAX_OWNERS; depth++) {
    const reference = current.metadata.ownerReferences?.find((owner) => owner.controller === true);
    if (reference === undefined) return top;
    const namespace = current.metadata.namespace ?? '';
    top = objectId({ kind: reference.kind, namespace, name: reference.name });
    const owner = reader.getAny(reference.kind, namespace, reference.name);
    if (owner === undefined) return top;
    current = owner;
  }
  return top;
}
