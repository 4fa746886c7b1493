import type { Endpoint, EndpointSlice, Node, OwnerReference } from '../../../kube/types.generated.ts';
import { milliValue, quantityOf } from '../../../kube/quantity.ts';
import { isEndpointReady } from './endpoint.ts';
import { zoneLabel } from './labels.ts';
import { draftOf, type SliceDraft } from './sliceDraft.ts';
import { removeHints, withHints } from './trafficdist.ts';

/** How much more than its share a zone may carry. */
const overloadThreshold = 0.2;

interface Allocation { readonly minimum: number; readonly maximum: number; readonly desired: number }
type ByZone = Map<string, number>;

/** Slices of one Service and address type that are being reconciled. */
export interface SliceInfo {
  readonly serviceKey: string;
  readonly addressType: string;
  readonly drafts: readonly SliceDraft[];
  readonly unchanged: readonly EndpointSlice[];
  readonly owner: OwnerReference;
}

export interface HintsEvent { readonly type: 'Normal' | 'Warning'; readonly reason: string; readonly message: string }

/** What `addHints` came to: drafts of slices that were unchanged before, and what to tell the user. */
export interface HintsResult { readonly added: readonly SliceDraft[]; readonly events: readonly HintsEvent[] }

/** Which share of the CPUs each zone has, and which Services have hints by it. */
export interface TopologyCache {
  setNodes(nodes: readonly Node[]): void;
  /** Gives each ready endpoint a zone such that zones get endpoints by their share of CPUs, or takes all hints off where that cannot be. */
  addHints(info: SliceInfo): HintsResult;
  hasPopulatedHints(serviceKey: string): boolean;
  removeHints(serviceKey: string, addressType: string): void;
  /** Services whose hints do not fit the zones' shares any more, sorted. */
  overloadedServices(): readonly string[];
}

const zonesOf = (map: ReadonlyMap<string, unknown>): readonly string[] => [...map.keys()].sort();
const bump = (map: ByZone, zone: string, by: number): void => void map.set(zone, (map.get(zone) ?? 0) + by);

function isCountedNode(node: Node): boolean {
  const labels = node.metadata.labels ?? {};
  if ('node-role.kubernetes.io/control-plane' in labels || 'node-role.kubernetes.io/master' in labels) return false;
  return node.status?.conditions?.find(({ type }) => type === 'Ready')?.status === 'True';
}

/** Each zone's share of the CPUs; undefined where a Node lacks zone or CPUs, or where there are not two zones. */
function cpuRatios(nodes: readonly Node[]): ReadonlyMap<string, number> | undefined {
  const milliByZone: ByZone = new Map();
  let total = 0;
  for (const node of nodes) {
    if (!isCountedNode(node)) continue;
    const zone = node.metadata.labels?.[zoneLabel] ?? '';
    const milli = milliValue(quantityOf(node.status?.allocatable?.cpu));
    if (zone === '' || milli === 0) return undefined;
    bump(milliByZone, zone, milli);
    total += milli;
  }
  if (total === 0 || milliByZone.size < 2) return undefined;
  return new Map(zonesOf(milliByZone).map((zone) => [zone, (milliByZone.get(zone) ?? 0) / total]));
}

function getAllocations(ratios: ReadonlyMap<string, number> | undefined, count: number): ReadonlyMap<string, Allocation> | string {
  if (ratios === undefined) return 'Insufficient Node information: allocatable CPU or zone not specified on one or more nodes';
  const counted = `(${count} endpoints, ${ratios.size} zones)`;
  if (ratios.size > count) return `Insufficient number of endpoints ${counted}`;
  const minimums = new Map<string, { minimum: number; desired: number }>();
  let minTotal = 0;
  for (const [zone, ratio] of ratios) {
    const desired = ratio * count;
    const minimum = Math.ceil(desired * (1 / (1 + overloadThreshold)));
    minimums.set(zone, { minimum, desired: Math.max(desired, minimum) });
    minTotal += minimum;
    if (minTotal > count) return `Unable to allocate minimum required endpoints to each zone without exceeding overload threshold ${counted}`;
  }
  return new Map([...minimums].map(([zone, { minimum, desired }]) => [zone, { minimum, desired, maximum: minimum + count - minTotal }]));
}

