import type { AddressBook } from './addressBook.ts';
import type { Machine } from './machines.ts';
import type { Walk } from './walkState.ts';

/** Where an answer is lost: at a machine that it does not come through, or for want of a route. */
export type LostAt = { readonly kind: 'machine'; readonly machine: Machine } | { readonly kind: 'noRoute'; readonly address: string };

/** The machine through which packets for an address pass last; undefined outside the cluster. */
function homeOf(book: AddressBook, ip: string): Machine | undefined {
  const location = book.locate(ip);
  return location.kind === 'node' || location.kind === 'podRange' ? location.machine : undefined;
}

/** Hosts outside know the Nodes' addresses, not those of Pods. */
function isUnknownOutside(book: AddressBook, ip: string): boolean {
  return book.locate(ip).kind === 'podRange';
}

/**
 * Whether an answer from `from` (undefined: a host outside) undoes every rewriting on its way back and reaches the client.
 * Each machine that rewrote the destination must see the answer: it does where it also put its own address as the source,
 * and otherwise only where it lies on the way to the source. Undefined where all is well.
 */
export function lostAt(walk: Walk, from: Machine | undefined, book: AddressBook): LostAt | undefined {
  let current = from;
  for (let index = walk.translationCount - 1; index >= 0; index--) {
    const translation = walk.translations[index];
    if (translation?.machine === undefined) continue;
    const { machine, sourceIP, isMasqueraded } = translation;
    if (!isMasqueraded && current !== machine) {
      if (current === undefined && isUnknownOutside(book, sourceIP)) return { kind: 'noRoute', address: sourceIP };
      if (homeOf(book, sourceIP) !== machine) return { kind: 'machine', machine };
    }
    current = machine;
  }
  const { client } = walk;
  if (current !== undefined || client === undefined) return undefined;
  const clientIP = walk.translationCount === 0 ? walk.sourceIP : (walk.translations[0]?.sourceIP ?? walk.sourceIP);
  return isUnknownOutside(book, clientIP) ? { kind: 'noRoute', address: clientIP } : undefined;
}
