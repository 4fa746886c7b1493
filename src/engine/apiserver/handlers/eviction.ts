/** The eviction subresource of Pods. Mirrors pkg/registry/core/pod/storage/eviction.go (v1.36). */
import { isJsonObject } from '../../../kube/json.ts';
import { matchesLabelSelector } from '../../../kube/selectors.ts';
import type { Status } from '../../../kube/status.ts';
import { notFoundStatus } from '../../../kube/status.ts';
import type { Pod, PodCondition, PodDisruptionBudget, PodDisruptionBudgetStatus } from '../../../kube/types.generated.ts';
import type { ApiResponse } from '../../../protocol/command.ts';
import { isPodReady } from '../../controllers/podConditions.ts';
import { disruptionAllowedCondition, withAllowedCondition } from '../../disruptionCondition.ts';
import { deleteObject } from '../registry/delete.ts';
import { isKind } from '../registry/kinds.ts';
import type { RegistryContext } from '../registry/registryContext.ts';
import { plainError } from '../registry/registryContext.ts';
import { putObject } from '../registry/storedForm.ts';
import { formatTime } from '../time.ts';
import type { RequestContext } from './requestContext.ts';
import { answer, failure } from './requestContext.ts';

const unfinishedPhases = new Set([undefined, 'Running', 'Unknown']);

/** Whether a Pod's going disrupts nothing: it has ended, has not started, or is going already. */
function mayIgnoreBudgets({ metadata, status }: Pod): boolean {
  return metadata.deletionTimestamp !== undefined || !unfinishedPhases.has(status?.phase);
}

function tooManyRequests(cause: string): Status {
  return {
    code: 429, reason: 'TooManyRequests', message: "Cannot evict pod as it would violate the pod's disruption budget.",
    causes: [{ reason: 'DisruptionBudget', message: cause, field: '' }],
  };
}

/** Why a budget that allows no disruption does not. */
function refusalOf({ metadata, status = {} }: PodDisruptionBudget): string {
  const { desiredHealthy = 0, currentHealthy = 0 } = status;
  const condition = status.conditions?.find(({ type }) => type === disruptionAllowedCondition);
  const said = condition?.status === 'False' && condition.message !== '' ? condition : undefined;
  const subject = `The disruption budget ${metadata.name}`;
  if (said?.reason === 'SyncFailed') return `${subject} does not allow evicting pods currently because it failed sync: ${said.message}`;
  if (currentHealthy <= desiredHealthy) return `${subject} needs ${desiredHealthy} healthy pods and has ${currentHealthy} currently`;
  return `${subject} does not allow evicting pods currently${said === undefined ? '' : ` (${said.reason}): ${said.message}`}`;
}

/** Takes one disruption off a budget; gives why there is none to take. */
function checkAndDecrement(registry: RegistryContext, budget: PodDisruptionBudget, podName: string, isDryRun: boolean): Status | undefined {
  const { status = {}, metadata } = budget;
  const { observedGeneration = 0, disruptionsAllowed = 0 } = status;
  if (observedGeneration < (metadata.generation ?? 0)) return tooManyRequests(`The disruption budget ${metadata.name} is still being processed by the server.`);
  if (disruptionsAllowed <= 0) return tooManyRequests(refusalOf(budget));
  if (isDryRun) return undefined;
  const now = formatTime(registry.nowMs());
  const taken: PodDisruptionBudgetStatus = { ...status, disruptionsAllowed: disruptionsAllowed - 1, disruptedPods: { ...status.disruptedPods, [podName]: now } };
  const next: PodDisruptionBudget = { ...budget, status: disruptionsAllowed === 1 ? withAllowedCondition(taken, now) : taken };
  putObject(registry, next);
  return undefined;
}

/** What speaks against the eviction of a Pod that runs; absent where nothing does. */
function refusal(registry: RegistryContext, pod: Pod, isDryRun: boolean): Status | undefined {
  const { namespace = '', name, labels } = pod.metadata;
  const budgets = registry.store.list('PodDisruptionBudget', namespace)
    .filter((each): each is PodDisruptionBudget => isKind(each, 'PodDisruptionBudget') && matchesLabelSelector(each.spec.selector, labels));
  const [budget] = budgets;
  if (budget === undefined) return undefined;
  if (budgets.length > 1) return plainError('This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.');
  if (!isPodReady(pod)) {
    const { currentHealthy = 0, desiredHealthy = 0 } = budget.status ?? {};
    if (budget.spec.unhealthyPodEvictionPolicy === 'AlwaysAllow' || (currentHealthy >= desiredHealthy && desiredHealthy > 0)) return undefined;
  }
  return checkAndDecrement(registry, budget, name, isDryRun);
}

/** Says on the Pod why it goes. */
function markDisrupted(registry: RegistryContext, pod: Pod): void {
  const condition: PodCondition = {
    type: 'DisruptionTarget', status: 'True', lastTransitionTime: formatTime(registry.nowMs()), reason: 'EvictionByEvictionAPI', message: 'Eviction API: evicting',
  };
  const conditions = pod.status?.conditions ?? [];
  if (conditions.some(({ type, status }) => type === condition.type && status === 'True')) return;
  const marked: Pod = { ...pod, status: { ...pod.status, conditions: [...conditions.filter(({ type }) => type !== condition.type), condition] } };
  putObject(registry, marked);
}

/** POST of an Eviction: 201 where the Pod is being deleted, 429 where a PodDisruptionBudget is in the way. */
export function handleEviction(context: RequestContext): ApiResponse {
  const { registry, info, namespace, request } = context;
  const name = request.name ?? '';
  const isDryRun = request.isDryRun ?? false;
  const pod = registry.store.get('Pod', namespace, name);
  if (pod === undefined || !isKind(pod, 'Pod')) return failure(context, notFoundStatus(info.plural, info.group, name));
  const refused = mayIgnoreBudgets(pod) ? undefined : refusal(registry, pod, isDryRun);
  if (refused !== undefined) return failure(context, refused);
  const options = isJsonObject(request.body) && isJsonObject(request.body.deleteOptions) ? request.body.deleteOptions : {};
  const { gracePeriodSeconds } = options;
  if (!isDryRun) markDisrupted(registry, pod);
  const deleted = deleteObject(registry, info, { namespace, name }, typeof gracePeriodSeconds === 'number' ? { gracePeriodSeconds } : {}, isDryRun);
  if (!deleted.ok) return failure(context, deleted.status);
  return answer(context, 201, { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 });
}
