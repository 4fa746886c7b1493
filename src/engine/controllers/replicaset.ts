import type { Pod, ReplicaSet, ReplicaSetCondition, ReplicaSetStatus } from '../../kube/types.generated.ts';
import { matchesLabels, matchesLabelSelector } from '../../kube/selectors.ts';
import { formatTime } from '../apiserver/time.ts';
import type { EngineContext, WatchEvent } from '../context.ts';
import type { Status } from '../../protocol/command.ts';
import { claim, controlledBy, controllerOf } from './controllerRefs.ts';
import type { CreationOrder } from './creationOrder.ts';
import { isStatusChange, keyOf, splitKey } from './objectKey.ts';
import { isPodActive, isPodAvailable, isPodReady, isPodTerminating, nextAvailabilityMs } from './podConditions.ts';
import { createPod, deletePod, podFromTemplate } from './podTemplate.ts';
import { createSelectorIndex } from './selectorIndex.ts';
import { nonZero } from './statusFields.ts';
import { compareVictims } from './victims.ts';
import { createWorkQueue } from './workQueue.ts';

/** How many Pods one sync creates or deletes at most. */
const burstReplicas = 500;

interface Failure { readonly reason: string; readonly message: string }

function conditionsAfter(replicaSet: ReplicaSet, failure: Failure | undefined, now: string): readonly ReplicaSetCondition[] {
  const before = replicaSet.status?.conditions ?? [];
  const failed = before.find(({ type }) => type === 'ReplicaFailure');
  if (failure === undefined) return before.filter(({ type }) => type !== 'ReplicaFailure');
  if (failed !== undefined) return before;
  return [...before, { type: 'ReplicaFailure', status: 'True', lastTransitionTime: now, reason: failure.reason, message: failure.message }];
}

function calculateStatus(replicaSet: ReplicaSet, active: readonly Pod[], terminatingReplicas: number, failure: Failure | undefined, nowMs: number): ReplicaSetStatus {
  const templateLabels = replicaSet.spec.template?.metadata?.labels ?? {};
  const ready = active.filter(isPodReady);
  const available = ready.filter((pod) => isPodAvailable(pod, replicaSet.spec.minReadySeconds ?? 0, nowMs));
  const conditions = conditionsAfter(replicaSet, failure, formatTime(nowMs));
  return {
    replicas: active.length,
    ...nonZero('fullyLabeledReplicas', active.filter((pod) => matchesLabels(templateLabels, pod.metadata.labels)).length),
    ...nonZero('readyReplicas', ready.length),
    ...nonZero('availableReplicas', available.length),
    terminatingReplicas,
    ...(conditions.length === 0 ? {} : { conditions }),
    observedGeneration: replicaSet.metadata.generation ?? 0,
  };
}

/** The objects that ask for Pods, in the form of ReplicaSets. Their own kind and apiVersion stay. */
export interface ReplicaSource {
  readonly kind: string;
  get(namespace: string, name: string): ReplicaSet | undefined;
  writeStatus(replicaSet: ReplicaSet, status: ReplicaSetStatus): void;
  watch(handler: (event: WatchEvent<ReplicaSet>) => void): void;
}

/** ReplicaSets themselves. */
export function replicaSets({ api }: EngineContext): ReplicaSource {
  return {
    kind: 'ReplicaSet',
    get: (namespace, name) => api.get('ReplicaSet', namespace, name),
    writeStatus: (replicaSet, status) => void api.updateStatus('ReplicaSet', { ...replicaSet, status }),
    watch: (handler) => api.watch('ReplicaSet', handler),
  };
}

/**
 * Keeps as many Pods as each ReplicaSet asks for: adopts and releases by selector, creates, deletes the least valuable first.
 * Mirrors pkg/controller/replicaset/replica_set.go (v1.36). Simplified: Pods of one sync are created at once, not in growing batches.
 */
