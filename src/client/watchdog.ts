import type { ClientClock } from './types.ts';

/** Real milliseconds. A Worker that has yet to load its code gets longer. */
const INTERVAL_MS = 2000;
const SILENCE_MS = 15_000;
const FIRST_SILENCE_MS = 60_000;

/** Notices that a Worker no longer says anything. */
export interface Watchdog {
  /** Another Worker, from which nothing has been heard. */
  reset(): void;
  heard(): void;
  stop(): void;
}

/** `ping` asks for a sign of life and says whether one is expected; `onSilence` is called once for each `reset`. */
export function createWatchdog(clock: ClientClock, ping: () => boolean, onSilence: () => void): Watchdog {
  let heardAtMs = clock.nowMs();
  let checkedAtMs = heardAtMs;
  let hasHeard = false;
  let isBarking = false;
  let cancel = clock.after(INTERVAL_MS, check);

  function check(): void {
    const nowMs = clock.nowMs();
    // The page itself slept: the Worker had no chance either.
    const hasSlept = nowMs - checkedAtMs > INTERVAL_MS * 2.5;
    checkedAtMs = nowMs;
    cancel = clock.after(INTERVAL_MS, check);
    const isExpected = ping();
    if (hasSlept || !isExpected) heardAtMs = nowMs;
    else if (!isBarking && nowMs - heardAtMs > (hasHeard ? SILENCE_MS : FIRST_SILENCE_MS)) {
      isBarking = true;
      onSilence();
    }
  }

  return {
    reset() {
      heardAtMs = clock.nowMs();
      hasHeard = false;
      isBarking = false;
    },
    heard() {
      heardAtMs = clock.nowMs();
      hasHeard = true;
    },
    stop: () => {
      cancel();
    },
  };
}
