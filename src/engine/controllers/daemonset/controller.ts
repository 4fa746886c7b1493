import type { ControllerRevision, DaemonSet, DaemonSetStatus, Node, Pod } from '../../../kube/types.generated.ts';
import { deepEqual } from '../../../kube/objects.ts';
import type { EngineContext } from '../../context.ts';
import { claim, controllerOf } from '../controllerRefs.ts';
import type { CreationOrder } from '../creationOrder.ts';
import { createRevision, isSameRevision, listRevisions, podRevisionLabel, renumber, revisionData } from '../history.ts';
import { isStatusChange, keyOf, refOf, splitKey } from '../objectKey.ts';
import { isPodAvailable, isPodReady } from '../podConditions.ts';
import { createPod, deletePod, podFromTemplate } from '../podTemplate.ts';
import { createSelectorIndex } from '../selectorIndex.ts';
import { nonZero } from '../statusFields.ts';
import { computeHash } from '../templateHash.ts';
import { createWorkQueue } from '../workQueue.ts';
import { isPodUpdated, nodeNameOf, nodeShouldRun, templateFor } from './daemonPods.ts';
import { rollingUpdate, surgeCount, type DaemonChanges, type DaemonState } from './update.ts';

/** How long a failed Pod of a Node stays before it is replaced, at first. */
const firstBackoffMs = 1000;
const lastBackoffMs = 15 * 60_000;

const byName = (a: string, b: string): number => (a < b ? -1 : 1);

function groupByNode(pods: readonly Pod[], order: CreationOrder): ReadonlyMap<string, readonly Pod[]> {
  const groups = new Map<string, Pod[]>();
  for (const pod of pods) {
    const nodeName = nodeNameOf(pod);
    const group = groups.get(nodeName);
    if (group === undefined) groups.set(nodeName, [pod]);
    else group.push(pod);
  }
  const isUnbound = (pod: Pod): number => ((pod.spec.nodeName ?? '') === '' ? 1 : 0);
  for (const group of groups.values()) group.sort((a, b) => isUnbound(a) - isUnbound(b) || order.compare(a, b));
  return new Map([...groups].sort(([a], [b]) => byName(a, b)));
}

function statusOf({ set, hash, nodes, podsByNode, nowMs }: DaemonState): DaemonSetStatus {
  let desired = 0;
  let current = 0;
  let misscheduled = 0;
  let ready = 0;
  let available = 0;
  let updated = 0;
  for (const node of nodes) {
    const [pod] = podsByNode.get(node.metadata.name) ?? [];
    if (!nodeShouldRun(set, node).shouldRun) {
      if (pod !== undefined) misscheduled++;
      continue;
    }
    desired++;
    if (pod === undefined) continue;
    current++;
    if (isPodReady(pod)) ready++;
    if (isPodAvailable(pod, set.spec.minReadySeconds ?? 0, nowMs)) available++;
    if (isPodUpdated(set, pod, hash)) updated++;
  }
  return {
    currentNumberScheduled: current, numberMisscheduled: misscheduled, desiredNumberScheduled: desired, numberReady: ready,
    ...nonZero('observedGeneration', set.metadata.generation ?? 0),
    ...nonZero('updatedNumberScheduled', updated),
    ...nonZero('numberAvailable', available),
    ...nonZero('numberUnavailable', desired - available),
  };
}

