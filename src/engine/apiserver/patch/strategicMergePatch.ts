/** Strategic merge patches. Mirrors mergeMap and what it calls in apimachinery/pkg/util/strategicpatch/patch.go (v1.36). */
import { goText, goTypeOf, goValue } from './goValue.ts';
import { deduplicated, directiveMarker, elementsOf, isSameScalar, mergeKeyOf, normalizedOrder, objectItem, partition } from './listOrder.ts';
import type { MutableJson, MutableObject } from './mutableJson.ts';
import { get, isEqualJson, isMutableObject, put, remove } from './mutableJson.ts';
import type { FieldMeta, PatchSchema } from './patchMeta.ts';
import { PatchError } from './patchMeta.ts';

export const retainKeysDirective = '$retainKeys';
export const deleteFromPrimitiveListPrefix = '$deleteFromPrimitiveList';
export const setElementOrderPrefix = '$setElementOrder';

const badRetainKeys = 'invalid patch format of retainKeys';
const badSetElementOrder = 'invalid patch format of setElementOrder list';

export interface MergeOptions {
  /** Directives about lists are carried out; otherwise `original` is a patch too, and keeps them. */
  readonly carriesOutDirectives: boolean;
  /** Nulls about fields that are not there are forgotten. */
  readonly dropsNulls: boolean;
}

const forObjects: MergeOptions = { carriesOutDirectives: true, dropsNulls: true };

/** Applies a patch to an object. Both are changed on the way. Throws PatchError where the patch makes no sense. */
export function applyStrategicMergePatch(original: MutableObject, patch: MutableObject, schema: PatchSchema): MutableObject {
  return mergeObject(original, patch, schema, forObjects);
}

/** Joins two patches: `patch` on top of `original`. */
export function mergePatches(original: MutableObject, patch: MutableObject, schema: PatchSchema): MutableObject {
  return mergeObject(original, patch, schema, { carriesOutDirectives: false, dropsNulls: false });
}

function mergeObject(original: MutableObject, patch: MutableObject, schema: PatchSchema, options: MergeOptions): MutableObject {
  const directive = get(patch, directiveMarker);
  if (directive !== undefined) return wholeObject(directive, patch);
  retainKeys(original, patch, options);
  mergeOrderedLists(original, patch, schema, options);
  for (const [key, value] of Object.entries(patch)) mergeField(original, key, value, schema, options);
  return original;
}

function wholeObject(directive: MutableJson, patch: MutableObject): MutableObject {
  if (directive === 'replace') {
    remove(patch, directiveMarker);
    return patch;
  }
  if (directive === 'delete') return {};
  throw new PatchError(`unknown patch type: ${goText(directive)} in map: ${goValue(patch)}`);
}

/** Carries out `$retainKeys`: what it does not name goes. */
function retainKeys(original: MutableObject, patch: MutableObject, options: MergeOptions): void {
  const named = get(patch, retainKeysDirective);
  if (named === undefined) return;
  remove(patch, retainKeysDirective);
  if (!options.carriesOutDirectives) {
    const before = get(original, retainKeysDirective);
    if (before === undefined) put(original, retainKeysDirective, named);
    else if (!isEqualJson(before, named)) throw new PatchError(`${goValue(before)} and ${goValue(named)} are not deep equal: this may happen when calculating the 3-way diff patch`);
    return;
  }
  if (!Array.isArray(named)) throw new PatchError(badRetainKeys, 'badRequest');
  for (const [key, value] of Object.entries(patch)) {
    if (value === null || key.startsWith(deleteFromPrimitiveListPrefix) || key.startsWith(setElementOrderPrefix)) continue;
    if (!named.includes(key)) throw new PatchError(badRetainKeys, 'badRequest');
  }
  for (const key of Object.keys(original)) if (!named.includes(key)) remove(original, key);
}

/** The field that a directive's key is about. */
function fieldOfDirective(key: string, prefix: string, message: string): string {
  if (!key.startsWith(`${prefix}/`)) throw new PatchError(message, 'badRequest');
  return key.slice(prefix.length + 1);
}

