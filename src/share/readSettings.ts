import type { ClusterSettings, DelaySettings, DNSSettings, NodeSettings, OutsideClient, OutsideName, ProxySettings } from '../protocol/settings.ts';
import { presetNode } from '../protocol/settings.ts';
import type { Read } from './read.ts';
import { DamagedError, readAddress, readBoolean, readCIDR, readInteger, readList, readMap, readOneOf, readOr, readRecord, readString } from './read.ts';
import { baseSettings } from './wire.ts';

const maxNodes = 500;
const maxNames = 200;
const maxDelayMs = 3_600_000;
const readPort = readInteger(1, 65535);

const readNode: Read<NodeSettings> = (value) => {
  const record = readRecord(value);
  return {
    name: readString(record.name),
    zone: readString(record.zone),
    addresses: readList(readAddress, 4)(record.addresses),
    podCIDRs: readList(readCIDR, 2)(record.podCIDRs),
    labels: readMap(readString, 100)(record.labels),
  };
};

const readOutsideClient: Read<OutsideClient> = (value) => {
  const record = readRecord(value);
  return { name: readString(record.name), address: readAddress(record.address) };
};

const readOutsideName: Read<OutsideName> = (value) => {
  const record = readRecord(value);
  return {
    name: readString(record.name),
    address: readAddress(record.address),
    ttlSeconds: readInteger(0, 2 ** 31 - 1)(record.ttlSeconds),
    ports: readList(readPort, 100)(record.ports),
  };
};

const readProxy: Read<ProxySettings> = (value) => {
  const record = readRecord(value);
  return {
    mode: readOneOf(['iptables', 'nftables', 'ipvs'])(record.mode),
    ipvsScheduler: readOneOf(['rr', 'wrr', 'lc', 'wlc', 'sh', 'dh', 'sed', 'nq', 'mh'])(record.ipvsScheduler),
    clusterCIDR: record.clusterCIDR === '' ? '' : readCIDR(record.clusterCIDR),
  };
};

const readCloud: Read<ClusterSettings['cloud']> = (value) => {
  const record = readRecord(value);
  const kind = readOneOf(['none', 'loadBalancers'])(record.kind);
  return kind === 'none' ? { kind } : { kind, addresses: readCIDR(record.addresses) };
};

const readDNS: Read<DNSSettings> = (value) => {
  const record = readRecord(value);
  return {
    clusterDomain: readString(record.clusterDomain),
    clusterIP: readAddress(record.clusterIP),
    ttlSeconds: readInteger(0, 2 ** 31 - 1)(record.ttlSeconds),
  };
};

const readDelays: Read<DelaySettings> = (value) => {
  const record = readRecord(value);
  const readDelay = readInteger(0, maxDelayMs);
  return {
    controllerMs: readDelay(record.controllerMs),
    proxyMs: readDelay(record.proxyMs),
    containerStartMs: readDelay(record.containerStartMs),
    loadBalancerMs: readDelay(record.loadBalancerMs),
    linkMs: readDelay(record.linkMs),
    requestTimeoutMs: readDelay(record.requestTimeoutMs),
  };
};

const readNodePortRange: Read<ClusterSettings['nodePortRange']> = (value) => {
  const record = readRecord(value);
  const range = { from: readPort(record.from), to: readPort(record.to) };
  if (range.from > range.to) throw new DamagedError();
  return range;
};

function readNodes(value: unknown, isDualStack: boolean): readonly NodeSettings[] {
  if (typeof value === 'number') {
    const count = readInteger(0, maxNodes)(value);
    return Array.from({ length: count }, (_, index) => presetNode(index, isDualStack));
  }
  const nodes = readList((item) => (typeof item === 'number' ? presetNode(readInteger(0, maxNodes)(item), isDualStack) : readNode(item)), maxNodes)(value);
  if (new Set(nodes.map((node) => node.name)).size !== nodes.length) throw new DamagedError();
  return nodes;
}

/** Settings from what a link says of them; what it leaves out is kubeadm's. */
export function readSettings(value: unknown): ClusterSettings {
  const record = readRecord(value);
  const isDualStack = readOr(record.dual, false, readBoolean);
  const nodes = readNodes(record.nodes ?? 2, isDualStack);
  const base = baseSettings(nodes.length, isDualStack);
  return {
    nodes,
    outsideClients: readOr(record.outsideClients, base.outsideClients, readList(readOutsideClient, maxNames)),
    podCIDRs: readOr(record.podCIDRs, base.podCIDRs, readList(readCIDR, 2)),
    serviceCIDRs: readOr(record.serviceCIDRs, base.serviceCIDRs, readList(readCIDR, 2)),
    nodePortRange: readOr(record.nodePortRange, base.nodePortRange, readNodePortRange),
    proxy: readOr(record.proxy, base.proxy, readProxy),
    cloud: readOr(record.cloud, base.cloud, readCloud),
    dns: readOr(record.dns, base.dns, readDNS),
    kubelet: readOr(record.kubelet, base.kubelet, readOneOf(['simulated', 'reported'])),
    delays: readOr(record.delays, base.delays, readDelays),
    outsideNames: readOr(record.outsideNames, base.outsideNames, readList(readOutsideName, maxNames)),
  };
}
