import type { EndpointSlice, Service } from '../../kube/types.generated.ts';
import { objectId, type ObjectId } from '../../protocol/ref.ts';
import type { EngineContext } from '../context.ts';
import { forgetGone } from './affinity.ts';
import { endpointsByServicePort, endpointsKey, LABEL_SERVICE_NAME, type ProxyEndpoint } from './endpointSliceCache.ts';
import { createFrontends, frontendOrder, type Frontends } from './frontends.ts';
import { newServiceEntry, updateServiceEntry, type ServiceEntry } from './serviceEntry.ts';
import { newServicePorts, type ServicePort } from './servicePort.ts';

const LABEL_ZONE = 'topology.kubernetes.io/zone';

/**
 * What every kube-proxy knows of Services and EndpointSlices. One table serves all Nodes; what differs from Node to Node is
 * worked out where it is asked for, so that a change costs what the changed Service holds.
 */
export interface ServiceTable extends Frontends {
  /** The ports of a Service, in the order of its families and ports; empty where it is unknown or not proxied. */
  entriesOf(service: ObjectId): readonly ServiceEntry[];
  /** Every service port, in the order in which rules for them are tried: by `Service/namespace/name:port`, then family. */
  allEntries(): readonly ServiceEntry[];
  /** The zone label of a Node as its proxy knows it; empty where it has none. */
  zoneOf(nodeName: string): string;
  /** Called after the rules have changed. `hasUDPChange`: endpoints of a UDP port changed, so that its flows are looked at. */
  onSync(handler: (hasUDPChange: boolean) => void): void;
}

const keyOfService = (service: Service): ObjectId => objectId({ kind: 'Service', namespace: service.metadata.namespace, name: service.metadata.name });
const entryKey = (info: ServicePort): string => endpointsKey(info.portName, info.protocol, info.family);

function keyOfSlice(slice: EndpointSlice): ObjectId | undefined {
  const name = slice.metadata.labels?.[LABEL_SERVICE_NAME] ?? '';
  return name === '' ? undefined : objectId({ kind: 'Service', namespace: slice.metadata.namespace, name });
}

const noEndpoints: readonly ProxyEndpoint[] = [];

/**
 * Follows Services, EndpointSlices and the zones of Nodes. Changes take effect together, `settings.delays.proxyMs` after the
 * first of them. Simplified: on all Nodes at the same instant.
 * Mirrors ServiceChangeTracker and EndpointsChangeTracker of pkg/proxy (v1.36).
 */
