import { cidrContains, formatIP, parseCIDR, parseIP, type CIDR } from '../../kube/ip.ts';
import type { ClusterSettings, OutsideClient, OutsideName } from '../../protocol/settings.ts';
import { fabricCIDR, isLoopbackAddress, newMachine, ownsPodAddress, type Machine } from './machines.ts';

/** Who or what is at an address, as the routes of the hosts see it. */
export type Location =
  | { readonly kind: 'loopback' }
  | { readonly kind: 'node'; readonly machine: Machine; readonly isGateway: boolean }
  | { readonly kind: 'podRange'; readonly machine: Machine }
  | { readonly kind: 'outside'; readonly host: OutsideClient }
  /** Next to the Nodes, and no Node has it. */
  | { readonly kind: 'fabric' }
  /** An address of the load balancers' range. */
  | { readonly kind: 'balancer' }
  /** A range that the router drops. */
  | { readonly kind: 'service' }
  | { readonly kind: 'world'; readonly name: OutsideName }
  | { readonly kind: 'unknown' };

/** Who is where, made of the settings. */
export interface AddressBook {
  readonly machines: readonly Machine[];
  machine(name: string): Machine | undefined;
  locate(ip: string): Location;
}

/** More addresses than this are not remembered. */
const MAX_REMEMBERED = 100_000;
const loopback: Location = { kind: 'loopback' };
const fabric: Location = { kind: 'fabric' };
const balancer: Location = { kind: 'balancer' };
const service: Location = { kind: 'service' };
const unknown: Location = { kind: 'unknown' };

const rangesOf = (texts: readonly string[]): readonly CIDR[] => texts.flatMap((text) => parseCIDR(text)?.cidr ?? []);

/** A book for these settings. Machines that `previous` has keep what their kernels remember. */
export function createAddressBook(settings: ClusterSettings, previous: AddressBook | undefined): AddressBook {
  const machines = settings.nodes.map((node) => {
    const known = previous?.machine(node.name);
    return known?.settings === node ? known : newMachine(node, known?.conntrack);
  });
  const byName = new Map(machines.map((machine) => [machine.name, machine]));
  const outside = new Map(settings.outsideClients.map((host) => [canonical(host.address), host]));
  const world = new Map(settings.outsideNames.map((name) => [canonical(name.address), name]));
  const fabrics = [fabricCIDR(machines, 'IPv4'), fabricCIDR(machines, 'IPv6')].flatMap((cidr) => cidr ?? []);
  const balancers = settings.cloud.kind === 'loadBalancers' ? rangesOf([settings.cloud.addresses]) : [];
  const services = rangesOf(settings.serviceCIDRs);
  const known = new Map<string, Location>();
  for (const machine of machines) {
    for (const address of machine.settings.addresses) known.set(canonical(address), { kind: 'node', machine, isGateway: false });
    for (const isIPv6 of [false, true]) {
      const gateway = machine.gatewayIP(isIPv6);
      if (gateway !== '') known.set(gateway, { kind: 'node', machine, isGateway: true });
    }
  }
  const fixed = new Map(known);

  function work(text: string): Location {
    if (isLoopbackAddress(text)) return loopback;
    const host = outside.get(text);
    if (host !== undefined) return { kind: 'outside', host };
    const ip = parseIP(text);
    if (ip === undefined) return unknown;
    const machine = machines.find((candidate) => ownsPodAddress(candidate, ip));
    if (machine !== undefined) return { kind: 'podRange', machine };
    const isIn = (cidr: CIDR): boolean => cidrContains(cidr, ip);
    if (fabrics.some(isIn)) return fabric;
    const name = world.get(text);
    if (name !== undefined) return { kind: 'world', name };
    if (balancers.some(isIn)) return balancer;
    return services.some(isIn) ? service : unknown;
  }

  return {
    machines,
    machine: (name) => byName.get(name),
    locate(ip) {
      const remembered = known.get(ip);
      if (remembered !== undefined) return remembered;
      const location = work(ip);
      if (known.size >= MAX_REMEMBERED) {
        known.clear();
        for (const [address, place] of fixed) known.set(address, place);
      }
      known.set(ip, location);
      return location;
    },
  };
}

function canonical(address: string): string {
  const ip = parseIP(address);
  return ip === undefined ? address : formatIP(ip);
}
