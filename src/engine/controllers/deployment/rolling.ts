import type { ReplicaSet } from '../../../kube/types.generated.ts';
import { desiredReplicas, maxUnavailableOf } from './fenceposts.ts';
import { isDeploymentComplete, syncRolloutStatus } from './progress.ts';
import { activeOf, replicasOf, sum } from './replicaSets.ts';
import { allOf, cleanupDeployment, newReplicasFor, scaleReplicaSet, syncRevision, type Rollout } from './sync.ts';

const availableOf = ({ status }: ReplicaSet): number => status?.availableReplicas ?? 0;

/** One step of a rolling update: scale the new ReplicaSet up, or else old ones down. False: something was wrong. Mirrors pkg/controller/deployment/rolling.go (v1.36). */
export function rolloutRolling(rollout: Rollout, replicaSets: readonly ReplicaSet[]): boolean {
  if (!syncRevision(rollout, replicaSets, true)) return false;
  if (!reconcileNewReplicaSet(rollout) && !reconcileOldReplicaSets(rollout) && isDeploymentComplete(rollout.deployment, rollout.deployment.status ?? {})) cleanupDeployment(rollout);
  syncRolloutStatus(rollout);
  return true;
}

function reconcileNewReplicaSet(rollout: Rollout): boolean {
  const { newRS, deployment } = rollout;
  if (newRS === undefined) return false;
  const desired = desiredReplicas(deployment);
  const current = replicasOf(newRS);
  if (current === desired) return false;
  if (current > desired) return scaleReplicaSet(rollout, newRS, desired, false);
  return scaleReplicaSet(rollout, newRS, newReplicasFor(deployment, sum(allOf(rollout), replicasOf), current), false);
}

function reconcileOldReplicaSets(rollout: Rollout): boolean {
  const { newRS, deployment } = rollout;
  if (newRS === undefined || sum(rollout.oldRSs, replicasOf) === 0) return false;
  const minAvailable = desiredReplicas(deployment) - maxUnavailableOf(deployment);
  const newUnavailable = replicasOf(newRS) - availableOf(newRS);
  const budget = sum(allOf(rollout), replicasOf) - minAvailable - newUnavailable;
  if (budget <= 0) return false;
  const cleanedUp = cleanupUnhealthyReplicas(rollout, budget);
  return cleanedUp + scaleDownOldReplicaSets(rollout, minAvailable) > 0;
}

const oldestFirst = (rollout: Rollout): readonly ReplicaSet[] => [...activeOf(rollout.oldRSs)].sort(rollout.order.compare);

/** Takes Pods that are not available from old ReplicaSets, the oldest first; they are missed by nobody. Gives how many. */
function cleanupUnhealthyReplicas(rollout: Rollout, most: number): number {
  let count = 0;
  for (const replicaSet of oldestFirst(rollout)) {
    if (count >= most) break;
    const unhealthy = replicasOf(replicaSet) - availableOf(replicaSet);
    if (unhealthy === 0) continue;
    const change = Math.min(most - count, unhealthy);
    scaleReplicaSet(rollout, replicaSet, replicasOf(replicaSet) - change, false);
    count += change;
  }
  return count;
}

/** Takes available Pods from old ReplicaSets, the oldest first, as long as enough are left. Gives how many. */
function scaleDownOldReplicaSets(rollout: Rollout, minAvailable: number): number {
  const most = sum(allOf(rollout), availableOf) - minAvailable;
  let count = 0;
  for (const replicaSet of oldestFirst(rollout)) {
    if (count >= most) break;
    const change = Math.min(replicasOf(replicaSet), most - count);
    scaleReplicaSet(rollout, replicaSet, replicasOf(replicaSet) - change, false);
    count += change;
  }
  return count;
}
