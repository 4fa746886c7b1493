import type { LabelSelector } from '../../kube/types.generated.ts';
import { matchesLabelSelector } from '../../kube/selectors.ts';

/** Which selectors of a namespace match some labels, without looking at every selector. */
export interface SelectorIndex {
  /** Puts in, or replaces, the selector of `key`. Undefined or empty selects nothing. */
  set(key: string, namespace: string, selector: LabelSelector | undefined): void;
  remove(key: string): void;
  /** Keys whose selector matches, sorted. */
  matching(namespace: string, labels: Readonly<Record<string, string>> | undefined): readonly string[];
}

interface Entry {
  readonly namespace: string;
  readonly selector: LabelSelector;
  /** The label pair under which it is filed; empty: it has none and is tried each time. */
  readonly pair: string;
}

function isEmpty(selector: LabelSelector): boolean {
  return Object.keys(selector.matchLabels ?? {}).length === 0 && (selector.matchExpressions ?? []).length === 0;
}

/**
 * An index by namespace and one `label=value` pair of each selector: a lookup costs the labels asked about and what they match.
 * A selector of expressions alone is tried at every lookup of its namespace.
 */
export function createSelectorIndex(): SelectorIndex {
  const entries = new Map<string, Entry>();
  const buckets = new Map<string, Set<string>>();
  const bucketName = (namespace: string, pair: string): string => `${namespace}/${pair}`;

  function remove(key: string): void {
    const entry = entries.get(key);
    if (entry === undefined) return;
    entries.delete(key);
    const name = bucketName(entry.namespace, entry.pair);
    const bucket = buckets.get(name);
    bucket?.delete(key);
    if (bucket?.size === 0) buckets.delete(name);
  }

  return {
    remove,
    set(key, namespace, selector) {
      remove(key);
      if (selector === undefined || isEmpty(selector)) return;
      const [first] = Object.entries(selector.matchLabels ?? {});
      const pair = first === undefined ? '' : `${first[0]}=${first[1]}`;
      entries.set(key, { namespace, selector, pair });
      const name = bucketName(namespace, pair);
      const bucket = buckets.get(name);
      if (bucket === undefined) buckets.set(name, new Set([key]));
      else bucket.add(key);
    },
    matching(namespace, labels = {}) {
      const found: string[] = [];
      const look = (pair: string): void => {
        for (const key of buckets.get(bucketName(namespace, pair)) ?? []) {
          const entry = entries.get(key);
          if (entry !== undefined && matchesLabelSelector(entry.selector, labels)) found.push(key);
        }
      };
      look('');
      for (const [label, value] of Object.entries(labels)) look(`${label}=${value}`);
      return found.sort();
    },
  };
}
