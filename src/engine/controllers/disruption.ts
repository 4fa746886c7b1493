import type { Condition, LabelSelector, Pod, PodDisruptionBudget, PodDisruptionBudgetStatus } from '../../kube/types.generated.ts';
import { compareBytes } from '../../kube/utf8.ts';
import { scaledValue } from '../../kube/intOrString.ts';
import { deepEqual } from '../../kube/objects.ts';
import { matchesLabelSelector } from '../../kube/selectors.ts';
import { formatTime, parseTime } from '../apiserver/time.ts';
import type { EngineContext } from '../context.ts';
import { disruptionAllowedCondition, withAllowedCondition } from '../disruptionCondition.ts';
import { expectedScale } from './expectedScale.ts';
import { keyOf, refOf, splitKey } from './objectKey.ts';
import { isPodReady } from './podConditions.ts';
import { createWorkQueue } from './workQueue.ts';

/** How long an evicted Pod may stay before it counts again. */
const deletionTimeoutMs = 120_000;

interface Counts { readonly expectedPods: number; readonly desiredHealthy: number; readonly hasUnmanaged: boolean }
type Counted = { readonly ok: true; readonly counts: Counts } | { readonly ok: false; readonly error: string };

/** A selector as Go prints the struct. */
function selectorStruct({ matchLabels = {}, matchExpressions = [] }: LabelSelector): string {
  const labels = Object.keys(matchLabels).sort(compareBytes).map((key) => `${key}: ${matchLabels[key] ?? ''},`).join('');
  const expressions = matchExpressions.map(({ key, operator, values = [] }) => `LabelSelectorRequirement{Key:${key},Operator:${operator},Values:[${values.join(' ')}],},`).join('');
  return `&LabelSelector{MatchLabels:map[string]string{${labels}},MatchExpressions:[]LabelSelectorRequirement{${expressions}},}`;
}

