import type { Pod, ReplicaSet } from '../../../kube/types.generated.ts';
import { isPodTerminal } from '../podConditions.ts';
import { desiredReplicas } from './fenceposts.ts';
import { isDeploymentComplete, syncRolloutStatus } from './progress.ts';
import { activeOf, sum } from './replicaSets.ts';
import { cleanupDeployment, scaleReplicaSet, syncRevision, type Rollout } from './sync.ts';

/**
 * One step of an update that stops everything old before it starts anything new. `podsOf` gives the Pods that a ReplicaSet controls.
 * False: something was wrong. Mirrors pkg/controller/deployment/recreate.go (v1.36).
 */
export function rolloutRecreate(rollout: Rollout, replicaSets: readonly ReplicaSet[], podsOf: (replicaSet: ReplicaSet) => readonly Pod[]): boolean {
  if (!syncRevision(rollout, replicaSets, false)) return false;
  let isScaledDown = false;
  for (const replicaSet of activeOf(rollout.oldRSs)) isScaledDown = scaleReplicaSet(rollout, replicaSet, 0, false) || isScaledDown;
  if (!isScaledDown && !areOldPodsRunning(rollout, podsOf)) {
    if (rollout.newRS === undefined && !syncRevision(rollout, replicaSets, true)) return false;
    if (rollout.newRS !== undefined) scaleReplicaSet(rollout, rollout.newRS, desiredReplicas(rollout.deployment), false);
    if (isDeploymentComplete(rollout.deployment, rollout.deployment.status ?? {})) cleanupDeployment(rollout);
  }
  syncRolloutStatus(rollout);
  return true;
}

function areOldPodsRunning({ oldRSs }: Rollout, podsOf: (replicaSet: ReplicaSet) => readonly Pod[]): boolean {
  return sum(oldRSs, ({ status }) => status?.replicas) > 0 || oldRSs.some((replicaSet) => podsOf(replicaSet).some((pod) => !isPodTerminal(pod)));
}
