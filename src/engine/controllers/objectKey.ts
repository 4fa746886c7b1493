import type { KubeObject } from '../context.ts';
import type { ObjectRef } from '../../protocol/ref.ts';

/** `namespace/name`, the key of a work queue. */
export function keyOf(object: KubeObject): string {
  return `${object.metadata.namespace ?? ''}/${object.metadata.name}`;
}

/** The namespace and the name of a key. */
export function splitKey(key: string): { readonly namespace: string; readonly name: string } {
  const slash = key.indexOf('/');
  return { namespace: key.slice(0, slash), name: key.slice(slash + 1) };
}

/** The reference of an object, as events and views name it. */
export function refOf(object: KubeObject): ObjectRef {
  const { namespace, name } = object.metadata;
  return { apiVersion: object.apiVersion, kind: object.kind, name, ...(namespace === undefined || namespace === '' ? {} : { namespace }) };
}

/** Whether nothing but the status can have changed: no reason for the controller that wrote it to look again. */
export function isStatusChange(old: KubeObject | undefined, object: KubeObject): boolean {
  return old !== undefined && old.metadata.uid === object.metadata.uid && old.metadata.generation === object.metadata.generation
    && old.metadata.deletionTimestamp === object.metadata.deletionTimestamp && old.metadata.labels === object.metadata.labels;
}
