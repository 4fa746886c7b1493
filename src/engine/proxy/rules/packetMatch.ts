import { cidrContains, ipToBigInt, parseCIDR, parseIP } from '../../../kube/ip.ts';
import type { RuleOwner } from '../../../protocol/rules.ts';
import type { RuleNode } from './ruleModel.ts';
import type { Element, Match, RuleSet, SetKey } from './model.ts';

/** A packet on its way through one Node's rules. */
export interface RulePacket {
  readonly node: RuleNode;
  source: string;
  destination: string;
  port: number;
  readonly protocol: string;
  /** The destination it came with. */
  readonly original: { readonly ip: string; readonly port: number };
  isMarked: boolean;
  readonly isNew: boolean;
  isTranslated: boolean;
  /** The endpoint that was taken, as `address:port`; empty where none was. */
  readonly endpoint: string;
  /** It was taken because the client was held to it. */
  readonly isHeld: boolean;
}

/** Whether an address is in a range as a rule writes it: an address, a range with prefix length, or `first-last`. */
function isInRange(range: string, ip: string): boolean {
  if (range === ip) return true;
  const slash = range.indexOf('/');
  if (slash < 0) {
    const [first = '', last = ''] = range.split('-');
    const value = ipToBigInt(ip);
    const from = ipToBigInt(first);
    const to = ipToBigInt(last);
    return value !== undefined && from !== undefined && to !== undefined && value >= from && value <= to;
  }
  const length = range.slice(slash + 1);
  if (length === '32' || length === '128') return range.slice(0, slash) === ip;
  const parsed = parseCIDR(range);
  const address = parseIP(ip);
  return parsed !== undefined && address !== undefined && parsed.cidr.family === address.family && cidrContains(parsed.cidr, address);
}

/** What a set or map of nftables is asked with. */
export function nftablesKey(key: SetKey, { source, destination, protocol, port }: RulePacket): string {
  switch (key) {
    case 'destination': return destination;
    case 'source': return source;
    case 'destinationProtocolPort': return `${destination} . ${protocol} . ${port}`;
    case 'protocolPort': return `${protocol} . ${port}`;
    case 'hairpin': return `${source} . ${destination} . ${protocol} . ${port}`;
  }
}

/** The element of an ipset that holds a packet. */
function ipsetElement(set: RuleSet, directions: string, { source, destination, protocol, port }: RulePacket): Element | undefined {
  const ip = directions.startsWith('src') ? source : destination;
  const ipPort = `${ip},${protocol}:${port}`;
  switch (set.type) {
    case 'bitmap:port': return set.elements.find((element) => element.key === String(port));
    case 'hash:ip': return set.elements.find((element) => element.key === ip);
    case 'hash:ip,port': return set.elements.find((element) => element.key === ipPort);
    case 'hash:ip,port,ip': return set.elements.find((element) => element.key === `${ipPort},${source}`);
    case 'hash:ip,port,net': return set.elements.find((element) => element.key.startsWith(`${ipPort},`) && isInRange(element.key.slice(ipPort.length + 1), source));
    default: return undefined;
  }
}

function stateHolds(states: string, packet: RulePacket): boolean {
  return states.split(',').some((state) => {
    if (state === 'NEW' || state === 'new') return packet.isNew;
    if (state === 'ESTABLISHED') return !packet.isNew;
    return state === 'DNAT' && packet.isTranslated;
  });
}

/** Where rules choose at random, the way that leads to the endpoint that was taken. */
const leadsToTaken = (owner: RuleOwner | undefined, packet: RulePacket): boolean => owner?.endpoint === packet.endpoint;

/** Whether a match holds for a packet. */
export function matchHolds(match: Match, packet: RulePacket, sets: ReadonlyMap<string, RuleSet>, owner: RuleOwner | undefined): boolean {
  const is = (holds: boolean, isNegated: boolean | undefined): boolean => holds !== (isNegated === true);
  switch (match.kind) {
    case 'protocol': return match.protocol === packet.protocol;
    case 'source': return is(match.ranges.some((range) => isInRange(range, packet.source)), match.isNegated);
    case 'destination': return is(match.ranges.some((range) => isInRange(range, packet.destination)), match.isNegated);
    case 'destinationPort': return match.protocol === packet.protocol && (match.port ?? packet.port) === packet.port;
    case 'sourceType': return is(packet.node.isLocal(packet.source), match.isNegated);
    case 'destinationType': return is(isLocalDestination(packet, sets), match.isNegated);
    case 'mark': return is(packet.isMarked, match.isNegated);
    case 'ctState': return is(stateHolds(match.states, packet), match.isNegated);
    case 'ctStatusDNAT': return packet.isTranslated;
    case 'statistic': return leadsToTaken(owner, packet);
    case 'recentCheck': return packet.isHeld && leadsToTaken(owner, packet);
    case 'inSet': {
      if (match.key === 'source') return packet.isHeld && leadsToTaken(owner, packet);
      const key = nftablesKey(match.key, packet);
      return sets.get(match.set)?.elements.some((element) => element.key === key) === true;
    }
    case 'ipset': {
      const set = sets.get(match.set);
      return set !== undefined && ipsetElement(set, match.directions, packet) !== undefined;
    }
    case 'ipvs': return match.address === packet.original.ip && match.port === packet.original.port && match.protocol === packet.protocol && packet.isTranslated;
    case 'comment':
    case 'nfacct':
    case 'recentSet':
    case 'physdevNotIn': return true;
  }
}

/** Whether the packet is for the Node itself: one of its addresses, or one that mode ipvs has bound there. */
export function isLocalDestination({ node, destination }: RulePacket, sets: ReadonlyMap<string, RuleSet>): boolean {
  if (node.isLocal(destination)) return true;
  const bound = sets.get('KUBE-IPVS-IPS') ?? sets.get('KUBE-6-IPVS-IPS');
  return bound?.elements.some((element) => element.key === destination) === true;
}
