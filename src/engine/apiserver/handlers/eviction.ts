/** The eviction subresource of Pods. Mirrors pkg/registry/core/pod/storage/eviction.go (v1.36). */
import { scaledValue } from '../../../kube/intOrString.ts';
import type { JsonObject, JsonValue } from '../../../kube/json.ts';
import { isJsonObject } from '../../../kube/json.ts';
import { matchesLabelSelector } from '../../../kube/selectors.ts';
import { notFoundStatus } from '../../../kube/status.ts';
import type { Status } from '../../../kube/status.ts';
import type { LabelSelector, Pod } from '../../../kube/types.generated.ts';
import type { ApiResponse } from '../../../protocol/command.ts';
import type { KubeObject } from '../../context.ts';
import { fieldOf } from '../registry/fields.ts';
import { deleteObject } from '../registry/delete.ts';
import { isKind } from '../registry/kinds.ts';
import type { RequestContext } from './requestContext.ts';
import { answer, failure } from './requestContext.ts';

function isReady({ status }: Pod): boolean {
  return status?.conditions?.some(({ type, status: value }) => type === 'Ready' && value === 'True') === true;
}

/**
 * Why a budget forbids that one more Pod goes; absent where it does not.
 * Simplified: a budget expects as many Pods as match it now, not as many as their owners ask for.
 */
function refusalOf(budget: KubeObject, pods: readonly Pod[]): Status | undefined {
  const spec = fieldOf(budget, 'spec') as JsonValue | undefined;
  if (!isJsonObject(spec)) return undefined;
  // Decoding has read the field as a LabelSelector.
  const selected = pods.filter((pod) => matchesLabelSelector(spec.selector as LabelSelector | undefined, pod.metadata.labels));
  const healthy = selected.filter(isReady).length;
  const { minAvailable, maxUnavailable } = spec;
  const amount = (value: JsonValue | undefined): number => (typeof value === 'number' || typeof value === 'string' ? (scaledValue(value, selected.length, true) ?? 0) : 0);
  const needed = maxUnavailable !== undefined ? Math.max(0, selected.length - amount(maxUnavailable)) : amount(minAvailable);
  if (healthy - needed > 0) return undefined;
  return {
    code: 429, reason: 'TooManyRequests', message: "Cannot evict pod as it would violate the pod's disruption budget.",
    causes: [{ reason: 'DisruptionBudget', message: `The disruption budget ${budget.metadata.name} needs ${needed} healthy pods and has ${healthy} currently`, field: '' }],
  };
}

/** POST of an Eviction: 201 where the Pod is being deleted, 429 where a PodDisruptionBudget is in the way. */
export function handleEviction(context: RequestContext): ApiResponse {
  const { registry, info, namespace, request } = context;
  const name = request.name ?? '';
  const pod = registry.store.get('Pod', namespace, name);
  if (pod === undefined || !isKind(pod, 'Pod')) return failure(context, notFoundStatus(info.plural, info.group, name));
  const counts = isReady(pod) && pod.status?.phase !== 'Succeeded' && pod.status?.phase !== 'Failed';
  const pods = registry.store.list('Pod', namespace).filter((each): each is Pod & KubeObject => isKind(each, 'Pod'));
  for (const budget of counts ? registry.store.list('PodDisruptionBudget', namespace) : []) {
    const spec = fieldOf(budget, 'spec') as JsonObject | undefined;
    if (!matchesLabelSelector(spec?.selector as LabelSelector | undefined, pod.metadata.labels)) continue;
    const refusal = refusalOf(budget, pods);
    if (refusal !== undefined) return failure(context, refusal);
  }
  const options = isJsonObject(request.body) && isJsonObject(request.body.deleteOptions) ? request.body.deleteOptions : {};
  const { gracePeriodSeconds } = options;
  const deleted = deleteObject(registry, info, { namespace, name }, typeof gracePeriodSeconds === 'number' ? { gracePeriodSeconds } : {}, request.isDryRun ?? false);
  if (!deleted.ok) return failure(context, deleted.status);
  return answer(context, 201, { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 });
}
