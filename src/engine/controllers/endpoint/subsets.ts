import type { EndpointAddress, EndpointPort, EndpointSubset } from '../../../kube/types.generated.ts';
import { sortSubsetPorts } from '../endpointslice/portOrder.ts';

interface PortAddresses { readonly port: EndpointPort | undefined; readonly ready: Map<string, boolean> }

const addressKey = (address: EndpointAddress): string => `${address.ip}|${address.targetRef?.uid ?? ''}`;

function compareKeys(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function portKey(port: EndpointPort | undefined): string {
  return port === undefined ? '' : JSON.stringify([port.name ?? '', port.port, port.protocol ?? '', port.appProtocol ?? null]);
}

/** Which addresses have each port; one that is not ready for a port once is not ready for it. */
function addressesByPort(subsets: readonly EndpointSubset[], all: Map<string, EndpointAddress>): Map<string, PortAddresses> {
  const byPort = new Map<string, PortAddresses>();
  const add = (port: EndpointPort | undefined, address: EndpointAddress, isReady: boolean): void => {
    const key = addressKey(address);
    if (!all.has(key)) all.set(key, address);
    let entry = byPort.get(portKey(port));
    if (entry === undefined) byPort.set(portKey(port), (entry = { port, ready: new Map() }));
    entry.ready.set(key, isReady && entry.ready.get(key) !== false);
  };
  for (const subset of subsets) {
    const ports = subset.ports ?? [];
    for (const port of ports.length === 0 ? [undefined] : ports) {
      for (const address of subset.addresses ?? []) add(port, address, true);
      for (const address of subset.notReadyAddresses ?? []) add(port, address, false);
    }
  }
  return byPort;
}

/**
 * The fewest subsets that say the same: ports with the same addresses share one, addresses are sorted by their text, ports by a hash.
 * Empty lists are left out. Mirrors RepackSubsets of pkg/api/v1/endpoints/util.go (v1.36); the order of the subsets, which hangs on
 * uids there, is that of their first address and port here.
 */
export function repackSubsets(subsets: readonly EndpointSubset[]): readonly EndpointSubset[] {
  const all = new Map<string, EndpointAddress>();
  const groups = new Map<string, { readonly ready: ReadonlyMap<string, boolean>; readonly ports: EndpointPort[] }>();
  for (const { port, ready } of addressesByPort(subsets, all).values()) {
    const key = [...ready].map(([address, isReady]) => `${address}=${isReady}`).sort().join(';');
    let group = groups.get(key);
    if (group === undefined) groups.set(key, (group = { ready, ports: [] }));
    if (port !== undefined) group.ports.push(port);
  }
  const packed = [...groups.values()].map(({ ready, ports }): EndpointSubset => {
    const pick = (isReady: boolean): EndpointAddress[] => {
      const keys = [...ready].filter(([, value]) => value === isReady).map(([key]) => key);
      return keys.sort(compareKeys).flatMap((key) => all.get(key) ?? []);
    };
    const addresses = pick(true);
    const notReadyAddresses = pick(false);
    return {
      ...(addresses.length === 0 ? {} : { addresses }),
      ...(notReadyAddresses.length === 0 ? {} : { notReadyAddresses }),
      ...(ports.length === 0 ? {} : { ports: sortSubsetPorts(ports) }),
    };
  });
  const sortKey = (subset: EndpointSubset): string => JSON.stringify([subset.addresses?.[0]?.ip ?? subset.notReadyAddresses?.[0]?.ip ?? '', portKey(subset.ports?.[0])]);
  return packed.map((subset) => ({ subset, key: sortKey(subset) })).sort((a, b) => compareKeys(a.key, b.key)).map(({ subset }) => subset);
}

/** How many addresses an Endpoints object holds at most. */
const maxCapacity = 1000;

const count = (subsets: readonly EndpointSubset[], pick: (subset: EndpointSubset) => readonly EndpointAddress[] | undefined): number =>
  subsets.reduce((sum, subset) => sum + (pick(subset) ?? []).length, 0);

/** How many addresses there are, ready or not. */
function countAddresses(subsets: readonly EndpointSubset[]): number {
  return count(subsets, (subset) => subset.addresses) + count(subsets, (subset) => subset.notReadyAddresses);
}

/** Whether there are more addresses than an Endpoints object holds. */
export function isOverCapacity(subsets: readonly EndpointSubset[]): boolean {
  return countAddresses(subsets) > maxCapacity;
}

function withAddresses(subset: EndpointSubset, field: 'addresses' | 'notReadyAddresses', addresses: readonly EndpointAddress[]): EndpointSubset {
  const { [field]: before, ...rest } = subset;
  return addresses.length === 0 ? rest : { ...rest, [field]: addresses };
}

/**
 * Cuts addresses down to the capacity, in proportion over the subsets: those that are not ready first, ready ones only where they
 * alone are too many. Mirrors truncateEndpoints of pkg/controller/endpoint/endpoints_controller.go (v1.36).
 */
export function truncateSubsets(subsets: readonly EndpointSubset[]): readonly EndpointSubset[] {
  if (!isOverCapacity(subsets)) return subsets;
  const ready = count(subsets, (subset) => subset.addresses);
  const field = ready > maxCapacity ? 'addresses' : 'notReadyAddresses';
  const most = field === 'addresses' ? maxCapacity : maxCapacity - ready;
  const total = field === 'addresses' ? ready : count(subsets, (subset) => subset.notReadyAddresses);
  let room = most;
  return subsets.map((subset) => {
    const listed = subset[field] ?? [];
    const kept = listed.slice(0, Math.min(room, Math.ceil((listed.length / total) * most)));
    room -= kept.length;
    const cut = withAddresses(subset, field, kept);
    return field === 'addresses' ? withAddresses(cut, 'notReadyAddresses', []) : cut;
  });
}
