/** Order in lists that are merged. Mirrors apimachinery's strategicpatch/patch.go (v1.36). */
import type { MutableJson, MutableObject } from './mutableJson.ts';
import { get, isMutableObject } from './mutableJson.ts';
import { goTypeOf, goValue } from './goValue.ts';
import { PatchError } from './patchMeta.ts';

export const directiveMarker = '$patch';

/** Go's insertion sort, which decides where items go that the order says nothing about. */
export function insertionSort<T>(items: T[], isLess: (a: T, b: T) => boolean): T[] {
  for (let i = 1; i < items.length; i++) {
    for (let j = i; j > 0; j--) {
      const before = items[j - 1];
      const item = items[j];
      if (before === undefined || item === undefined || !isLess(item, before)) break;
      items[j - 1] = item;
      items[j] = before;
    }
  }
  return items;
}

/** Whether Go finds two values equal with `==`: objects and lists are never looked up by it. */
export function isSameScalar(a: MutableJson | undefined, b: MutableJson | undefined): boolean {
  return (a ?? null) === (b ?? null);
}

function keyOf(item: MutableJson, mergeKey: string): MutableJson | undefined {
  if (mergeKey === '') return item;
  return isMutableObject(item) ? get(item, mergeKey) : undefined;
}

function indexIn(list: readonly MutableJson[], item: MutableJson, mergeKey: string): number {
  return list.findIndex((each) => isSameScalar(keyOf(each, mergeKey), keyOf(item, mergeKey)));
}

/** The item as an object. */
export function objectItem(item: MutableJson): MutableObject {
  if (!isMutableObject(item)) throw new PatchError(`expected a map[string]interface {}, but received a ${goTypeOf(item)}`);
  return item;
}

/** An object item's merge key, which it has to have. */
export function mergeKeyOf(item: MutableJson, mergeKey: string): MutableJson {
  const object = objectItem(item);
  const value = get(object, mergeKey);
  if (value === undefined) throw new PatchError(`map: ${goValue(object)} does not contain declared merge key: ${mergeKey}`);
  return value;
}

function isDeletion(item: MutableJson): boolean {
  return isMutableObject(item) && get(item, directiveMarker) === 'delete';
}

/** Puts items in an order; deletions come last. `mergeKey` is empty for scalars. */
export function inOrderOf(items: readonly MutableJson[], order: readonly MutableJson[], mergeKey: string): MutableJson[] {
  if (mergeKey !== '') for (const item of [...items, ...order]) mergeKeyOf(item, mergeKey);
  const kept = mergeKey === '' ? [...items] : items.filter((item) => !isDeletion(item));
  const deletions = mergeKey === '' ? [] : items.filter(isDeletion);
  const isLess = (a: MutableJson, b: MutableJson): boolean => {
    const left = indexIn(order, a, mergeKey);
    const right = indexIn(order, b, mergeKey);
    return left >= 0 && right >= 0 ? left < right : true;
  };
  return [...insertionSort(kept, isLess), ...deletions];
}

/** Items of the patch in the patch's order, between them those that only the server has, in theirs. */
export function normalizedOrder(patchItems: readonly MutableJson[], serverOnly: readonly MutableJson[], patchOrder: readonly MutableJson[], serverOrder: readonly MutableJson[], mergeKey: string): MutableJson[] {
  const right = inOrderOf(patchItems, patchOrder, mergeKey);
  const left = inOrderOf(serverOnly, serverOrder, mergeKey);
  const merged: MutableJson[] = [];
  for (let i = 0, j = 0; i < left.length || j < right.length;) {
    const a = left[i];
    const b = right[j];
    if (b === undefined || (a !== undefined && comesFirst(a, b, serverOrder, mergeKey))) {
      merged.push(a ?? null);
      i++;
    } else {
      merged.push(b);
      j++;
    }
  }
  return merged;
}

function comesFirst(a: MutableJson, b: MutableJson, order: readonly MutableJson[], mergeKey: string): boolean {
  const left = indexIn(order, a, mergeKey);
  const right = indexIn(order, b, mergeKey);
  return left >= 0 && right >= 0 && left < right;
}

/** Items that a list of the patch names, and the others. */
export function partition(items: readonly MutableJson[], by: readonly MutableJson[], mergeKey: string): { readonly patch: MutableJson[]; readonly serverOnly: MutableJson[] } {
  const patch: MutableJson[] = [];
  const serverOnly: MutableJson[] = [];
  for (const item of items) {
    const key = mergeKey === '' ? item : mergeKeyOf(item, mergeKey);
    const isNamed = by.some((each) => isSameScalar(keyOf(each, mergeKey), key));
    (isNamed ? patch : serverOnly).push(item);
  }
  return { patch, serverOnly };
}

/** `objects` or `scalars`; a list of lists, or of both, is refused. Absent where there are no items. */
export function elementsOf(...lists: (readonly MutableJson[])[]): 'objects' | 'scalars' | undefined {
  let first: string | undefined;
  for (const item of lists.flat()) {
    const type = goTypeOf(item);
    if (type === '[]interface {}' && first === undefined) throw new PatchError('lists of lists are not supported', 'unprocessable');
    if (first !== undefined && first !== type) throw new PatchError(`list element types are not identical: ${goValue(lists.map((list) => [...list]))}`);
    first = type;
  }
  if (first === undefined) return undefined;
  return first === 'map[string]interface {}' ? 'objects' : 'scalars';
}

/** Without repetitions, as Go does it: the last item fills the place of one that is dropped. */
export function deduplicated(items: MutableJson[]): MutableJson[] {
  for (let i = 0; i < items.length; i++) {
    for (let j = i + 1; j < items.length; j++) {
      if (!isSameScalar(items[i], items[j])) continue;
      const last = items.pop() ?? null;
      if (j < items.length) items[j] = last;
      j--;
    }
  }
  return items;
}