/** Merges the lists that come with a `$setElementOrder`, and puts them in that order. */
function mergeOrderedLists(original: MutableObject, patch: MutableObject, schema: PatchSchema, options: MergeOptions): void {
  for (const [key, order] of Object.entries(patch)) {
    if (!key.startsWith(setElementOrderPrefix)) continue;
    if (!options.carriesOutDirectives) {
      const before = get(original, key);
      if (before === undefined) put(original, key, order);
      else if (!isEqualJson(before, order)) throw new PatchError(badSetElementOrder, 'badRequest');
    }
    remove(patch, key);
    const field = fieldOfDirective(key, setElementOrderPrefix, badSetElementOrder);
    mergeOrderedList(original, patch, field, listOf(order), schema, options);
  }
}

function mergeOrderedList(original: MutableObject, patch: MutableObject, field: string, order: MutableJson[], schema: PatchSchema, options: MergeOptions): void {
  const before = get(original, field);
  const patched = get(patch, field);
  const originalList = before === undefined ? [] : listOf(before);
  const patchList = patched === undefined ? [] : listOf(patched);
  const meta = schema.ofList(field);
  checkOrder(patchList, order, meta.mergeKey);
  if (before === undefined && patched === undefined) return;
  const serverOrder = [...originalList];
  let merged = originalList;
  if (patched !== undefined) merged = before === undefined ? itemsWithoutDirectives(patchList) : mergeList(originalList, patchList, meta, false, options);
  const { patch: patchItems, serverOnly } = partition(merged, order, meta.mergeKey);
  if (elementsOf(originalList, patchList) === undefined) throw new PatchError('no elements in any of the given slices');
  put(original, field, normalizedOrder(patchItems, serverOnly, order, serverOrder, meta.mergeKey));
  remove(patch, field);
}

function listOf(value: MutableJson): MutableJson[] {
  if (!Array.isArray(value)) throw new PatchError(`expected a []interface {}, but received a ${goTypeOf(value)}`);
  return value;
}

/** Items of the patch have to stand in `$setElementOrder`, in the same order. */
function checkOrder(patchList: readonly MutableJson[], order: readonly MutableJson[], mergeKey: string): void {
  if (order.length === 0 || patchList.length === 0) return;
  const items = mergeKey === '' ? patchList : patchList.filter((item) => get(objectItem(item), directiveMarker) !== 'delete');
  let next = 0;
  for (let i = 0; next < items.length && i < order.length;) {
    const item = items[next] ?? null;
    if (isMutableObject(item) && get(item, directiveMarker) !== undefined) {
      next++;
      continue;
    }
    const isSame = mergeKey === '' ? isSameScalar(item, order[i]) : isSameScalar(mergeKeyOf(item, mergeKey), mergeKeyOf(order[i] ?? null, mergeKey));
    if (isSame) next++;
    i++;
  }
  if (next < items.length) {
    throw new PatchError(`The order in patch list:\n${goValue([...patchList])}\n doesn't match ${setElementOrderPrefix} list:\n${goValue([...order])}\n`);
  }
}

function mergeField(original: MutableObject, key: string, value: MutableJson, schema: PatchSchema, options: MergeOptions): void {
  let field = key;
  const isDeletionList = key.startsWith(deleteFromPrimitiveListPrefix);
  if (isDeletionList) {
    if (!options.carriesOutDirectives) {
      put(original, key, value);
      return;
    }
    field = fieldOfDirective(key, deleteFromPrimitiveListPrefix, 'invalid patch format of primitive list');
  }
  if (value === null) {
    remove(original, field);
    if (options.dropsNulls) return;
  }
  const before = get(original, field);
  if (before === undefined || goTypeOf(before) !== goTypeOf(value)) {
    if (!isDeletionList) take(original, field, value, options);
  } else if (isMutableObject(before) && isMutableObject(value)) {
    const meta = schema.ofObject(field);
    put(original, field, meta.strategy === 'replace' ? value : mergeObject(before, value, meta.schema, options));
  } else if (Array.isArray(before) && Array.isArray(value)) {
    put(original, field, mergeList(before, value, schema.ofList(field), isDeletionList, options));
  } else put(original, field, value);
}

