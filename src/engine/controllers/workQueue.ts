import type { EngineContext } from '../context.ts';

/** Keys waiting to be synced, each at most once. */
export interface WorkQueue {
  /** Sync this key after the controllers' delay; a key that waits already is not added again. */
  add(key: string): void;
  /** Sync this key after `delayMs`, whatever else happens to it before. */
  addAfter(key: string, delayMs: number): void;
}

/**
 * A controller's queue, as staging/src/k8s.io/client-go/util/workqueue (v1.36) is used: level-triggered, keyed, deduplicated.
 * `sync` looks at the present state only; it runs `settings().delays.controllerMs` after the first reason to.
 */
export function createWorkQueue(context: EngineContext, sync: (key: string) => void): WorkQueue {
  const waiting = new Set<string>();
  const add = (key: string): void => {
    if (waiting.has(key)) return;
    waiting.add(key);
    context.scheduler.after(context.settings().delays.controllerMs, () => {
      waiting.delete(key);
      sync(key);
    });
  };
  return { add, addAfter: (key, delayMs) => void context.scheduler.after(delayMs, () => add(key)) };
}
