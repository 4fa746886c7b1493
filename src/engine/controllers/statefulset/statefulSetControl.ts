import type { ControllerRevision, Pod, PodTemplateSpec, StatefulSet, StatefulSetStatus } from '../../../kube/types.generated.ts';
import type { EngineContext } from '../../context.ts';
import type { CreationOrder } from '../creationOrder.ts';
import { createRevision, hashRevision, isSameRevision, listRevisions, renumber, revisionData, revisionHashLabel, templateOf } from '../history.ts';
import { refOf } from '../objectKey.ts';
import { isPodAvailable, isPodReady } from '../podConditions.ts';
import { nonZero } from '../statusFields.ts';
import { newPod, ordinalOf, podRevision, replicasOf, startOrdinal, withIdentity } from './identity.ts';

interface Revisions { readonly current: ControllerRevision; readonly update: ControllerRevision; readonly collisionCount: number; readonly all: readonly ControllerRevision[] }

/** Simplified: Pods of higher ordinals than this are not made, since each sync looks at all of them. */
const maxReplicas = 10_000;

/** One sync of one StatefulSet. A Pod without a stored phase has not been created yet. */
interface Sync {
  readonly context: EngineContext;
  readonly set: StatefulSet;
  readonly revisions: Revisions;
  /** Wait for each Pod before the next: OrderedReady. */
  readonly isMonotonic: boolean;
}

const isCreated = (pod: Pod): boolean => (pod.status?.phase ?? '') !== '';
const isTerminating = (pod: Pod): boolean => pod.metadata.deletionTimestamp !== undefined;
const isRunningAndReady = (pod: Pod): boolean => pod.status?.phase === 'Running' && isPodReady(pod);
const isAvailable = ({ set, context }: Sync, pod: Pod): boolean => isPodAvailable(pod, set.spec.minReadySeconds ?? 0, context.scheduler.nowMs);
const isUnavailable = (sync: Sync, pod: Pod): boolean => !isAvailable(sync, pod) || isTerminating(pod);

/** The revisions before and after the present update; the latter is created where the template is new. Mirrors getStatefulSetRevisions (v1.36). */
function getRevisions(context: EngineContext, set: StatefulSet, order: CreationOrder): Revisions | undefined {
  const all = listRevisions(context, set, order);
  const data = revisionData(set.spec.template);
  const last = all.at(-1);
  const next = (last?.revision ?? 0) + 1;
  let collisionCount = set.status?.collisionCount ?? 0;
  const equal = all.filter((revision) => isSameRevision(revision, data)).at(-1);
  let update: ControllerRevision;
  if (equal !== undefined) update = equal === last || (last !== undefined && isSameRevision(last, data)) ? last : renumber(context, equal, next);
  else {
    const created = createRevision(context, set, { revision: next, collisionCount, hash: (count) => hashRevision(set.spec.template, count), hashLabel: revisionHashLabel, annotations: set.metadata.annotations ?? {} });
    if (created === undefined) return undefined;
    update = created.revision;
    collisionCount = created.collisionCount;
  }
  const current = all.find((revision) => revision.metadata.name === set.status?.currentRevision) ?? update;
  return { current, update, collisionCount, all };
}

/** Deletes the oldest revisions that nothing uses, beyond the history limit. */
function truncateHistory(context: EngineContext, set: StatefulSet, pods: readonly Pod[], { current, update, all }: Revisions): void {
  const live = new Set([current.metadata.name, update.metadata.name, ...pods.map(podRevision)]);
  const history = all.filter(({ metadata }) => !live.has(metadata.name));
  const surplus = history.length - (set.spec.revisionHistoryLimit ?? 10);
  for (const { metadata } of history.slice(0, Math.max(0, surplus))) context.api.delete('ControllerRevision', metadata.namespace ?? '', metadata.name);
}

function statusOf(sync: Sync, pods: readonly Pod[], currentOffset: number): StatefulSetStatus {
  const { set, revisions } = sync;
  const current = revisions.current.metadata.name;
  const update = revisions.update.metadata.name;
  const created = pods.filter(isCreated);
  const ready = pods.filter(isRunningAndReady);
  const live = created.filter((pod) => !isTerminating(pod));
  const updatedReplicas = live.filter((pod) => podRevision(pod) === update).length;
  const isComplete = isRolling(set) && updatedReplicas === replicasOf(set) && ready.length === replicasOf(set) && created.length === replicasOf(set);
  return {
    ...nonZero('observedGeneration', set.metadata.generation ?? 0),
    replicas: created.length,
    ...nonZero('readyReplicas', ready.length),
    ...nonZero('currentReplicas', isComplete ? updatedReplicas : live.filter((pod) => podRevision(pod) === current).length + currentOffset),
    ...nonZero('updatedReplicas', updatedReplicas),
    currentRevision: isComplete ? update : current,
    updateRevision: update,
    collisionCount: revisions.collisionCount,
    availableReplicas: ready.filter((pod) => isAvailable(sync, pod)).length,
  };
}

const isRolling = (set: StatefulSet): boolean => (set.spec.updateStrategy?.type ?? 'RollingUpdate') === 'RollingUpdate';
const partitionOf = (set: StatefulSet): number => set.spec.updateStrategy?.rollingUpdate?.partition ?? 0;

/** The Pod that an ordinal without one gets: of the current revision below the partition, else of the update's. Mirrors newVersionedStatefulSetPod (v1.36). */
function missingPod({ set, revisions }: Sync, ordinal: number): Pod {
  const isBelow = ordinal < startOrdinal(set) + (set.spec.updateStrategy?.rollingUpdate === undefined ? set.status?.currentReplicas ?? 0 : partitionOf(set));
  const revision = isRolling(set) && isBelow ? revisions.current : revisions.update;
  const template: PodTemplateSpec = templateOf(revision) ?? set.spec.template;
  return newPod(set, template, revision.metadata.name, ordinal);
}