/** Keeps one Pod of each DaemonSet on each Node that is for it. Mirrors pkg/controller/daemon/daemon_controller.go (v1.36). */
export function startDaemonSetController(context: EngineContext, order: CreationOrder): void {
  const { api } = context;
  const selectors = createSelectorIndex();
  const queue = createWorkQueue(context, syncDaemonSet);
  const nodeQueue = createWorkQueue(context, syncNodeUpdate);
  /** When a failed Pod of a DaemonSet and Node may be replaced, and how long the wait was. */
  const backoffs = new Map<string, { readonly untilMs: number; readonly waitMs: number }>();

  function syncDaemonSet(key: string): void {
    const { namespace, name } = splitKey(key);
    const set = api.get('DaemonSet', namespace, name);
    if (set === undefined || set.metadata.deletionTimestamp !== undefined) return;
    const history = constructHistory(set);
    if (history === undefined) return queue.addRateLimited(key);
    queue.forget(key);
    const state = stateOf(set, history.current.metadata.labels?.[podRevisionLabel] ?? '');
    const managed = manage(state);
    if (managed.podsToDelete.length > 0 || managed.nodesNeedingPods.length > 0) apply(state, managed);
    else if ((set.spec.updateStrategy?.type ?? 'RollingUpdate') === 'RollingUpdate') apply(state, rollingUpdate(state));
    cleanupHistory(set, history.old);
    const after = stateOf(set, state.hash);
    const status = statusOf(after);
    api.updateStatus('DaemonSet', { ...set, status });
    const { minReadySeconds = 0 } = set.spec;
    if (minReadySeconds > 0 && status.numberReady !== (status.numberAvailable ?? 0)) queue.addAfter(key, minReadySeconds * 1000);
  }

  function stateOf(set: DaemonSet, hash: string): DaemonState {
    const pods = claim(context, 'Pod', set, set.spec.selector, () => true);
    return { set, hash, nodes: api.list('Node'), podsByNode: groupByNode(pods, order), nowMs: context.scheduler.nowMs };
  }

  /** The revision of the present template, created or renumbered where need be, and the others. Mirrors constructHistory (v1.36). */
  function constructHistory(set: DaemonSet): { readonly current: ControllerRevision; readonly old: readonly ControllerRevision[] } | undefined {
    const data = revisionData(set.spec.template);
    const all = listRevisions(context, set, order);
    const old = all.filter((revision) => !isSameRevision(revision, data));
    const found = all.filter((revision) => isSameRevision(revision, data)).at(-1);
    const number = (old.at(-1)?.revision ?? 0) + 1;
    if (found !== undefined) return { current: found.revision < number ? renumber(context, found, number) : found, old };
    const created = createRevision(context, set, {
      revision: number, collisionCount: set.status?.collisionCount ?? 0, hash: (count) => computeHash(set.spec.template, count === 0 ? undefined : count),
      hashLabel: podRevisionLabel, annotations: set.metadata.annotations ?? {},
    });
    return created === undefined ? undefined : { current: created.revision, old };
  }

  function cleanupHistory(set: DaemonSet, old: readonly ControllerRevision[]): void {
    let surplus = old.length - (set.spec.revisionHistoryLimit ?? 10);
    if (surplus <= 0) return;
    const live = new Set(claim(context, 'Pod', set, set.spec.selector, () => true).map((pod) => pod.metadata.labels?.[podRevisionLabel]));
    for (const { metadata } of old) {
      if (surplus <= 0) return;
      if (live.has(metadata.labels?.[podRevisionLabel])) continue;
      api.delete('ControllerRevision', metadata.namespace ?? '', metadata.name);
      surplus--;
    }
  }

  function apply({ set, hash }: DaemonState, { podsToDelete, nodesNeedingPods }: DaemonChanges): void {
    for (const nodeName of nodesNeedingPods) createPod(context, set, podFromTemplate(templateFor(set, hash, nodeName), set));
    for (const pod of podsToDelete) deletePod(context, set, pod);
  }

  /** Which Nodes lack a Pod, and which Pods should not be there. Mirrors manage and podsShouldBeOnNode (v1.36). */
  function manage(state: DaemonState): DaemonChanges {
    const nodesNeedingPods: string[] = [];
    const podsToDelete: Pod[] = [];
    for (const node of state.nodes) {
      const { shouldRun, shouldContinue } = nodeShouldRun(state.set, node);
      const pods = state.podsByNode.get(node.metadata.name);
      if (shouldRun && pods === undefined) nodesNeedingPods.push(node.metadata.name);
      else if (!shouldContinue) podsToDelete.push(...(pods ?? []).filter(({ metadata }) => metadata.deletionTimestamp === undefined));
      else if (pods !== undefined) {
        const running = withoutFinished(state, node, pods, podsToDelete);
        if (surgeCount(state.set, state.nodes.length) === 0) podsToDelete.push(...running.slice(1));
        else if (running.length === 0 && shouldRun) nodesNeedingPods.push(node.metadata.name);
        else podsToDelete.push(...surplusOf(state, running));
      }
    }
    const known = new Set(state.nodes.map(({ metadata }) => metadata.name));
    for (const [nodeName, pods] of state.podsByNode) if (!known.has(nodeName)) podsToDelete.push(...pods.filter((pod) => (pod.spec.nodeName ?? '') === '' && pod.metadata.deletionTimestamp === undefined));
    return { nodesNeedingPods, podsToDelete };
  }

  /** The Pods of a Node that run or will; failed ones are to be deleted after a growing wait, succeeded ones at once. */
  function withoutFinished({ set }: DaemonState, node: Node, pods: readonly Pod[], podsToDelete: Pod[]): readonly Pod[] {
    const running: Pod[] = [];
    for (const pod of pods) {
      const { namespace = '', name, deletionTimestamp } = pod.metadata;
      const subject = `daemon pod ${namespace}/${name} on node ${node.metadata.name}`;
      if (deletionTimestamp !== undefined) continue;
      if (pod.status?.phase === 'Succeeded') {
        context.events.event(refOf(set), 'Normal', 'SucceededDaemonPod', `Found succeeded ${subject}, will try to delete it`);
        podsToDelete.push(pod);
      } else if (pod.status?.phase !== 'Failed') running.push(pod);
      else if (mayReplace(set, node)) {
        context.events.event(refOf(set), 'Warning', 'FailedDaemonPod', `Found failed ${subject}, will try to kill it`);
        podsToDelete.push(pod);
      }
    }
    return running;
  }

  function mayReplace(set: DaemonSet, node: Node): boolean {
    const key = `${set.metadata.uid ?? ''}/${set.status?.observedGeneration ?? 0}/${node.metadata.name}`;
    const { nowMs } = context.scheduler;
    const before = backoffs.get(key);
    if (before !== undefined && nowMs < before.untilMs) {
      queue.addAfter(keyOf(set), before.untilMs - nowMs);
      return false;
    }
    const isRecent = before !== undefined && nowMs < before.untilMs + 2 * lastBackoffMs;
    const waitMs = isRecent ? Math.min(lastBackoffMs, before.waitMs * 2) : firstBackoffMs;
    backoffs.set(key, { untilMs: nowMs + waitMs, waitMs });
    return true;
  }

  /** Of several Pods of a Node, with a surge: all but the oldest new and the oldest old one; the old one too once it is not needed. */
  function surplusOf({ set, hash, nowMs }: DaemonState, running: readonly Pod[]): readonly Pod[] {
    const newest = running.find((pod) => pod.metadata.labels?.[podRevisionLabel] === hash);
    const oldest = running.find((pod) => pod.metadata.labels?.[podRevisionLabel] !== hash);
    const surplus = running.filter((pod) => pod !== newest && pod !== oldest);
    if (newest !== undefined && oldest !== undefined && (!isPodReady(oldest) || isPodAvailable(newest, set.spec.minReadySeconds ?? 0, nowMs))) surplus.push(oldest);
    return surplus;
  }

  api.watch('DaemonSet', ({ type, object, old }) => {
    const key = keyOf(object);
    if (type === 'DELETED') forget(object);
    else if (!isStatusChange(old, object)) selectors.set(key, object.metadata.namespace ?? '', object.spec.selector);
    else return;
    queue.add(key);
  });
  api.watch('Pod', ({ object, old }) => {
    for (const pod of old === undefined ? [object] : [object, old]) {
      const owner = controllerOf(pod.metadata);
      const namespace = pod.metadata.namespace ?? '';
      if (owner?.kind === 'DaemonSet') queue.add(`${namespace}/${owner.name}`);
      else if (owner === undefined) for (const key of selectors.matching(namespace, pod.metadata.labels)) queue.add(key);
    }
  });
  function forget({ metadata }: DaemonSet): void {
    selectors.remove(`${metadata.namespace ?? ''}/${metadata.name}`);
    for (const key of backoffs.keys()) if (key.startsWith(`${metadata.uid ?? ''}/`)) backoffs.delete(key);
  }

  /** A changed Node concerns the DaemonSets that should come to it or go from it, and those that had Pods where they should not be. Mirrors syncNodeUpdate (v1.36). */
  function syncNodeUpdate(nodeName: string): void {
    const node = api.get('Node', '', nodeName);
    if (node === undefined) return;
    const there = new Set(api.podsOnNode(nodeName).flatMap(({ metadata }) => {
      const owner = controllerOf(metadata);
      return owner?.kind === 'DaemonSet' ? [`${metadata.namespace ?? ''}/${owner.name}`] : [];
    }));
    for (const set of api.list('DaemonSet')) {
      const { shouldRun, shouldContinue } = nodeShouldRun(set, node);
      const isThere = there.has(keyOf(set));
      if (isThere ? !shouldContinue || (set.status?.numberMisscheduled ?? 0) > 0 : shouldRun) queue.add(keyOf(set));
    }
  }

  api.watch('Node', ({ type, object, old }) => {
    if (type === 'DELETED' || (old !== undefined && deepEqual(old.metadata.labels, object.metadata.labels) && deepEqual(old.spec.taints, object.spec.taints))) return;
    nodeQueue.add(object.metadata.name);
  });
}
