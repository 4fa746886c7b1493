import type { Deployment } from '../../../kube/types.generated.ts';
import { scaledValue, type IntOrString } from '../../../kube/intOrString.ts';

/** How many Pods a rollout may have too many, and too few. */
export interface Fenceposts { readonly surge: number; readonly unavailable: number }

/**
 * Resolves percentages of `desired` Pods: the surge rounded up, what may be unavailable rounded down. Where both come to 0, one Pod
 * may be unavailable, or nothing would ever move. Mirrors ResolveFenceposts of deployment_util.go (v1.36).
 */
export function resolveFenceposts(maxSurge: IntOrString | undefined, maxUnavailable: IntOrString | undefined, desired: number): Fenceposts {
  const surge = scaledValue(maxSurge ?? 0, desired, true) ?? 0;
  const unavailable = scaledValue(maxUnavailable ?? 0, desired, false) ?? 0;
  return { surge, unavailable: surge === 0 && unavailable === 0 ? 1 : unavailable };
}

export const isRollingUpdate = (deployment: Deployment): boolean => (deployment.spec.strategy?.type ?? 'RollingUpdate') === 'RollingUpdate';

/** How many Pods a Deployment asks for. */
export const desiredReplicas = (deployment: Deployment): number => deployment.spec.replicas ?? 1;

function fencepostsOf(deployment: Deployment): Fenceposts {
  const { maxSurge, maxUnavailable } = deployment.spec.strategy?.rollingUpdate ?? {};
  return resolveFenceposts(maxSurge, maxUnavailable, desiredReplicas(deployment));
}

/** How many Pods may be missing; 0 without a rolling update. */
export function maxUnavailableOf(deployment: Deployment): number {
  if (!isRollingUpdate(deployment) || desiredReplicas(deployment) === 0) return 0;
  return Math.min(fencepostsOf(deployment).unavailable, desiredReplicas(deployment));
}

/** How many Pods there may be beyond those asked for; 0 without a rolling update. */
export function maxSurgeOf(deployment: Deployment): number {
  return isRollingUpdate(deployment) ? fencepostsOf(deployment).surge : 0;
}
