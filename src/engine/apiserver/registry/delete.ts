/** Deletion. Mirrors Delete of apiserver/pkg/registry/generic/registry/store.go and BeforeDelete of registry/rest/delete.go (v1.36). */
import type { KindInfo } from '../../../kube/scheme.ts';
import type { Status } from '../../../kube/status.ts';
import { conflict, notFoundStatus } from '../../../kube/status.ts';
import type { Namespace } from '../../../kube/types.generated.ts';
import type { DeleteOptions, KubeObject } from '../../context.ts';
import { formatTime, parseTime } from '../time.ts';
import { without, withField } from './fields.ts';
import { isKind } from './kinds.ts';
import type { RegistryContext } from './registryContext.ts';
import { serviceDraft } from './service/serviceDraft.ts';
import { strategyOf } from './strategies.ts';

export type DeleteResult = { readonly ok: true; readonly object: KubeObject; readonly isGone: boolean } | { readonly ok: false; readonly status: Status };

interface Key {
  readonly namespace: string;
  readonly name: string;
}

const orphan = 'orphan';
const foregroundDeletion = 'foregroundDeletion';

/** Deletes an object, or marks it as deleted where a grace period or finalizers hold it back. */
export function deleteObject(context: RegistryContext, info: KindInfo, key: Key, options: DeleteOptions, isDryRun: boolean): DeleteResult {
  const object = context.store.get(info.kind, key.namespace, key.name);
  if (object === undefined) return { ok: false, status: notFoundStatus(info.plural, info.group, key.name) };
  if (options.uid !== undefined && options.uid !== object.metadata.uid) {
    const detail = `the UID in the precondition (${options.uid}) does not match the UID in record (${object.metadata.uid ?? ''}). The object might have been deleted and then recreated`;
    return { ok: false, status: conflict(info.kind, info.group, key.name, detail) };
  }
  if (isKind(object, 'Namespace')) {
    if (object.metadata.deletionTimestamp === undefined) return { ok: true, object: put(context, terminating(context, object, options), isDryRun), isGone: false };
    if ((object.spec.finalizers ?? []).length > 0) return { ok: true, object, isGone: false };
  }
  const grace = graceful(context, info, object, options.gracePeriodSeconds);
  if (grace.kind === 'pending') return { ok: true, object, isGone: false };
  const marked = grace.kind === 'graceful' ? grace.object : object;
  const finalizers = deletionFinalizers(info, marked, options);
  if (finalizers.length === 0 && (grace.kind === 'now' || grace.seconds === 0)) {
    if (!isDryRun) removeFinalized(context, marked);
    return { ok: true, object: marked, isGone: true };
  }
  const held = withFinalizers(grace.kind === 'now' ? markedAsDeleting(context, marked) : marked, finalizers);
  return { ok: true, object: put(context, held, isDryRun), isGone: false };
}

function put(context: RegistryContext, object: KubeObject, isDryRun: boolean): KubeObject {
  return isDryRun ? object : context.store.put(object);
}

/** Takes an object out of the storage that nothing holds back any more, and gives up what was allocated for it. */
export function removeFinalized(context: RegistryContext, object: KubeObject): void {
  const { namespace = '', name } = object.metadata;
  context.store.remove(object.kind, namespace, name);
  if (!isKind(object, 'Service')) return;
  context.store.remove('Endpoints', namespace, name);
  context.services.release(serviceDraft(object));
}

type Grace =
  /** No one has to be waited for, or no longer. */
  | { readonly kind: 'now' }
  /** A deletion with as short a grace is under way. */
  | { readonly kind: 'pending' }
  | { readonly kind: 'graceful'; readonly seconds: number; readonly object: KubeObject };

