import type { KubeObject } from '../../context.ts';

/** One stored object's place: it stays while the object changes, so that indexes hold entries and never have to be told of updates. */
export interface Entry {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  object: KubeObject;
}

/** Order of lists: by kind, namespace, then name, as UTF-16 code units. */
function compareEntries(a: Entry, b: Entry): number {
  if (a.kind !== b.kind) return a.kind < b.kind ? -1 : 1;
  if (a.namespace !== b.namespace) return a.namespace < b.namespace ? -1 : 1;
  if (a.name !== b.name) return a.name < b.name ? -1 : 1;
  return 0;
}

/**
 * A set of entries that is put in order when it is read: adding and removing cost nothing but the set itself,
 * and a read after k additions sorts those k and merges them.
 */
export class SortedEntries {
  readonly #members = new Set<Entry>();
  #sorted: Entry[] = [];
  #added: Entry[] = [];
  #hasRemoved = false;

  get size(): number {
    return this.#members.size;
  }

  add(entry: Entry): void {
    if (this.#members.has(entry)) return;
    this.#members.add(entry);
    this.#added.push(entry);
  }

  delete(entry: Entry): void {
    if (this.#members.delete(entry)) this.#hasRemoved = true;
  }

  has(entry: Entry): boolean {
    return this.#members.has(entry);
  }

  /** The members in order. Not to be changed or kept. */
  entries(): readonly Entry[] {
    if (this.#hasRemoved) {
      const kept = new Set<Entry>();
      const isKept = (entry: Entry): boolean => {
        // An entry that left and came back stands in both lists.
        if (!this.#members.has(entry) || kept.has(entry)) return false;
        kept.add(entry);
        return true;
      };
      this.#sorted = this.#sorted.filter(isKept);
      this.#added = this.#added.filter(isKept);
      this.#hasRemoved = false;
    }
    if (this.#added.length > 0) {
      this.#sorted = merged(this.#sorted, this.#added.sort(compareEntries));
      this.#added = [];
    }
    return this.#sorted;
  }

  objects(): readonly KubeObject[] {
    return this.entries().map((entry) => entry.object);
  }
}

function merged(left: readonly Entry[], right: readonly Entry[]): Entry[] {
  const out: Entry[] = [];
  let i = 0;
  let j = 0;
  for (;;) {
    const a = left[i];
    const b = right[j];
    if (a === undefined && b === undefined) return out;
    if (b === undefined || (a !== undefined && compareEntries(a, b) <= 0)) {
      if (a !== undefined) out.push(a);
      i++;
    } else {
      out.push(b);
      j++;
    }
  }
}
