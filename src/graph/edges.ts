import type { ObjectId } from '../protocol/ref.ts';
import type { ClusterView, ServiceView } from '../protocol/view.ts';
import { brokenRelation } from './broken.ts';
import { clientKey } from './clients.ts';
import { doorIn, doorOut } from './doors.ts';
import { curveBetween, leftOf } from './geometry.ts';
import type { Curve, Point, Rect } from './geometry.ts';
import { boxOfTarget, externalKey } from './leftLanes.ts';
import type { LeftLanes } from './leftLanes.ts';
import { measures } from './measures.ts';
import { slotRect } from './podBox.ts';
import type { PodBox, PodGroup, PodLocation, SceneBox, SceneEdge } from './scene.ts';

type Boxes = ReadonlyMap<string, SceneBox>;
type Locate = (pod: ObjectId) => PodLocation | undefined;

/** Where an edge meets the border of a box, at the height of one of its groups. */
export function groupPort(box: PodBox, group: PodGroup): Point {
  return { x: box.rect.x, y: box.rect.y + group.rect.y + measures.group.header / 2 };
}

/** Where a request enters a Node: the left end of its kube-proxy strip. */
export function proxyPort(box: PodBox): Point {
  return { x: box.rect.x + measures.node.padding, y: box.rect.y + measures.node.header + measures.node.proxy / 2 };
}

/** Where a Pod is drawn; undefined where it is not. */
export function podRect(boxes: Boxes, location: PodLocation | undefined): Rect | undefined {
  const box = location === undefined ? undefined : boxes.get(location.box);
  if (location === undefined || box === undefined || (box.type !== 'node' && box.type !== 'pending')) return undefined;
  const group = box.groups.find((candidate) => candidate.key === location.group);
  if (group === undefined) return undefined;
  const rect = slotRect(group, box.density, location.slot);
  return { ...rect, x: rect.x + box.rect.x, y: rect.y + box.rect.y };
}

/** From clients to what they ask for, and from entries to their Services. */
export function leftEdges(lanes: LeftLanes, boxes: Boxes, locate: Locate): SceneEdge[] {
  const edges = new Map<string, SceneEdge>();
  for (const { flow, target } of lanes.targets) {
    const from = boxes.get(clientKey(flow.from));
    const boxKey = boxOfTarget(target, lanes.entries, lanes.externals);
    if (from === undefined || boxKey === null) continue;
    const location = target.kind === 'pod' ? locate(target.id) : undefined;
    const targetKey = location?.box ?? boxKey;
    const to = boxes.get(targetKey);
    if (to === undefined) continue;
    const pod = podRect(boxes, location);
    const end = pod === undefined ? (to.type === 'node' ? proxyPort(to) : doorIn(to)) : leftOf(pod);
    const key = `request:${from.key}>${boxKey}`;
    edges.set(key, { key, kind: 'request', source: from.key, target: targetKey, ...(location === undefined ? {} : { group: location.group }), curve: curveBetween(doorOut(from), end) });
  }
  for (const entry of lanes.entries) {
    const service = boxes.get(entry.service);
    if (service === undefined) continue;
    edges.set(entry.key, { key: entry.key, kind: 'entry', source: entry.key, target: service.key, curve: curveBetween(doorOut(entry), doorIn(service)) });
  }
  return [...edges.values()];
}

/** From one Service to its Pods, one edge a group of Pods, and to what stands outside. */
export function serviceEdges(service: ServiceView, view: Pick<ClusterView, 'pods'>, boxes: Boxes, locate: Locate): SceneEdge[] {
  const from = boxes.get(service.id);
  if (from === undefined) return [];
  const edges: SceneEdge[] = [];
  for (const { box, group, podCount } of groupsServed(service, boxes, locate)) {
    edges.push({
      key: `serves:${service.id}>${box.key}>${group.key}`, kind: service.isHeadless ? 'names' : 'serves', source: from.key, target: box.key, group: group.key,
      curve: curveBetween(doorOut(from), groupPort(box, group)), podCount,
    });
  }
  for (const address of service.otherAddresses) {
    const to = boxes.get(externalKey(address, service.id));
    if (to !== undefined) edges.push({ key: `serves:${service.id}>${to.key}`, kind: 'serves', source: from.key, target: to.key, curve: curveBetween(doorOut(from), doorIn(to)) });
  }
  const alias = service.type === 'ExternalName' ? boxes.get(externalKey(service.externalName, service.id)) : undefined;
  if (alias !== undefined) {
    const start = doorIn(from);
    const end = doorOut(alias);
    edges.push({ key: `alias:${service.id}`, kind: 'alias', source: from.key, target: alias.key, curve: { x0: start.x, y0: start.y, x1: start.x - 10, y1: start.y, x2: end.x + 10, y2: end.y, x3: end.x, y3: end.y } });
  }
  const broken = brokenRelation(service, view.pods);
  if (broken !== null) edges.push({ key: `broken:${service.id}`, kind: 'broken', source: from.key, target: from.key, curve: stub(from), broken });
  return edges;
}

interface GroupServed { readonly box: PodBox; readonly group: PodGroup; podCount: number }

function groupsServed(service: ServiceView, boxes: Boxes, locate: Locate): GroupServed[] {
  const served: GroupServed[] = [];
  const byBox = new Map<string, Map<string, GroupServed>>();
  for (const pod of service.pods) {
    const location = locate(pod);
    if (location === undefined) continue;
    let byGroup = byBox.get(location.box);
    if (byGroup === undefined) {
      byGroup = new Map();
      byBox.set(location.box, byGroup);
    }
    const known = byGroup.get(location.group);
    if (known !== undefined) {
      known.podCount += 1;
      continue;
    }
    const box = boxes.get(location.box);
    if (box === undefined || (box.type !== 'node' && box.type !== 'pending')) continue;
    const group = box.groups.find((candidate) => candidate.key === location.group);
    if (group === undefined) continue;
    const entry = { box, group, podCount: 1 };
    byGroup.set(location.group, entry);
    served.push(entry);
  }
  return served;
}

/** A relation that leads nowhere ends beside its Service. */
function stub(box: SceneBox): Curve {
  const { x, y } = doorOut(box);
  const bottom = box.rect.y + box.rect.height;
  return { x0: x, y0: y, x1: x + 22, y1: y, x2: x + 8, y2: bottom + 6, x3: x + 28, y3: bottom + 8 };
}
