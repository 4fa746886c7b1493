import type { IPFamily } from '../../kube/ip.ts';
import { frontendKey, nodePortKey } from './frontendKey.ts';
import type { FrontendRole } from './proxier.ts';
import type { ServiceEntry } from './serviceEntry.ts';
import type { ServicePort } from './servicePort.ts';

/** An address and port at which a Service is reached. */
export interface Frontend {
  readonly entry: ServiceEntry;
  readonly role: FrontendRole;
}

/** Which service port an address, port and protocol belong to. */
export interface Frontends {
  add(entry: ServiceEntry): void;
  remove(entry: ServiceEntry): void;
  /** Undefined where no Service has this address with this port. */
  byAddress(ip: string, port: number, protocol: number): Frontend | undefined;
  byNodePort(port: number, protocol: number, family: IPFamily): ServiceEntry | undefined;
  byHealthCheckNodePort(port: number): readonly ServiceEntry[];
  /** Whether the address is the cluster IP of any Service. */
  isClusterIP(ip: string): boolean;
  /** Whether any Service has this address, in whatever role. */
  hasAddress(ip: string): boolean;
}

/** By what Services are ordered that claim the same address and port; rules are written in this order. */
export function frontendOrder(entry: ServiceEntry): string {
  return `${entry.info.service}:${entry.info.portName}`;
}
const nameOf = frontendOrder;

/** Where several Services claim one address and port, the first by name has it. */
function insert<K, T>(index: Map<K, T[]>, key: K, value: T, order: (value: T) => string): void {
  const found = index.get(key);
  if (found === undefined) {
    index.set(key, [value]);
    return;
  }
  found.push(value);
  found.sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

function removeFrom<K, T>(index: Map<K, T[]>, key: K, isGone: (value: T) => boolean): void {
  const left = index.get(key)?.filter((value) => !isGone(value));
  if (left === undefined) return;
  if (left.length === 0) index.delete(key);
  else index.set(key, left);
}

function addressesOf(info: ServicePort): readonly (readonly [ip: string, role: FrontendRole])[] {
  return [
    [info.clusterIP, 'clusterIP'],
    ...info.externalIPs.map((ip) => [ip, 'externalIP'] as const),
    ...info.loadBalancerVIPs.map((ip) => [ip, 'loadBalancer'] as const),
  ];
}

/** Empty tables. An entry must be removed before its `info` changes, and added again. */
export function createFrontends(): Frontends {
  const addresses = new Map<string, Map<number, Frontend[]>>();
  const clusterIPs = new Map<string, number>();
  const nodePorts = new Map<number, ServiceEntry[]>();
  const healthCheckNodePorts = new Map<number, ServiceEntry[]>();

  return {
    add(entry) {
      const { info } = entry;
      for (const [ip, role] of addressesOf(info)) {
        const ports = addresses.get(ip) ?? new Map<number, Frontend[]>();
        addresses.set(ip, ports);
        insert(ports, frontendKey(info.port, info.protocolNumber), { entry, role }, (frontend) => nameOf(frontend.entry));
      }
      clusterIPs.set(info.clusterIP, (clusterIPs.get(info.clusterIP) ?? 0) + 1);
      if (info.nodePort !== 0) insert(nodePorts, nodePortKey(info.nodePort, info.protocolNumber, info.family), entry, nameOf);
      if (info.healthCheckNodePort !== 0) insert(healthCheckNodePorts, info.healthCheckNodePort, entry, nameOf);
    },
    remove(entry) {
      const { info } = entry;
      for (const [ip] of addressesOf(info)) {
        const ports = addresses.get(ip);
        if (ports === undefined) continue;
        removeFrom(ports, frontendKey(info.port, info.protocolNumber), (frontend) => frontend.entry === entry);
        if (ports.size === 0) addresses.delete(ip);
      }
      const left = (clusterIPs.get(info.clusterIP) ?? 1) - 1;
      if (left === 0) clusterIPs.delete(info.clusterIP);
      else clusterIPs.set(info.clusterIP, left);
      removeFrom(nodePorts, nodePortKey(info.nodePort, info.protocolNumber, info.family), (other) => other === entry);
      removeFrom(healthCheckNodePorts, info.healthCheckNodePort, (other) => other === entry);
    },
    byAddress: (ip, port, protocol) => addresses.get(ip)?.get(frontendKey(port, protocol))?.[0],
    byNodePort: (port, protocol, family) => nodePorts.get(nodePortKey(port, protocol, family))?.[0],
    byHealthCheckNodePort: (port) => healthCheckNodePorts.get(port) ?? [],
    isClusterIP: (ip) => clusterIPs.has(ip),
    hasAddress: (ip) => addresses.has(ip),
  };
}
