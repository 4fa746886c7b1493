import type { ProxyEndpoint } from './endpointSliceCache.ts';
import type { VirtualServer } from './ipvsVirtualServer.ts';
import type { ServicePort } from './servicePort.ts';
import { categorizeEndpoints, isSameOnAllNodes, type CategorizedEndpoints } from './topology.ts';

/** Whom a Node remembers for one service port: by client address, the endpoints it was sent to and when, in simulated milliseconds. */
export type AffinityTable = Map<string, Map<string, number>>;

interface PerNode { readonly zone: string; readonly endpoints: CategorizedEndpoints }

/** One service port with its endpoints, and what each Node remembers of it. It lives as long as its Service has that port. */
export interface ServiceEntry {
  info: ServicePort;
  /** Sorted by address and port. */
  endpoints: readonly ProxyEndpoint[];
  /** Session affinity by Node name: who was sent where. */
  readonly affinity: Map<string, AffinityTable>;
  /** Virtual servers of ipvs by Node name: one for each address at which the Service was asked there. */
  readonly virtualServers: Map<string, VirtualServer[]>;
  /** Where every Node comes to the same, what that is. */
  shared: CategorizedEndpoints | undefined;
  readonly byNode: Map<string, PerNode>;
  isSameOnAllNodes: boolean;
}

/** A service port that no Node has looked at yet. */
export function newServiceEntry(info: ServicePort, endpoints: readonly ProxyEndpoint[]): ServiceEntry {
  return {
    info,
    endpoints,
    affinity: new Map(),
    virtualServers: new Map(),
    shared: undefined,
    byNode: new Map(),
    isSameOnAllNodes: isSameOnAllNodes(endpoints, info),
  };
}

/** Gives the entry another Service or other endpoints. What Nodes had worked out is forgotten; whom they remember is not. */
export function updateServiceEntry(entry: ServiceEntry, info: ServicePort, endpoints: readonly ProxyEndpoint[]): void {
  entry.info = info;
  entry.endpoints = endpoints;
  entry.shared = undefined;
  entry.byNode.clear();
  entry.isSameOnAllNodes = isSameOnAllNodes(endpoints, info);
}

/** Tells the zone of a Node, empty where it has none. */
export interface Zones { zoneOf(nodeName: string): string }

/** What a Node may use, worked out when it is first asked for. */
export function endpointsForNode(entry: ServiceEntry, nodeName: string, zones: Zones): CategorizedEndpoints {
  if (entry.isSameOnAllNodes) {
    entry.shared ??= categorizeEndpoints(entry.endpoints, entry.info, nodeName, zones.zoneOf(nodeName));
    return entry.shared;
  }
  const zone = zones.zoneOf(nodeName);
  const known = entry.byNode.get(nodeName);
  if (known?.zone === zone) return known.endpoints;
  const endpoints = categorizeEndpoints(entry.endpoints, entry.info, nodeName, zone);
  entry.byNode.set(nodeName, { zone, endpoints });
  return endpoints;
}
