import type { Node, Pod, PodCondition } from '../../kube/types.generated.ts';
import { deepEqual } from '../../kube/objects.ts';
import { formatTime } from '../apiserver/time.ts';
import type { EngineContext } from '../context.ts';
import { keyOf, refOf, splitKey } from '../controllers/objectKey.ts';
import { isPodTerminal, podCondition } from '../controllers/podConditions.ts';
import { createWorkQueue } from '../controllers/workQueue.ts';
import { filtersFor } from './filters.ts';
import { createNodeInfos, ownerOf } from './nodeInfo.ts';
import { preferenceOf } from './preferences.ts';

/** Labels of a Node that its Pods get when they are bound. */
const topologyLabels = ['topology.kubernetes.io/zone', 'topology.kubernetes.io/region'];

const isWaiting = (pod: Pod): boolean => (pod.spec.nodeName ?? '') === '' && pod.metadata.deletionTimestamp === undefined && !isPodTerminal(pod)
  && (pod.spec.schedulerName ?? 'default-scheduler') === 'default-scheduler' && (pod.spec.schedulingGates ?? []).length === 0;

/** Refusals that no Pod's going would change. */
const unresolvable: ReadonlySet<string> = new Set([
  'node(s) were unschedulable', 'node(s) had untolerated taint(s)', "node(s) didn't match Pod's node affinity/selector", "node(s) didn't match pod affinity rules",
  "node(s) didn't match pod topology spread constraints (missing required label)",
]);

/** `0/3 nodes are available: 1 Insufficient cpu, 2 node(s) were unschedulable. …`, with the reasons in order, and that nobody gives way. */
function fitError(nodeCount: number, reasons: ReadonlyMap<string, number>): string {
  if (nodeCount === 0) return 'no nodes available to schedule pods';
  const listed = (counts: ReadonlyMap<string, number>): string => `0/${nodeCount} nodes are available: ${[...counts].map(([reason, count]) => `${count} ${reason}`).sort().join(', ')}.`;
  const preemption = new Map<string, number>();
  for (const [reason, count] of reasons) {
    const outcome = unresolvable.has(reason) ? 'Preemption is not helpful for scheduling' : 'No preemption victims found for incoming pod';
    preemption.set(outcome, (preemption.get(outcome) ?? 0) + count);
  }
  return `${listed(reasons)} no new claims to deallocate, preemption: ${listed(preemption)}`;
}

/**
 * Binds Pods to Nodes. A Pod that fits none is tried again when a Node or another Pod changes.
 * Mirrors pkg/scheduler/schedule_one.go (v1.36). Simplified: of the Nodes that fit and are preferred most, the one with the fewest Pods
 * of the same owner is taken, then with the fewest Pods, then the first by name; no preemption, no sampling of large clusters.
 */
export function startScheduler(context: EngineContext): void {
  const { api } = context;
  const infos = createNodeInfos(context);
  const unschedulable = new Set<string>();
  const queue = createWorkQueue(context, scheduleOne);

  function scheduleOne(key: string): void {
    const { namespace, name } = splitKey(key);
    const pod = api.get('Pod', namespace, name);
    if (pod === undefined || !isWaiting(pod)) return void unschedulable.delete(key);
    const nodes = api.list('Node');
    const reasons = new Map<string, number>();
    const node = select(pod, nodes, reasons);
    if (node !== undefined) {
      unschedulable.delete(key);
      return bind(pod, node);
    }
    unschedulable.add(key);
    fail(pod, fitError(nodes.length, reasons));
  }

  function select(pod: Pod, nodes: readonly Node[], reasons: Map<string, number>): Node | undefined {
    const filters = filtersFor(context, infos, pod, nodes);
    const preference = preferenceOf(context, pod, nodes);
    const owner = ownerOf(pod);
    let best: { readonly node: Node; readonly rank: readonly [number, number, number] } | undefined;
    for (const node of nodes) {
      const reason = firstRefusal(filters, node);
      if (reason !== undefined) {
        reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
        continue;
      }
      const { pods, ownerCounts } = infos.of(node.metadata.name);
      const rank = [-preference(node), owner === '' ? 0 : ownerCounts.get(owner) ?? 0, pods.size] as const;
      if (best === undefined || isBefore(rank, best.rank)) best = { node, rank };
    }
    return best?.node;
  }

  function bind(pod: Pod, { metadata }: Node): void {
    const copied = Object.fromEntries(topologyLabels.flatMap((label) => (metadata.labels?.[label] === undefined ? [] : [[label, metadata.labels[label]]])));
    const hasLabels = Object.keys(copied).length > 0;
    const bound = api.update('Pod', {
      ...pod, spec: { ...pod.spec, nodeName: metadata.name },
      metadata: hasLabels ? { ...pod.metadata, labels: { ...pod.metadata.labels, ...copied } } : pod.metadata,
    });
    if (!bound.ok) return;
    setScheduled(bound.object, { type: 'PodScheduled', status: 'True' });
    context.events.event(refOf(pod), 'Normal', 'Scheduled', `Successfully assigned ${pod.metadata.namespace ?? ''}/${pod.metadata.name} to ${metadata.name}`);
  }

  function fail(pod: Pod, message: string): void {
    const before = podCondition(pod, 'PodScheduled');
    if (before?.status === 'False' && before.message === message) return;
    setScheduled(pod, { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message });
    context.events.event(refOf(pod), 'Warning', 'FailedScheduling', message);
  }

  function setScheduled(pod: Pod, condition: PodCondition): void {
    const before = podCondition(pod, 'PodScheduled');
    const since = before?.status === condition.status ? before.lastTransitionTime : undefined;
    const lastTransitionTime = since ?? formatTime(context.scheduler.nowMs);
    const others = (pod.status?.conditions ?? []).filter(({ type }) => type !== condition.type);
    api.updateStatus('Pod', { ...pod, status: { ...pod.status, conditions: [...others, { ...condition, lastTransitionTime }] } });
  }

  function retryAll(): void {
    for (const key of unschedulable) queue.add(key);
  }

  api.watch('Pod', ({ type, object, old }) => {
    const key = keyOf(object);
    if (type === 'DELETED') unschedulable.delete(key);
    else if (isWaiting(object) && (old === undefined || !isWaiting(old) || old.spec !== object.spec)) queue.add(key);
    const isFreed = (object.spec.nodeName ?? '') !== '' && (type === 'DELETED' || (isPodTerminal(object) && old !== undefined && !isPodTerminal(old)));
    const isMoved = old?.spec.nodeName !== object.spec.nodeName || !deepEqual(old?.metadata.labels, object.metadata.labels);
    if (unschedulable.size > 0 && (isFreed || isMoved)) retryAll();
  });
  api.watch('Node', ({ type, object, old }) => {
    if (type === 'DELETED' || unschedulable.size === 0) return;
    const isSame = old !== undefined && deepEqual(old.spec, object.spec) && deepEqual(old.metadata.labels, object.metadata.labels) && deepEqual(old.status?.allocatable, object.status?.allocatable);
    if (!isSame) retryAll();
  });
}

function firstRefusal(filters: readonly ((node: Node) => string | undefined)[], node: Node): string | undefined {
  for (const filter of filters) {
    const reason = filter(node);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

function isBefore(a: readonly number[], b: readonly number[]): boolean {
  for (const [index, value] of a.entries()) {
    const other = b[index] ?? 0;
    if (value !== other) return value < other;
  }
  return false;
}
