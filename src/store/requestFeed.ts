import type { RequestSummary } from '../protocol/request.ts';
import type { AppClock } from './options.ts';
import type { PlaybackState, RequestFeed } from './types.ts';

/** Without a report for so long the picture waits rather than run ahead. */
const maxAheadMs = 400;

export interface FeedSource {
  readonly feed: RequestFeed;
  /** A report of the Worker. `isJump`: time may have gone back, as after a restart. */
  readonly report: (simulatedMs: number, requests: readonly RequestSummary[], isJump: boolean) => void;
  /** Play, pause, another speed: from here on time runs differently. */
  readonly rebase: () => void;
  readonly dispose: () => void;
}

/** Hands requests on and tells the simulated time between two reports; it never goes back but on a jump. */
export function createFeed(clock: AppClock, playback: () => PlaybackState): FeedSource {
  const listeners = new Set<(requests: readonly RequestSummary[]) => void>();
  let base = { simulatedMs: 0, realMs: clock.nowMs() };
  let shownMs = 0;
  let pace = { isPlaying: false, speed: 1 };

  const nowMs = (): number => {
    const aheadMs = pace.isPlaying ? Math.min(clock.nowMs() - base.realMs, maxAheadMs) * pace.speed : 0;
    shownMs = Math.max(shownMs, base.simulatedMs + aheadMs);
    return shownMs;
  };

  return {
    feed: {
      subscribe: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      nowMs,
    },
    report: (simulatedMs, requests, isJump) => {
      base = { simulatedMs, realMs: clock.nowMs() };
      pace = playback();
      if (isJump) shownMs = simulatedMs;
      if (requests.length === 0) return;
      for (const listener of listeners) listener(requests);
    },
    rebase: () => {
      base = { simulatedMs: Math.min(nowMs(), Math.max(base.simulatedMs, shownMs)), realMs: clock.nowMs() };
      pace = playback();
    },
    dispose: () => listeners.clear(),
  };
}
