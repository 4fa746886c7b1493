import type { IPVSScheduler } from '../../protocol/settings.ts';
import { countConnection, newVirtualServer, putTemplate, syncRealServers, templateServer, type VirtualServer } from './ipvsVirtualServer.ts';
import { pickOf, scheduleServer } from './ipvsScheduler.ts';
import type { ProxyEndpoint } from './endpointSliceCache.ts';
import type { Decision, FilterChain, FilterVerdict, FrontendRole, Packet, Proxier, ProxyNode } from './proxier.ts';
import { isAllowedThroughBalancer, type ChainContext } from './serviceChains.ts';
import { endpointsForNode, type ServiceEntry } from './serviceEntry.ts';

export interface IPVSContext extends ChainContext {
  scheduler(): IPVSScheduler;
}

const isIPv6 = (ip: string): boolean => ip.includes(':');

/**
 * The rules of kube-proxy in mode ipvs: every address of a Service is an address of the Node, behind which a virtual server
 * with its own scheduler's state and its own session affinity chooses. Mirrors pkg/proxy/ipvs (v1.36).
 */
export function createIPVSProxier(context: IPVSContext): Proxier {
  const { table, detector } = context;

  /** Virtual servers of node ports stand on the Node's addresses, not on loopback. */
  function find(node: ProxyNode, packet: Packet): { readonly entry: ServiceEntry; readonly role: FrontendRole } | undefined {
    const { destinationIP: ip, destinationPort: port, protocolNumber } = packet;
    const frontend = table.byAddress(ip, port, protocolNumber);
    if (frontend !== undefined) return frontend;
    const entry = table.byNodePort(port, protocolNumber, isIPv6(ip) ? 'IPv6' : 'IPv4');
    return entry !== undefined && node.isLocal(ip) && !node.isLoopback(ip) ? { entry, role: 'nodePort' } : undefined;
  }

  function virtualServer(entry: ServiceEntry, node: ProxyNode, packet: Packet): VirtualServer {
    const { destinationIP: ip, destinationPort: port } = packet;
    let list = entry.virtualServers.get(node.name);
    if (list === undefined) {
      list = [];
      entry.virtualServers.set(node.name, list);
    }
    for (const virtual of list) if (virtual.port === port && virtual.ip === ip) return virtual;
    const virtual = newVirtualServer(ip, port);
    list.push(virtual);
    return virtual;
  }

  function masquerade(entry: ServiceEntry, role: FrontendRole, packet: Packet, endpoint: ProxyEndpoint, node: ProxyNode, decision: Decision): void {
    if (role === 'clusterIP') {
      if (detector.hasFamily(isIPv6(packet.sourceIP)) && !detector.contains(packet.sourceIP)) decision.masquerade = 'nonLocalSource';
      else if (packet.sourceIP === packet.destinationIP) decision.masquerade = 'fromNode';
    } else if (!entry.info.isExternalPolicyLocal) decision.masquerade = 'externalPolicyCluster';
    else if (node.isLocal(packet.sourceIP) || packet.sourceIP === packet.destinationIP) decision.masquerade = 'fromNode';
    if (endpoint.ip === packet.sourceIP && endpoint.nodeName === node.name) decision.masquerade = 'hairpin';
  }

  /** The endpoints of a virtual server. Under a Local policy without any here, those elsewhere, as far as the Service has a use for them. */
  function realServers(entry: ServiceEntry, role: FrontendRole, node: ProxyNode, decision: Decision): readonly ProxyEndpoint[] {
    const endpoints = endpointsForNode(entry, node.name, table);
    const isLocal = role === 'clusterIP' ? entry.info.isInternalPolicyLocal : entry.info.isExternalPolicyLocal;
    decision.endpoints = endpoints;
    decision.policy = isLocal ? 'Local' : 'Cluster';
    if (!isLocal) return endpoints.cluster;
    if (endpoints.local.length > 0) return endpoints.local;
    decision.isFallback = endpoints.cluster.length > 0;
    return endpoints.cluster;
  }

  function translate(node: ProxyNode, packet: Packet, _hook: string, decision: Decision): void {
    const found = find(node, packet);
    if (found === undefined) return;
    const { entry, role } = found;
    decision.entry = entry;
    decision.role = role;
    if (role === 'loadBalancer' && !isAllowedThroughBalancer(entry, node, packet)) {
      decision.verdict = 'drop';
      decision.reason = 'drop.sourceRanges';
      return;
    }
    const nowMs = context.nowMs();
    decision.candidates = realServers(entry, role, node, decision);
    const virtual = virtualServer(entry, node, packet);
    syncRealServers(virtual, decision.candidates, packet.protocolNumber === 0, nowMs);
    const { affinityTimeoutMs } = entry.info;
    const held = affinityTimeoutMs === 0 ? undefined : templateServer(virtual, packet.sourceIP, nowMs);
    const server = held ?? scheduleServer(context.scheduler(), virtual, packet, nowMs);
    if (server === undefined) {
      // The kernel answers for a virtual server without destinations.
      decision.verdict = 'reject';
      decision.reason = 'reject.noEndpoints';
      return;
    }
    virtual.lastKey = server.endpoint.key;
    if (affinityTimeoutMs > 0) putTemplate(virtual, packet.sourceIP, server, nowMs + affinityTimeoutMs);
    countConnection(server, packet.protocolNumber === 1, nowMs);
    decision.server = server;
    decision.endpoint = server.endpoint;
    decision.pick = held === undefined ? pickOf[context.scheduler()] : 'affinity';
    masquerade(entry, role, packet, server.endpoint, node, decision);
  }

  /** KUBE-IPVS-FILTER: a Service's address takes no other port, whatever the Node itself listens on. */
  function filter(node: ProxyNode, packet: Packet, chain: FilterChain, isTranslated: boolean, decision: Decision): FilterVerdict {
    const { destinationIP: ip } = packet;
    if (isTranslated || chain === 'forward' || !table.hasAddress(ip) || node.primaryIP(isIPv6(ip)) === ip) return 'accept';
    decision.reason = 'reject.undefinedPort';
    return 'reject';
  }

  return { translate, filter, bindsAddress: (ip) => table.hasAddress(ip) };
}
