import type { KubeObject, StoreReader } from '../engine/context.ts';
import { asJsonObject, isJsonObject, type JsonObject, type JsonValue } from '../kube/json.ts';
import { deepEqual } from '../kube/objects.ts';
import type { Labels } from '../kube/selectors.ts';
import { formatYAML } from '../manifests/formatYAML.ts';
import type { ManifestResult } from '../protocol/command.ts';
import type { Drift } from '../protocol/drift.ts';
import type { FieldEdit } from '../protocol/edit.ts';
import { objectId, parseObjectId, type FieldPath, type ObjectId, type ObjectRef } from '../protocol/ref.ts';

/** More than this nobody reads. */
const MAX_DRIFTS = 50;
const MAX_FIELDS = 12;
const MAX_TEXT = 80;

/** Annotations that controllers and kubectl keep for themselves. */
const keptByOthers = new Set(['kubectl.kubernetes.io/last-applied-configuration', 'deployment.kubernetes.io/revision', 'deprecated.daemonset.template.generation', 'control-plane.alpha.kubernetes.io/leader']);

/** What the text made of the cluster, so that what others make of it later can be told apart. */
export interface DriftWatch {
  /** The text has been applied: what is stored of its objects now is what it says. */
  applied(results: readonly ManifestResult[]): void;
  /** A person made an object by another way than the text. */
  madeByHand(id: ObjectId): void;
  /** Whether a change of this object can make a difference. */
  concerns(id: ObjectId): boolean;
  drifts(): readonly Drift[];
}

interface Intent extends JsonObject { readonly metadata: { readonly labels: Labels; readonly annotations: Labels } }

/** The parts of an object that a text says: not its status, nor what the server or controllers keep. */
function intentOf(object: KubeObject): Intent {
  const { labels = {}, annotations = {} } = object.metadata;
  const own = Object.fromEntries(Object.entries(annotations).filter(([key]) => !keptByOthers.has(key)));
  const { status: _status, apiVersion: _apiVersion, kind, metadata: _metadata, ...rest } = asJsonObject(object);
  const { spec } = rest;
  const { nodeName: _nodeName, ...unbound } = isJsonObject(spec) ? spec : {};
  return { metadata: { labels, annotations: own }, ...rest, ...(kind === 'Pod' ? { spec: unbound } : {}) };
}

/** The edits that make `from` into `to`. */
function difference(from: JsonValue | undefined, to: JsonValue | undefined, path: FieldPath): readonly FieldEdit[] {
  if (deepEqual(from, to)) return [];
  if (to === undefined) return [{ type: 'remove', path }];
  if (from !== undefined && isJsonObject(from) && isJsonObject(to)) {
    return [...new Set([...Object.keys(from), ...Object.keys(to)])].flatMap((key) => difference(from[key], to[key], [...path, key]));
  }
  if (Array.isArray(from) && Array.isArray(to)) return listDifference(from, to, path);
  return [{ type: 'set', path, value: to }];
}

/** Entries that stay keep their place in the text; only where they move about is the whole list written anew. */
function listDifference(from: readonly JsonValue[], to: readonly JsonValue[], path: FieldPath): readonly FieldEdit[] {
  if (to.length >= from.length) {
    const changed = from.flatMap((item, index) => difference(item, to[index], [...path, index]));
    return [...changed, ...to.slice(from.length).map((value, index): FieldEdit => ({ type: 'set', path: [...path, from.length + index], value }))];
  }
  const gone = from.flatMap((item, index) => (to.some((other) => deepEqual(item, other)) ? [] : [index]));
  const kept = from.filter((_, index) => !gone.includes(index));
  if (!deepEqual(kept, to)) return [{ type: 'set', path, value: [...to] }];
  return gone.toReversed().map((index): FieldEdit => ({ type: 'remove', path: [...path, index] }));
}

function fieldText(edit: FieldEdit): string {
  if (edit.type !== 'set') return '';
  const text = JSON.stringify(edit.value);
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
}

function requestFor(ref: ObjectRef): Pick<Drift['putBack'], 'apiVersion' | 'kind' | 'name' | 'namespace'> {
  return { apiVersion: ref.apiVersion, kind: ref.kind, name: ref.name, ...(ref.namespace === undefined ? {} : { namespace: ref.namespace }) };
}