/** How many hints of each zone an unchanged slice has; undefined where they do not do: one is missing, unknown, or too much for its zone. */
function hintsByZone(slice: EndpointSlice, allocated: ByZone, allocations: ReadonlyMap<string, Allocation>): ByZone | undefined {
  const found: ByZone = new Map();
  for (const endpoint of slice.endpoints ?? []) {
    if (!isEndpointReady(endpoint)) continue;
    const zones = endpoint.hints?.forZones ?? [];
    if (zones.length === 0) return undefined;
    for (const { name } of zones) {
      if (!allocations.has(name)) return undefined;
      bump(found, name, 1);
    }
  }
  for (const [zone, count] of found) {
    if (count + (allocated.get(zone) ?? 0) > (allocations.get(zone)?.maximum ?? 0)) return undefined;
  }
  return found;
}

function most(zones: ByZone): readonly [string, number] {
  let best: readonly [string, number] = ['', 0];
  for (const zone of zonesOf(zones)) {
    const count = zones.get(zone) ?? 0;
    if (count > best[1]) best = [zone, count];
  }
  return best;
}

/** How many endpoints each zone should lend, and how many each should be lent. Mirrors getGivingAndReceivingZones (v1.36). */
function givingAndReceiving(allocations: ReadonlyMap<string, Allocation>, allocated: ByZone): { readonly giving: ByZone; readonly receiving: ByZone } {
  const givingDesired: ByZone = new Map();
  const receivingDesired: ByZone = new Map();
  for (const [zone, { desired }] of allocations) {
    const has = allocated.get(zone) ?? 0;
    if (has > desired) givingDesired.set(zone, has - desired);
    else if (has < desired) receivingDesired.set(zone, desired - has);
  }
  const giving: ByZone = new Map();
  const receiving: ByZone = new Map();
  for (;;) {
    const [from, give] = most(givingDesired);
    const [to, receive] = most(receivingDesired);
    if (from === '' || to === '' || (give < 1 && receive < 1) || give < 0.5 || receive < 0.5) return { giving, receiving };
    bump(giving, from, 1);
    bump(givingDesired, from, -1);
    bump(receiving, to, 1);
    bump(receivingDesired, to, -1);
  }
}

/** Lends endpoints of giving zones to receiving ones, in place; gives the change a zone. Mirrors redistributeHints (v1.36). */
function redistribute(drafts: readonly SliceDraft[], giving: ByZone, receiving: ByZone): ByZone {
  const changes: ByZone = new Map();
  const lend = (endpoint: Endpoint): Endpoint => {
    const from = endpoint.zone ?? '';
    if (!isEndpointReady(endpoint) || (giving.get(from) ?? 0) <= 0) return endpoint;
    const to = zonesOf(receiving).find((zone) => (receiving.get(zone) ?? 0) > 0);
    if (to === undefined) return endpoint;
    bump(giving, from, -1);
    bump(receiving, to, -1);
    bump(changes, to, 1);
    bump(changes, from, -1);
    return withHints(endpoint, { forZones: [{ name: to }] });
  };
  for (const draft of drafts) draft.endpoints = draft.endpoints.map(lend);
  return changes;
}

function isOverloaded(allocated: ByZone, ratios: ReadonlyMap<string, number> | undefined): boolean {
  if (allocated.size === 0) return false;
  if (ratios === undefined || ratios.size === 0) return true;
  const total = [...allocated.values()].reduce((sum, count) => sum + count, 0);
  return [...ratios].some(([zone, ratio]) => {
    const count = allocated.get(zone);
    return count === undefined || count < Math.ceil(total * ratio * (1 / (1 + overloadThreshold)));
  });
}

