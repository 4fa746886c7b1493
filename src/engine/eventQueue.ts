import type { Scheduler } from './context.ts';

interface Entry { readonly atMs: number; readonly sequence: number; run: (() => void) | null }

/** The engine's time: a queue ordered by (time, sequence). The clock jumps to each entry's own time. */
export interface EventQueue extends Scheduler {
  /**
   * Runs what is due up to `untilMs` and leaves the clock there.
   * At most `maxEntries` run; then the clock stays at the last one's time and `isExhausted` is true.
   */
  runUntil(untilMs: number, maxEntries: number): { readonly count: number; readonly isExhausted: boolean };
  /** When the next entry is due; undefined where nothing is waiting. */
  nextAtMs(): number | undefined;
}

/** A queue at time 0 with nothing in it. A binary heap, so that scheduling among 100,000 entries stays cheap. */
export function createEventQueue(): EventQueue {
  const heap: Entry[] = [];
  let nowMs = 0;
  let sequence = 0;

  const isBefore = (a: Entry, b: Entry): boolean => a.atMs < b.atMs || (a.atMs === b.atMs && a.sequence < b.sequence);

  function push(entry: Entry): void {
    let index = heap.push(entry) - 1;
    while (index > 0) {
      const parentIndex = (index - 1) >> 1;
      const parent = heap[parentIndex];
      if (parent === undefined || !isBefore(entry, parent)) break;
      heap[index] = parent;
      index = parentIndex;
    }
    heap[index] = entry;
  }

  function pop(): void {
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let index = 0;
    for (;;) {
      const leftIndex = index * 2 + 1;
      const left = heap[leftIndex];
      if (left === undefined) break;
      const right = heap[leftIndex + 1];
      const [childIndex, child] = right !== undefined && isBefore(right, left) ? [leftIndex + 1, right] : [leftIndex, left];
      if (!isBefore(child, last)) break;
      heap[index] = child;
      index = childIndex;
    }
    heap[index] = last;
  }

  function dropCancelled(): Entry | undefined {
    let top = heap[0];
    while (top?.run === null) {
      pop();
      top = heap[0];
    }
    return top;
  }

  return {
    get nowMs() {
      return nowMs;
    },
    after(delayMs, run) {
      const entry: Entry = { atMs: nowMs + Math.max(0, Math.round(delayMs)), sequence: sequence++, run };
      push(entry);
      return () => {
        entry.run = null;
      };
    },
    nextAtMs: () => dropCancelled()?.atMs,
    runUntil(untilMs, maxEntries) {
      let count = 0;
      for (let top = dropCancelled(); top !== undefined && top.atMs <= untilMs; top = dropCancelled()) {
        if (count >= maxEntries) return { count, isExhausted: true };
        pop();
        nowMs = top.atMs;
        const { run } = top;
        top.run = null;
        run?.();
        count++;
      }
      nowMs = Math.max(nowMs, untilMs);
      return { count, isExhausted: false };
    },
  };
}
