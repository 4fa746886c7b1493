import type { EndpointSlice, Service } from '../kube/types.generated.ts';
import { nearest } from './editDistance.ts';
import type { RuleContext } from './rule.ts';
import { slicesOf } from './servicePods.ts';
import { namespaceOf, selectorOf } from './serviceSelector.ts';

export const SERVICE_NAME = 'kubernetes.io/service-name';
export const MANAGED_BY = 'endpointslice.kubernetes.io/managed-by';
export const SLICE_CONTROLLER = 'endpointslice-controller.k8s.io';
export const MIRRORING_CONTROLLER = 'endpointslicemirroring-controller.k8s.io';

/** Nobody but its author writes endpoints for it. */
export function isByHand(service: Service): boolean {
  return service.spec.type !== 'ExternalName' && selectorOf(service) === undefined;
}

/** Written by its author, not by one of the cluster's controllers. */
export function isOwnSlice(slice: EndpointSlice): boolean {
  const manager = slice.metadata.labels?.[MANAGED_BY] ?? '';
  return ![SLICE_CONTROLLER, MIRRORING_CONTROLLER].includes(manager) && !(namespaceOf(slice) === 'default' && slice.metadata.name === 'kubernetes');
}

export function hasEndpoints(service: Service, context: RuleContext): boolean {
  if (slicesOf(service, context).some((slice) => (slice.endpoints ?? []).length > 0)) return true;
  const endpoints = context.reader.get('Endpoints', namespaceOf(service), service.metadata.name);
  return (endpoints?.subsets ?? []).some((subset) => (subset.addresses ?? []).length + (subset.notReadyAddresses ?? []).length > 0);
}

/** Names that Endpoints of the Namespace carry and no Service has. */
function orphanNames(namespace: string, context: RuleContext): readonly string[] {
  return context.shapes('Endpoints', namespace).map((endpoints) => endpoints.metadata.name).filter((name) => context.reader.get('Service', namespace, name) === undefined);
}

/** The name under which the endpoints of a Service without any are, as it seems. */
export function likelyEndpointsName(service: Service, context: RuleContext): string | undefined {
  const names = orphanNames(namespaceOf(service), context);
  return nearest(service.metadata.name, names) ?? (names.length === 1 ? names[0] : undefined);
}
