import type { EngineContext } from '../context.ts';

/** Keys waiting to be synced, each at most once. */
export interface WorkQueue {
  /** Sync this key after the controllers' delay; a key that waits already is not added again. */
  add(key: string): void;
  /** Add this key after `delayMs`, whatever else happens to it before. Of several delays the shortest counts. */
  addAfter(key: string, delayMs: number): void;
  /** Add this key after a delay that doubles each time, from 5 ms to 1000 s, until `forget`. */
  addRateLimited(key: string): void;
  forget(key: string): void;
}

const firstRetryMs = 5;
const lastRetryMs = 1_000_000;

/**
 * A controller's queue, as staging/src/k8s.io/client-go/util/workqueue (v1.36) is used: level-triggered, keyed, deduplicated.
 * `sync` looks at the present state only; it runs `settings().delays.controllerMs` after the first reason to.
 */
export function createWorkQueue(context: EngineContext, sync: (key: string) => void): WorkQueue {
  const waiting = new Set<string>();
  const delayed = new Map<string, { readonly atMs: number; readonly cancel: () => void }>();
  const failures = new Map<string, number>();

  function add(key: string): void {
    if (waiting.has(key)) return;
    waiting.add(key);
    context.scheduler.after(context.settings().delays.controllerMs, () => {
      waiting.delete(key);
      sync(key);
    });
  }

  function addAfter(key: string, delayMs: number): void {
    const atMs = context.scheduler.nowMs + delayMs;
    const before = delayed.get(key);
    if (before !== undefined && before.atMs <= atMs) return;
    before?.cancel();
    const cancel = context.scheduler.after(delayMs, () => {
      delayed.delete(key);
      add(key);
    });
    delayed.set(key, { atMs, cancel });
  }

  return {
    add,
    addAfter,
    addRateLimited(key) {
      const count = failures.get(key) ?? 0;
      failures.set(key, count + 1);
      addAfter(key, Math.min(lastRetryMs, firstRetryMs * 2 ** Math.min(count, 30)));
    },
    forget: (key) => void failures.delete(key),
  };
}
