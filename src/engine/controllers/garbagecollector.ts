import type { OwnerReference } from '../../kube/types.generated.ts';
import { kindInfo } from '../../kube/scheme.ts';
import type { EngineContext, KubeObject } from '../context.ts';
import { createWorkQueue } from './workQueue.ts';

const orphanFinalizer = 'orphan';
const foregroundFinalizer = 'foregroundDeletion';

const keyOf = ({ kind, metadata }: KubeObject): string => `${kind}/${metadata.namespace ?? ''}/${metadata.name}`;
const isDeleting = ({ metadata }: KubeObject): boolean => metadata.deletionTimestamp !== undefined;
const hasFinalizer = ({ metadata }: KubeObject, finalizer: string): boolean => (metadata.finalizers ?? []).includes(finalizer);
const isWaitingForDependents = (object: KubeObject): boolean => isDeleting(object) && hasFinalizer(object, foregroundFinalizer);

/** The owners of an object: those that are there, those that are not, and those that wait for it to go. */
interface Owners { readonly solid: readonly OwnerReference[]; readonly dangling: readonly OwnerReference[]; readonly waiting: readonly OwnerReference[] }

const ownersWithout = ({ metadata }: KubeObject, uids: ReadonlySet<string>): readonly OwnerReference[] => (metadata.ownerReferences ?? []).filter(({ uid }) => !uids.has(uid));
const finalizersWithout = ({ metadata }: KubeObject, finalizer: string): readonly string[] => (metadata.finalizers ?? []).filter((name) => name !== finalizer);

/**
 * Deletes what has lost all its owners, and carries out foreground and orphaning deletions.
 * Mirrors pkg/controller/garbagecollector/garbagecollector.go (v1.36). An owner of a kind that the API server does not serve is left alone.
 */
export function startGarbageCollector(context: EngineContext): void {
  const { api } = context;
  const queue = createWorkQueue(context, (key) => {
    const object = read(key);
    if (object === undefined) return;
    if (isDeleting(object) && hasFinalizer(object, orphanFinalizer)) return orphanDependents(object);
    if (isWaitingForDependents(object)) return processDeletingDependents(object);
    attemptToDelete(object);
  });

  function read(key: string): KubeObject | undefined {
    const [kind = '', namespace = '', ...name] = key.split('/');
    return api.getAny(kind, namespace, name.join('/'));
  }

  /** Writes owners and finalizers of an object of any kind, as a client would. */
  function patchMetadata({ apiVersion, kind, metadata }: KubeObject, change: { readonly ownerReferences?: readonly OwnerReference[]; readonly finalizers?: readonly string[] }): void {
    const listed = Object.fromEntries(Object.entries(change).map(([field, list]) => [field, list.length === 0 ? null : list.map((item) => (typeof item === 'string' ? item : { ...item }))]));
    const { namespace, name } = metadata;
    api.handle({ verb: 'patch', patchType: 'merge', apiVersion, kind, name, ...(namespace === undefined ? {} : { namespace }), body: { metadata: listed } });
  }

  function ownerOf(object: KubeObject, { kind, name, uid }: OwnerReference): KubeObject | undefined {
    const owner = api.getAny(kind, object.metadata.namespace ?? '', name) ?? api.getAny(kind, '', name);
    return owner?.metadata.uid === uid ? owner : undefined;
  }

  function classify(object: KubeObject): Owners {
    const solid: OwnerReference[] = [];
    const dangling: OwnerReference[] = [];
    const waiting: OwnerReference[] = [];
    for (const reference of object.metadata.ownerReferences ?? []) {
      const owner = ownerOf(object, reference);
      if (owner === undefined) (kindInfo(reference.apiVersion, reference.kind) === undefined ? solid : dangling).push(reference);
      else (isWaitingForDependents(owner) ? waiting : solid).push(reference);
    }
    return { solid, dangling, waiting };
  }

  function orphanDependents(object: KubeObject): void {
    const { uid = '' } = object.metadata;
    for (const dependent of api.ownedBy(uid)) patchMetadata(dependent, { ownerReferences: ownersWithout(dependent, new Set([uid])) });
    patchMetadata(object, { finalizers: finalizersWithout(object, orphanFinalizer) });
  }

  function processDeletingDependents(object: KubeObject): void {
    const { uid = '' } = object.metadata;
    const blocking = api.ownedBy(uid).filter(({ metadata }) => (metadata.ownerReferences ?? []).some((reference) => reference.uid === uid && reference.blockOwnerDeletion === true));
    if (blocking.length === 0) return patchMetadata(object, { finalizers: finalizersWithout(object, foregroundFinalizer) });
    for (const dependent of blocking) if (!isDeleting(dependent)) queue.add(keyOf(dependent));
  }

  function attemptToDelete(object: KubeObject): void {
    const { metadata } = object;
    if (isDeleting(object) || (metadata.ownerReferences ?? []).length === 0) return;
    const { solid, dangling, waiting } = classify(object);
    const lost = new Set([...dangling, ...waiting].map(({ uid }) => uid));
    if (lost.size === 0) return;
    if (solid.length > 0) return patchMetadata(object, { ownerReferences: ownersWithout(object, lost) });
    const isForeground = (waiting.length > 0 && api.ownedBy(metadata.uid ?? '').length > 0) || hasFinalizer(object, foregroundFinalizer);
    const propagationPolicy = hasFinalizer(object, orphanFinalizer) ? 'Orphan' : isForeground ? 'Foreground' : 'Background';
    api.delete(object.kind, metadata.namespace ?? '', metadata.name, { propagationPolicy, ...(metadata.uid === undefined ? {} : { uid: metadata.uid }) });
  }

  api.watchAll(({ type, object, old }) => {
    const { ownerReferences = [], uid = '' } = object.metadata;
    if (type === 'DELETED') {
      for (const dependent of api.ownedBy(uid)) queue.add(keyOf(dependent));
      for (const reference of ownerReferences) {
        const owner = ownerOf(object, reference);
        if (owner !== undefined && isWaitingForDependents(owner)) queue.add(keyOf(owner));
      }
      return;
    }
    const isMarked = isDeleting(object) && (hasFinalizer(object, orphanFinalizer) || hasFinalizer(object, foregroundFinalizer));
    const isReferring = ownerReferences.length > 0 && old?.metadata.ownerReferences !== ownerReferences && ownerReferences.some((reference) => ownerOf(object, reference) === undefined);
    if (isMarked || isReferring) queue.add(keyOf(object));
  });
}