export function startReplicaSetController(context: EngineContext, order: CreationOrder, source: ReplicaSource): void {
  const { api } = context;
  const selectors = createSelectorIndex();
  const queue = createWorkQueue(context, syncReplicaSet);

  function syncReplicaSet(key: string): void {
    const { namespace, name } = splitKey(key);
    const replicaSet = source.get(namespace, name);
    if (replicaSet === undefined) return;
    const { uid = '', deletionTimestamp } = replicaSet.metadata;
    const { selector, minReadySeconds = 0 } = replicaSet.spec;
    const active = claim(context, 'Pod', replicaSet, selector, isPodActive);
    const terminating = controlledBy(context, 'Pod', uid).filter((pod) => isPodTerminating(pod) && matchesLabelSelector(selector, pod.metadata.labels));
    const failure = deletionTimestamp === undefined ? manageReplicas(replicaSet, active) : undefined;
    const { nowMs } = context.scheduler;
    const status = calculateStatus(replicaSet, active, terminating.length, failure, nowMs);
    source.writeStatus(replicaSet, status);
    if (failure === undefined) queue.forget(key);
    else queue.addRateLimited(key);
    if (minReadySeconds === 0 || status.readyReplicas === status.availableReplicas) return;
    queue.addAfter(key, nextAvailabilityMs(active, minReadySeconds, nowMs) ?? minReadySeconds * 1000);
  }

  /** Creates or deletes what is wanting or too much; gives what went wrong. */
  function manageReplicas(replicaSet: ReplicaSet, active: readonly Pod[]): Failure | undefined {
    const { replicas = 1, template } = replicaSet.spec;
    const surplus = active.length - replicas;
    if (surplus > 0) {
      for (const pod of victims(replicaSet, active, Math.min(surplus, burstReplicas))) deletePod(context, replicaSet, pod);
      return undefined;
    }
    if (template === undefined) return undefined;
    for (let missing = Math.min(-surplus, burstReplicas); missing > 0; missing--) {
      const result = createPod(context, replicaSet, podFromTemplate(template, replicaSet));
      if (!result.ok) return isNamespaceTerminating(result.status) ? undefined : { reason: 'FailedCreate', message: result.status.message };
    }
    if (-surplus > burstReplicas) queue.add(keyOf(replicaSet));
    return undefined;
  }

  function victims(replicaSet: ReplicaSet, active: readonly Pod[], count: number): readonly Pod[] {
    if (count >= active.length) return active;
    const podsOnNode = new Map<string, number>();
    for (const pod of relatedPods(replicaSet)) {
      const nodeName = pod.spec.nodeName ?? '';
      if (isPodActive(pod)) podsOnNode.set(nodeName, (podsOnNode.get(nodeName) ?? 0) + 1);
    }
    const options = { nowMs: context.scheduler.nowMs, podsOnNode, order };
    return [...active].sort((a, b) => compareVictims(a, b, options)).slice(0, count);
  }

  /** Pods of the ReplicaSets that have the same owner. */
  function relatedPods(replicaSet: ReplicaSet): readonly Pod[] {
    const owner = controllerOf(replicaSet.metadata);
    const siblings = owner === undefined ? [replicaSet] : controlledBy(context, 'ReplicaSet', owner.uid);
    const found = new Map<string, Pod>();
    for (const { spec, metadata } of siblings) {
      for (const pod of api.withLabels('Pod', metadata.namespace ?? '', spec.selector.matchLabels ?? {})) {
        if (matchesLabelSelector(spec.selector, pod.metadata.labels)) found.set(pod.metadata.name, pod);
      }
    }
    return [...found.values()];
  }

  source.watch(({ type, object, old }) => {
    const key = keyOf(object);
    if (type === 'DELETED') selectors.remove(key);
    else if (!isStatusChange(old, object)) selectors.set(key, object.metadata.namespace ?? '', object.spec.selector);
    else return;
    queue.add(key);
  });
  api.watch('Pod', ({ object, old }) => {
    for (const pod of old === undefined ? [object] : [object, old]) {
      const owner = controllerOf(pod.metadata);
      const namespace = pod.metadata.namespace ?? '';
      if (owner?.kind === source.kind) queue.add(`${namespace}/${owner.name}`);
      else if (owner === undefined) for (const key of selectors.matching(namespace, pod.metadata.labels)) queue.add(key);
    }
  });
}

function isNamespaceTerminating(status: Status): boolean {
  return status.causes.some(({ reason }) => reason === 'NamespaceTerminating');
}
