import type { Random } from '../random.ts';
import { heldEndpoint, remember } from './affinity.ts';
import type { CIDRSet } from './cidrSet.ts';
import type { Decision, Packet, ProxyNode } from './proxier.ts';
import type { ServiceEntry } from './serviceEntry.ts';
import { endpointsForNode } from './serviceEntry.ts';
import { isSourceAllowed } from './servicePort.ts';
import type { ServiceTable } from './serviceTable.ts';

/** What the rules of iptables and nftables have in common. */
export interface ChainContext {
  readonly table: ServiceTable;
  /** The cluster's own Pods. */
  readonly detector: CIDRSet;
  readonly random: Random;
  nowMs(): number;
}

const isIPv6 = (ip: string): boolean => ip.includes(':');

/** The rules for a Service's cluster IP. Without an endpoint the destination stays, and the filter decides. */
export function clusterIPChain(context: ChainContext, node: ProxyNode, packet: Packet, entry: ServiceEntry, decision: Decision): void {
  const { info } = entry;
  const endpoints = endpointsForNode(entry, node.name, context.table);
  decision.entry = entry;
  decision.endpoints = endpoints;
  decision.policy = info.isInternalPolicyLocal ? 'Local' : 'Cluster';
  decision.candidates = info.isInternalPolicyLocal ? endpoints.local : endpoints.cluster;
  if (decision.candidates.length === 0) return;
  if (context.detector.hasFamily(isIPv6(packet.sourceIP)) && !context.detector.contains(packet.sourceIP)) decision.masquerade = 'nonLocalSource';
  pickEndpoint(context, node, packet, entry, decision);
}

/**
 * The rules for every other address of a Service. With externalTrafficPolicy Local, the cluster's Pods and the Node itself
 * are led to all endpoints, as if they had gone out and come in through a load balancer.
 */
export function externalChain(context: ChainContext, node: ProxyNode, packet: Packet, entry: ServiceEntry, decision: Decision): void {
  const { info } = entry;
  const endpoints = endpointsForNode(entry, node.name, context.table);
  decision.entry = entry;
  decision.endpoints = endpoints;
  decision.candidates = endpoints.cluster;
  if (!endpoints.hasAny) return;
  if (!info.isExternalPolicyLocal) decision.masquerade = 'externalPolicyCluster';
  else if (context.detector.hasFamily(isIPv6(packet.sourceIP)) && context.detector.contains(packet.sourceIP)) decision.isShortCircuit = true;
  else if (node.isLocal(packet.sourceIP)) {
    decision.isShortCircuit = true;
    decision.masquerade = 'fromNode';
  } else {
    decision.policy = 'Local';
    decision.candidates = endpoints.local;
  }
  if (decision.candidates.length > 0) pickEndpoint(context, node, packet, entry, decision);
}

function pickEndpoint(context: ChainContext, node: ProxyNode, packet: Packet, entry: ServiceEntry, decision: Decision): void {
  const { candidates } = decision;
  if (entry.info.affinityTimeoutMs === 0) {
    decision.endpoint = candidates[candidates.length === 1 ? 0 : context.random.int(candidates.length)];
    decision.pick = candidates.length === 1 ? 'only' : 'random';
    return;
  }
  const nowMs = context.nowMs();
  const held = heldEndpoint(entry, node.name, packet.sourceIP, candidates, nowMs);
  const endpoint = held ?? candidates[context.random.int(candidates.length)];
  decision.pick = held === undefined ? 'random' : 'affinity';
  decision.endpoint = endpoint;
  if (endpoint !== undefined) remember(entry, node.name, packet.sourceIP, endpoint, nowMs);
}

/** Why a Service's address without usable endpoints is refused or dropped: no endpoint anywhere, or none that the policy allows. */
export function filterWithoutEndpoints(decision: Decision, entry: ServiceEntry, hasAny: boolean): 'reject' | 'drop' {
  decision.entry = entry;
  decision.reason = hasAny ? 'drop.noLocalEndpoints' : 'reject.noEndpoints';
  return hasAny ? 'drop' : 'reject';
}

/**
 * Whether loadBalancerSourceRanges let a packet through. A Node whose own address is among them may also ask with the load
 * balancer's address as its own, as where that address is bound on the Node.
 */
export function isAllowedThroughBalancer(entry: ServiceEntry, node: ProxyNode, packet: Packet): boolean {
  if (isSourceAllowed(entry.info, packet.sourceIP)) return true;
  return entry.info.loadBalancerVIPs.includes(packet.sourceIP) && isSourceAllowed(entry.info, node.primaryIP(isIPv6(packet.sourceIP)));
}
