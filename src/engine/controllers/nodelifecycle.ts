import type { Node, NodeCondition, Pod, Taint } from '../../kube/types.generated.ts';
import { deepEqual } from '../../kube/objects.ts';
import { formatTime } from '../apiserver/time.ts';
import type { EngineContext } from '../context.ts';
import { heartbeatsOf } from '../kubelet/heartbeats.ts';
import { refOf } from './objectKey.ts';
import { podCondition } from './podConditions.ts';
import { createWorkQueue } from './workQueue.ts';

/** How long a Node may be silent: --node-monitor-grace-period at its default. */
const nodeMonitorGracePeriodMs = 50_000;

const notReadyTaint = 'node.kubernetes.io/not-ready';
const unreachableTaint = 'node.kubernetes.io/unreachable';
const unschedulableTaint = 'node.kubernetes.io/unschedulable';

/** Conditions beside Ready that keep new Pods away while they are true. */
const pressureTaints: Readonly<Record<string, string>> = {
  MemoryPressure: 'node.kubernetes.io/memory-pressure',
  DiskPressure: 'node.kubernetes.io/disk-pressure',
  PIDPressure: 'node.kubernetes.io/pid-pressure',
  NetworkUnavailable: 'node.kubernetes.io/network-unavailable',
};
const ownTaints: ReadonlySet<string> = new Set([notReadyTaint, unreachableTaint, unschedulableTaint, ...Object.values(pressureTaints)]);

const readyCondition = (node: Node): NodeCondition | undefined => node.status?.conditions?.find(({ type }) => type === 'Ready');

/** What keeps Pods off a Node, and drives them from it, by its conditions. */
function wantedTaints(node: Node): readonly { readonly key: string; readonly effect: string }[] {
  const taints: { key: string; effect: string }[] = [];
  const ready = readyCondition(node)?.status;
  const trouble = ready === 'False' ? notReadyTaint : ready === 'Unknown' ? unreachableTaint : undefined;
  if (trouble !== undefined) taints.push({ key: trouble, effect: 'NoSchedule' });
  for (const { type, status } of node.status?.conditions ?? []) {
    const key = pressureTaints[type];
    if (key !== undefined && status === 'True') taints.push({ key, effect: 'NoSchedule' });
  }
  if (node.spec.unschedulable === true) taints.push({ key: unschedulableTaint, effect: 'NoSchedule' });
  if (trouble !== undefined) taints.push({ key: trouble, effect: 'NoExecute' });
  return taints;
}

/** Marks a condition of a Node that nobody hears of. */
function unknown(condition: NodeCondition, now: string): NodeCondition {
  if (condition.status === 'Unknown') return condition;
  return { ...condition, status: 'Unknown', reason: 'NodeStatusUnknown', message: 'Kubelet stopped posting node status.', lastTransitionTime: now };
}

/**
 * Says Unknown of Nodes that are silent, their Pods not ready, and taints Nodes by their conditions.
 * Mirrors pkg/controller/nodelifecycle/node_lifecycle_controller.go (v1.36).
 * Simplified: no Node is spared because many fail at once, and none waits its turn to be tainted.
 */
export function startNodeLifecycleController(context: EngineContext): void {
  const { api } = context;
  const heartbeats = heartbeatsOf(context);
  const healthQueue = createWorkQueue(context, monitorHealth);
  const taintQueue = createWorkQueue(context, syncTaints);

  function monitorHealth(name: string): void {
    const node = api.get('Node', '', name);
    const sinceMs = heartbeats.silentSinceMs(name);
    if (node === undefined || sinceMs === undefined) return;
    const leftMs = sinceMs + nodeMonitorGracePeriodMs - context.scheduler.nowMs;
    if (leftMs > 0) return healthQueue.addAfter(name, leftMs);
    const wasReady = readyCondition(node)?.status === 'True';
    const now = formatTime(context.scheduler.nowMs);
    api.updateStatus('Node', { ...node, status: { ...node.status, conditions: (node.status?.conditions ?? []).map((condition) => unknown(condition, now)) } });
    if (!wasReady) return;
    context.events.event(refOf(node), 'Normal', 'NodeNotReady', `Node ${name} status is now: NodeNotReady`);
    for (const pod of api.podsOnNode(name)) markNotReady(pod, now);
  }

  function markNotReady(pod: Pod, now: string): void {
    if (podCondition(pod, 'Ready')?.status !== 'True') return;
    const conditions = (pod.status?.conditions ?? []).map((condition) => (condition.type === 'Ready' ? { ...condition, status: 'False', lastTransitionTime: now } : condition));
    api.updateStatus('Pod', { ...pod, status: { ...pod.status, conditions } });
    context.events.event(refOf(pod), 'Warning', 'NodeNotReady', 'Node is not ready');
  }

  function syncTaints(name: string): void {
    const node = api.get('Node', '', name);
    if (node === undefined) return;
    const before = node.spec.taints ?? [];
    const others = before.filter(({ key, effect }) => !ownTaints.has(key) || (effect !== 'NoSchedule' && effect !== 'NoExecute'));
    const now = formatTime(context.scheduler.nowMs);
    const wanted = wantedTaints(node).map((taint): Taint => before.find(({ key, effect }) => key === taint.key && effect === taint.effect) ?? { ...taint, timeAdded: now });
    const taints = [...others, ...wanted];
    if (deepEqual(taints, before)) return;
    const { taints: dropped, ...spec } = node.spec;
    api.update('Node', { ...node, spec: taints.length === 0 ? spec : { ...spec, taints } });
  }

  heartbeats.onChange((name) => healthQueue.add(name));
  api.watch('Node', ({ type, object }) => {
    if (type !== 'DELETED') taintQueue.add(object.metadata.name);
  });
}
