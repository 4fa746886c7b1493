import type { ProxyEndpoint } from './endpointSliceCache.ts';
import type { ServicePort } from './servicePort.ts';

export type TopologyMode = '' | 'PreferSameNode' | 'PreferSameZone';

/** What a Node knows of the endpoints of one service port. */
export interface CategorizedEndpoints {
  /** For the traffic policy Cluster; empty where that is never used. */
  readonly cluster: readonly ProxyEndpoint[];
  /** For the traffic policy Local; empty where that is never used. */
  readonly local: readonly ProxyEndpoint[];
  /** Whether a usable endpoint exists anywhere in the cluster. */
  readonly hasAny: boolean;
  readonly topologyMode: TopologyMode;
  /** No ready endpoint is left: the list holds those that terminate and still serve. */
  readonly isClusterTerminating: boolean;
  readonly isLocalTerminating: boolean;
}

/** Whether the choice is the same on every Node: no hints and no policy that looks at the Node. */
export function isSameOnAllNodes(endpoints: readonly ProxyEndpoint[], servicePort: ServicePort): boolean {
  return !servicePort.usesLocalEndpoints && !endpoints.some((endpoint) => endpoint.zoneHints.length > 0 || endpoint.nodeHints.length > 0);
}

/**
 * Which endpoints a Node may use for each traffic policy: the ready ones that suit the topology, or else, for each policy
 * on its own, those that are terminating and still serve.
 * `zone` is the Node's zone label, empty where it has none. Mirrors CategorizeEndpoints of pkg/proxy/topology.go (v1.36).
 */
export function categorizeEndpoints(endpoints: readonly ProxyEndpoint[], servicePort: ServicePort, nodeName: string, zone: string): CategorizedEndpoints {
  const lasting = (endpoint: ProxyEndpoint): boolean => endpoint.isServing && endpoint.isTerminating;
  let topologyMode: TopologyMode = '';
  let cluster: readonly ProxyEndpoint[] = [];
  let isClusterTerminating = false;
  if (servicePort.usesClusterEndpoints) {
    topologyMode = topologyModeFromHints(endpoints, nodeName, zone);
    cluster = endpoints.filter((endpoint) => endpoint.isReady && isAvailable(endpoint, topologyMode, nodeName, zone));
    if (cluster.length === 0) {
      cluster = endpoints.filter(lasting);
      isClusterTerminating = cluster.length > 0;
    }
  }
  let hasAny = cluster.length > 0;
  let local: readonly ProxyEndpoint[] = [];
  let isLocalTerminating = false;
  if (servicePort.usesLocalEndpoints) {
    hasAny ||= endpoints.some((endpoint) => endpoint.isReady || lasting(endpoint));
    local = endpoints.filter((endpoint) => endpoint.nodeName === nodeName && endpoint.isReady);
    if (local.length === 0) {
      local = endpoints.filter((endpoint) => endpoint.nodeName === nodeName && lasting(endpoint));
      isLocalTerminating = local.length > 0;
    }
  }
  return { cluster, local, hasAny, topologyMode, isClusterTerminating, isLocalTerminating };
}

/**
 * PreferSameNode where every ready endpoint has a Node hint and one names this Node; otherwise PreferSameZone by the same
 * rule for zones; otherwise no preference. Mirrors topologyModeFromHints (v1.36).
 */
function topologyModeFromHints(endpoints: readonly ProxyEndpoint[], nodeName: string, zone: string): TopologyMode {
  let hasReady = false;
  let hasForNode = false;
  let hasForZone = false;
  let haveAllNodeHints = true;
  let haveAllZoneHints = true;
  for (const endpoint of endpoints) {
    if (!endpoint.isReady) continue;
    hasReady = true;
    if (endpoint.nodeHints.length === 0) haveAllNodeHints = false;
    else if (endpoint.nodeHints.includes(nodeName)) hasForNode = true;
    if (endpoint.zoneHints.length === 0) haveAllZoneHints = false;
    else if (endpoint.zoneHints.includes(zone)) hasForZone = true;
  }
  if (!hasReady) return '';
  if (haveAllNodeHints && hasForNode) return 'PreferSameNode';
  return haveAllZoneHints && hasForZone ? 'PreferSameZone' : '';
}

function isAvailable(endpoint: ProxyEndpoint, mode: TopologyMode, nodeName: string, zone: string): boolean {
  if (mode === '') return true;
  return mode === 'PreferSameNode' ? endpoint.nodeHints.includes(nodeName) : endpoint.zoneHints.includes(zone);
}
