import type { EventView } from '../../protocol/view.ts';

/** How much of the past the track shows. */
const windowMs = 60_000;
const bins = 120;

export interface Tick { readonly bin: number; readonly atMs: number; readonly isWarning: boolean; readonly reasons: readonly string[] }

/** Events of the window that ends at `nowMs`, those close together as one tick. At most one a bin, so the track stays readable. */
export function ticksOf(events: readonly EventView[], nowMs: number): readonly Tick[] {
  const ticks = new Map<number, Tick>();
  const from = Math.max(0, nowMs - windowMs);
  for (const event of events) {
    if (event.atMs < from) continue;
    const bin = Math.floor((event.atMs * bins) / windowMs);
    const known = ticks.get(bin);
    const reasons = known === undefined ? [event.reason] : known.reasons.includes(event.reason) ? known.reasons : [...known.reasons, event.reason];
    ticks.set(bin, { bin, atMs: known?.atMs ?? event.atMs, isWarning: event.type === 'Warning' || (known?.isWarning ?? false), reasons });
  }
  return [...ticks.values()];
}

/** Where a time stands on the track, 0 to 1: the first minute fills it, then it scrolls. */
export function placeOf(atMs: number, nowMs: number): number {
  return Math.min(1, Math.max(0, (atMs - Math.max(0, nowMs - windowMs)) / windowMs));
}
