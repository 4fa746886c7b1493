import type { Pod } from '../../kube/types.generated.ts';
import { parseTime } from '../apiserver/time.ts';
import type { CreationOrder } from './creationOrder.ts';
import { isPodReady, podReadySinceMs } from './podConditions.ts';

const deletionCostAnnotation = 'controller.kubernetes.io/pod-deletion-cost';
const phaseRanks: Readonly<Record<string, number>> = { Pending: 0, Unknown: 1, Running: 2 };

function deletionCost(pod: Pod): number {
  const text = pod.metadata.annotations?.[deletionCostAnnotation];
  const cost = Number(text ?? '0');
  return Number.isInteger(cost) ? cost : 0;
}

function maxRestarts(pod: Pod): { readonly regular: number; readonly sidecar: number } {
  const most = (counts: readonly number[]): number => counts.reduce((a, b) => Math.max(a, b), 0);
  const sidecars = new Set((pod.spec.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always').map(({ name }) => name));
  return {
    regular: most((pod.status?.containerStatuses ?? []).map(({ restartCount }) => restartCount)),
    sidecar: most((pod.status?.initContainerStatuses ?? []).filter(({ name }) => sidecars.has(name)).map(({ restartCount }) => restartCount)),
  };
}

/** The power of two (of nanoseconds) that an age is in; −1 for none. Counted, because logarithms differ between machines. */
function ageBucket(sinceMs: number, nowMs: number): number {
  let bucket = -1;
  for (let rest = (nowMs - sinceMs) * 1e6; rest >= 1; rest /= 2) bucket++;
  return bucket;
}

export interface VictimOptions {
  readonly nowMs: number;
  /** How many Pods of the same owner stand on each Node. */
  readonly podsOnNode: ReadonlyMap<string, number>;
  readonly order: CreationOrder;
}

function compareAges(a: number | undefined, b: number | undefined, nowMs: number): number | undefined {
  if (a === b || a === undefined || b === undefined) return undefined;
  return ageBucket(a, nowMs) - ageBucket(b, nowMs);
}

/**
 * Which of two Pods goes first when there are too many: negative where `a` does.
 * Unbound; Pending, Unknown, Running; not ready; lower deletion cost; more siblings on its Node; ready for less long (by powers of two);
 * more restarts; younger (by powers of two). Mirrors ActivePodsWithRanks of pkg/controller/controller_utils.go (v1.36);
 * what is undecided there goes by creation here, the younger first.
 */
export function compareVictims(a: Pod, b: Pod, { nowMs, podsOnNode, order }: VictimOptions): number {
  const isUnbound = (pod: Pod): number => ((pod.spec.nodeName ?? '') === '' ? 0 : 1);
  const phaseRank = (pod: Pod): number => phaseRanks[pod.status?.phase ?? ''] ?? 0;
  const siblings = (pod: Pod): number => podsOnNode.get(pod.spec.nodeName ?? '') ?? 0;
  const first = isUnbound(a) - isUnbound(b)
    || phaseRank(a) - phaseRank(b)
    || Number(isPodReady(a)) - Number(isPodReady(b))
    || deletionCost(a) - deletionCost(b)
    || siblings(b) - siblings(a);
  if (first !== 0) return first;
  const younger = -order.compare(a, b);
  const byReadiness = compareAges(podReadySinceMs(a), podReadySinceMs(b), nowMs);
  if (byReadiness !== undefined) return byReadiness === 0 ? younger : byReadiness;
  const restarts = [maxRestarts(a), maxRestarts(b)] as const;
  const byRestarts = restarts[1].regular - restarts[0].regular || restarts[1].sidecar - restarts[0].sidecar;
  if (byRestarts !== 0) return byRestarts;
  const byCreation = compareAges(parseTime(a.metadata.creationTimestamp ?? ''), parseTime(b.metadata.creationTimestamp ?? ''), nowMs);
  return byCreation === undefined || byCreation === 0 ? younger : byCreation;
}
