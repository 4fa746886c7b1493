import type { Deployment, DeploymentStatus, LabelSelector, ReplicaSet } from '../../../kube/types.generated.ts';
import { deepEqual } from '../../../kube/objects.ts';
import { formatTime } from '../../apiserver/time.ts';
import type { EngineContext } from '../../context.ts';
import { controllerOf, newControllerRef } from '../controllerRefs.ts';
import type { CreationOrder } from '../creationOrder.ts';
import { refOf } from '../objectKey.ts';
import { nonZero } from '../statusFields.ts';
import { computeHash, isSameTemplate, podTemplateHashLabel } from '../templateHash.ts';
import { deploymentCondition, hasProgressDeadline, newCondition, withCondition } from './conditions.ts';
import { desiredReplicas, isRollingUpdate, maxSurgeOf, maxUnavailableOf } from './fenceposts.ts';
import {
  activeOf, annotatedCount, desiredReplicasAnnotation, findActiveOrLatest, findNewReplicaSet, maxReplicasAnnotation, newReplicaSetAnnotations, replicasAnnotations, replicasOf, revisionAnnotation, revisionOf, sum,
} from './replicaSets.ts';

/** A Deployment with its ReplicaSets, as they are after the last write. */
export interface Rollout {
  readonly context: EngineContext;
  readonly order: CreationOrder;
  deployment: Deployment;
  /** The one of the present template. */
  newRS: ReplicaSet | undefined;
  oldRSs: readonly ReplicaSet[];
}

export const allOf = ({ newRS, oldRSs }: Rollout): readonly ReplicaSet[] => (newRS === undefined ? oldRSs : [...oldRSs, newRS]);
const nowOf = ({ context }: Rollout): string => formatTime(context.scheduler.nowMs);

/** Writes the status where it differs; the rollout goes on with what is stored. */
export function writeStatus(rollout: Rollout, status: DeploymentStatus): void {
  const result = rollout.context.api.updateStatus('Deployment', { ...rollout.deployment, status });
  if (result.ok) rollout.deployment = result.object;
}

function setCondition(rollout: Rollout, status: string, reason: string, message: string): void {
  const before = rollout.deployment.status ?? {};
  const conditions = withCondition(before.conditions ?? [], newCondition('Progressing', status, reason, message, nowOf(rollout)));
  if (conditions !== before.conditions) writeStatus(rollout, { ...before, conditions });
}

/** Sets the revision annotation through the status, so that the generation stays. */
function setRevision(rollout: Rollout, revision: string): void {
  const { deployment, context } = rollout;
  if (deployment.metadata.annotations?.[revisionAnnotation] === revision) return;
  const annotations = { ...deployment.metadata.annotations, [revisionAnnotation]: revision };
  const result = context.api.updateStatus('Deployment', { ...deployment, metadata: { ...deployment.metadata, annotations } });
  if (result.ok) rollout.deployment = result.object;
}

/** Marks a paused Deployment, and takes the mark off a resumed one. Mirrors checkPausedConditions (v1.36). */
export function checkPausedConditions(rollout: Rollout): void {
  const { deployment } = rollout;
  const condition = deploymentCondition(deployment.status, 'Progressing');
  if (!hasProgressDeadline(deployment) || condition?.reason === 'ProgressDeadlineExceeded') return;
  const isMarked = condition?.reason === 'DeploymentPaused';
  if (deployment.spec.paused === true && !isMarked) setCondition(rollout, 'Unknown', 'DeploymentPaused', 'Deployment is paused');
  else if (deployment.spec.paused !== true && isMarked) setCondition(rollout, 'Unknown', 'DeploymentResumed', 'Deployment is resumed');
}

/**
 * Finds the new and the old ReplicaSets and gives the new one its revision; creates it where it is missing and `mayCreate`.
 * False: something was wrong, and the rest has to wait for another sync. Mirrors getAllReplicaSetsAndSyncRevision (v1.36).
 */
