import { objectId } from '../protocol/ref.ts';
import type { ObjectId } from '../protocol/ref.ts';
import type { ClusterView, PodView } from '../protocol/view.ts';
import { sortByName } from './names.ts';
import { addToSlots, createSlots, removeFromSlots } from './slots.ts';
import type { Slots } from './slots.ts';

/** The key of the box for Pods that are on no Node. */
export const pendingKey = 'pending';

/** The Pods of one workload in one box. `rows` is remembered, so that a group does not shrink at once. */
export interface GroupMembers {
  readonly key: string;
  readonly workload: ObjectId | null;
  readonly namespace: string;
  readonly slots: Slots;
  rows: number;
  columns: number;
}

interface Placed { view: PodView; box: string; group: string }

/** Which Pod stands in which group of which box. Kept between updates, changed in place by `syncPods`. */
export interface Membership {
  readonly pods: Map<ObjectId, Placed>;
  readonly boxes: Map<string, Map<string, GroupMembers>>;
}

export const createMembership = (): Membership => ({ pods: new Map(), boxes: new Map() });

const groupKeyOf = (pod: PodView): string => pod.workload ?? `bare/${pod.namespace}`;

/** Keys of the boxes in which a Pod came, went or moved. Costs one comparison a Pod, and work only for those that changed. */
export function syncPods(membership: Membership, pods: ClusterView['pods'], nodes: ClusterView['nodes']): Set<string> {
  const dirty = new Set<string>();
  const arrivals: PodView[] = [];
  let seen = 0;
  for (const id in pods) {
    const pod = pods[id];
    if (pod === undefined) continue;
    seen += 1;
    const placed = membership.pods.get(id);
    if (placed?.view === pod && (placed.box === pendingKey) === !isOnNode(pod, nodes)) continue;
    const box = boxKeyOf(pod, nodes);
    if (placed?.box === box && placed.group === groupKeyOf(pod)) {
      placed.view = pod;
      continue;
    }
    if (placed !== undefined) {
      take(membership, id, placed, dirty);
      membership.pods.delete(id);
    }
    arrivals.push(pod);
  }
  // Where more are remembered than were seen, some are gone.
  if (membership.pods.size + arrivals.length > seen) {
    for (const [id, placed] of membership.pods) {
      if (pods[id] !== undefined) continue;
      take(membership, id, placed, dirty);
      membership.pods.delete(id);
    }
  }
  for (const pod of sortByName(arrivals)) put(membership, pod, boxKeyOf(pod, nodes), dirty);
  return dirty;
}

const isOnNode = (pod: PodView, nodes: ClusterView['nodes']): boolean => pod.nodeName !== '' && nodes[nodeKey(pod.nodeName)] !== undefined;

/** The key of a Node's box is the Node's id. */
export const nodeKey = (name: string): string => objectId({ kind: 'Node', name });

const boxKeyOf = (pod: PodView, nodes: ClusterView['nodes']): string => (isOnNode(pod, nodes) ? nodeKey(pod.nodeName) : pendingKey);

function take(membership: Membership, id: ObjectId, placed: Placed, dirty: Set<string>): void {
  const group = membership.boxes.get(placed.box)?.get(placed.group);
  if (group !== undefined) removeFromSlots(group.slots, id);
  dirty.add(placed.box);
}

function put(membership: Membership, pod: PodView, box: string, dirty: Set<string>): void {
  const group = groupKeyOf(pod);
  addToSlots(groupIn(membership, box, group, pod.workload ?? null, pod.namespace).slots, pod.id);
  membership.pods.set(pod.id, { view: pod, box, group });
  dirty.add(box);
}

/** The group of a box, made where there is none yet. */
export function groupIn(membership: Membership, box: string, key: string, workload: ObjectId | null, namespace: string): GroupMembers {
  let groups = membership.boxes.get(box);
  if (groups === undefined) {
    groups = new Map();
    membership.boxes.set(box, groups);
  }
  let group = groups.get(key);
  if (group === undefined) {
    group = { key, workload, namespace, slots: createSlots(), rows: 1, columns: 0 };
    groups.set(key, group);
  }
  return group;
}
