import type { EngineContext } from '../context.ts';

/**
 * Which kubelets the control plane hears from.
 * Simplified: a record in memory instead of a Lease object that each kubelet renews every 10 s.
 */
export interface Heartbeats {
  /** Since when nothing has been heard of a Node, in simulated milliseconds; undefined while it reports. */
  silentSinceMs(nodeName: string): number | undefined;
  setSilent(nodeName: string, isSilent: boolean): void;
  onChange(handler: (nodeName: string) => void): void;
}

const byContext = new WeakMap<EngineContext, Heartbeats>();

/** The one record of a cluster. */
export function heartbeatsOf(context: EngineContext): Heartbeats {
  const existing = byContext.get(context);
  if (existing !== undefined) return existing;
  const silent = new Map<string, number>();
  const handlers: ((nodeName: string) => void)[] = [];
  const heartbeats: Heartbeats = {
    silentSinceMs: (nodeName) => silent.get(nodeName),
    setSilent(nodeName, isSilent) {
      if (isSilent === silent.has(nodeName)) return;
      if (isSilent) silent.set(nodeName, context.scheduler.nowMs);
      else silent.delete(nodeName);
      for (const handler of handlers) handler(nodeName);
    },
    onChange: (handler) => void handlers.push(handler),
  };
  byContext.set(context, heartbeats);
  return heartbeats;
}
