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

/** A Pod and its place; it keeps the slot as long as it stays in the group. */
interface Placed { view: PodView; readonly box: string; readonly group: string; readonly slot: number }

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
  const boxOfNode = new Map(Object.values(nodes).map((node) => [node.name, node.id]));
  const boxOf = (pod: PodView): string => boxOfNode.get(pod.nodeName) ?? pendingKey;
  let seen = 0;
  for (const id in pods) {
    const pod = pods[id];
    if (pod === undefined) continue;
    seen += 1;
    const placed = membership.pods.get(id);
    const box = boxOf(pod);
    if (placed?.view === pod && placed.box === box) continue;
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
  for (const pod of sortByName(arrivals)) put(membership, pod, boxOf(pod), dirty);
  return dirty;
}

/** The key of a Node's box is the Node's id. */
export const nodeKey = (name: string): string => objectId({ kind: 'Node', name });

function take(membership: Membership, id: ObjectId, placed: Placed, dirty: Set<string>): void {
  const group = membership.boxes.get(placed.box)?.get(placed.group);
  if (group !== undefined) removeFromSlots(group.slots, id);
  dirty.add(placed.box);
}

function put(membership: Membership, pod: PodView, box: string, dirty: Set<string>): void {
  const group = groupKeyOf(pod);
  const slot = addToSlots(groupIn(membership, box, group, pod.workload ?? null, pod.namespace).slots, pod.id);
  membership.pods.set(pod.id, { view: pod, box, group, slot });
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
