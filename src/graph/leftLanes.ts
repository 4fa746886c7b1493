import type { ObjectId } from '../protocol/ref.ts';
import type { TrafficFlow } from '../protocol/request.ts';
import type { ClusterSettings } from '../protocol/settings.ts';
import type { ClusterView, ServiceView } from '../protocol/view.ts';
import { clientId, clientKey, clientsOf } from './clients.ts';
import { measures } from './measures.ts';
import { compareNames } from './names.ts';
import { doorY } from './doors.ts';
import type { ClientBox, EntryBox, ExternalBox, SceneBox, ServiceBox } from './scene.ts';
import { resolveTarget } from './target.ts';
import type { Target } from './target.ts';

/** Ports beyond these are counted, not listed. */
export const mostPortRows = 8;

/** What stands in the lanes of clients, entries and Services, and where each flow goes. Depends on no Pod, unless a flow asks for one. */
export interface LeftLanes {
  readonly clients: readonly ClientBox[];
  readonly entries: readonly EntryBox[];
  readonly services: readonly ServiceBox[];
  readonly externals: readonly ExternalBox[];
  readonly targets: readonly { readonly flow: TrafficFlow; readonly target: Target }[];
  readonly bottom: number;
  /** How wide the lane of Services is: one column, or two that stand like bricks. */
  readonly servicesWidth: number;
}

/** More Services than these stand in two columns: one would be so long that nothing in it can be read as a whole. */
const mostInOneColumn = 8;

interface ServiceStack { readonly height: number; readonly rowHeight: number; readonly entriesHeight: number }
interface ServicePlace { readonly x: number; readonly y: number }

function portRowCount(service: ServiceView): number {
  const shown = service.ports.slice(0, mostPortRows);
  const nodePorts = shown.filter((port) => port.nodePort !== 0).length;
  return shown.length + nodePorts + (service.ports.length > mostPortRows ? 1 : 0);
}

function serviceHeight(service: ServiceView): number {
  const { header, bar, portRow, railPadding, note } = measures.service;
  if (service.type === 'ExternalName') return header + note;
  const rows = portRowCount(service);
  return header + bar + (rows === 0 ? 0 : railPadding + rows * portRow);
}

const byNamespaceAndName = (a: ServiceView, b: ServiceView): number => (a.namespace === b.namespace ? compareNames(a.name, b.name) : a.namespace < b.namespace ? -1 : 1);

function entryKinds(service: ServiceView, targets: LeftLanes['targets']): EntryBox['kind'][] {
  const kinds: EntryBox['kind'][] = [];
  if (service.type === 'LoadBalancer') kinds.push('loadBalancer');
  const hasNodePort = service.ports.some((port) => port.nodePort !== 0);
  const isAsked = targets.some(({ target }) => target.kind === 'service' && target.id === service.id && target.via === 'nodePort');
  // A load balancer's node ports are its own affair until somebody asks for one.
  if (hasNodePort && (service.type === 'NodePort' || isAsked)) kinds.push('nodePort');
  if (service.externalIPs.length > 0) kinds.push('externalIP');
  return kinds;
}

/** The gap between Services: the widest that leaves them beside the Nodes. It depends on how many there are, not on their Pods. */
function serviceGap(heights: readonly number[], nodeCount: number): number {
  const { gap, wideGap, widestGap } = measures.service;
  const room = nodeCount * (measures.node.minHeight + measures.node.gap);
  const used = heights.reduce((sum, height) => sum + height, 0);
  return [widestGap, wideGap].find((candidate) => used + candidate * (heights.length - 1) <= room) ?? gap;
}

/** Where each Service's row begins. Of two columns the second stands half a row lower, so that the edges of one run through the gaps of the other. */
function placeServices(stacks: readonly ServiceStack[], nodeCount: number): readonly ServicePlace[] {
  const { services: lane, top } = measures.lane;
  if (stacks.length <= mostInOneColumn) {
    const gap = serviceGap(stacks.map(({ rowHeight }) => rowHeight), nodeCount);
    let y: number = top;
    return stacks.map(({ rowHeight }) => {
      const place = { x: lane.x, y };
      y += rowHeight + gap;
      return place;
    });
  }
  const pitch = stacks.reduce((most, { rowHeight, entriesHeight }) => Math.max(most, rowHeight + measures.service.wideGap, 2 * (entriesHeight + measures.entry.gap)), 0);
  return stacks.map((_, index) => ({ x: lane.x + (index % 2) * (lane.width + measures.service.columnGap), y: top + (index * pitch) / 2 }));
}

const builtIn: ReadonlySet<ObjectId> = new Set(['Service/default/kubernetes', 'Service/kube-system/kube-dns']);

/** Services that every cluster has and nobody wrote. They are drawn once somebody sends requests to them. */
export const isBuiltIn = (service: ServiceView): boolean => builtIn.has(service.id);

