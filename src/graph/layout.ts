import type { ObjectId } from '../protocol/ref.ts';
import type { TrafficFlow } from '../protocol/request.ts';
import type { ClusterSettings } from '../protocol/settings.ts';
import type { ClusterView, ServiceView } from '../protocol/view.ts';
import { gridFor } from './detail.ts';
import type { Fullest, Grid } from './detail.ts';
import { leftEdges, serviceEdges } from './edges.ts';
import { boundsOf, sameRect } from './geometry.ts';
import type { Rect } from './geometry.ts';
import { externalBox, layoutLeftLanes } from './leftLanes.ts';
import type { LeftLanes } from './leftLanes.ts';
import { measures } from './measures.ts';
import { sortByName } from './names.ts';
import { nodeColumns, placeNodes } from './nodeLane.ts';
import { boxWidth, layoutBox } from './podBox.ts';
import { createMembership, pendingKey, syncPods } from './podGroups.ts';
import type { Membership } from './podGroups.ts';
import type { ExternalBox, Lane, PodBox, PodLocation, Scene, SceneBox, SceneEdge } from './scene.ts';
import { dropEmptyGroups, updateSliderHomes } from './sliderHomes.ts';
import type { SliderHomes } from './sliderHomes.ts';

export interface LayoutInput {
  readonly view: ClusterView;
  readonly settings: ClusterSettings;
  readonly traffic: readonly TrafficFlow[];
}

/** A layout that remembers where everything stood, so that a change moves only what it must. */
export interface Layout {
  /** The scene after this input; the one before where nothing drawn has moved. */
  update(input: LayoutInput): Scene;
}

/** The scene of a cluster seen for the first time. */
export const layout = (view: ClusterView, options: Omit<LayoutInput, 'view'>): Scene => createLayout().update({ view, ...options });

interface State {
  readonly membership: Membership;
  readonly homes: SliderHomes;
  readonly podBoxes: Map<string, PodBox>;
  leftEdges: readonly SceneEdge[];
  readonly edgesOf: Map<ObjectId, { readonly service: ServiceView; readonly edges: readonly SceneEdge[] }>;
  grid: Grid;
  nodeColumns: number;
  nodeOrder: readonly string[];
  lanes: LeftLanes | null;
  input: LayoutInput | null;
  scene: Scene | null;
}

export function createLayout(): Layout {
  const state: State = {
    membership: createMembership(), homes: new Map(), podBoxes: new Map(), leftEdges: [], edgesOf: new Map(),
    grid: { density: 'chips', tracks: 1, columns: 0 }, nodeColumns: 1, nodeOrder: [], lanes: null, input: null, scene: null,
  };
  const locate = (pod: ObjectId): PodLocation | undefined => state.membership.pods.get(pod);
  return { update: (input) => update(state, input, locate) };
}

function update(state: State, input: LayoutInput, locate: Scene['locate']): Scene {
  const { view } = input;
  const before = state.input;
  const isSame = before !== null && before.view.pods === view.pods && before.view.nodes === view.nodes && before.view.services === view.services &&
    before.view.workloads === view.workloads && before.settings === input.settings && before.traffic === input.traffic;
  if (isSame && state.scene !== null) return state.scene;

  if (before?.view.nodes !== view.nodes) state.nodeOrder = sortByName(Object.values(view.nodes)).map((node) => node.id);
  const dirty = before?.view.pods === view.pods && before.view.nodes === view.nodes ? new Set<string>() : syncPods(state.membership, view.pods, view.nodes);
  updateSliderHomes(state.homes, state.membership, view.workloads, state.nodeOrder, dirty);
  dropEmptyGroups(state.membership, state.homes, dirty);
  state.lanes = leftLanes(state, input);
  layoutPodBoxes(state, view, dirty);
  const boxes = collectBoxes(state, input);
  const edges = collectEdges(state, input, boxes, locate, dirty);
  state.input = input;
  state.scene = nextScene(state, boxes, edges, locate);
  return state.scene;
}

function leftLanes(state: State, { view, settings, traffic }: LayoutInput): LeftLanes {
  const { input, lanes } = state;
  const isSame = input !== null && input.view.services === view.services && input.settings === settings && input.traffic === traffic && sameKeys(input.view.nodes, view.nodes);
  // Only a flow to a Pod's own address depends on Pods.
  const asksPods = lanes?.targets.some(({ target }) => target.kind === 'pod' || target.kind === 'outside') === true && input?.view.pods !== view.pods;
  return isSame && lanes !== null && !asksPods ? lanes : layoutLeftLanes(view, settings, traffic);
}

const sameKeys = (a: ClusterView['nodes'], b: ClusterView['nodes']): boolean => {
  if (a === b) return true;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key]?.addresses === b[key]?.addresses);
};

