import type { Deployment, DeploymentCondition, DeploymentStatus } from '../../../kube/types.generated.ts';
import { deepEqual } from '../../../kube/objects.ts';
import { formatTime, parseTime } from '../../apiserver/time.ts';
import { deploymentCondition, hasProgressDeadline, newCondition, withCondition, withoutCondition } from './conditions.ts';
import { desiredReplicas } from './fenceposts.ts';
import { allOf, calculateStatus, writeStatus, type Rollout } from './sync.ts';

/** Whether all Pods are of the new template and available, and no others are left. */
export function isDeploymentComplete(deployment: Deployment, status: DeploymentStatus): boolean {
  const desired = desiredReplicas(deployment);
  const { updatedReplicas = 0, replicas = 0, availableReplicas = 0, observedGeneration = 0 } = status;
  return updatedReplicas === desired && replicas === desired && availableReplicas === desired && observedGeneration >= (deployment.metadata.generation ?? 0);
}

/** Whether the new status is further than the stored one: more new Pods, fewer old ones, more ready or available ones. */
function isProgressing(deployment: Deployment, status: DeploymentStatus): boolean {
  const before = deployment.status ?? {};
  const oldPods = ({ replicas = 0, updatedReplicas = 0 }: DeploymentStatus): number => replicas - updatedReplicas;
  return (status.updatedReplicas ?? 0) > (before.updatedReplicas ?? 0) || oldPods(status) < oldPods(before)
    || (status.readyReplicas ?? 0) > (before.readyReplicas ?? 0) || (status.availableReplicas ?? 0) > (before.availableReplicas ?? 0);
}

/** When the rollout will be late, in simulated milliseconds; undefined where it cannot be. */
function deadlineMs(deployment: Deployment, condition: DeploymentCondition | undefined): number | undefined {
  if (!hasProgressDeadline(deployment) || condition === undefined) return undefined;
  const sinceMs = parseTime(condition.lastUpdateTime ?? '');
  return sinceMs === undefined ? undefined : sinceMs + (deployment.spec.progressDeadlineSeconds ?? 0) * 1000;
}

function isTimedOut(deployment: Deployment, condition: DeploymentCondition | undefined, nowMs: number): boolean {
  if (condition?.reason === 'NewReplicaSetAvailable') return false;
  if (condition?.reason === 'ProgressDeadlineExceeded') return true;
  const atMs = deadlineMs(deployment, condition);
  return atMs !== undefined && atMs < nowMs;
}

function progressConditions(rollout: Rollout, status: DeploymentStatus): readonly DeploymentCondition[] {
  const { deployment, newRS, context } = rollout;
  const conditions = status.conditions ?? [];
  if (!hasProgressDeadline(deployment)) return withoutCondition(conditions, 'Progressing');
  const current = deploymentCondition(deployment.status, 'Progressing');
  if ((status.replicas ?? 0) === (status.updatedReplicas ?? 0) && current?.reason === 'NewReplicaSetAvailable') return conditions;
  const { nowMs } = context.scheduler;
  const subject = newRS === undefined ? `Deployment "${deployment.metadata.name}"` : `ReplicaSet "${newRS.metadata.name}"`;
  const condition = (conditionStatus: string, reason: string, what: string): DeploymentCondition => newCondition('Progressing', conditionStatus, reason, `${subject} ${what}`, formatTime(nowMs));
  if (isDeploymentComplete(deployment, status)) return withCondition(conditions, condition('True', 'NewReplicaSetAvailable', 'has successfully progressed.'));
  if (isProgressing(deployment, status)) {
    const progressing = condition('True', 'ReplicaSetUpdated', 'is progressing.');
    const since = current?.status === 'True' ? current.lastTransitionTime : undefined;
    return [...withoutCondition(conditions, 'Progressing'), { ...progressing, ...(since === undefined ? {} : { lastTransitionTime: since }) }];
  }
  if (isTimedOut(deployment, current, nowMs)) return withCondition(conditions, condition('False', 'ProgressDeadlineExceeded', 'has timed out progressing.'));
  return conditions;
}

/** The failure to create Pods that a ReplicaSet tells of, the new one's first. */
function replicaFailure(rollout: Rollout): DeploymentCondition | undefined {
  for (const replicaSet of [...(rollout.newRS === undefined ? [] : [rollout.newRS]), ...allOf(rollout)]) {
    const found = replicaSet.status?.conditions?.find(({ type }) => type === 'ReplicaFailure');
    if (found === undefined) continue;
    const { type, status, reason = '', message = '', lastTransitionTime = '' } = found;
    return newCondition(type, status, reason, message, lastTransitionTime);
  }
  return undefined;
}

/** Writes how the rollout goes; a stuck one is looked at again when it is late. Mirrors pkg/controller/deployment/progress.go (v1.36). */
export function syncRolloutStatus(rollout: Rollout): void {
  const calculated = calculateStatus(rollout);
  const failure = replicaFailure(rollout);
  const conditions = progressConditions(rollout, calculated);
  const status = { ...calculated, conditions: failure === undefined ? withoutCondition(conditions, 'ReplicaFailure') : withCondition(conditions, failure) };
  if (!deepEqual(rollout.deployment.status, status)) writeStatus(rollout, status);
}

/** In how many milliseconds a rollout that makes no progress has to be looked at; undefined where it has not. Mirrors requeueStuckDeployment (v1.36). */
export function stuckCheckMs(deployment: Deployment, nowMs: number): number | undefined {
  const condition = deploymentCondition(deployment.status, 'Progressing');
  const atMs = deadlineMs(deployment, condition);
  if (atMs === undefined || deployment.spec.paused === true || atMs + 1000 < nowMs) return undefined;
  if (condition?.reason === 'ProgressDeadlineExceeded' || condition?.reason === 'NewReplicaSetAvailable' || isDeploymentComplete(deployment, deployment.status ?? {})) return undefined;
  return Math.max(0, atMs - nowMs) + 1000;
}