/** An object as one would write it down: without what only the server keeps. */
function written(object: KubeObject): JsonObject {
  const { metadata: { labels, annotations }, ...rest } = intentOf(object);
  const { namespace, name } = object.metadata;
  return {
    apiVersion: object.apiVersion, kind: object.kind,
    metadata: { name, ...(namespace === undefined || namespace === 'default' ? {} : { namespace }), ...(Object.keys(labels).length === 0 ? {} : { labels }), ...(Object.keys(annotations).length === 0 ? {} : { annotations }) },
    ...rest,
  };
}

/** What the API server gives a Service by itself is left to it. */
function withoutAllocated(object: JsonObject): JsonObject {
  const { spec } = object;
  if (object['kind'] !== 'Service' || spec === undefined || !isJsonObject(spec)) return object;
  const allocated = new Set(['clusterIPs', 'ipFamilies', 'ipFamilyPolicy', 'healthCheckNodePort', ...(spec['clusterIP'] === 'None' ? [] : ['clusterIP'])]);
  return { ...object, spec: Object.fromEntries(Object.entries(spec).filter(([key]) => !allocated.has(key))) };
}

/** An object as a document that somebody could have written; empty where it is another object's and only that one is written down. */
export function documentOf(object: KubeObject): string {
  return (object.metadata.ownerReferences ?? []).length > 0 ? '' : formatYAML(withoutAllocated(written(object)));
}

interface Baseline { readonly ref: ObjectRef; readonly object: KubeObject }

export function createDriftWatch(reader: StoreReader): DriftWatch {
  let baselines = new Map<ObjectId, Baseline>();
  const byHand = new Set<ObjectId>();
  const live = ({ kind, namespace = '', name }: { readonly kind: string; readonly namespace?: string | undefined; readonly name: string }): KubeObject | undefined => reader.getAny(kind, namespace, name);

  function changed(id: ObjectId, { ref, object }: Baseline, now: KubeObject): Drift | undefined {
    if (now === object) return undefined;
    const edits = difference(intentOf(object), intentOf(now), []);
    if (edits.length === 0) return undefined;
    const { labels = {}, annotations = {} } = object.metadata;
    // Whatever the object's status has come to meanwhile, this is what it shall be.
    const { resourceVersion: _resourceVersion, ...metadata } = now.metadata;
    const body = asJsonObject({ ...object, metadata: { ...metadata, labels, annotations } });
    const fields = edits.slice(0, MAX_FIELDS).map((edit) => ({ path: edit.path, text: fieldText(edit) }));
    return { object: id, ref, kind: 'changed', fields, edits, putBack: { verb: 'update', ...requestFor(ref), body } };
  }

  function driftOf(id: ObjectId, baseline: Baseline): Drift | undefined {
    const now = live(baseline.ref);
    if (now !== undefined && now.metadata.deletionTimestamp === undefined) return changed(id, baseline, now);
    return { object: id, ref: baseline.ref, kind: 'deleted', fields: [], edits: [], putBack: { verb: 'create', ...requestFor(baseline.ref), body: written(baseline.object) } };
  }

  function added(id: ObjectId): Drift | undefined {
    const now = live(parseObjectId(id));
    if (now === undefined || baselines.has(id) || now.metadata.deletionTimestamp !== undefined || (now.metadata.ownerReferences ?? []).length > 0) return undefined;
    const { namespace, name } = now.metadata;
    const ref: ObjectRef = { apiVersion: now.apiVersion, kind: now.kind, name, ...(namespace === undefined ? {} : { namespace }) };
    return { object: id, ref, kind: 'added', fields: [], edits: [], yaml: documentOf(now), putBack: { verb: 'delete', ...requestFor(ref) } };
  }

  return {
    applied(results) {
      const next = new Map<ObjectId, Baseline>();
      for (const { ref, outcome } of results) {
        if (ref === undefined) continue;
        const id = objectId(ref);
        const before = baselines.get(id);
        const object = outcome === 'unchanged' && before !== undefined ? before.object : live(ref);
        if (object !== undefined) next.set(id, { ref, object });
      }
      baselines = next;
    },
    madeByHand: (id) => void byHand.add(id),
    concerns: (id) => baselines.has(id) || byHand.has(id),
    drifts() {
      const found: Drift[] = [];
      for (const [id, baseline] of baselines) {
        const drift = driftOf(id, baseline);
        if (drift !== undefined) found.push(drift);
        if (found.length >= MAX_DRIFTS) return found;
      }
      for (const id of byHand) {
        const drift = added(id);
        if (drift !== undefined) found.push(drift);
        else if (live(parseObjectId(id)) === undefined) byHand.delete(id);
        if (found.length >= MAX_DRIFTS) return found;
      }
      return found;
    },
  };
}
