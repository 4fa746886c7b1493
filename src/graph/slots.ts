import type { ObjectId } from '../protocol/ref.ts';

/** A row of numbered places. What lives in one stays there; what comes takes the first that is free. */
export interface Slots {
  readonly places: (ObjectId | null)[];
  readonly index: Map<ObjectId, number>;
  /** Free places, a heap would not pay: groups are small and leave few holes. Sorted, the first free one last. */
  readonly free: number[];
}

export const createSlots = (): Slots => ({ places: [], index: new Map(), free: [] });

export function addToSlots(slots: Slots, id: ObjectId): number {
  const known = slots.index.get(id);
  if (known !== undefined) return known;
  const place = slots.free.pop() ?? slots.places.length;
  slots.places[place] = id;
  slots.index.set(id, place);
  return place;
}

export function removeFromSlots(slots: Slots, id: ObjectId): void {
  const place = slots.index.get(id);
  if (place === undefined) return;
  slots.index.delete(id);
  slots.places[place] = null;
  if (place === slots.places.length - 1) trimSlots(slots);
  else insertFree(slots, place);
}

function insertFree(slots: Slots, place: number): void {
  let low = 0;
  let high = slots.free.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((slots.free[middle] ?? -1) > place) low = middle + 1;
    else high = middle;
  }
  slots.free.splice(low, 0, place);
}

/** Empty places at the end are no places. */
function trimSlots(slots: Slots): void {
  while (slots.places.length > 0 && slots.places.at(-1) === null) slots.places.pop();
  const length = slots.places.length;
  let write = 0;
  for (const place of slots.free) {
    if (place < length) {
      slots.free[write] = place;
      write += 1;
    }
  }
  slots.free.length = write;
}
