import type { PageLogEntry } from '../protocol/message.ts';

/** What a replay drives. */
export interface Replayed {
  readonly nowMs: number;
  advance(ms: number): void;
  apply(entry: PageLogEntry['entry']): void;
}

/** A log on its way into a cluster, in pieces. */
export interface Replay {
  /** Goes on while there is time; true when all of it has been replayed. */
  run(hasTime: () => boolean): boolean;
}

/** Simulated time between looks at the clock. */
const CHUNK_MS = 100;

/** Entries at their times, then time up to `untilMs`. An entry whose time has passed is applied at once. */
export function createReplay(log: readonly PageLogEntry[], untilMs: number, cluster: Replayed): Replay {
  let next = 0;
  return {
    run(hasTime) {
      for (;;) {
        const entry = log[next];
        const waitMs = (entry === undefined ? untilMs : entry.atMs) - cluster.nowMs;
        if (entry === undefined && waitMs <= 0) return true;
        if (!hasTime()) return false;
        if (waitMs > 0) cluster.advance(Math.min(CHUNK_MS, waitMs));
        else if (entry !== undefined) {
          // Counted before it runs: an entry that fails is not tried again.
          next++;
          cluster.apply(entry.entry);
        }
      }
    },
  };
}