/** Keeps the status of PodDisruptionBudgets, by which evictions are allowed. Mirrors pkg/controller/disruption/disruption.go (v1.36). */
export function startDisruptionController(context: EngineContext): void {
  const { api } = context;
  const queue = createWorkQueue(context, syncBudget);

  function syncBudget(key: string): void {
    const { namespace, name } = splitKey(key);
    const budget = api.get('PodDisruptionBudget', namespace, name);
    if (budget === undefined) return;
    const error = trySync(budget);
    if (error === undefined) queue.forget(key);
    else writeFailure(budget, error);
  }

  function podsOf({ metadata, spec }: PodDisruptionBudget): readonly Pod[] {
    const { selector } = spec;
    if (selector === undefined) return [];
    return api.withLabels('Pod', metadata.namespace ?? '', selector.matchLabels ?? {}).filter((pod) => matchesLabelSelector(selector, pod.metadata.labels));
  }

  /** Gives what went wrong. */
  function trySync(budget: PodDisruptionBudget): string | undefined {
    const pods = podsOf(budget);
    const { nowMs } = context.scheduler;
    if (pods.length === 0) context.events.event(refOf(budget), 'Normal', 'NoPods', 'No matching pods found');
    const counted = countExpected(budget, pods);
    if (!counted.ok) {
      context.events.event(refOf(budget), 'Warning', 'CalculateExpectedPodCountFailed', `Failed to calculate the number of expected pods: ${counted.error}`);
      return counted.error;
    }
    if (counted.counts.hasUnmanaged) context.events.event(refOf(budget), 'Warning', 'UnmanagedPods', unmanagedMessage(budget));
    const { disrupted, recheckInMs } = disruptedPods(budget, pods, nowMs);
    const currentHealthy = pods.filter((pod) => pod.metadata.deletionTimestamp === undefined && disrupted[pod.metadata.name] === undefined && isPodReady(pod)).length;
    writeStatus(budget, counted.counts, currentHealthy, disrupted, nowMs);
    if (recheckInMs !== undefined) queue.addAfter(keyOf(budget), recheckInMs);
    return undefined;
  }

  function countExpected({ spec }: PodDisruptionBudget, pods: readonly Pod[]): Counted {
    const { minAvailable, maxUnavailable } = spec;
    if (maxUnavailable === undefined && typeof minAvailable === 'number') return { ok: true, counts: { expectedPods: pods.length, desiredHealthy: minAvailable, hasUnmanaged: false } };
    const amount = maxUnavailable ?? minAvailable;
    if (amount === undefined) return { ok: true, counts: { expectedPods: 0, desiredHealthy: 0, hasUnmanaged: false } };
    const scale = expectedScale(api, pods);
    if (!scale.ok) return scale;
    const scaled = scaledValue(amount, scale.replicas, true);
    if (scaled === undefined) return { ok: false, error: 'invalid value for IntOrString: invalid type: string is not a percentage' };
    const desiredHealthy = maxUnavailable === undefined ? scaled : Math.max(0, scale.replicas - scaled);
    return { ok: true, counts: { expectedPods: scale.replicas, desiredHealthy, hasUnmanaged: scale.hasUnmanaged } };
  }

  /** Pods whose eviction was granted and which still are as they were, and when to look again. */
  function disruptedPods({ metadata, status }: PodDisruptionBudget, pods: readonly Pod[], nowMs: number): { readonly disrupted: Readonly<Record<string, string>>; readonly recheckInMs: number | undefined } {
    const disrupted: Record<string, string> = {};
    let recheckInMs: number | undefined;
    for (const pod of pods) {
      const { name, deletionTimestamp } = pod.metadata;
      const at = status?.disruptedPods?.[name];
      if (deletionTimestamp !== undefined || at === undefined) continue;
      const leftMs = (parseTime(at) ?? 0) + deletionTimeoutMs - nowMs;
      if (leftMs < 0) {
        const { namespace = '' } = metadata;
        context.events.event(refOf(pod), 'Warning', 'NotDeleted', `Pod was expected by PDB ${namespace}/${namespace} to be deleted but it wasn't`);
        continue;
      }
      if (recheckInMs === undefined || leftMs < recheckInMs) recheckInMs = leftMs + 1;
      disrupted[name] = at;
    }
    return { disrupted, recheckInMs };
  }

  function writeStatus(budget: PodDisruptionBudget, { expectedPods, desiredHealthy }: Counts, currentHealthy: number, disrupted: Readonly<Record<string, string>>, nowMs: number): void {
    const disruptionsAllowed = expectedPods <= 0 ? 0 : Math.max(0, currentHealthy - desiredHealthy);
    const { generation = 0 } = budget.metadata;
    const status: PodDisruptionBudgetStatus = {
      ...(Object.keys(disrupted).length === 0 ? {} : { disruptedPods: disrupted }),
      observedGeneration: generation, disruptionsAllowed, currentHealthy, desiredHealthy, expectedPods,
      ...(budget.status?.conditions === undefined ? {} : { conditions: budget.status.conditions }),
    };
    const next = withAllowedCondition(status, formatTime(nowMs));
    if (!isUpToDate(budget.status, next)) api.updateStatus('PodDisruptionBudget', { ...budget, status: next });
  }

  /** Nothing may be evicted while it is not known what there should be. */
  function writeFailure(budget: PodDisruptionBudget, message: string): void {
    const { status = {} } = budget;
    const before = status.conditions?.find(({ type }) => type === disruptionAllowedCondition);
    const failed: Condition = {
      type: disruptionAllowedCondition, status: 'False', reason: 'SyncFailed', message,
      lastTransitionTime: before?.status === 'False' ? before.lastTransitionTime : formatTime(context.scheduler.nowMs),
      ...(status.observedGeneration === undefined ? {} : { observedGeneration: status.observedGeneration }),
    };
    api.updateStatus('PodDisruptionBudget', { ...budget, status: { ...status, disruptionsAllowed: 0, conditions: [failed] } });
  }

  function budgetsOf(pod: Pod): readonly PodDisruptionBudget[] {
    return api.list('PodDisruptionBudget', pod.metadata.namespace ?? '').filter(({ spec }) => matchesLabelSelector(spec.selector, pod.metadata.labels));
  }

  function podChanged(pod: Pod): void {
    const budgets = budgetsOf(pod);
    const [first] = budgets;
    if (first === undefined) return;
    if (budgets.length > 1) {
      const { namespace = '', name } = pod.metadata;
      context.events.event(refOf(pod), 'Warning', 'MultiplePodDisruptionBudgets', `Pod "${namespace}"/"${name}" matches multiple PodDisruptionBudgets.  Chose "${first.metadata.name}" arbitrarily.`);
    }
    for (const budget of budgets) queue.add(keyOf(budget));
  }

  api.watch('PodDisruptionBudget', ({ object }) => queue.add(keyOf(object)));
  api.watch('Pod', ({ object, old }) => {
    if (api.count('PodDisruptionBudget') === 0) return;
    podChanged(object);
    if (old !== undefined && !deepEqual(old.metadata.labels, object.metadata.labels)) podChanged(old);
  });
}

function unmanagedMessage({ spec }: PodDisruptionBudget): string {
  const selector = spec.selector === undefined ? 'nil' : selectorStruct(spec.selector);
  return `Pods selected by this PodDisruptionBudget (selector: ${selector}) were found to be unmanaged. As a result, the status of the PDB cannot be calculated correctly, which may result in undefined behavior. To account for these pods please set ".spec.minAvailable" field of the PDB to an integer value.`;
}

/** Whether a status says the same; when a condition came about does not count. */
function isUpToDate(old: PodDisruptionBudgetStatus | undefined, next: PodDisruptionBudgetStatus): boolean {
  const plain = (status: PodDisruptionBudgetStatus | undefined): unknown => ({
    ...status, conditions: status?.conditions?.map(({ type, status: value, reason, observedGeneration }) => ({ type, value, reason, observedGeneration })),
  });
  return deepEqual(plain(old), plain(next));
}