function fullestBox({ membership, nodeOrder }: State): Fullest {
  let pods = 0;
  let groups = 0;
  let podsInGroup = 0;
  for (const key of [...nodeOrder, pendingKey]) {
    const members = membership.boxes.get(key);
    if (members === undefined) continue;
    let inBox = 0;
    for (const group of members.values()) {
      inBox += group.slots.index.size;
      podsInGroup = Math.max(podsInGroup, group.slots.index.size);
    }
    pods = Math.max(pods, inBox);
    groups = Math.max(groups, members.size);
  }
  return { pods, groups, podsInGroup };
}

function layoutPodBoxes(state: State, view: ClusterView, dirty: Set<string>): void {
  const { membership, podBoxes, nodeOrder } = state;
  const grid = gridFor(membership.pods.size, fullestBox(state), state.grid);
  const isReshaped = grid.density !== state.grid.density || grid.columns !== state.grid.columns || grid.tracks !== state.grid.tracks;
  if (isReshaped) state.grid = grid;
  const hasPending = membership.boxes.has(pendingKey);
  for (const key of podBoxes.keys()) if (key === pendingKey ? !hasPending : view.nodes[key] === undefined) podBoxes.delete(key);
  for (const key of hasPending ? [...nodeOrder, pendingKey] : nodeOrder) {
    const before = podBoxes.get(key);
    if (before !== undefined && !isReshaped && !dirty.has(key)) continue;
    podBoxes.set(key, layoutBox(membership.boxes.get(key)?.values() ?? [], {
      type: key === pendingKey ? 'pending' : 'node', key, name: view.nodes[key]?.name ?? '', grid: state.grid, before, hasSlider: (workload) => state.homes.get(workload)?.box === key,
    }));
  }
  placePodBoxes(state, isReshaped || state.input === null || !sameKeys(state.input.view.nodes, view.nodes));
}

/** Where the lane of Nodes begins: a second column of Services moves it. */
const nodesX = ({ lanes }: State): number => measures.lane.nodes.x + (lanes ?? emptyLanes).servicesWidth - measures.lane.services.width;

function placePodBoxes(state: State, mayRearrange: boolean): void {
  const { podBoxes } = state;
  const width = boxWidth(state.grid);
  const nodes = state.nodeOrder.flatMap((key) => podBoxes.get(key) ?? []);
  if (mayRearrange) state.nodeColumns = nodeColumns(nodes.length, nodesX(state), width, Math.max(0, ...nodes.map((box) => box.rect.height)));
  const places = placeNodes(nodes, nodesX(state), width, state.nodeColumns);
  nodes.forEach((box, index) => {
    const place = places.rects[index];
    // The row may be higher than the box needs; its own height is what it is remembered by.
    if (place !== undefined) moveBox(podBoxes, box, { ...box.rect, x: place.x, y: place.y, width });
  });
  const pending = podBoxes.get(pendingKey);
  if (pending !== undefined) moveBox(podBoxes, pending, { ...pending.rect, x: nodesX(state), y: nodes.length === 0 ? measures.lane.top : places.bottom, width });
}

function moveBox(podBoxes: Map<string, PodBox>, box: PodBox, rect: Rect): void {
  if (!sameRect(box.rect, rect)) podBoxes.set(box.key, { ...box, rect });
}

function collectBoxes(state: State, { view, settings }: LayoutInput): Map<string, SceneBox> {
  const boxes = new Map<string, SceneBox>();
  const add = (box: SceneBox): void => {
    const old = state.scene?.boxes.get(box.key);
    const isOld = old !== undefined && old.type === box.type && box.type !== 'node' && box.type !== 'pending' && sameRect(old.rect, box.rect) && sameLabel(old, box);
    boxes.set(box.key, isOld ? old : box);
  };
  for (const box of state.lanes?.clients ?? []) add(box);
  for (const box of state.lanes?.entries ?? []) add(box);
  for (const box of state.lanes?.externals ?? []) add(box);
  for (const box of state.lanes?.services ?? []) add(box);
  for (const key of [...state.nodeOrder, pendingKey]) {
    const box = state.podBoxes.get(key);
    if (box !== undefined) add(box);
  }
  for (const box of addressBoxes(state, view, settings)) add(box);
  return boxes;
}

const sameLabel = (a: SceneBox, b: SceneBox): boolean => (a.type === 'external' && b.type === 'external' ? a.name === b.name && a.address === b.address : a.type !== 'client' || b.type !== 'client' || a.id === b.id);

