import type { ProxyEndpoint } from './endpointSliceCache.ts';
import type { RealServer } from './ipvsVirtualServer.ts';
import type { ServiceEntry } from './serviceEntry.ts';
import type { CategorizedEndpoints } from './topology.ts';

/** What a proxy looks at in a packet; the network's own packet has this shape, so that nothing is copied. */
export interface Packet {
  sourceIP: string;
  destinationIP: string;
  destinationPort: number;
  /** As `protocolNumber` gives it. */
  protocolNumber: number;
}

/** The Node on which a proxy works. */
export interface ProxyNode {
  readonly name: string;
  /** The address by which the cluster knows the Node, of the packet's family. */
  primaryIP(isIPv6: boolean): string;
  /** Whether an address is the Node's own, loopback and gateways to its Pods included. */
  isLocal(ip: string): boolean;
  isLoopback(ip: string): boolean;
}

/** By which of its addresses a Service was asked. */
export type FrontendRole = 'clusterIP' | 'externalIP' | 'loadBalancer' | 'nodePort';

/** Where a packet is looked at: on its way in from another host or a Pod, or as a process of the Node sends it. */
export type NATHook = 'prerouting' | 'output';

/** Where a packet is filtered, after its destination was rewritten. */
export type FilterChain = 'input' | 'forward' | 'output';

/** Why an endpoint was taken from the list. */
export type PickReason = 'random' | 'only' | 'affinity' | 'roundRobin' | 'leastConnections' | 'sourceHash' | 'destinationHash' | 'shortestDelay' | 'neverQueue';

/** Why a source address is to be rewritten; empty where it is not. */
export type MasqueradeReason = '' | 'nonLocalSource' | 'externalPolicyCluster' | 'fromNode' | 'hairpin';

/** What a filter says, and the code of why. */
export type FilterVerdict = 'accept' | 'reject' | 'drop';

/**
 * What a proxy decided about a packet. One object is used again and again: `resetDecision` first.
 * `entry` is the Service port that the packet was for; without `endpoint` its destination stays.
 */
export interface Decision {
  entry: ServiceEntry | undefined;
  role: FrontendRole;
  endpoint: ProxyEndpoint | undefined;
  /** The list from which the endpoint was taken. */
  candidates: readonly ProxyEndpoint[];
  endpoints: CategorizedEndpoints | undefined;
  policy: 'Cluster' | 'Local';
  /** Local policy does not count, because a Pod or the Node itself asks from inside. */
  isShortCircuit: boolean;
  /** ipvs: no endpoint is left here, so that those elsewhere are taken. */
  isFallback: boolean;
  pick: PickReason;
  masquerade: MasqueradeReason;
  /** Refused before any rewriting. */
  verdict: FilterVerdict;
  /** A code of network/reasons.ts for `verdict`. */
  reason: string;
  server: RealServer | undefined;
}

/** The rules of one proxy mode. */
export interface Proxier {
  /** Decides about a new connection's first packet. Fills `decision`. */
  translate(node: ProxyNode, packet: Packet, hook: NATHook, decision: Decision): void;
  /**
   * Whether the packet may go on, with the destination that it has now. `decision.entry` is set where a Service decides.
   * `isTranslated`: its destination was rewritten on this Node.
   */
  filter(node: ProxyNode, packet: Packet, chain: FilterChain, isTranslated: boolean, decision: Decision): FilterVerdict;
  /** Whether the mode makes an address of a Service an address of every Node. */
  bindsAddress(ip: string): boolean;
}

/** A decision in which nothing is decided: the packet goes on as it is. */
export function newDecision(): Decision {
  return {
    entry: undefined,
    role: 'clusterIP',
    endpoint: undefined,
    candidates: [],
    endpoints: undefined,
    policy: 'Cluster',
    isShortCircuit: false,
    isFallback: false,
    pick: 'random',
    masquerade: '',
    verdict: 'accept',
    reason: '',
    server: undefined,
  };
}

const noEndpoints: readonly ProxyEndpoint[] = [];

/** Makes a decision as new; the object stays the same. */
export function resetDecision(decision: Decision): void {
  decision.entry = undefined;
  decision.role = 'clusterIP';
  decision.endpoint = undefined;
  decision.candidates = noEndpoints;
  decision.endpoints = undefined;
  decision.policy = 'Cluster';
  decision.isShortCircuit = false;
  decision.isFallback = false;
  decision.pick = 'random';
  decision.masquerade = '';
  decision.verdict = 'accept';
  decision.reason = '';
  decision.server = undefined;
}