export function syncRevision(rollout: Rollout, replicaSets: readonly ReplicaSet[], mayCreate: boolean): boolean {
  const { deployment, order, context } = rollout;
  const existing = findNewReplicaSet(deployment, replicaSets, order);
  rollout.newRS = existing;
  rollout.oldRSs = replicaSets.filter((replicaSet) => replicaSet !== existing);
  const newRevision = Math.max(0, ...rollout.oldRSs.map(revisionOf)) + 1;
  if (existing === undefined) return !mayCreate || createNewReplicaSet(rollout, newRevision);

  const annotations = newReplicaSetAnnotations(deployment, existing.metadata.annotations ?? {}, newRevision);
  const { minReadySeconds = 0 } = deployment.spec;
  if (!deepEqual(annotations, existing.metadata.annotations) || (existing.spec.minReadySeconds ?? 0) !== minReadySeconds) {
    const result = context.api.update('ReplicaSet', { ...existing, metadata: { ...existing.metadata, annotations }, spec: { ...existing.spec, minReadySeconds } });
    if (result.ok) rollout.newRS = result.object;
    return result.ok;
  }
  setRevision(rollout, annotations[revisionAnnotation] ?? String(newRevision));
  if (hasProgressDeadline(deployment) && deploymentCondition(deployment.status, 'Progressing') === undefined) {
    setCondition(rollout, 'True', 'FoundNewReplicaSet', `Found new replica set "${existing.metadata.name}"`);
  }
  return true;
}

function selectorWithHash(selector: LabelSelector, hash: string): LabelSelector {
  return { ...selector, matchLabels: { ...selector.matchLabels, [podTemplateHashLabel]: hash } };
}

/** `<deployment>-<hash>`, cut so that it is a name. */
function replicaSetName(deploymentName: string, hash: string): string {
  return `${deploymentName.slice(0, 253 - 1 - hash.length)}-${hash}`;
}

