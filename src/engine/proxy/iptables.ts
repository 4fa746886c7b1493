import type { Decision, FilterVerdict, Packet, Proxier, ProxyNode } from './proxier.ts';
import { clusterIPChain, externalChain, filterWithoutEndpoints, isAllowedThroughBalancer, type ChainContext } from './serviceChains.ts';
import { endpointsForNode, type ServiceEntry } from './serviceEntry.ts';

const familyOf = (ip: string): 'IPv4' | 'IPv6' => (ip.includes(':') ? 'IPv6' : 'IPv4');

/**
 * The rules of kube-proxy in mode iptables: a random endpoint for each new connection, node ports on every address of the
 * Node, 127.0.0.1 included. Mirrors syncProxyRules of pkg/proxy/iptables (v1.36).
 */
export function createIPTablesProxier(context: ChainContext): Proxier {
  const { table } = context;

  function nodePortEntry(node: ProxyNode, packet: Packet): ServiceEntry | undefined {
    const { destinationIP: ip } = packet;
    const entry = table.byNodePort(packet.destinationPort, packet.protocolNumber, familyOf(ip));
    return entry !== undefined && node.isLocal(ip) ? entry : undefined;
  }

  /** KUBE-NODEPORTS is reached for every local address, except IPv6 loopback; what the filter refuses is refused there too. */
  const isDispatched = (node: ProxyNode, ip: string): boolean => familyOf(ip) === 'IPv4' || !node.isLoopback(ip);

  function translate(node: ProxyNode, packet: Packet, _hook: string, decision: Decision): void {
    const frontend = table.byAddress(packet.destinationIP, packet.destinationPort, packet.protocolNumber);
    if (frontend?.role === 'clusterIP') {
      clusterIPChain(context, node, packet, frontend.entry, decision);
    } else if (frontend !== undefined && (frontend.role !== 'loadBalancer' || isAllowedThroughBalancer(frontend.entry, node, packet))) {
      decision.role = frontend.role;
      externalChain(context, node, packet, frontend.entry, decision);
    }
    if (decision.endpoint === undefined && isDispatched(node, packet.destinationIP)) {
      const entry = nodePortEntry(node, packet);
      if (entry !== undefined) {
        decision.role = 'nodePort';
        externalChain(context, node, packet, entry, decision);
      }
    }
    // KUBE-SEP: what comes back to its sender must come from somewhere else.
    if (decision.endpoint?.ip === packet.sourceIP) decision.masquerade = 'hairpin';
  }

  function filter(node: ProxyNode, packet: Packet, chain: 'input' | 'forward' | 'output', _isTranslated: boolean, decision: Decision): FilterVerdict {
    const { destinationIP: ip, destinationPort: port, protocolNumber } = packet;
    const frontend = table.byAddress(ip, port, protocolNumber);
    if (frontend?.role === 'clusterIP') return chain === 'input' ? 'accept' : filterClusterIP(node, frontend.entry, decision);
    if (frontend !== undefined) {
      decision.role = frontend.role;
      const verdict = chain === 'output' ? 'accept' : filterExternal(node, frontend.entry, decision);
      if (verdict !== 'accept' || frontend.role !== 'loadBalancer' || frontend.entry.info.loadBalancerSourceRanges.length === 0) return verdict;
      if (!endpointsForNode(frontend.entry, node.name, table).hasAny) return verdict;
      // KUBE-PROXY-FIREWALL: what the Service's own rules did not take was not allowed.
      decision.entry = frontend.entry;
      decision.reason = 'drop.sourceRanges';
      return 'drop';
    }
    const entry = chain === 'input' ? nodePortEntry(node, packet) : undefined;
    if (entry === undefined) return 'accept';
    decision.role = 'nodePort';
    return filterExternal(node, entry, decision);
  }

  function filterClusterIP(node: ProxyNode, entry: ServiceEntry, decision: Decision): FilterVerdict {
    const { hasAny, local } = endpointsForNode(entry, node.name, table);
    if (hasAny && !(entry.info.isInternalPolicyLocal && local.length === 0)) return 'accept';
    decision.role = 'clusterIP';
    return filterWithoutEndpoints(decision, entry, hasAny);
  }

  function filterExternal(node: ProxyNode, entry: ServiceEntry, decision: Decision): FilterVerdict {
    const { hasAny, local } = endpointsForNode(entry, node.name, table);
    if (hasAny && !(entry.info.isExternalPolicyLocal && local.length === 0)) return 'accept';
    return filterWithoutEndpoints(decision, entry, hasAny);
  }

  return { translate, filter, bindsAddress: () => false };
}
