/** Strategic merge patches made from objects. Mirrors CreateThreeWayMergePatch and diffMaps of apimachinery/pkg/util/strategicpatch/patch.go (v1.36). */
import { compareBytes } from '../../../kube/utf8.ts';
import { goTypeOf, goValue } from './goValue.ts';
import { directiveMarker, elementsOf, inOrderOf, insertionSort, isSameScalar, mergeKeyOf, objectItem } from './listOrder.ts';
import type { MutableJson, MutableObject } from './mutableJson.ts';
import { get, isEqualJson, isMutableObject, put } from './mutableJson.ts';
import type { PatchSchema } from './patchMeta.ts';
import { PatchError } from './patchMeta.ts';
import { deleteFromPrimitiveListPrefix, mergePatches, retainKeysDirective, setElementOrderPrefix } from './strategicMergePatch.ts';

interface DiffOptions {
  readonly ignoresChanges: boolean;
  readonly ignoresDeletions: boolean;
  readonly retainsKeys: boolean;
}

/**
 * The patch that takes `current` (what the server has) to `modified` (what is wanted), and takes away what `original`
 * (what was wanted before) had and `modified` no longer has. Throws PatchError where the schema does not know a field.
 */
export function createThreeWayMergePatch(original: MutableObject, modified: MutableObject, current: MutableObject, schema: PatchSchema): MutableObject {
  const delta = diffObjects(current, modified, schema, { ignoresChanges: false, ignoresDeletions: true, retainsKeys: false });
  const deletions = diffObjects(original, modified, schema, { ignoresChanges: true, ignoresDeletions: false, retainsKeys: false });
  return mergePatches(deletions, delta, schema);
}

function diffObjects(original: MutableObject, modified: MutableObject, schema: PatchSchema, options: DiffOptions): MutableObject {
  const patch: MutableObject = {};
  for (const [key, value] of Object.entries(modified)) diffField(patch, key, get(original, key), value, schema, options);
  if (!options.ignoresDeletions) for (const key of Object.keys(original)) if (!Object.hasOwn(modified, key)) put(patch, key, null);
  if (options.retainsKeys) {
    const kept = Object.keys(modified).filter((key) => modified[key] !== null);
    const hasMore = Object.entries(original).some(([key, value]) => value !== null && !Object.hasOwn(modified, key));
    if (kept.length > 0 && (Object.keys(patch).length > 0 || hasMore)) put(patch, retainKeysDirective, sortedScalars(kept));
  }
  return patch;
}

function diffField(patch: MutableObject, key: string, before: MutableJson | undefined, after: MutableJson, schema: PatchSchema, options: DiffOptions): void {
  if (before === undefined || goTypeOf(before) !== goTypeOf(after)) {
    if (!options.ignoresChanges) put(patch, key, after);
  } else if (key === directiveMarker) {
    if (!isSameScalar(before, after)) put(patch, key, after);
  } else if (isMutableObject(before) && isMutableObject(after)) diffObjectField(patch, key, before, after, schema, options);
  else if (Array.isArray(before) && Array.isArray(after)) diffListField(patch, key, before, after, schema, options);
  else replaceIfChanged(patch, key, before, after, options);
}

function replaceIfChanged(patch: MutableObject, key: string, before: MutableJson, after: MutableJson, options: DiffOptions): void {
  if (!options.ignoresChanges && !isEqualJson(before, after)) put(patch, key, after);
}

/** What the schema says; absent where it does not know the field and that does not matter. */
function metaOf<T>(lookup: () => T, before: MutableJson, after: MutableJson): T | undefined {
  try {
    return lookup();
  } catch (error) {
    if (error instanceof PatchError && isEqualJson(before, after)) return undefined;
    throw error;
  }
}

function diffObjectField(patch: MutableObject, key: string, before: MutableObject, after: MutableObject, schema: PatchSchema, options: DiffOptions): void {
  const meta = metaOf(() => schema.ofObject(key), before, after);
  if (meta === undefined) return;
  if (meta.strategy === 'replace') {
    if (!options.ignoresChanges) put(patch, key, after);
    return;
  }
  const diff = diffObjects(before, after, meta.schema, { ...options, retainsKeys: meta.retainsKeys });
  if (Object.keys(diff).length > 0) put(patch, key, diff);
}

function diffListField(patch: MutableObject, key: string, before: MutableJson[], after: MutableJson[], schema: PatchSchema, options: DiffOptions): void {
  const meta = metaOf(() => schema.ofList(key), before, after);
  if (meta === undefined) return;
  if (meta.strategy !== 'merge') {
    replaceIfChanged(patch, key, before, after, options);
    return;
  }
  const diff = diffLists(before, after, meta.schema, meta.mergeKey, { ...options, retainsKeys: meta.retainsKeys });
  if (diff.items.length > 0) put(patch, key, diff.items);
  if (diff.deleted.length > 0) put(patch, `${deleteFromPrimitiveListPrefix}/${key}`, diff.deleted);
  if (diff.order.length > 0) put(patch, `${setElementOrderPrefix}/${key}`, diff.order);
}