function createStatefulPod({ context, set }: Sync, pod: Pod): boolean {
  const result = context.api.create('Pod', pod);
  const subject = `Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name}`;
  if (result.ok) context.events.event(refOf(set), 'Normal', 'SuccessfulCreate', `Create ${subject} successful`);
  else if (result.status.reason !== 'AlreadyExists') context.events.event(refOf(set), 'Warning', 'FailedCreate', `Create ${subject} failed error: ${result.status.message}`);
  return result.ok;
}

function deleteStatefulPod({ context, set }: Sync, pod: Pod): void {
  const { namespace = '', name } = pod.metadata;
  const result = context.api.delete('Pod', namespace, name);
  const subject = `Pod ${name} in StatefulSet ${set.metadata.name}`;
  if (result.ok) context.events.event(refOf(set), 'Normal', 'SuccessfulDelete', `Delete ${subject} successful`);
  else if (result.status.code !== 404) context.events.event(refOf(set), 'Warning', 'FailedDelete', `Delete ${subject} failed error: ${result.status.message}`);
}

/** Brings one wanted Pod about. True: stop here for now. Mirrors processReplica (v1.36). */
function processReplica(sync: Sync, pod: Pod): boolean {
  const { set, context, isMonotonic } = sync;
  if (pod.status?.phase === 'Failed' || pod.status?.phase === 'Succeeded') {
    if (!isTerminating(pod)) deleteStatefulPod(sync, pod);
    return true;
  }
  if (!isCreated(pod)) return !createStatefulPod(sync, pod) || isMonotonic;
  if (isMonotonic && (isTerminating(pod) || !isRunningAndReady(pod) || !isAvailable(sync, pod))) return true;
  const identified = withIdentity(pod, ordinalOf(set, pod));
  if (identified !== undefined) context.api.update('Pod', identified);
  return false;
}

/** Takes one Pod away that is too many. True: stop here for now. Mirrors processCondemned (v1.36). */
function processCondemned(sync: Sync, pod: Pod, firstUnhealthy: Pod | undefined): boolean {
  const { isMonotonic } = sync;
  if (isTerminating(pod)) return isMonotonic;
  if (isMonotonic && pod !== firstUnhealthy && (!isRunningAndReady(pod) || !isAvailable(sync, pod))) return true;
  deleteStatefulPod(sync, pod);
  return true;
}

/** Runs a step for each Pod; in order only as long as none says stop. Gives whether one did. */
function runForAll(sync: Sync, pods: readonly Pod[], step: (pod: Pod) => boolean): boolean {
  if (sync.isMonotonic) return pods.some(step);
  for (const pod of pods) step(pod);
  return false;
}

/** Replaces Pods of another revision from the highest ordinal down to the partition, one at a time. Gives how much that takes off the current replicas. */
function rollPods(sync: Sync, replicas: readonly Pod[]): number {
  for (const pod of replicas.slice(partitionOf(sync.set)).reverse()) {
    if (podRevision(pod) !== sync.revisions.update.metadata.name && !isTerminating(pod)) {
      deleteStatefulPod(sync, pod);
      return -1;
    }
    if (isUnavailable(sync, pod)) return 0;
  }
  return 0;
}

/** Creates, deletes and replaces Pods; gives the status to write. Mirrors updateStatefulSet of stateful_set_control.go (v1.36). */
function updatePods(sync: Sync, pods: readonly Pod[]): StatefulSetStatus {
  const { set } = sync;
  const start = startOrdinal(set);
  const byOrdinal = new Map(pods.map((pod) => [ordinalOf(set, pod), pod]));
  const replicas = Array.from({ length: Math.min(replicasOf(set), maxReplicas) }, (_, index) => byOrdinal.get(start + index) ?? missingPod(sync, start + index));
  const condemned = pods.filter((pod) => {
    const ordinal = ordinalOf(set, pod);
    return ordinal >= 0 && (ordinal < start || ordinal >= start + replicasOf(set));
  }).sort((a, b) => ordinalOf(set, b) - ordinalOf(set, a));
  const firstUnhealthy = [...replicas, ...[...condemned].reverse()].find((pod) => isUnavailable(sync, pod));
  if (set.metadata.deletionTimestamp !== undefined) return statusOf(sync, pods, 0);
  const status = (offset: number): StatefulSetStatus => statusOf(sync, [...replicas, ...condemned], offset);
  if (runForAll(sync, replicas, (pod) => processReplica(sync, pod))) return status(0);
  if (runForAll(sync, condemned, (pod) => processCondemned(sync, pod, firstUnhealthy))) return status(0);
  return status(isRolling(set) ? rollPods(sync, replicas) : 0);
}

/**
 * One sync: revisions, Pods, status, history. `pods` are those that the StatefulSet controls.
 * Gives the status that it wrote; undefined where a revision could not be stored. Mirrors UpdateStatefulSet (v1.36).
 */
export function updateStatefulSet(context: EngineContext, set: StatefulSet, pods: readonly Pod[], order: CreationOrder): StatefulSetStatus | undefined {
  const revisions = getRevisions(context, set, order);
  if (revisions === undefined) return undefined;
  const sync: Sync = { context, set, revisions, isMonotonic: set.spec.podManagementPolicy !== 'Parallel' };
  const status = updatePods(sync, pods);
  context.api.updateStatus('StatefulSet', { ...set, status });
  truncateHistory(context, set, pods, revisions);
  return status;
}