function graceful(context: RegistryContext, info: KindInfo, object: KubeObject, requested: number | undefined): Grace {
  const seconds = strategyOf(info).gracePeriodSeconds(object, requested);
  if (seconds === undefined) return { kind: 'now' };
  const { metadata } = object;
  const nowMs = context.nowMs();
  if (metadata.deletionTimestamp === undefined) {
    const generation = metadata.generation ?? 0;
    const deletionTimestamp = formatTime(nowMs + seconds * 1000);
    return {
      kind: 'graceful', seconds,
      object: { ...object, metadata: { ...metadata, deletionTimestamp, deletionGracePeriodSeconds: seconds, ...(generation > 0 ? { generation: generation + 1 } : {}) } },
    };
  }
  const before = metadata.deletionGracePeriodSeconds ?? 0;
  if (before === 0) return { kind: 'now' };
  if (requested === undefined) return { kind: 'pending' };
  const shorter = requested < 0 ? 1 : requested;
  if (shorter >= before) return { kind: 'pending' };
  const deadlineMs = (parseTime(metadata.deletionTimestamp) ?? nowMs) + (shorter - before) * 1000;
  const isPast = deadlineMs < nowMs;
  const left = isPast && shorter !== 0 ? 1 : shorter;
  return {
    kind: 'graceful', seconds: left,
    object: { ...object, metadata: { ...metadata, deletionTimestamp: formatTime(isPast ? nowMs : deadlineMs), deletionGracePeriodSeconds: left } },
  };
}

/** The first DELETE of a Namespace: it goes once its finalizers are gone, which is when it is empty. */
function terminating(context: RegistryContext, namespace: Namespace, options: DeleteOptions): KubeObject {
  const { propagationPolicy } = options;
  const isListed = (finalizer: string): boolean => (namespace.metadata.finalizers ?? []).includes(finalizer);
  const finalizers = (namespace.metadata.finalizers ?? []).filter((finalizer) => finalizer !== orphan && finalizer !== foregroundDeletion);
  if (propagationPolicy === undefined ? isListed(orphan) : propagationPolicy === 'Orphan') finalizers.push(orphan);
  if (propagationPolicy === undefined ? isListed(foregroundDeletion) : propagationPolicy === 'Foreground') finalizers.push(foregroundDeletion);
  const marked: KubeObject = { ...namespace, metadata: { ...namespace.metadata, deletionTimestamp: formatTime(context.nowMs()) } };
  return withField(withFinalizers(marked, finalizers), 'status', { ...namespace.status, phase: 'Terminating' });
}

function withFinalizers(object: KubeObject, finalizers: readonly string[]): KubeObject {
  return { ...object, metadata: finalizers.length === 0 ? without(object.metadata, 'finalizers') : { ...object.metadata, finalizers } };
}

/** Finalizers that hold the object back, with those for the garbage collector as the request or the kind asks. */
function deletionFinalizers(info: KindInfo, object: KubeObject, options: DeleteOptions): readonly string[] {
  const current = object.metadata.finalizers ?? [];
  const policy = strategyOf(info).garbageCollection;
  const others = current.filter((finalizer) => finalizer !== orphan && finalizer !== foregroundDeletion);
  if (policy === 'Unsupported') return others;
  const first = current.find((finalizer) => finalizer === orphan || finalizer === foregroundDeletion);
  const wanted = options.propagationPolicy === undefined
    ? (first ?? (policy === 'OrphanDependents' ? orphan : undefined))
    : { Orphan: orphan, Foreground: foregroundDeletion, Background: undefined }[options.propagationPolicy];
  if (wanted === undefined) return others;
  return wanted === first && current.length === others.length + 1 ? current : [...others, wanted];
}

/** Marks an object whose kind knows no grace, and which finalizers hold back. */
function markedAsDeleting(context: RegistryContext, object: KubeObject): KubeObject {
  const { metadata } = object;
  const now = formatTime(context.nowMs());
  const generation = metadata.generation ?? 0;
  const { deletionTimestamp } = metadata;
  return {
    ...object,
    metadata: {
      ...metadata,
      ...(deletionTimestamp === undefined && generation > 0 ? { generation: generation + 1 } : {}),
      deletionTimestamp: deletionTimestamp === undefined || deletionTimestamp > now ? now : deletionTimestamp,
      deletionGracePeriodSeconds: 0,
    },
  };
}
