import type { KubeObject, StoreReader, WatchEvent } from '../engine/context.ts';
import { matchesLabels } from '../kube/selectors.ts';
import type { Service } from '../kube/types.generated.ts';
import type { ObjectId } from '../protocol/ref.ts';

type Labels = Readonly<Record<string, string>>;

/**
 * What was read while an object was looked at, and so which changes concern it. Rules need not say what they depend on:
 * whatever they ask for is noted, and only that.
 */
export interface Reads {
  /** From now on what is read is noted for this object, and what it read before is forgotten. */
  begin(id: ObjectId): void;
  note(key: string): void;
  noteLabels(kind: string, namespace: string, labels: Labels): void;
  /** Whom an event concerns. An object may be named more than once. */
  concerned(event: WatchEvent<KubeObject>): Iterable<ObjectId>;
  /** Whom something other than a write concerns. */
  readersOf(key: string): Iterable<ObjectId>;
}

interface LabelQuery { readonly labels: Labels; readonly readers: Set<ObjectId> }

export function createReads(): Reads {
  const readers = new Map<string, Set<ObjectId>>();
  /** Queries for labels, by the first pair that they ask for, then by all of it. */
  const queries = new Map<string, Map<string, LabelQuery>>();
  const undo = new Map<ObjectId, (() => void)[]>();
  let current: ObjectId = '';

  function later(run: () => void): void {
    const list = undo.get(current);
    if (list === undefined) undo.set(current, [run]);
    else list.push(run);
  }

  function note(key: string): void {
    const id = current;
    const noted = readers.get(key) ?? new Set<ObjectId>();
    if (noted.has(id)) return;
    noted.add(id);
    readers.set(key, noted);
    later(() => {
      noted.delete(id);
      if (noted.size === 0) readers.delete(key);
    });
  }

  function noteLabels(kind: string, namespace: string, labels: Labels): void {
    const id = current;
    const [pair] = Object.entries(labels);
    if (pair === undefined) {
      note(listKey(kind, namespace));
      return;
    }
    const first = pairKey(kind, namespace, ...pair);
    const whole = JSON.stringify(labels);
    const byWhole = queries.get(first) ?? new Map<string, LabelQuery>();
    queries.set(first, byWhole);
    const query = byWhole.get(whole) ?? { labels, readers: new Set<ObjectId>() };
    byWhole.set(whole, query);
    if (query.readers.has(id)) return;
    query.readers.add(id);
    later(() => {
      query.readers.delete(id);
      if (query.readers.size === 0) byWhole.delete(whole);
      if (byWhole.size === 0 && queries.get(first) === byWhole) queries.delete(first);
    });
  }

  function* byLabels(kind: string, namespace: string, labels: Labels | undefined): Iterable<ObjectId> {
    for (const [key, value] of Object.entries(labels ?? {})) {
      for (const query of queries.get(pairKey(kind, namespace, key, value))?.values() ?? []) if (matchesLabels(query.labels, labels)) yield* query.readers;
    }
  }

  return {
    begin(id) {
      for (const run of undo.get(id) ?? []) run();
      undo.delete(id);
      current = id;
    },
    note,
    noteLabels,
    readersOf: (key) => [...(readers.get(key) ?? [])],
    concerned: (event) => concerned(event, (key) => readers.get(key) ?? [], byLabels),
  };
}

function* concerned(event: WatchEvent<KubeObject>, readersOf: (key: string) => Iterable<ObjectId>, byLabels: (kind: string, namespace: string, labels: Labels | undefined) => Iterable<ObjectId>): Iterable<ObjectId> {
  const { object, old } = event;
  const { kind } = object;
  const { namespace = '', name, labels } = object.metadata;
  yield* readersOf(objectKey(kind, namespace, name));
  yield* readersOf(listKey(kind, namespace));
  yield* readersOf(listKey(kind));
  yield* byLabels(kind, namespace, labels);
  if (old !== undefined && old.metadata.labels !== labels) yield* byLabels(kind, namespace, old.metadata.labels);
  if (!isReshaped(event)) return;
  yield* readersOf(shapeKey(kind, namespace));
  yield* readersOf(shapeKey(kind));
  if (kind !== 'Service') return;
  for (const each of [object, old]) {
    const pair = each === undefined ? undefined : firstPair(each);
    if (pair !== undefined) yield* readersOf(selectingKey(namespace, ...pair));
  }
}

function firstPair(object: KubeObject): [string, string] | undefined {
  return isService(object) ? Object.entries(object.spec.selector ?? {})[0] : undefined;
}

function isService(object: KubeObject): object is Service {
  return object.kind === 'Service';
}

/** Something else than its status is new: labels, owners, spec, whether it is ending, and for a Pod whether it has ended. */
export function isReshaped({ type, object, old }: WatchEvent<KubeObject>): boolean {
  if (type !== 'MODIFIED' || old === undefined) return true;
  return object.metadata.deletionTimestamp !== old.metadata.deletionTimestamp
    || isOther(object.metadata.labels, old.metadata.labels)
    || isOther(object.metadata.ownerReferences, old.metadata.ownerReferences)
    || Object.keys(object).some((key) => key !== 'metadata' && key !== 'status' && isOther(part(object, key), part(old, key)))
    || phaseOf(object) !== phaseOf(old);
}

function part(object: KubeObject, key: string): unknown {
  return Reflect.get(object, key);
}

/** Parts that did not change are the same object mostly, so that printing them is rare. */
function isOther(a: unknown, b: unknown): boolean {
  return a !== b && JSON.stringify(a) !== JSON.stringify(b);
}

function phaseOf(object: KubeObject): unknown {
  const status: unknown = part(object, 'status');
  return typeof status === 'object' && status !== null ? Reflect.get(status, 'phase') : undefined;
}

const objectKey = (kind: string, namespace: string, name: string): string => `get ${kind}/${namespace}/${name}`;
const listKey = (kind: string, namespace?: string): string => `list ${kind}/${namespace ?? '*'}`;
const shapeKey = (kind: string, namespace?: string): string => `shape ${kind}/${namespace ?? '*'}`;
const pairKey = (kind: string, namespace: string, key: string, value: string): string => `${kind}/${namespace}/${key}=${value}`;
const selectingKey = (namespace: string, key: string, value: string): string => `selecting ${namespace}/${key}=${value}`;

export const keys = { shape: shapeKey, selecting: selectingKey, behaviour: (target: ObjectId): string => `behaviour ${target}` };

/** What rules may read of the storage. */
export type RuleReader = Pick<StoreReader, 'get' | 'getAny' | 'list' | 'listAny' | 'withLabels'>;

/** A reader that notes what is asked of it. */
export function notedReader(reader: StoreReader, reads: Reads): RuleReader {
  return {
    get(kind, namespace, name) {
      reads.note(objectKey(kind, namespace, name));
      return reader.get(kind, namespace, name);
    },
    getAny(kind, namespace, name) {
      reads.note(objectKey(kind, namespace, name));
      return reader.getAny(kind, namespace, name);
    },
    list(kind, namespace) {
      reads.note(listKey(kind, namespace));
      return reader.list(kind, namespace);
    },
    listAny(kind, namespace) {
      reads.note(listKey(kind, namespace));
      return reader.listAny(kind, namespace);
    },
    withLabels(kind, namespace, labels) {
      reads.noteLabels(kind, namespace, labels);
      return reader.withLabels(kind, namespace, labels);
    },
  };
}
