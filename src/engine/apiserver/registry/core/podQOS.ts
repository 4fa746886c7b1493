import type { Quantity } from '../../../../kube/quantity.ts';
import { addQuantities, compareQuantities, quantityOf } from '../../../../kube/quantity.ts';
import type { Pod } from '../../../../kube/types.generated.ts';

type ResourceList = Readonly<Record<string, string>>;

const zero = quantityOf(0);
const computeResources = ['cpu', 'memory'];

function positive(list: ResourceList | undefined): [string, Quantity][] {
  const found: [string, Quantity][] = [];
  for (const name of computeResources) {
    const text = list?.[name];
    if (text === undefined) continue;
    const quantity = quantityOf(text);
    if (compareQuantities(quantity, zero) > 0) found.push([name, quantity]);
  }
  return found;
}

function addAll(sums: Map<string, Quantity>, list: readonly [string, Quantity][]): void {
  for (const [name, quantity] of list) {
    const sum = sums.get(name);
    sums.set(name, sum === undefined ? quantity : addQuantities(sum, quantity));
  }
}

/** The quality of service class of a Pod: `BestEffort`, `Burstable` or `Guaranteed`. Mirrors pkg/apis/core/v1/helper/qos/qos.go (v1.36). */
export function podQOSClass(pod: Pod): string {
  const requests = new Map<string, Quantity>();
  const limits = new Map<string, Quantity>();
  let isGuaranteed = true;
  const ofPod = pod.spec.resources;
  const sources = ofPod === undefined
    ? [...pod.spec.containers, ...(pod.spec.initContainers ?? [])].map(({ resources }) => resources)
    : [ofPod];
  for (const resources of sources) {
    addAll(requests, positive(resources?.requests));
    const found = positive(resources?.limits);
    addAll(limits, found);
    const mayLackLimits = ofPod !== undefined && Object.keys(ofPod.limits ?? {}).length === 0;
    if (found.length < computeResources.length && !mayLackLimits) isGuaranteed = false;
  }
  if (requests.size === 0 && limits.size === 0) return 'BestEffort';
  if (!isGuaranteed || requests.size !== limits.size) return 'Burstable';
  for (const [name, request] of requests) {
    const limit = limits.get(name);
    if (limit === undefined || compareQuantities(limit, request) !== 0) return 'Burstable';
  }
  return 'Guaranteed';
}
