import { parseObjectId } from '../protocol/ref.ts';
import type { ObjectId } from '../protocol/ref.ts';
import type { ClusterView } from '../protocol/view.ts';
import { groupIn, pendingKey } from './podGroups.ts';
import type { Membership } from './podGroups.ts';

interface Home { box: string; wasFilled: boolean }

/** The box in which each workload has its slider. */
export type SliderHomes = Map<ObjectId, Home>;

/**
 * A workload's slider stands at its first group and stays there, also when the last Pod of that group is gone: it must not jump
 * away under the hand that drags it. A workload without Pods gets an empty group. Boxes whose groups changed are added to `dirty`.
 */
export function updateSliderHomes(homes: SliderHomes, membership: Membership, workloads: ClusterView['workloads'], nodeOrder: readonly string[], dirty: Set<string>): void {
  const nodes = new Set(nodeOrder);
  for (const [id, home] of homes) {
    if (workloads[id] !== undefined && workloads[id].replicas !== null) continue;
    homes.delete(id);
    dirty.add(home.box);
  }
  for (const id of Object.keys(workloads)) {
    if (workloads[id]?.replicas === null) continue;
    const home = homes.get(id);
    const isThere = home !== undefined && (nodes.has(home.box) || (nodes.size === 0 && home.box === pendingKey));
    if (isThere && (home.wasFilled || podCountIn(membership, home.box, id) > 0)) {
      home.wasFilled = true;
      continue;
    }
    const filled = nodeOrder.find((box) => podCountIn(membership, box, id) > 0);
    const box = filled ?? (isThere ? home.box : (nodeOrder[0] ?? pendingKey));
    if (home?.box === box) {
      home.wasFilled = filled !== undefined;
      continue;
    }
    if (home !== undefined) dirty.add(home.box);
    dirty.add(box);
    homes.set(id, { box, wasFilled: filled !== undefined });
    groupIn(membership, box, id, id, parseObjectId(id).namespace);
  }
}

const podCountIn = (membership: Membership, box: string, workload: ObjectId): number => membership.boxes.get(box)?.get(workload)?.slots.index.size ?? 0;

/** Groups that hold no Pod and no slider are taken away. */
export function dropEmptyGroups(membership: Membership, homes: SliderHomes, dirty: Iterable<string>): void {
  for (const box of dirty) {
    const groups = membership.boxes.get(box);
    if (groups === undefined) continue;
    for (const [key, group] of groups) {
      if (group.slots.index.size === 0 && homes.get(key)?.box !== box) groups.delete(key);
    }
    if (groups.size === 0) membership.boxes.delete(box);
  }
}
