import type { LabelSelector, ObjectMeta, OwnerReference } from '../../kube/types.generated.ts';
import { matchesLabelSelector } from '../../kube/selectors.ts';
import type { EngineContext, KindMap, KubeObject } from '../context.ts';

/** The reference to the one owner that controls an object; undefined where nothing does. Mirrors metav1.GetControllerOf (v1.36). */
export function controllerOf(metadata: ObjectMeta): OwnerReference | undefined {
  return metadata.ownerReferences?.find((reference) => reference.controller === true);
}

/** The reference that makes `owner` the controller of an object. Mirrors metav1.NewControllerRef (v1.36). */
export function newControllerRef(owner: KubeObject): OwnerReference {
  const { name, uid = '' } = owner.metadata;
  return { apiVersion: owner.apiVersion, kind: owner.kind, name, uid, controller: true, blockOwnerDeletion: true };
}

/** Kinds that workloads adopt and release. */
type ClaimedKind = 'Pod' | 'ReplicaSet' | 'ControllerRevision';

/** The objects of a kind that `uid` controls, ordered by name. */
export function controlledBy<K extends ClaimedKind>(context: EngineContext, kind: K, uid: string): readonly KindMap[K][] {
  const found: KindMap[K][] = [];
  for (const object of context.api.ownedBy(uid)) {
    if (object.kind !== kind || controllerOf(object.metadata)?.uid !== uid) continue;
    const typed = context.api.get(kind, object.metadata.namespace ?? '', object.metadata.name);
    if (typed !== undefined) found.push(typed);
  }
  return found.sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
}

/**
 * The objects that belong to `owner`: those it controls and selects. Orphans that it selects are adopted; those that it controls
 * but does not select any more are released. An owner that is being deleted neither adopts nor releases.
 * `isCandidate` narrows what is looked at at all. Mirrors pkg/controller/controller_ref_manager.go (v1.36).
 */
export function claim<K extends ClaimedKind>(
  context: EngineContext, kind: K, owner: KubeObject, selector: LabelSelector, isCandidate: (object: KindMap[K]) => boolean,
): readonly KindMap[K][] {
  const { uid = '', namespace = '', deletionTimestamp } = owner.metadata;
  const claimed: KindMap[K][] = [];
  for (const object of controlledBy(context, kind, uid)) {
    if (!isCandidate(object)) continue;
    if (matchesLabelSelector(selector, object.metadata.labels ?? {})) claimed.push(object);
    else if (deletionTimestamp === undefined) release(context, kind, object, uid);
  }
  if (deletionTimestamp !== undefined) return claimed;
  for (const object of context.api.withLabels(kind, namespace, selector.matchLabels ?? {})) {
    const { metadata } = object;
    if (controllerOf(metadata) !== undefined || metadata.deletionTimestamp !== undefined || !isCandidate(object)) continue;
    if (!matchesLabelSelector(selector, metadata.labels ?? {})) continue;
    const adopted = context.api.update(kind, { ...object, metadata: { ...metadata, ownerReferences: [...(metadata.ownerReferences ?? []), newControllerRef(owner)] } });
    if (adopted.ok) claimed.push(adopted.object);
  }
  return claimed.sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
}

function release<K extends ClaimedKind>(context: EngineContext, kind: K, object: KindMap[K], uid: string): void {
  const { ownerReferences = [], ...rest } = object.metadata;
  const kept = ownerReferences.filter((reference) => reference.uid !== uid);
  context.api.update(kind, { ...object, metadata: kept.length === 0 ? rest : { ...rest, ownerReferences: kept } });
}
