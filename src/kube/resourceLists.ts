import type { Loose } from './loose.ts';
import { addQuantities, compareQuantities, formatQuantity, quantityOf } from './quantity.ts';
import type { PodSpec } from './types.generated.ts';
import { isQualifiedName } from './validation/names.ts';

/** Amounts per resource. */
export type ResourceList = Readonly<Record<string, string>>;

const standardContainerResources = new Set(['cpu', 'memory', 'ephemeral-storage']);
const quotaResources = [
  'cpu', 'memory', 'ephemeral-storage', 'requests.cpu', 'requests.memory', 'requests.ephemeral-storage', 'limits.cpu', 'limits.memory', 'limits.ephemeral-storage',
  'pods', 'resourcequotas', 'services', 'replicationcontrollers', 'secrets', 'persistentvolumeclaims', 'configmaps', 'services.nodeports', 'services.loadbalancers',
];
const standardResources = new Set([...quotaResources, 'storage', 'requests.storage']);
const integerResources = new Set(['pods', 'resourcequotas', 'services', 'replicationcontrollers', 'secrets', 'configmaps', 'persistentvolumeclaims', 'services.nodeports', 'services.loadbalancers']);

/** `hugepages-2Mi` */
export function isHugePageResourceName(name: string): boolean {
  return name.startsWith('hugepages-');
}

/** A name without a domain that Kubernetes itself knows. Mirrors IsStandardResourceName in pkg/apis/core/helper/helpers.go (v1.36). */
export function isStandardResourceName(name: string): boolean {
  return standardResources.has(name) || isHugePageResourceName(name) || name.startsWith('requests.hugepages-');
}

/** A name without a domain that a container may ask for. */
export function isStandardContainerResourceName(name: string): boolean {
  return standardContainerResources.has(name) || isHugePageResourceName(name);
}

/** A name without a domain, or one of kubernetes.io. */
export function isNativeResource(name: string): boolean {
  return !name.includes('/') || name.includes('kubernetes.io/');
}

/** Whether requests may be lower than limits. */
export function isOvercommitAllowed(name: string): boolean {
  return isNativeResource(name) && !isHugePageResourceName(name);
}

/** Whether a Pod as a whole may ask for it. */
export function isSupportedPodLevelResource(name: string): boolean {
  return name === 'cpu' || name === 'memory' || isHugePageResourceName(name);
}

/** Whether fractions make no sense: counted things and extended resources. */
export function isIntegerResourceName(name: string): boolean {
  return integerResources.has(name) || isExtendedResourceName(name);
}

/** A resource of some vendor's domain: not of kubernetes.io, not a quota's name. */
export function isExtendedResourceName(name: string): boolean {
  if (isNativeResource(name) || name.startsWith('requests.')) return false;
  return isQualifiedName(`requests.${name}`).length === 0;
}

function sumOfLists(a: ResourceList, b: ResourceList): ResourceList {
  return merged(a, b, (left, right) => formatQuantity(addQuantities(quantityOf(left), quantityOf(right))));
}

function largestOfLists(a: ResourceList, b: ResourceList): ResourceList {
  return merged(a, b, (left, right) => (compareQuantities(quantityOf(right), quantityOf(left)) > 0 ? right : left));
}

function merged(a: ResourceList, b: ResourceList, both: (left: string, right: string) => string): ResourceList {
  const result = new Map(Object.entries(a));
  for (const [name, amount] of Object.entries(b)) {
    const known = result.get(name);
    result.set(name, known === undefined ? amount : both(known, amount));
  }
  return Object.fromEntries(result);
}

/**
 * What all containers of a Pod need together: regular ones and sidecars added up, and at least what the hungriest init
 * container needs beside the sidecars started before it. Mirrors AggregateContainerRequests and AggregateContainerLimits in
 * component-helpers/resource/helpers.go (v1.36).
 */
export function aggregateContainerResources(spec: Loose<PodSpec>, kind: 'requests' | 'limits'): ResourceList {
  let total: ResourceList = {};
  for (const container of spec.containers ?? []) total = sumOfLists(total, container.resources?.[kind] ?? {});
  let sidecars: ResourceList = {};
  let largestInit: ResourceList = {};
  for (const container of spec.initContainers ?? []) {
    const own = container.resources?.[kind] ?? {};
    const needed = sumOfLists(own, sidecars);
    if (container.restartPolicy === 'Always') {
      total = sumOfLists(total, own);
      sidecars = needed;
    }
    largestInit = largestOfLists(largestInit, needed);
  }
  return largestOfLists(total, largestInit);
}