function newReplicaSet(rollout: Rollout, newRevision: number): ReplicaSet {
  const { deployment, oldRSs } = rollout;
  const { template, selector, minReadySeconds = 0 } = deployment.spec;
  const hash = computeHash(template, deployment.status?.collisionCount);
  const labels = { ...template.metadata?.labels, [podTemplateHashLabel]: hash };
  const desired = desiredReplicas(deployment);
  const { namespace, name } = deployment.metadata;
  const annotations = { ...newReplicaSetAnnotations(deployment, {}, newRevision), ...replicasAnnotations(desired, desired + maxSurgeOf(deployment)) };
  return {
    apiVersion: 'apps/v1', kind: 'ReplicaSet',
    metadata: { name: replicaSetName(name, hash), ...(namespace === undefined ? {} : { namespace }), labels, annotations, ownerReferences: [newControllerRef(deployment)] },
    spec: {
      replicas: newReplicasFor(deployment, sum(oldRSs, replicasOf), 0),
      ...(minReadySeconds === 0 ? {} : { minReadySeconds }),
      selector: selectorWithHash(selector, hash),
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
  };
}

function createNewReplicaSet(rollout: Rollout, newRevision: number): boolean {
  const { deployment, context } = rollout;
  const wanted = newReplicaSet(rollout, newRevision);
  const { namespace = '', name } = wanted.metadata;
  const result = context.api.create('ReplicaSet', wanted);
  if (result.ok) {
    rollout.newRS = result.object;
    if (replicasOf(wanted) > 0) context.events.event(refOf(deployment), 'Normal', 'ScalingReplicaSet', `Scaled up replica set ${name} from 0 to ${replicasOf(wanted)}`);
    setRevision(rollout, String(newRevision));
    if (hasProgressDeadline(deployment)) setCondition(rollout, 'True', 'NewReplicaSetCreated', `Created new replica set "${name}"`);
    return true;
  }
  const existing = context.api.get('ReplicaSet', namespace, name);
  if (result.status.reason === 'AlreadyExists' && existing !== undefined) {
    if (controllerOf(existing.metadata)?.uid === deployment.metadata.uid && isSameTemplate(existing.spec.template, deployment.spec.template)) {
      rollout.newRS = existing;
      setRevision(rollout, String(newRevision));
      return true;
    }
    writeStatus(rollout, { ...deployment.status, collisionCount: (deployment.status?.collisionCount ?? 0) + 1 });
    return false;
  }
  if (result.status.causes.some(({ reason }) => reason === 'NamespaceTerminating')) return false;
  const message = `Failed to create new replica set "${name}": ${result.status.message}`;
  if (hasProgressDeadline(deployment)) setCondition(rollout, 'False', 'ReplicaSetCreateError', message);
  context.events.event(refOf(deployment), 'Warning', 'ReplicaSetCreateError', message);
  return false;
}

/** How many Pods the new ReplicaSet gets next, of `total` that all of them ask for, `current` its own. Mirrors NewRSNewReplicas (v1.36). */
export function newReplicasFor(deployment: Deployment, total: number, current: number): number {
  const desired = desiredReplicas(deployment);
  if (!isRollingUpdate(deployment)) return desired;
  const room = desired + maxSurgeOf(deployment) - total;
  return room <= 0 ? current : current + Math.min(room, desired - current);
}

/** Scales one ReplicaSet and says so; gives whether its size changed. Mirrors scaleReplicaSet (v1.36). */
export function scaleReplicaSet(rollout: Rollout, replicaSet: ReplicaSet, replicas: number, isForced: boolean): boolean {
  const { deployment, context } = rollout;
  const before = replicasOf(replicaSet);
  const desired = desiredReplicas(deployment);
  const annotations = { ...replicaSet.metadata.annotations, ...replicasAnnotations(desired, desired + maxSurgeOf(deployment)) };
  if (before === replicas && (!isForced || deepEqual(annotations, replicaSet.metadata.annotations))) return false;
  const result = context.api.update('ReplicaSet', { ...replicaSet, metadata: { ...replicaSet.metadata, annotations }, spec: { ...replicaSet.spec, replicas } });
  if (!result.ok) return false;
  if (rollout.newRS === replicaSet) rollout.newRS = result.object;
  else rollout.oldRSs = rollout.oldRSs.map((old) => (old === replicaSet ? result.object : old));
  if (before === replicas) return false;
  const direction = before < replicas ? 'up' : 'down';
  context.events.event(refOf(deployment), 'Normal', 'ScalingReplicaSet', `Scaled ${direction} replica set ${replicaSet.metadata.name} from ${before} to ${replicas}`);
  return true;
}

function isSaturated({ deployment, newRS }: Rollout): boolean {
  const desired = desiredReplicas(deployment);
  return newRS !== undefined && replicasOf(newRS) === desired && annotatedCount(newRS, desiredReplicasAnnotation) === desired && (newRS.status?.availableReplicas ?? 0) === desired;
}

/** Rounds half away from zero. */
const rounded = (value: number): number => (value < 0 ? Math.trunc(value - 0.5) : Math.trunc(value + 0.5));

/** The change of one ReplicaSet that keeps its share of all. Mirrors GetReplicaSetProportion (v1.36). */
function proportion({ deployment }: Rollout, replicaSet: ReplicaSet, toAdd: number, added: number): number {
  const size = replicasOf(replicaSet);
  if (size === 0 || toAdd === 0 || toAdd === added) return 0;
  const desired = desiredReplicas(deployment);
  const annotated = annotatedCount(replicaSet, maxReplicasAnnotation) ?? 0;
  const before = annotated === 0 ? deployment.status?.replicas ?? 0 : annotated;
  const fraction = desired === 0 ? -size : before === 0 ? 0 : rounded((size * (desired + maxSurgeOf(deployment))) / before) - size;
  return toAdd > 0 ? Math.min(fraction, toAdd - added) : Math.max(fraction, toAdd - added);
}

function scaleProportionally(rollout: Rollout): void {
  const { deployment, order } = rollout;
  const desired = desiredReplicas(deployment);
  const active = activeOf(allOf(rollout));
  const toAdd = (desired > 0 ? desired + maxSurgeOf(deployment) : 0) - sum(active, replicasOf);
  const bySize = [...active].sort((a, b) => replicasOf(b) - replicasOf(a) || (toAdd > 0 ? order.compare(b, a) : order.compare(a, b)));
  const sizes = new Map<ReplicaSet, number>();
  let added = 0;
  for (const replicaSet of bySize) {
    const change = proportion(rollout, replicaSet, toAdd, added);
    sizes.set(replicaSet, replicasOf(replicaSet) + change);
    added += change;
  }
  for (const [index, replicaSet] of bySize.entries()) {
    const size = sizes.get(replicaSet) ?? 0;
    scaleReplicaSet(rollout, replicaSet, index === 0 && toAdd !== 0 ? Math.max(0, size + toAdd - added) : size, true);
  }
}

/** Scales after the Deployment's own replicas changed, or while it is paused; in the middle of a rollout in proportion. Mirrors scale (v1.36). */
function scale(rollout: Rollout): void {
  const { deployment, newRS, oldRSs, order } = rollout;
  const only = findActiveOrLatest(newRS, oldRSs, order);
  if (only !== undefined) {
    scaleReplicaSet(rollout, only, desiredReplicas(deployment), false);
    return;
  }
  if (isSaturated(rollout)) {
    for (const old of activeOf(oldRSs)) scaleReplicaSet(rollout, old, 0, false);
    return;
  }
  if (isRollingUpdate(deployment)) scaleProportionally(rollout);
}

/** Whether the Deployment asks for another number of Pods than when its ReplicaSets were scaled last. */
export function isScalingEvent(rollout: Rollout): boolean {
  return activeOf(allOf(rollout)).some((replicaSet) => {
    const desired = annotatedCount(replicaSet, desiredReplicasAnnotation);
    return desired !== undefined && desired !== desiredReplicas(rollout.deployment);
  });
}

/** Deletes the oldest of the empty old ReplicaSets beyond the history limit. Mirrors cleanupDeployment (v1.36). */
export function cleanupDeployment({ context, deployment, oldRSs, order }: Rollout): void {
  const limit = deployment.spec.revisionHistoryLimit;
  if (limit === undefined) return;
  const alive = oldRSs.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
  const surplus = alive.length - limit;
  if (surplus <= 0) return;
  for (const replicaSet of [...alive].sort((a, b) => revisionOf(a) - revisionOf(b) || order.compare(a, b)).slice(0, surplus)) {
    const { metadata, status } = replicaSet;
    if ((status?.replicas ?? 0) !== 0 || replicasOf(replicaSet) !== 0 || (metadata.generation ?? 0) > (status?.observedGeneration ?? 0)) continue;
    context.api.delete('ReplicaSet', metadata.namespace ?? '', metadata.name);
  }
}

/** What terminates; undefined where a ReplicaSet does not say. */
function terminatingReplicas(replicaSets: readonly ReplicaSet[]): number | undefined {
  let total = 0;
  for (const { status } of replicaSets) {
    if (status?.terminatingReplicas !== undefined) total += status.terminatingReplicas;
    else if ((status?.observedGeneration ?? 0) !== 0) return undefined;
  }
  return total;
}

/** The status that the ReplicaSets come to, with the Available condition; other conditions stay. Mirrors calculateStatus (v1.36). */
export function calculateStatus(rollout: Rollout): DeploymentStatus {
  const { deployment, newRS } = rollout;
  const all = allOf(rollout);
  const available = sum(all, ({ status }) => status?.availableReplicas);
  const terminating = terminatingReplicas(all);
  const { collisionCount, conditions = [] } = deployment.status ?? {};
  const isAvailable = available >= desiredReplicas(deployment) - maxUnavailableOf(deployment);
  const condition = isAvailable
    ? newCondition('Available', 'True', 'MinimumReplicasAvailable', 'Deployment has minimum availability.', nowOf(rollout))
    : newCondition('Available', 'False', 'MinimumReplicasUnavailable', 'Deployment does not have minimum availability.', nowOf(rollout));
  return {
    ...nonZero('observedGeneration', deployment.metadata.generation ?? 0),
    ...nonZero('replicas', sum(all, ({ status }) => status?.replicas)),
    ...nonZero('updatedReplicas', newRS?.status?.replicas ?? 0),
    ...nonZero('readyReplicas', sum(all, ({ status }) => status?.readyReplicas)),
    ...nonZero('availableReplicas', available),
    ...nonZero('unavailableReplicas', Math.max(0, sum(all, replicasOf) - available)),
    ...(terminating === undefined ? {} : { terminatingReplicas: terminating }),
    ...(collisionCount === undefined ? {} : { collisionCount }),
    conditions: withCondition(conditions, condition),
  };
}

/** While paused, scaling or being deleted: only scale and say how things are. Mirrors sync (v1.36). */
export function syncScale(rollout: Rollout): void {
  scale(rollout);
  if (rollout.deployment.spec.paused === true) cleanupDeployment(rollout);
  writeStatus(rollout, calculateStatus(rollout));
}
