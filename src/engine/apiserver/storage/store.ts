import type { KubeObject, WatchEvent } from '../../context.ts';
import { Indexes } from './indexes.ts';
import type { Entry } from './sortedEntries.ts';
import { SortedEntries } from './sortedEntries.ts';

type Handler = (event: WatchEvent<KubeObject>) => void;

/** Objects of one kind. */
interface Collection {
  readonly byKey: Map<string, Entry>;
  readonly all: SortedEntries;
  readonly byNamespace: Map<string, SortedEntries>;
}

/**
 * The storage under the API server, as etcd and the watch cache are under a real one: objects by kind, namespace and name,
 * a resource version that counts every write, and watchers.
 *
 * Objects go in whole and are never changed in place. Watchers hear of each write before it returns, in the order in which
 * they registered; what a watcher writes is heard of after the write that it is being told about, so that all hear the same order.
 */
export class Store {
  readonly #collections = new Map<string, Collection>();
  readonly #indexes = new Indexes();
  readonly #handlers: { readonly kind: string | undefined; readonly handler: Handler }[] = [];
  readonly #handlersByKind = new Map<string, readonly Handler[]>();
  readonly #pending: WatchEvent<KubeObject>[] = [];
  #isNotifying = false;
  #version = 0;

  /** The resource version of the last write. */
  get resourceVersion(): string {
    return String(this.#version);
  }

  get(kind: string, namespace: string, name: string): KubeObject | undefined {
    return this.#collections.get(kind)?.byKey.get(`${namespace}/${name}`)?.object;
  }

  list(kind: string, namespace?: string): readonly KubeObject[] {
    const collection = this.#collections.get(kind);
    if (collection === undefined) return [];
    return (namespace === undefined ? collection.all : collection.byNamespace.get(namespace))?.objects() ?? [];
  }

  count(kind: string): number {
    return this.#collections.get(kind)?.all.size ?? 0;
  }

  withLabels(kind: string, namespace: string, labels: Readonly<Record<string, string>>): readonly KubeObject[] {
    return Object.keys(labels).length === 0 ? this.list(kind, namespace) : this.#indexes.withLabels(kind, namespace, labels);
  }

  ownedBy(uid: string): readonly KubeObject[] {
    return this.#indexes.ownedBy(uid);
  }

  podsOnNode(nodeName: string): readonly KubeObject[] {
    return this.#indexes.podsOnNode(nodeName);
  }

  /** Stores a new object or replaces the one of that name; gives it its resource version. */
  put(object: KubeObject): KubeObject {
    this.#version++;
    const stored = { ...object, metadata: { ...object.metadata, resourceVersion: String(this.#version) } };
    const { kind } = object;
    const { namespace = '', name } = object.metadata;
    const collection = this.#collection(kind);
    const key = `${namespace}/${name}`;
    const existing = collection.byKey.get(key);
    if (existing === undefined) {
      const entry: Entry = { kind, namespace, name, object: stored };
      collection.byKey.set(key, entry);
      collection.all.add(entry);
      let inNamespace = collection.byNamespace.get(namespace);
      if (inNamespace === undefined) {
        inNamespace = new SortedEntries();
        collection.byNamespace.set(namespace, inNamespace);
      }
      inNamespace.add(entry);
      this.#indexes.update(entry, undefined);
      this.#notify({ type: 'ADDED', object: stored });
      return stored;
    }
    const old = existing.object;
    existing.object = stored;
    this.#indexes.update(existing, old);
    this.#notify({ type: 'MODIFIED', object: stored, old });
    return stored;
  }

  /** Takes an object out; gives its last state, absent where there was none. */
  remove(kind: string, namespace: string, name: string): KubeObject | undefined {
    const collection = this.#collections.get(kind);
    const key = `${namespace}/${name}`;
    const entry = collection?.byKey.get(key);
    if (collection === undefined || entry === undefined) return undefined;
    this.#version++;
    collection.byKey.delete(key);
    collection.all.delete(entry);
    const inNamespace = collection.byNamespace.get(namespace);
    inNamespace?.delete(entry);
    if (inNamespace?.size === 0) collection.byNamespace.delete(namespace);
    const old = entry.object;
    this.#indexes.update(entry, old, true);
    const last = { ...old, metadata: { ...old.metadata, resourceVersion: String(this.#version) } };
    this.#notify({ type: 'DELETED', object: last, old });
    return last;
  }

  /** Without a kind: every kind. */
  watch(kind: string | undefined, handler: Handler): void {
    this.#handlers.push({ kind, handler });
    this.#handlersByKind.clear();
  }

  #collection(kind: string): Collection {
    let collection = this.#collections.get(kind);
    if (collection === undefined) {
      collection = { byKey: new Map(), all: new SortedEntries(), byNamespace: new Map() };
      this.#collections.set(kind, collection);
    }
    return collection;
  }

  #handlersOf(kind: string): readonly Handler[] {
    let handlers = this.#handlersByKind.get(kind);
    if (handlers === undefined) {
      handlers = this.#handlers.filter((each) => each.kind === undefined || each.kind === kind).map((each) => each.handler);
      this.#handlersByKind.set(kind, handlers);
    }
    return handlers;
  }

  #notify(event: WatchEvent<KubeObject>): void {
    this.#pending.push(event);
    if (this.#isNotifying) return;
    this.#isNotifying = true;
    try {
      for (let next = this.#pending.shift(); next !== undefined; next = this.#pending.shift()) {
        for (const handler of this.#handlersOf(next.object.kind)) handler(next);
      }
    } finally {
      this.#isNotifying = false;
    }
  }
}
