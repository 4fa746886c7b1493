import type { ContainerStatus, Pod, PodCondition, PodStatus } from '../../kube/types.generated.ts';
import { formatTime } from '../apiserver/time.ts';

/** The sentence that a condition begins with, before the time of its last change is known. */
export type NewCondition = Omit<PodCondition, 'lastTransitionTime' | 'lastProbeTime'>;

/**
 * Conditions in this order, with the time of the last change of each; conditions of others (readiness gates, disruption) follow as they were.
 * `before` is what is stored.
 */
export function mergeConditions(before: readonly PodCondition[], wanted: readonly NewCondition[], nowMs: number): readonly PodCondition[] {
  const types = new Set(wanted.map(({ type }) => type));
  const merged = wanted.map((condition): PodCondition => {
    const old = before.find(({ type }) => type === condition.type);
    const since = old?.status === condition.status ? old.lastTransitionTime : undefined;
    return { ...condition, lastTransitionTime: since ?? formatTime(nowMs) };
  });
  return [...merged, ...before.filter(({ type }) => !types.has(type))];
}

/** Whether all readiness gates of a Pod are True. */
export function areGatesOpen(pod: Pod): boolean {
  return (pod.spec.readinessGates ?? []).every(({ conditionType }) => pod.status?.conditions?.some(({ type, status }) => type === conditionType && status === 'True') === true);
}

/** The addresses of a Pod and its Node as the status shows them. */
export function addressFields(ips: readonly string[], hostIPs: readonly string[]): Pick<PodStatus, 'hostIP' | 'hostIPs' | 'podIP' | 'podIPs'> {
  const [hostIP] = hostIPs;
  const [podIP] = ips;
  return {
    ...(hostIP === undefined ? {} : { hostIP, hostIPs: hostIPs.map((ip) => ({ ip })) }),
    ...(podIP === undefined ? {} : { podIP, podIPs: ips.map((ip) => ({ ip })) }),
  };
}

/** `containers with unready status: [a b]` */
export function unreadyMessage(statuses: readonly ContainerStatus[]): string {
  return `containers with unready status: [${statuses.filter(({ ready }) => !ready).map(({ name }) => name).join(' ')}]`;
}
