import { quantityOf } from '../../kube/quantity.ts';
import { aggregateContainerResources, isHugePageResourceName, isNativeResource, isSupportedPodLevelResource, type ResourceList } from '../../kube/resourceLists.ts';
import type { Container, Pod, PodAffinityTerm, ScopedResourceSelectorRequirement } from '../../kube/types.generated.ts';
import { podQOSClass } from '../apiserver/registry/core/podQOS.ts';
import { isKind } from '../apiserver/registry/kinds.ts';
import { parseTime } from '../apiserver/time.ts';
import { isPodTerminal } from '../controllers/podConditions.ts';
import type { Evaluator } from './evaluator.ts';
import { countOf, type Usage } from './usage.ts';

const compute = ['cpu', 'memory', 'ephemeral-storage'];
const resources: ReadonlySet<string> = new Set(['count/pods', 'pods', ...compute, ...compute.map((name) => `requests.${name}`), ...compute.map((name) => `limits.${name}`)]);
/** Every container has to say how much it wants of these where a quota limits them. */
const demanded = ['cpu', 'limits.cpu', 'limits.memory', 'memory', 'requests.cpu', 'requests.memory'];

function isLimitable(resource: string): boolean {
  if (resources.has(resource) || resource.startsWith('hugepages-') || resource.startsWith('requests.hugepages-')) return true;
  return resource.startsWith('requests.') && (!isNativeResource(resource) || resource.startsWith('requests.deviceclass.resource.kubernetes.io/'));
}

/** What requests and limits come to under the names that quotas have for them. */
function computeUsage(requests: ResourceList, limits: ResourceList): Usage {
  const usage = new Map([['pods', countOf(1)]]);
  for (const [name, amount] of Object.entries(requests)) {
    const quantity = quantityOf(amount);
    if (compute.includes(name) || isHugePageResourceName(name)) usage.set(name, quantity);
    usage.set(`requests.${name}`, quantity);
  }
  for (const name of compute) {
    const amount = limits[name];
    if (amount !== undefined) usage.set(`limits.${name}`, quantityOf(amount));
  }
  return usage;
}

/** What the Pod as a whole asks for goes before what its containers do. */
function resourcesOf({ spec }: Pod, kind: 'requests' | 'limits'): ResourceList {
  const ofPod = Object.entries(spec.resources?.[kind] ?? {}).filter(([name]) => isSupportedPodLevelResource(name));
  return { ...aggregateContainerResources(spec, kind), ...Object.fromEntries(ofPod) };
}

/** Whether a Pod still uses what it asked for: it has not ended, and is not stuck in its end. */
export function countsAgainstQuota(pod: Pod, nowMs: number): boolean {
  if (isPodTerminal(pod)) return false;
  const { deletionTimestamp, deletionGracePeriodSeconds } = pod.metadata;
  if (deletionTimestamp === undefined || deletionGracePeriodSeconds === undefined) return true;
  return nowMs <= (parseTime(deletionTimestamp) ?? 0) + deletionGracePeriodSeconds * 1000;
}

/** Whether a Pod has a deadline, which is what quotas call terminating. */
export function hasDeadline({ spec }: Pod): boolean {
  return (spec.activeDeadlineSeconds ?? -1) >= 0;
}

function reachesOtherNamespaces({ spec }: Pod): boolean {
  const { podAffinity, podAntiAffinity } = spec.affinity ?? {};
  const terms = [podAffinity, podAntiAffinity].flatMap((affinity): readonly PodAffinityTerm[] => [
    ...(affinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []),
    ...(affinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []).map(({ podAffinityTerm }) => podAffinityTerm),
  ]);
  return terms.some(({ namespaces = [], namespaceSelector }) => namespaces.length > 0 || namespaceSelector !== undefined);
}

function matchesPriorityClass({ spec }: Pod, { operator, values = [] }: ScopedResourceSelectorRequirement): boolean {
  const { priorityClassName = '' } = spec;
  switch (operator) {
    case 'Exists': return priorityClassName !== '';
    case 'DoesNotExist': return priorityClassName === '';
    case 'In': return priorityClassName !== '' && values.includes(priorityClassName);
    default: return !values.includes(priorityClassName);
  }
}

function inScope(pod: Pod, scope: ScopedResourceSelectorRequirement): boolean {
  switch (scope.scopeName) {
    case 'Terminating': return hasDeadline(pod);
    case 'NotTerminating': return !hasDeadline(pod);
    case 'BestEffort': return podQOSClass(pod) === 'BestEffort';
    case 'NotBestEffort': return podQOSClass(pod) !== 'BestEffort';
    case 'PriorityClass': return matchesPriorityClass(pod, scope);
    case 'CrossNamespacePodAffinity': return reachesOtherNamespaces(pod);
    default: return false;
  }
}

/** `must specify cpu for: a,b; memory for: a` */
function missing({ spec }: Pod, limited: ReadonlySet<string>): string | undefined {
  if ([spec.resources?.requests, spec.resources?.limits].some((list) => Object.keys(list ?? {}).some(isSupportedPodLevelResource))) return undefined;
  const containers: readonly Container[] = [...spec.containers, ...(spec.initContainers ?? [])];
  const lines = demanded.filter((name) => limited.has(name)).flatMap((name) => {
    const silent = containers.filter(({ resources: own }) => !computeUsage(own?.requests ?? {}, own?.limits ?? {}).has(name)).map((container) => container.name);
    return silent.length === 0 ? [] : [`${name} for: ${[...new Set(silent)].sort().join(',')}`];
  });
  return lines.length === 0 ? undefined : `must specify ${lines.join('; ')}`;
}

/** Mirrors pkg/quota/v1/evaluator/core/pods.go (v1.36). */
export const podEvaluator: Evaluator = {
  kind: 'Pod',
  matches: isLimitable,
  handles: (object, old) => old === undefined || (isKind(object, 'Pod') && isKind(old, 'Pod') && hasDeadline(object) !== hasDeadline(old)),
  missing: (object, limited) => (isKind(object, 'Pod') ? missing(object, limited) : undefined),
  inScope: (object, scope) => isKind(object, 'Pod') && inScope(object, scope),
  usage(object, nowMs) {
    const counted: Usage = new Map([['count/pods', countOf(1)]]);
    if (!isKind(object, 'Pod') || !countsAgainstQuota(object, nowMs)) return counted;
    return new Map([...counted, ...computeUsage(resourcesOf(object, 'requests'), resourcesOf(object, 'limits'))]);
  },
};