const countReady = (endpoints: readonly Endpoint[]): number => endpoints.filter(isEndpointReady).length;

/** Mirrors staging/src/k8s.io/endpointslice/topologycache/topologycache.go (v1.36). Where Go walks zones in random order, here it is the order of their names. */
export function createTopologyCache(): TopologyCache {
  let ratios: ReadonlyMap<string, number> | undefined;
  const byService = new Map<string, Map<string, ByZone>>();
  const populated = new Set<string>();

  function forget(serviceKey: string, addressType: string): void {
    const byType = byService.get(serviceKey);
    byType?.delete(addressType);
    if (byType?.size === 0) byService.delete(serviceKey);
    populated.delete(serviceKey);
  }

  function disable(info: SliceInfo, drafts: readonly SliceDraft[], unchanged: readonly EndpointSlice[]): readonly SliceDraft[] {
    forget(info.serviceKey, info.addressType);
    return removeHints(drafts, unchanged, info.owner);
  }

  function addHints(info: SliceInfo): HintsResult {
    const warning = (message: string): HintsEvent => ({ type: 'Warning', reason: 'TopologyAwareHintsDisabled', message: `${message}, addressType: ${info.addressType}` });
    const total = info.drafts.reduce((sum, draft) => sum + countReady(draft.endpoints), 0) + info.unchanged.reduce((sum, slice) => sum + countReady(slice.endpoints ?? []), 0);
    const allocations = getAllocations(ratios, total);
    if (typeof allocations === 'string') return { added: disable(info, info.drafts, info.unchanged), events: [warning(allocations)] };

    const allocated: ByZone = new Map();
    const added: SliceDraft[] = [];
    const kept: EndpointSlice[] = [];
    for (const slice of info.unchanged) {
      const hints = hintsByZone(slice, allocated, allocations);
      if (hints === undefined) added.push(draftOf(slice, info.owner));
      else {
        kept.push(slice);
        for (const [zone, count] of hints) bump(allocated, zone, count);
      }
    }
    const drafts = [...info.drafts, ...added];
    if (drafts.some((draft) => draft.endpoints.some((endpoint) => isEndpointReady(endpoint) && (endpoint.zone ?? '') === ''))) {
      const message = 'One or more endpoints do not have a zone specified';
      return { added: [...added, ...disable(info, drafts, kept)], events: [warning(message)] };
    }
    for (const draft of drafts) {
      draft.endpoints = draft.endpoints.map((endpoint) => {
        if (!isEndpointReady(endpoint) || endpoint.zone === undefined) return endpoint;
        bump(allocated, endpoint.zone, 1);
        return withHints(endpoint, { forZones: [{ name: endpoint.zone }] });
      });
    }
    const { giving, receiving } = givingAndReceiving(allocations, allocated);
    for (const [zone, change] of redistribute(drafts, giving, receiving)) bump(allocated, zone, change);
    if (allocated.size === 0) {
      const message = 'No hints allocated for zones';
      return { added: [...added, ...disable(info, drafts, kept)], events: [warning(message)] };
    }
    const wasPopulated = populated.has(info.serviceKey);
    const byType = byService.get(info.serviceKey) ?? new Map<string, ByZone>();
    byType.set(info.addressType, allocated);
    byService.set(info.serviceKey, byType);
    populated.add(info.serviceKey);
    const message = `Topology Aware Hints has been enabled, addressType: ${info.addressType}`;
    return { added, events: wasPopulated ? [] : [{ type: 'Normal', reason: 'TopologyAwareHintsEnabled', message }] };
  }

  return {
    setNodes: (nodes) => void (ratios = cpuRatios(nodes)),
    addHints,
    hasPopulatedHints: (serviceKey) => populated.has(serviceKey),
    removeHints: forget,
    overloadedServices: () => [...byService].filter(([, byType]) => [...byType.values()].some((allocated) => isOverloaded(allocated, ratios))).map(([key]) => key).sort(),
  };
}
