import type { ScenarioView } from '../protocol/scenario.ts';
import { pack, unpack } from './pack.ts';
import { readWire } from './readWire.ts';
import type { SharedDocument, SharedState } from './sharedState.ts';
import { toWire } from './wire.ts';

/** The version that is written. A link begins with `#<version>.`. */
const currentVersion = 1;

/** Longer links are cut by chats, mails and old browsers: beyond this a file is the better way. */
export const maxLinkLength = 8192;

/** Longer than any link that was ever written. */
const maxReadLength = 65_536;

/** What turns the JSON of a version into that of the next; the first entry is for version 1. */
const migrations: readonly ((wire: unknown) => unknown)[] = [];

/** Why something is not opened: `share.<code>` of the message catalogue. */
export type LinkError = 'notALink' | 'newerVersion' | 'tooLarge' | 'damaged';

export type Decoded = { readonly ok: true; readonly state: SharedState } | { readonly ok: false; readonly code: LinkError };

/** The hash of a link, with its `#`. Its length is not looked at here. */
export function encodeLink(document: SharedDocument, view: ScenarioView): string {
  // JSON has no raw line break, so the first one ends it. YAML beside JSON compresses better than YAML inside of it.
  return `#${currentVersion}.${pack(`${JSON.stringify(toWire(document, view))}\n${document.manifests}`)}`;
}

/** What a link's hash holds. Never throws, whatever it is given. */
export function decodeLink(hash: string): Decoded {
  const match = /^#?(\d{1,6})\.(.*)$/s.exec(hash);
  if (match === null) return { ok: false, code: 'notALink' };
  const version = Number(match[1]);
  if (version < 1) return { ok: false, code: 'notALink' };
  if (version > currentVersion) return { ok: false, code: 'newerVersion' };
  if (hash.length > maxReadLength) return { ok: false, code: 'tooLarge' };
  try {
    const text = unpack(match[2] ?? '');
    const end = text.indexOf('\n');
    if (end < 0) return { ok: false, code: 'damaged' };
    const wire = migrations.slice(version - 1).reduce<unknown>((value, migrate) => migrate(value), JSON.parse(text.slice(0, end)));
    return { ok: true, state: readWire(wire, text.slice(end + 1)) };
  } catch {
    // Inflating, decoding and parsing throw their own errors; all of them mean the same to whoever opened the link.
    return { ok: false, code: 'damaged' };
  }
}
