import { mend, mayNeedMending } from '../manifests/mend/mend.ts';
import type { ManifestParse } from '../manifests/parseManifests.ts';
import type { MendOffer } from '../protocol/mending.ts';

/** A change of so few characters is typing, which has no need of a mender. */
const MAX_TYPED = 3;

/** What the page is offered for a text that lost its shape. Typing never brings an offer up, it only takes one away. */
export function offerMending(parse: ManifestParse, before: { readonly parse?: ManifestParse; readonly mending?: MendOffer } | undefined): MendOffer | undefined {
  if (!mayNeedMending(parse)) return undefined;
  const isTyped = before?.parse !== undefined && before.mending === undefined && before.parse.text.trim() !== '' && changedLength(before.parse.text, parse.text) <= MAX_TYPED;
  if (isTyped) return undefined;
  const mending = mend(parse.text);
  return mending.kind === 'mended' || mending.kind === 'ambiguous' ? mending : undefined;
}

function changedLength(before: string, after: string): number {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let tail = 0;
  while (tail < shorter - start && before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)) tail++;
  return Math.max(before.length, after.length) - start - tail;
}