/** Addresses that somebody wrote into a slice stand under the Nodes: they are endpoints, though not of this cluster. */
function addressBoxes(state: State, view: ClusterView, settings: ClusterSettings): ExternalBox[] {
  const { height, gap } = measures.external;
  let y: number = measures.lane.top;
  for (const box of state.podBoxes.values()) y = Math.max(y, box.rect.y + box.rect.height + measures.node.gap);
  return (state.lanes?.services ?? []).flatMap((service) =>
    (view.services[service.id]?.otherAddresses ?? []).map((address) => {
      const box = externalBox('address', address, settings, service.id, { x: nodesX(state), y, width: 150, height });
      y += height + gap;
      return box;
    }),
  );
}

function collectEdges(state: State, { view }: LayoutInput, boxes: Map<string, SceneBox>, locate: Scene['locate'], dirty: ReadonlySet<string>): readonly SceneEdge[] {
  const old = state.scene;
  // A box that moved, or whose groups changed, moves the edges that meet it.
  const moved = new Set<string>(dirty);
  for (const [key, box] of boxes) if (old?.boxes.get(key) !== box) moved.add(key);
  for (const id of state.edgesOf.keys()) if (view.services[id] === undefined) state.edgesOf.delete(id);
  state.leftEdges = keepEdges(state.leftEdges, leftEdges(state.lanes ?? emptyLanes, boxes, locate));
  const edges: SceneEdge[] = [...state.leftEdges];
  for (const box of state.lanes?.services ?? []) {
    const service = view.services[box.id];
    if (service === undefined) continue;
    const known = state.edgesOf.get(box.id);
    const isCurrent = known?.service === service && !moved.has(box.key) && !known.edges.some((edge) => moved.has(edge.target)) && !(isWaiting(known.edges, service) && dirty.size > 0);
    if (known !== undefined && isCurrent) edges.push(...known.edges);
    else {
      const next = keepEdges(known?.edges ?? [], serviceEdges(service, view, boxes, locate));
      state.edgesOf.set(box.id, { service, edges: next });
      edges.push(...next);
    }
  }
  return edges;
}

/** The edges of `next`, as they were where they are the same. */
function keepEdges(before: readonly SceneEdge[], next: readonly SceneEdge[]): readonly SceneEdge[] {
  const byKey = new Map(before.map((edge) => [edge.key, edge]));
  return next.map((edge) => {
    const old = byKey.get(edge.key);
    return old !== undefined && sameEdge(old, edge) ? old : edge;
  });
}

const emptyLanes: LeftLanes = { clients: [], entries: [], services: [], externals: [], targets: [], bottom: 0, servicesWidth: measures.lane.services.width };

/** Its broken relation, or a Pod that is not placed yet, may have been mended by a Pod that came. */
const isWaiting = (edges: readonly SceneEdge[], service: ServiceView): boolean => edges.some((edge) => edge.kind === 'broken') || service.pods.length === 0 || edges.length === 0;

const sameEdge = (a: SceneEdge, b: SceneEdge): boolean =>
  a.source === b.source && a.target === b.target && a.kind === b.kind && a.group === b.group && a.podCount === b.podCount && a.broken?.text === b.broken?.text && a.broken?.reason === b.broken?.reason &&
  a.curve.x0 === b.curve.x0 && a.curve.y0 === b.curve.y0 && a.curve.x3 === b.curve.x3 && a.curve.y3 === b.curve.y3;

function nextScene(state: State, boxes: Map<string, SceneBox>, edges: readonly SceneEdge[], locate: Scene['locate']): Scene {
  const old = state.scene;
  const order = [...boxes.values()];
  const sameBoxes = old !== null && old.order.length === order.length && order.every((box, index) => old.order[index] === box);
  const sameEdges = old !== null && old.edges.length === edges.length && edges.every((edge, index) => old.edges[index] === edge);
  if (old !== null && sameBoxes && sameEdges && old.density === state.grid.density && old.podCount === state.membership.pods.size) return old;
  const nodesWidth = order.reduce((right, box) => (box.type === 'node' || box.type === 'pending' ? Math.max(right, box.rect.x + box.rect.width) : right), nodesX(state) + boxWidth(state.grid)) - nodesX(state);
  const lanes: readonly Lane[] = [
    { kind: 'clients', ...measures.lane.clients },
    { kind: 'entry', ...measures.lane.entry },
    { kind: 'services', x: measures.lane.services.x, width: (state.lanes ?? emptyLanes).servicesWidth },
    { kind: 'nodes', x: nodesX(state), width: nodesWidth },
  ];
  const laneRects = lanes.map((lane) => ({ x: lane.x, y: 0, width: lane.width, height: measures.lane.top }));
  return {
    revision: (old?.revision ?? 0) + 1,
    density: state.grid.density,
    bounds: boundsOf([...laneRects, ...order.map((box) => box.rect)]),
    lanes,
    boxes: sameBoxes ? old.boxes : boxes,
    order: sameBoxes ? old.order : order,
    edges: sameEdges ? old.edges : edges,
    podCount: state.membership.pods.size,
    locate,
  };
}