export function createServiceTable(context: EngineContext): ServiceTable {
  const { api, scheduler } = context;
  const frontends = createFrontends();
  const entries = new Map<ObjectId, Map<string, ServiceEntry>>();
  const slices = new Map<ObjectId, Map<string, EndpointSlice>>();
  const services = new Map<ObjectId, Service>();
  /** All entries in order, until a Service changes. */
  let inOrder: readonly ServiceEntry[] | undefined;
  const zones = new Map<string, string>();
  const nextZones = new Map<string, string>();
  const changedServices = new Set<ObjectId>();
  const changedSlices = new Set<ObjectId>();
  const handlers: ((hasUDPChange: boolean) => void)[] = [];
  let isScheduled = false;
  let hasUDPChange = false;

  const zoneOf = (nodeName: string): string => zones.get(nodeName) ?? '';

  function schedule(): void {
    if (isScheduled) return;
    isScheduled = true;
    scheduler.after(context.settings().delays.proxyMs, sync);
  }

  function sync(): void {
    isScheduled = false;
    for (const [name, zone] of nextZones) zones.set(name, zone);
    nextZones.clear();
    const changed: ServiceEntry[] = [];
    for (const key of changedServices) changed.push(...rebuildService(key));
    for (const key of changedSlices) if (!changedServices.has(key)) changed.push(...rebuildEndpoints(key));
    changedServices.clear();
    changedSlices.clear();
    for (const entry of changed) if (entry.affinity.size > 0) forgetGone(entry, { zoneOf });
    const isUDP = hasUDPChange;
    hasUDPChange = false;
    for (const handler of handlers) handler(isUDP);
  }

  const endpointsOf = (key: ObjectId): ReadonlyMap<string, readonly ProxyEndpoint[]> => endpointsByServicePort(slices.get(key)?.values() ?? []);

  function rebuildEndpoints(key: ObjectId): readonly ServiceEntry[] {
    const known = entries.get(key);
    if (known === undefined) return [];
    const endpoints = endpointsOf(key);
    for (const [name, entry] of known) updateServiceEntry(entry, entry.info, endpoints.get(name) ?? noEndpoints);
    return [...known.values()];
  }

  function rebuildService(key: ObjectId): readonly ServiceEntry[] {
    inOrder = undefined;
    const previous = entries.get(key);
    for (const entry of previous?.values() ?? []) frontends.remove(entry);
    const service = services.get(key);
    const infos = service === undefined ? [] : newServicePorts(service);
    const endpoints = endpointsOf(key);
    const next = new Map<string, ServiceEntry>();
    for (const info of infos) {
      const name = entryKey(info);
      const list = endpoints.get(name) ?? noEndpoints;
      const entry = previous?.get(name);
      if (entry === undefined) next.set(name, newServiceEntry(info, list));
      else {
        updateServiceEntry(entry, info, list);
        next.set(name, entry);
      }
    }
    for (const entry of next.values()) frontends.add(entry);
    if (next.size === 0) entries.delete(key);
    else entries.set(key, next);
    return [...next.values()];
  }

  function putService(service: Service, isDeleted: boolean): void {
    const key = keyOfService(service);
    if (isDeleted) services.delete(key);
    else services.set(key, service);
    changedServices.add(key);
    schedule();
  }

  function putSlice(slice: EndpointSlice, isDeleted: boolean): void {
    const key = keyOfSlice(slice);
    if (key === undefined) return;
    const known = slices.get(key) ?? new Map<string, EndpointSlice>();
    if (isDeleted) known.delete(slice.metadata.name);
    else known.set(slice.metadata.name, slice);
    if (known.size === 0) slices.delete(key);
    else slices.set(key, known);
    hasUDPChange ||= (slice.ports ?? []).some((port) => port.protocol === 'UDP');
    changedSlices.add(key);
    schedule();
  }

  api.watch('Service', (event) => {
    putService(event.object, event.type === 'DELETED');
  });
  api.watch('EndpointSlice', (event) => {
    if (event.old !== undefined && keyOfSlice(event.old) !== keyOfSlice(event.object)) putSlice(event.old, true);
    putSlice(event.object, event.type === 'DELETED');
  });
  // The proxy of a Node whose object is deleted goes on with the labels that it knew.
  api.watch('Node', (event) => {
    const { name, labels } = event.object.metadata;
    const zone = labels?.[LABEL_ZONE] ?? '';
    if (event.type === 'DELETED' || (nextZones.get(name) ?? zones.get(name)) === zone) return;
    nextZones.set(name, zone);
    schedule();
  });
  for (const service of api.list('Service')) putService(service, false);
  for (const slice of api.list('EndpointSlice')) putSlice(slice, false);
  for (const node of api.list('Node')) zones.set(node.metadata.name, node.metadata.labels?.[LABEL_ZONE] ?? '');

  return {
    ...frontends,
    allEntries() {
      inOrder ??= [...entries.values()].flatMap((ports) => [...ports.values()]).map((entry) => ({ entry, at: frontendOrder(entry) })).sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)).map(({ entry }) => entry);
      return inOrder;
    },
    entriesOf: (service) => [...(entries.get(service)?.values() ?? [])],
    zoneOf,
    onSync: (handler) => void handlers.push(handler),
  };
}