interface ListDiff {
  readonly items: MutableJson[];
  /** Scalars that are to go; objects that are to go stand among the items. */
  readonly deleted: MutableJson[];
  readonly order: MutableJson[];
}

function diffLists(original: MutableJson[], modified: MutableJson[], schema: PatchSchema, mergeKey: string, options: DiffOptions): ListDiff {
  if (original.length === 0) return { items: options.ignoresChanges ? [] : modified, deleted: [], order: [] };
  if (elementsOf(original, modified) === 'objects') return diffObjectLists(original, modified, schema, mergeKey, options);
  const { added, deleted } = diffScalars(original, modified, options);
  const items = inOrderOf(added, modified, '');
  const isChanged = !isEqualJson(original, modified);
  const hasOrder = (!options.ignoresDeletions && deleted.length > 0) || (!options.ignoresChanges && isChanged);
  return { items, deleted, order: hasOrder ? modified : [] };
}

function diffObjectLists(original: MutableJson[], modified: MutableJson[], schema: PatchSchema, mergeKey: string, options: DiffOptions): ListDiff {
  const { changed, deletions } = diffItems(original, modified, schema, mergeKey, options);
  const items = [...inOrderOf(changed, modified, mergeKey), ...deletions];
  const isOrderSame = original.length === modified.length
    && modified.every((item, i) => isSameScalar(mergeKeyOf(original[i] ?? null, mergeKey), mergeKeyOf(item, mergeKey)));
  const hasOrder = (!options.ignoresChanges && (items.length > 0 || !isOrderSame)) || (!options.ignoresDeletions && items.length > 0);
  const order = hasOrder ? modified.map((item) => ({ [mergeKey]: mergeKeyOf(item, mergeKey) })) : [];
  return { items, deleted: [], order };
}

/** Walks both lists in order of the merge key's text. */
function diffItems(original: MutableJson[], modified: MutableJson[], schema: PatchSchema, mergeKey: string, options: DiffOptions): { readonly changed: MutableJson[]; readonly deletions: MutableJson[] } {
  const changed: MutableJson[] = [];
  const deletions: MutableJson[] = [];
  const before = sortedByKey(original, mergeKey);
  const after = sortedByKey(modified, mergeKey);
  for (let i = 0, j = 0; i < before.length || j < after.length;) {
    const left = before[i];
    const right = after[j];
    if (left !== undefined && right !== undefined && left.text === right.text) {
      const diff = diffObjects(left.item, right.item, schema, options);
      if (Object.keys(diff).length > 0) {
        put(diff, mergeKey, right.key);
        changed.push(diff);
      }
      i++;
      j++;
    } else if (right !== undefined && (left === undefined || compareBytes(left.text, right.text) > 0)) {
      if (!options.ignoresChanges) changed.push(right.item);
      j++;
    } else {
      if (left !== undefined && !options.ignoresDeletions) deletions.push({ [mergeKey]: left.key, [directiveMarker]: 'delete' });
      i++;
    }
  }
  return { changed, deletions };
}

interface KeyedItem {
  readonly item: MutableObject;
  readonly key: MutableJson;
  readonly text: string;
}

function sortedByKey(items: readonly MutableJson[], mergeKey: string): KeyedItem[] {
  const keyed = items.map((each) => {
    const key = mergeKeyOf(each, mergeKey);
    return { item: objectItem(each), key, text: goValue(key) };
  });
  return insertionSort(keyed, (a, b) => compareBytes(a.text, b.text) <= 0);
}

function sortedScalars(items: readonly MutableJson[]): MutableJson[] {
  return insertionSort([...items], (a, b) => compareBytes(goValue(a), goValue(b)) <= 0);
}

function diffScalars(original: readonly MutableJson[], modified: readonly MutableJson[], options: DiffOptions): { readonly added: MutableJson[]; readonly deleted: MutableJson[] } {
  const before = sortedScalars(original);
  const after = sortedScalars(modified);
  const added: MutableJson[] = [];
  const deleted: MutableJson[] = [];
  for (let i = 0, j = 0; i < before.length || j < after.length;) {
    const left = before[i];
    const right = after[j];
    const order = left === undefined ? 1 : right === undefined ? -1 : compareBytes(goValue(left), goValue(right));
    if (order <= 0) i++;
    if (order >= 0) j++;
    if (order < 0 && left !== undefined && !options.ignoresDeletions && !deleted.includes(left)) deleted.push(left);
    if (order > 0 && right !== undefined && !options.ignoresChanges) added.push(right);
  }
  return { added, deleted };
}
