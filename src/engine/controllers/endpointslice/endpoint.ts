import type { DiscoveryEndpointPort, Endpoint, Node, Pod, Service, ServicePort } from '../../../kube/types.generated.ts';
import { formatIP, parseIP } from '../../../kube/ip.ts';
import { deepEqual } from '../../../kube/objects.ts';
import { isPodReady, isPodTerminal } from '../podConditions.ts';
import { zoneLabel } from './labels.ts';

/** Whether a Pod belongs into endpoints at all: it can still run and has an address. Mirrors ShouldPodBeInEndpoints (v1.36). */
export function shouldPodBeInEndpoints(pod: Pod, includesTerminating: boolean): boolean {
  if (isPodTerminal(pod)) return false;
  if ((pod.status?.podIP ?? '') === '' && (pod.status?.podIPs ?? []).length === 0) return false;
  return includesTerminating || pod.metadata.deletionTimestamp === undefined;
}

/** Whether the Pod's hostname makes a DNS name below this Service. */
export function shouldSetHostname(pod: Pod, service: Service): boolean {
  return (pod.spec.hostname ?? '') !== '' && pod.spec.subdomain === service.metadata.name && service.metadata.namespace === pod.metadata.namespace;
}

/** Headless Services, and those without any address, have no virtual IP. */
export function isServiceIPSet(service: Service): boolean {
  return service.spec.clusterIP !== 'None' && (service.spec.clusterIP ?? '') !== '';
}

/**
 * The number that a Service port comes to on a Pod: a number as it is, a name by the first container (then sidecar) that gives
 * this name to a port of the same protocol. Undefined where no container does. Mirrors FindPort of staging/src/k8s.io/endpointslice/utils.go (v1.36).
 */
export function findPort(pod: Pod, servicePort: ServicePort): number | undefined {
  const target = servicePort.targetPort ?? servicePort.port;
  if (typeof target === 'number') return target;
  const sidecars = (pod.spec.initContainers ?? []).filter((container) => container.restartPolicy === 'Always');
  for (const container of [...pod.spec.containers, ...sidecars]) {
    for (const port of container.ports ?? []) {
      if (port.name === target && (port.protocol ?? 'TCP') === (servicePort.protocol ?? 'TCP')) return port.containerPort;
    }
  }
  return undefined;
}

/** The slice ports of a Service on a Pod, in the Service's order; ports that resolve to nothing are left out. */
export function getEndpointPorts(service: Service, pod: Pod): readonly DiscoveryEndpointPort[] {
  const found: DiscoveryEndpointPort[] = [];
  for (const servicePort of service.spec.ports ?? []) {
    const port = findPort(pod, servicePort);
    if (port === undefined) continue;
    const { appProtocol } = servicePort;
    found.push({ name: servicePort.name ?? '', port, protocol: servicePort.protocol ?? 'TCP', ...(appProtocol === undefined ? {} : { appProtocol }) });
  }
  return found;
}

function addressesOf(pod: Pod, addressType: string): readonly string[] {
  const found: string[] = [];
  for (const { ip } of pod.status?.podIPs ?? []) {
    const parsed = parseIP(ip);
    if (parsed?.family === addressType) found.push(formatIP(parsed));
  }
  return found;
}

/** A Pod as an endpoint of one address family; its `addresses` are empty where the Pod has none of that family. Mirrors podToEndpoint (v1.36). */
export function podToEndpoint(pod: Pod, node: Node | undefined, service: Service, addressType: string): Endpoint {
  const serving = isPodReady(pod);
  const terminating = pod.metadata.deletionTimestamp !== undefined;
  const zone = node?.metadata.labels?.[zoneLabel] ?? '';
  const { namespace, name, uid } = pod.metadata;
  const { nodeName, hostname } = pod.spec;
  return {
    addresses: addressesOf(pod, addressType),
    conditions: { ready: service.spec.publishNotReadyAddresses === true || (serving && !terminating), serving, terminating },
    ...(hostname !== undefined && shouldSetHostname(pod, service) ? { hostname } : {}),
    targetRef: { kind: 'Pod', name, ...(namespace === undefined ? {} : { namespace }), ...(uid === undefined ? {} : { uid }) },
    ...(nodeName === undefined || nodeName === '' ? {} : { nodeName }),
    ...(zone === '' ? {} : { zone }),
  };
}

/** What makes two endpoints the same one: addresses, hostname and the Pod's name. Mirrors util/endpointset.go (v1.36). */
export function endpointKey(endpoint: Endpoint): string {
  return [[...endpoint.addresses].sort().join(','), endpoint.hostname ?? '', endpoint.targetRef?.namespace ?? '', endpoint.targetRef?.name ?? '', endpoint.targetRef?.kind ?? ''].join('|');
}

/** Whether two endpoints of the same key say the same; hints do not count. Mirrors EndpointsEqualBeyondHash (v1.36). */
export function endpointsEqualBeyondHash(a: Endpoint, b: Endpoint): boolean {
  return a.nodeName === b.nodeName && a.zone === b.zone
    && a.conditions?.ready === b.conditions?.ready && a.conditions?.serving === b.conditions?.serving && a.conditions?.terminating === b.conditions?.terminating
    && deepEqual(a.targetRef, b.targetRef);
}

/** Ready as consumers of slices read it here: said, and true. */
export function isEndpointReady(endpoint: Endpoint): boolean {
  return endpoint.conditions?.ready === true;
}
