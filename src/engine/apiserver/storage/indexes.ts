import type { KubeObject } from '../../context.ts';
import type { Entry } from './sortedEntries.ts';
import { SortedEntries } from './sortedEntries.ts';

type Labels = Readonly<Record<string, string>>;

const noLabels: Labels = {};

/** Entries by a text key; keys without entries are not kept. */
class KeyedEntries {
  readonly #byKey = new Map<string, SortedEntries>();

  get(key: string): SortedEntries | undefined {
    return this.#byKey.get(key);
  }

  add(key: string, entry: Entry): void {
    let entries = this.#byKey.get(key);
    if (entries === undefined) {
      entries = new SortedEntries();
      this.#byKey.set(key, entries);
    }
    entries.add(entry);
  }

  delete(key: string, entry: Entry): void {
    const entries = this.#byKey.get(key);
    if (entries === undefined) return;
    entries.delete(entry);
    if (entries.size === 0) this.#byKey.delete(key);
  }
}

/** Separates the parts of a key; it cannot stand in names, labels or namespaces. */
const separator = '\u0000';

function labelKey(entry: Entry, key: string, value: string): string {
  return [entry.kind, entry.namespace, key, value].join(separator);
}

function ownerUIDs(object: KubeObject | undefined): readonly string[] {
  return object?.metadata.ownerReferences?.map((owner) => owner.uid) ?? [];
}

function nodeNameOf(object: KubeObject | undefined): string {
  if (object?.kind !== 'Pod' || !('spec' in object)) return '';
  const { spec } = object;
  if (typeof spec !== 'object' || spec === null || !('nodeName' in spec)) return '';
  return typeof spec.nodeName === 'string' ? spec.nodeName : '';
}

/** What is looked up other than by name: labels within a namespace, owners by uid, Pods by Node. A write costs what it changes. */
export class Indexes {
  readonly #byLabel = new KeyedEntries();
  readonly #byOwner = new KeyedEntries();
  readonly #byNode = new KeyedEntries();

  /** `old` is the state before, absent for a new object; `entry.object` is the new one. With `isDeleted`, it leaves all indexes. */
  update(entry: Entry, old: KubeObject | undefined, isDeleted = false): void {
    const now = isDeleted ? undefined : entry.object;
    this.#updateLabels(entry, old?.metadata.labels ?? noLabels, now?.metadata.labels ?? noLabels);
    if (old?.metadata.ownerReferences !== now?.metadata.ownerReferences) {
      const after = ownerUIDs(now);
      for (const uid of ownerUIDs(old)) if (!after.includes(uid)) this.#byOwner.delete(uid, entry);
      for (const uid of after) this.#byOwner.add(uid, entry);
    }
    const oldNode = nodeNameOf(old);
    const newNode = nodeNameOf(now);
    if (oldNode !== newNode) {
      if (oldNode !== '') this.#byNode.delete(oldNode, entry);
      if (newNode !== '') this.#byNode.add(newNode, entry);
    }
  }

  #updateLabels(entry: Entry, before: Labels, after: Labels): void {
    if (before === after) return;
    for (const [key, value] of Object.entries(before)) {
      if (after[key] !== value) this.#byLabel.delete(labelKey(entry, key, value), entry);
    }
    for (const [key, value] of Object.entries(after)) {
      if (before[key] !== value) this.#byLabel.add(labelKey(entry, key, value), entry);
    }
  }

  /** Objects that carry every label, in order; `labels` has at least one. */
  withLabels(kind: string, namespace: string, labels: Labels): readonly KubeObject[] {
    const found: SortedEntries[] = [];
    for (const [key, value] of Object.entries(labels)) {
      const entries = this.#byLabel.get([kind, namespace, key, value].join(separator));
      if (entries === undefined) return [];
      found.push(entries);
    }
    found.sort((a, b) => a.size - b.size);
    const [smallest, ...others] = found;
    if (smallest === undefined) return [];
    const objects: KubeObject[] = [];
    for (const entry of smallest.entries()) {
      if (others.every((entries) => entries.has(entry))) objects.push(entry.object);
    }
    return objects;
  }

  ownedBy(uid: string): readonly KubeObject[] {
    return this.#byOwner.get(uid)?.objects() ?? [];
  }

  podsOnNode(nodeName: string): readonly KubeObject[] {
    return this.#byNode.get(nodeName)?.objects() ?? [];
  }
}
