import { cidrContains, parseCIDR, parseIP, bigIntToIP, type CIDR, type IP } from '../../kube/ip.ts';
import type { NodeSettings } from '../../protocol/settings.ts';
import type { ProxyNode } from '../proxy/proxier.ts';
import { createConntrack, type Conntrack } from './conntrack.ts';

/** A Node as a machine: its addresses, its Pod ranges and what its kernel remembers of connections. */
export interface Machine extends ProxyNode {
  readonly settings: NodeSettings;
  readonly podCIDRs: readonly CIDR[];
  readonly conntrack: Conntrack;
  /** Its address towards other hosts; empty where it has none of the family. */
  primaryIP(isIPv6: boolean): string;
  /** Its address towards its own Pods. */
  gatewayIP(isIPv6: boolean): string;
}

const isIPv6 = (ip: string): boolean => ip.includes(':');

/** 127.0.0.0/8 and ::1. */
export function isLoopbackAddress(ip: string): boolean {
  return ip.startsWith('127.') || ip === '::1';
}

/** Makes a machine of a Node's settings. The gateway to its Pods is the first address of each Pod range. */
export function newMachine(settings: NodeSettings, conntrack: Conntrack = createConntrack()): Machine {
  const podCIDRs = settings.podCIDRs.flatMap((text) => {
    const parsed = parseCIDR(text);
    return parsed === undefined ? [] : [parsed.cidr];
  });
  const gateways = podCIDRs.map((cidr) => bigIntToIP(cidr.base + 1n, cidr.family));
  const own = new Set([...settings.addresses, ...gateways]);
  const first = (list: readonly string[], isWide: boolean): string => list.find((ip) => isIPv6(ip) === isWide) ?? '';
  const primary = { narrow: first(settings.addresses, false), wide: first(settings.addresses, true) };
  const gateway = { narrow: first(gateways, false), wide: first(gateways, true) };
  return {
    name: settings.name,
    settings,
    podCIDRs,
    conntrack,
    primaryIP: (isWide) => (isWide ? primary.wide : primary.narrow),
    gatewayIP: (isWide) => (isWide ? gateway.wide : gateway.narrow),
    isLocal: (ip) => own.has(ip) || isLoopbackAddress(ip),
    isLoopback: isLoopbackAddress,
  };
}

/** Whether a Pod of the machine could have this address. */
export function ownsPodAddress(machine: Machine, ip: IP): boolean {
  return machine.podCIDRs.some((cidr) => cidrContains(cidr, ip));
}

/**
 * The network that the machines share: the smallest range around their addresses, no smaller than a /24 (IPv6: /64).
 * Undefined without addresses of the family.
 */
export function fabricCIDR(machines: readonly Machine[], family: 'IPv4' | 'IPv6'): CIDR | undefined {
  const addresses = machines.flatMap((machine) => machine.settings.addresses).flatMap((text) => {
    const ip = parseIP(text);
    return ip?.family === family ? [ip.value] : [];
  });
  const [one] = addresses;
  if (one === undefined) return undefined;
  const bits = family === 'IPv4' ? 32 : 128;
  let prefixLength = family === 'IPv4' ? 24 : 64;
  while (prefixLength > 0 && addresses.some((address) => address >> BigInt(bits - prefixLength) !== one >> BigInt(bits - prefixLength))) prefixLength--;
  const hostBits = BigInt(bits - prefixLength);
  return { family, base: (one >> hostBits) << hostBits, prefixLength };
}
