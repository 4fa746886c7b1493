import type { CIDRSet } from './cidrSet.ts';
import type { Decision, FilterChain, FilterVerdict, Packet, Proxier, ProxyNode } from './proxier.ts';
import { clusterIPChain, externalChain, filterWithoutEndpoints, isAllowedThroughBalancer, type ChainContext } from './serviceChains.ts';
import { endpointsForNode, type ServiceEntry } from './serviceEntry.ts';

/** What this mode needs beside the tables: the ranges from which cluster IPs are taken. */
export interface NFTablesContext extends ChainContext {
  readonly serviceCIDRs: CIDRSet;
}

const isIPv6 = (ip: string): boolean => ip.includes(':');

/**
 * The rules of kube-proxy in mode nftables: a random endpoint for each new connection, node ports on the Node's primary
 * addresses only, and an answer for addresses of the Service ranges that nobody serves.
 * Mirrors syncProxyRules and setupNFTables of pkg/proxy/nftables (v1.36).
 */
export function createNFTablesProxier(context: NFTablesContext): Proxier {
  const { table, serviceCIDRs } = context;

  /** The set nodeport-ips. */
  function nodePortEntry(node: ProxyNode, packet: Packet): ServiceEntry | undefined {
    const { destinationIP: ip } = packet;
    const isWide = isIPv6(ip);
    const entry = table.byNodePort(packet.destinationPort, packet.protocolNumber, isWide ? 'IPv6' : 'IPv4');
    return entry !== undefined && node.primaryIP(isWide) === ip ? entry : undefined;
  }

  function translate(node: ProxyNode, packet: Packet, _hook: string, decision: Decision): void {
    const frontend = table.byAddress(packet.destinationIP, packet.destinationPort, packet.protocolNumber);
    if (frontend?.role === 'clusterIP') clusterIPChain(context, node, packet, frontend.entry, decision);
    else if (frontend !== undefined) {
      decision.role = frontend.role;
      if (frontend.role === 'loadBalancer' && !isAllowedThroughBalancer(frontend.entry, node, packet)) {
        decision.entry = frontend.entry;
        decision.verdict = 'drop';
        decision.reason = 'drop.sourceRanges';
        return;
      }
      externalChain(context, node, packet, frontend.entry, decision);
    } else {
      const entry = nodePortEntry(node, packet);
      if (entry === undefined) return;
      decision.role = 'nodePort';
      externalChain(context, node, packet, entry, decision);
    }
    // The set hairpin-connections holds the Node's own endpoints only.
    const { endpoint } = decision;
    if (endpoint?.ip === packet.sourceIP && endpoint.nodeName === node.name) decision.masquerade = 'hairpin';
  }

  function filter(node: ProxyNode, packet: Packet, chain: FilterChain, _isTranslated: boolean, decision: Decision): FilterVerdict {
    const { destinationIP: ip } = packet;
    const frontend = table.byAddress(ip, packet.destinationPort, packet.protocolNumber);
    const entry = frontend?.entry ?? (chain === 'input' ? nodePortEntry(node, packet) : undefined);
    if (entry !== undefined) {
      const role = frontend?.role ?? 'nodePort';
      const { hasAny, local } = endpointsForNode(entry, node.name, table);
      const isLocalOnly = role === 'clusterIP' ? entry.info.isInternalPolicyLocal : entry.info.isExternalPolicyLocal;
      if (!hasAny || (isLocalOnly && local.length === 0)) {
        decision.role = role;
        return filterWithoutEndpoints(decision, entry, hasAny);
      }
    }
    if (chain === 'input') return 'accept';
    // The chain cluster-ips-check.
    if (table.isClusterIP(ip)) {
      decision.reason = 'reject.undefinedPort';
      return 'reject';
    }
    if (!serviceCIDRs.contains(ip)) return 'accept';
    decision.reason = 'drop.unallocatedClusterIP';
    return 'drop';
  }

  return { translate, filter, bindsAddress: () => false };
}
