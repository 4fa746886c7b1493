import type { Pod, PodCondition } from '../../kube/types.generated.ts';
import { parseTime } from '../apiserver/time.ts';

/** A condition of a Pod's status; undefined where it is not there. Mirrors pkg/api/v1/pod/util.go (v1.36). */
export function podCondition(pod: Pod, type: string): PodCondition | undefined {
  return pod.status?.conditions?.find((condition) => condition.type === type);
}

/** Whether the Ready condition is True. */
export function isPodReady(pod: Pod): boolean {
  return podCondition(pod, 'Ready')?.status === 'True';
}

/** When the Pod became ready, in simulated milliseconds; undefined where it is not ready or does not say. */
export function podReadySinceMs(pod: Pod): number | undefined {
  const condition = podCondition(pod, 'Ready');
  return condition?.status === 'True' ? parseTime(condition.lastTransitionTime ?? '') : undefined;
}

/** Whether the Pod has been ready for `minReadySeconds`. */
export function isPodAvailable(pod: Pod, minReadySeconds: number, nowMs: number): boolean {
  if (!isPodReady(pod)) return false;
  if (minReadySeconds === 0) return true;
  const sinceMs = podReadySinceMs(pod);
  return sinceMs !== undefined && sinceMs + minReadySeconds * 1000 <= nowMs;
}

/** In how many milliseconds the next ready Pod becomes available; undefined where none is about to. */
export function nextAvailabilityMs(pods: readonly Pod[], minReadySeconds: number, nowMs: number): number | undefined {
  let next: number | undefined;
  for (const pod of pods) {
    const sinceMs = podReadySinceMs(pod);
    if (sinceMs === undefined || isPodAvailable(pod, minReadySeconds, nowMs)) continue;
    const afterMs = sinceMs + minReadySeconds * 1000 - nowMs;
    if (next === undefined || afterMs < next) next = afterMs;
  }
  return next;
}

/** Succeeded or Failed: no container runs any more, or will. */
export function isPodTerminal(pod: Pod): boolean {
  return pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
}

/** Counts for its controller: neither finished nor being deleted. Mirrors IsPodActive of pkg/controller/controller_utils.go (v1.36). */
export function isPodActive(pod: Pod): boolean {
  return !isPodTerminal(pod) && pod.metadata.deletionTimestamp === undefined;
}

/** Being deleted, and not finished. */
export function isPodTerminating(pod: Pod): boolean {
  return !isPodTerminal(pod) && pod.metadata.deletionTimestamp !== undefined;
}