function take(original: MutableObject, field: string, value: MutableJson, options: MergeOptions): void {
  if (options.dropsNulls) discardNulls(value);
  const kept = withoutDirectives(value);
  if (kept === undefined) remove(original, field);
  else put(original, field, kept);
}

function discardNulls(value: MutableJson): void {
  if (Array.isArray(value)) for (const item of value) discardNulls(item);
  if (!isMutableObject(value)) return;
  for (const [key, item] of Object.entries(value)) {
    if (item === null) remove(value, key);
    else discardNulls(item);
  }
}

/** A new value without what is a directive; absent where it is one as a whole. */
function withoutDirectives(value: MutableJson): MutableJson | undefined {
  if (Array.isArray(value)) return itemsWithoutDirectives(value);
  if (!isMutableObject(value)) return value;
  if (get(value, directiveMarker) !== undefined) return undefined;
  for (const [key, item] of Object.entries(value)) {
    const kept = withoutDirectives(item);
    if (kept === undefined) remove(value, key);
    else put(value, key, kept);
  }
  return value;
}

function itemsWithoutDirectives(items: readonly MutableJson[]): MutableJson[] {
  return items.map(withoutDirectives).filter((item) => item !== undefined);
}

function mergeList(original: MutableJson[], patch: MutableJson[], meta: FieldMeta, isDeletionList: boolean, options: MergeOptions): MutableJson[] {
  if (meta.strategy !== 'merge' && !isDeletionList) return patch;
  if (original.length === 0 && patch.length === 0) return original;
  const { mergeKey } = meta;
  const serverOrder = [...original];
  let order: MutableJson[] = patch;
  let merged: MutableJson[];
  let orderOfServer = serverOrder;
  if (elementsOf(original, patch) === 'scalars') {
    if (options.carriesOutDirectives && isDeletionList) return original.filter((item) => !patch.some((each) => isSameScalar(each, item)));
    merged = deduplicated([...original, ...patch]);
  } else {
    if (mergeKey === '') throw new PatchError(`cannot merge lists without merge key for ${meta.schema.name}`);
    const plain = carryOutItemDirectives(original, patch, mergeKey);
    order = plain.patch;
    orderOfServer = [...plain.original];
    merged = mergeItems(plain.original, plain.patch, mergeKey, meta.schema, options);
  }
  const { patch: patchItems, serverOnly } = partition(merged, order, mergeKey);
  return normalizedOrder(patchItems, serverOnly, order, orderOfServer, mergeKey);
}

/** `$patch: delete` and `$patch: replace` among the items. */
function carryOutItemDirectives(original: readonly MutableJson[], patch: readonly MutableJson[], mergeKey: string): { readonly original: MutableJson[]; readonly patch: MutableJson[] } {
  const plain: MutableJson[] = [];
  let kept = [...original];
  let isReplaced = false;
  for (const each of patch) {
    const item = objectItem(each);
    const directive = get(item, directiveMarker);
    if (directive === undefined) plain.push(item);
    else if (directive === 'delete') {
      const key = mergeKeyOf(item, mergeKey);
      kept = kept.filter((other) => !isSameScalar(get(objectItem(other), mergeKey), key));
    } else if (directive === 'replace') isReplaced = true;
    else if (directive === 'merge') throw new PatchError('merging lists cannot yet be specified in the patch');
    else throw new PatchError(`unknown patch type: ${goText(directive)} in map: ${goValue(item)}`);
  }
  return isReplaced ? { original: plain, patch: [] } : { original: kept, patch: plain };
}

function mergeItems(original: MutableJson[], patch: readonly MutableJson[], mergeKey: string, schema: PatchSchema, options: MergeOptions): MutableJson[] {
  for (const each of patch) {
    const item = objectItem(each);
    const key = mergeKeyOf(item, mergeKey);
    const index = original.findIndex((other) => isSameScalar(get(objectItem(other), mergeKey), key));
    const found = original[index];
    if (found === undefined) original.push(item);
    else original[index] = mergeObject(objectItem(found), item, schema, options);
  }
  return original;
}
