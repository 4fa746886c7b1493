import { bigIntToIP, parseCIDR } from '../../kube/ip.ts';
import type { EndpointSlice, Endpoints, PriorityClass, Service, ServiceCIDR } from '../../kube/types.generated.ts';
import type { ClusterSettings } from '../../protocol/settings.ts';
import type { ControlPlaneApi } from './apiServer.ts';
import { nodeObject } from './nodeObject.ts';

const systemNamespaces = ['default', 'kube-system', 'kube-public', 'kube-node-lease'];

/** Where the API server itself is reached, by family. */
const apiServerAddresses = { IPv4: '172.30.0.1', IPv6: 'fd00:172:30::1' } as const;
const securePort = 6443;

/**
 * What an API server puts into an empty cluster: Namespaces, priority classes, its own Service with the endpoint behind it,
 * the ranges of Service addresses; and the Nodes of the settings, as their kubelets register them. Objects that are there stay as they are.
 */
export function bootstrap(api: ControlPlaneApi, settings: ClusterSettings): void {
  for (const name of systemNamespaces) api.create('Namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name }, spec: {} });
  for (const priorityClass of systemPriorityClasses) api.createAny(priorityClass);
  api.createAny(defaultServiceCIDR(settings));
  const primary = parseCIDR(settings.serviceCIDRs[0] ?? '')?.cidr;
  if (primary !== undefined) {
    api.create('Service', kubernetesService(bigIntToIP(primary.base + 1n, primary.family)));
    api.create('Endpoints', kubernetesEndpoints(apiServerAddresses[primary.family]));
    api.create('EndpointSlice', kubernetesEndpointSlice(primary.family));
  }
  for (const node of settings.nodes) api.create('Node', nodeObject(node, 0, settings.kubelet));
}

const systemPriorityClasses: readonly PriorityClass[] = [
  {
    apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'system-cluster-critical' }, value: 2_000_000_000,
    description: 'Used for system critical pods that must run in the cluster, but can be moved to another node if necessary.',
  },
  {
    apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'system-node-critical' }, value: 2_000_001_000,
    description: 'Used for system critical pods that must not be moved from their current node.',
  },
];

function defaultServiceCIDR(settings: ClusterSettings): ServiceCIDR {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'ServiceCIDR', metadata: { name: 'kubernetes' }, spec: { cidrs: settings.serviceCIDRs } };
}

function kubernetesService(clusterIP: string): Service {
  return {
    apiVersion: 'v1', kind: 'Service',
    metadata: { name: 'kubernetes', namespace: 'default', labels: { component: 'apiserver', provider: 'kubernetes' } },
    spec: {
      type: 'ClusterIP', clusterIP, clusterIPs: [clusterIP], sessionAffinity: 'None',
      ports: [{ name: 'https', protocol: 'TCP', port: 443, targetPort: securePort }],
    },
  };
}

function kubernetesEndpoints(ip: string): Endpoints {
  return {
    apiVersion: 'v1', kind: 'Endpoints',
    metadata: { name: 'kubernetes', namespace: 'default', labels: { 'endpointslice.kubernetes.io/skip-mirror': 'true' } },
    subsets: [{ addresses: [{ ip }], ports: [{ name: 'https', port: securePort, protocol: 'TCP' }] }],
  };
}

function kubernetesEndpointSlice(addressType: 'IPv4' | 'IPv6'): EndpointSlice {
  return {
    apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice',
    metadata: { name: 'kubernetes', namespace: 'default', labels: { 'kubernetes.io/service-name': 'kubernetes' } },
    addressType,
    endpoints: [{ addresses: [apiServerAddresses[addressType]], conditions: { ready: true } }],
    ports: [{ name: 'https', port: securePort, protocol: 'TCP' }],
  };
}