export function layoutLeftLanes(view: ClusterView, settings: ClusterSettings, traffic: readonly TrafficFlow[]): LeftLanes {
  const targets: { flow: TrafficFlow; target: Target }[] = [];
  for (const flow of traffic) {
    const target = resolveTarget(flow, view, settings);
    if (target !== null) targets.push({ flow, target });
  }
  const services: ServiceBox[] = [];
  const entries: EntryBox[] = [];
  const externals: ExternalBox[] = [];
  const asked = new Set(targets.flatMap(({ target }) => (target.kind === 'service' ? [target.id] : [])));
  const sorted = Object.values(view.services).filter((service) => !isBuiltIn(service) || asked.has(service.id)).sort(byNamespaceAndName);
  const { entry: entryLane, services: serviceLane } = measures.lane;
  const stackHeight = (count: number): number => (count === 0 ? 0 : count * measures.entry.height + (count - 1) * measures.entry.gap);
  const stacks = sorted.map((service) => {
    const height = serviceHeight(service);
    const kinds = entryKinds(service, targets);
    const entriesHeight = stackHeight(kinds.length + (service.type === 'ExternalName' ? 1 : 0));
    return { service, height, kinds, entriesHeight, rowHeight: Math.max(height, entriesHeight) };
  });
  const places = placeServices(stacks, Object.keys(view.nodes).length);
  stacks.forEach(({ service, height, kinds, rowHeight }, row) => {
    const { x, y } = places[row] ?? { x: serviceLane.x, y: measures.lane.top };
    services.push({ type: 'service', key: service.id, id: service.id, rect: { x, y: y + (rowHeight - height) / 2, width: serviceLane.width, height } });
    const isAlias = service.type === 'ExternalName';
    // At the height of the Service's door, so that its edges run straight.
    const stack = stackHeight(kinds.length + (isAlias ? 1 : 0));
    let entryY = Math.max(y, y + (rowHeight - height) / 2 + measures.service.door - stack / 2);
    const next = (): { x: number; y: number; width: number; height: number } => {
      const rect = { x: entryLane.x, y: entryY, width: entryLane.width, height: measures.entry.height };
      entryY += measures.entry.height + measures.entry.gap;
      return rect;
    };
    for (const kind of kinds) entries.push({ type: 'entry', key: entryKey(kind, service.id), kind, service: service.id, rect: next() });
    if (isAlias) externals.push(externalBox('name', service.externalName, settings, service.id, next()));
  });
  addOutsideTargets(externals, targets, settings, entries);
  const clients = layoutClients(settings, traffic, targets, services, entries, externals);
  const bottom = [...clients, ...entries, ...services, ...externals].reduce((lowest, box) => Math.max(lowest, box.rect.y + box.rect.height), 0);
  const servicesWidth = services.reduce((right, box) => Math.max(right, box.rect.x + box.rect.width), serviceLane.x + serviceLane.width) - serviceLane.x;
  return { clients, entries, services, externals, targets, bottom, servicesWidth };
}

export const entryKey = (kind: EntryBox['kind'], service: ObjectId): string => `entry:${kind}:${service}`;
export const externalKey = (name: string, service: ObjectId): string => `external:${name}:${service}`;

export function externalBox(kind: ExternalBox['kind'], name: string, settings: ClusterSettings, service: ObjectId, rect: ExternalBox['rect']): ExternalBox {
  const known = settings.outsideNames.find((outside) => outside.name === name.replace(/\.$/, '') || outside.address === name);
  return { type: 'external', key: externalKey(name, service), kind, name: kind === 'address' && known !== undefined ? known.name : name, address: known?.address ?? (kind === 'address' ? name : ''), service, rect };
}

/** Names outside that clients ask for by themselves stand under the entries. */
function addOutsideTargets(externals: ExternalBox[], targets: LeftLanes['targets'], settings: ClusterSettings, entries: readonly EntryBox[]): void {
  const { x, width } = measures.lane.entry;
  let y = [...entries, ...externals].reduce<number>((lowest, box) => Math.max(lowest, box.rect.y + box.rect.height + measures.external.gap), measures.lane.top);
  for (const { target } of targets) {
    if (target.kind !== 'outside' || externals.some((box) => box.name === target.name)) continue;
    externals.push(externalBox('name', target.name, settings, '', { x, y, width, height: measures.external.height }));
    y += measures.external.height + measures.external.gap;
  }
}

/** The box that a flow's edge leads to. */
export function boxOfTarget(target: Target, entries: readonly EntryBox[], externals: readonly ExternalBox[]): string | null {
  switch (target.kind) {
    case 'service': {
      const kind = target.via === 'clusterIP' || target.via === 'name' ? null : target.via;
      const key = kind === null ? null : entryKey(kind, target.id);
      return key !== null && entries.some((entry) => entry.key === key) ? key : target.id;
    }
    case 'outside':
      return externals.find((box) => box.name === target.name)?.key ?? null;
    case 'node':
    case 'pod':
      return target.id;
  }
}

/** Each client beside what it asks for, in a fixed order, pushed down where there is no room. */
function layoutClients(
  settings: ClusterSettings, traffic: readonly TrafficFlow[], targets: LeftLanes['targets'],
  services: readonly ServiceBox[], entries: readonly EntryBox[], externals: readonly ExternalBox[],
): ClientBox[] {
  const { x, width } = measures.lane.clients;
  const { height, gap } = measures.client;
  const boxes = new Map<string, SceneBox>([...services, ...entries, ...externals].map((box) => [box.key, box]));
  const wanted = clientsOf(settings, traffic).map((client, order) => {
    const id = clientId(client);
    const centers = targets.flatMap(({ flow, target }) => {
      const box = clientId(flow.from) === id ? boxes.get(boxOfTarget(target, entries, externals) ?? '') : undefined;
      return box === undefined ? [] : [doorY(box)];
    });
    const center = centers.length === 0 ? null : centers.reduce((sum, value) => sum + value, 0) / centers.length;
    return { client, id, order, y: center === null ? null : center - height / 2 };
  });
  // Those that ask for nothing come last, in their own order.
  wanted.sort((a, b) => (a.y ?? Infinity) - (b.y ?? Infinity) || a.order - b.order);
  let free: number = measures.lane.top;
  return wanted.map(({ client, id, y }) => {
    const top = Math.max(free, y ?? free);
    free = top + height + gap;
    return { type: 'client', key: clientKey(client), id, client, rect: { x, y: top, width, height } };
  });
}
