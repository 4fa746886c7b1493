import type { DaemonSet, Node, Pod } from '../../../kube/types.generated.ts';
import { scaledValue } from '../../../kube/intOrString.ts';
import { isPodAvailable } from '../podConditions.ts';
import { isPodUpdated, nodeShouldRun } from './daemonPods.ts';

/** What to do next: names of Pods to delete, and of Nodes that get a new one. */
export interface DaemonChanges { readonly podsToDelete: readonly Pod[]; readonly nodesNeedingPods: readonly string[] }

export interface DaemonState {
  readonly set: DaemonSet;
  readonly hash: string;
  readonly nodes: readonly Node[];
  /** The Pods of the DaemonSet by Node; the oldest first. */
  readonly podsByNode: ReadonlyMap<string, readonly Pod[]>;
  readonly nowMs: number;
}

/** How many Pods a Node may have beside its old one while it is updated; 0 without a surge. Mirrors SurgeCount (v1.36). */
export function surgeCount(set: DaemonSet, total: number): number {
  if ((set.spec.updateStrategy?.type ?? 'RollingUpdate') !== 'RollingUpdate') return 0;
  return scaledValue(set.spec.updateStrategy?.rollingUpdate?.maxSurge ?? 0, total, true) ?? 0;
}

function unavailableCount(set: DaemonSet, total: number): number {
  return scaledValue(set.spec.updateStrategy?.rollingUpdate?.maxUnavailable ?? 0, total, true) ?? 0;
}

const isAvailable = ({ set, nowMs }: DaemonState, pod: Pod): boolean => isPodAvailable(pod, set.spec.minReadySeconds ?? 0, nowMs);

/** The live new and old Pod of a Node; undefined where there are two of a kind. Mirrors findUpdatedPodsOnNode (v1.36). */
function pairOf({ set, hash }: DaemonState, pods: readonly Pod[]): { readonly newPod?: Pod; readonly oldPod?: Pod } | undefined {
  const live = pods.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
  const [newPod, secondNew] = live.filter((pod) => isPodUpdated(set, pod, hash));
  const [oldPod, secondOld] = live.filter((pod) => !isPodUpdated(set, pod, hash));
  if (secondNew !== undefined || secondOld !== undefined) return undefined;
  return { ...(newPod === undefined ? {} : { newPod }), ...(oldPod === undefined ? {} : { oldPod }) };
}

function withoutSurge(state: DaemonState, maxUnavailable: number): DaemonChanges {
  let unavailable = 0;
  const allowed: Pod[] = [];
  const candidates: Pod[] = [];
  for (const pods of state.podsByNode.values()) {
    const pair = pairOf(state, pods);
    const { newPod, oldPod } = pair ?? {};
    if ((newPod === undefined) === (oldPod === undefined)) unavailable++;
    else if (newPod !== undefined) unavailable += isAvailable(state, newPod) ? 0 : 1;
    else if (oldPod !== undefined && !isAvailable(state, oldPod)) {
      allowed.push(oldPod);
      unavailable++;
    } else if (oldPod !== undefined && unavailable < maxUnavailable) candidates.push(oldPod);
  }
  return { podsToDelete: [...allowed, ...candidates.slice(0, Math.max(0, maxUnavailable - unavailable))], nodesNeedingPods: [] };
}

function withSurge(state: DaemonState, maxSurge: number, desired: number): DaemonChanges {
  const podsToDelete: Pod[] = [];
  const misplaced: Pod[] = [];
  const allowed: string[] = [];
  const candidates: string[] = [];
  let surge = 0;
  let available = 0;
  for (const [nodeName, pods] of state.podsByNode) {
    const pair = pairOf(state, pods);
    if (pair === undefined) {
      surge++;
      continue;
    }
    const { newPod, oldPod } = pair;
    const serving = oldPod ?? newPod;
    if (serving !== undefined && isAvailable(state, serving)) available++;
    if (oldPod === undefined) continue;
    if (newPod !== undefined) {
      if (isAvailable(state, newPod)) podsToDelete.push(oldPod);
      else surge++;
      continue;
    }
    const node = state.nodes.find(({ metadata }) => metadata.name === nodeName);
    const shouldRun = node !== undefined && nodeShouldRun(state.set, node).shouldRun;
    if (isAvailable(state, oldPod)) {
      if (!shouldRun) misplaced.push(oldPod);
      else if (surge < maxSurge) candidates.push(nodeName);
    } else if (shouldRun) allowed.push(nodeName);
    else podsToDelete.push(oldPod);
  }
  podsToDelete.push(...misplaced.slice(0, Math.max(0, available - desired)));
  return { podsToDelete, nodesNeedingPods: [...allowed, ...candidates.slice(0, Math.max(0, maxSurge - surge))] };
}

/** The next step of a rolling update. Mirrors rollingUpdate of pkg/controller/daemon/update.go (v1.36), over the Nodes in the order of their names. */
export function rollingUpdate(state: DaemonState): DaemonChanges {
  const { set, nodes, podsByNode } = state;
  const desired = nodes.filter((node) => nodeShouldRun(set, node).shouldRun);
  const all = new Map(podsByNode);
  for (const { metadata } of desired) if (!all.has(metadata.name)) all.set(metadata.name, []);
  const maxSurge = surgeCount(set, desired.length);
  const maxUnavailable = unavailableCount(set, desired.length);
  const next = { ...state, podsByNode: new Map([...all].sort(([a], [b]) => (a < b ? -1 : 1))) };
  return maxSurge === 0 ? withoutSurge(next, Math.max(1, maxUnavailable)) : withSurge(next, maxSurge, desired.length);
}
