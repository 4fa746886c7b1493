import type { EndpointSlice, Service } from '../kube/types.generated.ts';
import { objectId, type ObjectId } from '../protocol/ref.ts';
import type { ServicePortView, ServiceView } from '../protocol/view.ts';
import { idOf } from './objectViews.ts';

type EndpointState = keyof ServiceView['endpoints'];

/** A Service and what its slices say of it. */
export function serviceView(service: Service, slices: readonly EndpointSlice[]): ServiceView {
  const { spec } = service;
  const isHeadless = spec.clusterIP === 'None';
  const type = serviceType(spec.type);
  const addresses = (service.status?.loadBalancer?.ingress ?? []).map((ingress) => ingress.ip ?? ingress.hostname ?? '');
  return {
    id: idOf(service),
    namespace: service.metadata.namespace ?? '',
    name: service.metadata.name,
    type, isHeadless,
    clusterIPs: isHeadless ? [] : (spec.clusterIPs ?? (spec.clusterIP === undefined || spec.clusterIP === '' ? [] : [spec.clusterIP])),
    externalIPs: spec.externalIPs ?? [],
    externalName: type === 'ExternalName' ? (spec.externalName ?? '') : '',
    ports: portViews(service, slices),
    selector: spec.selector === undefined || Object.keys(spec.selector).length === 0 ? null : spec.selector,
    sessionAffinity: spec.sessionAffinity ?? 'None',
    externalTrafficPolicy: spec.externalTrafficPolicy ?? '',
    internalTrafficPolicy: spec.internalTrafficPolicy ?? '',
    trafficDistribution: spec.trafficDistribution ?? '',
    loadBalancerAddresses: addresses,
    isLoadBalancerPending: type === 'LoadBalancer' && addresses.length === 0,
    ...endpointsOf(service, slices),
  };
}

function serviceType(type: string | undefined): ServiceView['type'] {
  return type === 'NodePort' || type === 'LoadBalancer' || type === 'ExternalName' ? type : 'ClusterIP';
}

function portViews({ spec }: Service, slices: readonly EndpointSlice[]): readonly ServicePortView[] {
  return (spec.ports ?? []).map((port) => {
    const target = port.targetPort ?? port.port;
    const written = new Set(slices.flatMap((slice) => (slice.ports ?? []).filter((each) => (each.name ?? '') === (port.name ?? '') && each.port !== undefined).map((each) => each.port ?? 0)));
    const hasSelector = spec.selector !== undefined && Object.keys(spec.selector).length > 0;
    const resolved = typeof target === 'number' && (hasSelector || written.size === 0) ? [target] : [...written].sort((a, b) => a - b);
    return { name: port.name ?? '', port: port.port, protocol: port.protocol ?? 'TCP', targetPort: String(target), resolved, nodePort: port.nodePort ?? 0 };
  });
}

/** A Pod counts once, though it may stand in a slice for each family. */
function endpointsOf(service: Service, slices: readonly EndpointSlice[]): Pick<ServiceView, 'endpoints' | 'pods' | 'otherAddresses'> {
  const states = new Map<string, EndpointState>();
  const pods = new Set<ObjectId>();
  const others = new Set<string>();
  for (const { targetRef, addresses, conditions } of slices.flatMap((slice) => slice.endpoints ?? [])) {
    const pod = targetRef?.kind === 'Pod' ? objectId({ kind: 'Pod', namespace: targetRef.namespace ?? service.metadata.namespace, name: targetRef.name ?? '' }) : undefined;
    if (pod !== undefined) pods.add(pod);
    else for (const address of addresses) others.add(address);
    states.set(pod ?? addresses.join(), conditions?.ready !== false ? 'ready' : conditions.terminating === true ? 'terminating' : 'notReady');
  }
  const endpoints = { ready: 0, notReady: 0, terminating: 0 };
  for (const state of states.values()) endpoints[state]++;
  return { endpoints, pods: [...pods].sort(), otherAddresses: [...others].sort() };
}
