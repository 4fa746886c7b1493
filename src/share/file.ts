import type { ScenarioView } from '../protocol/scenario.ts';
import type { Decoded } from './link.ts';
import { readWire } from './readWire.ts';
import type { SharedDocument } from './sharedState.ts';
import { toWire } from './wire.ts';

const currentVersion = 1;
const maxFileLength = 16_000_000;

/** A scenario as a file: the same as in a link, but readable, and as long as it needs to be. */
export function encodeFile(document: SharedDocument, view: ScenarioView): string {
  return `${JSON.stringify({ svcscope: currentVersion, ...toWire(document, view), manifests: document.manifests }, null, 2)}\n`;
}

/** What a file holds. `notALink`: it is no scenario file, so it may be manifests. Never throws. */
export function decodeFile(text: string): Decoded {
  if (!/^\s*\{\s*"svcscope"/.test(text)) return { ok: false, code: 'notALink' };
  if (text.length > maxFileLength) return { ok: false, code: 'tooLarge' };
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('svcscope' in value) || !('manifests' in value)) return { ok: false, code: 'damaged' };
    if (typeof value.svcscope === 'number' && value.svcscope > currentVersion) return { ok: false, code: 'newerVersion' };
    if (value.svcscope !== currentVersion || typeof value.manifests !== 'string') return { ok: false, code: 'damaged' };
    return { ok: true, state: readWire(value, value.manifests) };
  } catch {
    return { ok: false, code: 'damaged' };
  }
}
