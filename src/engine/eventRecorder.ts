import { objectId } from '../protocol/ref.ts';
import type { EventView } from '../protocol/view.ts';
import type { EventRecorder } from './context.ts';

/** How many distinct events are kept; the oldest go first. */
const MAX_EVENTS = 1000;

export interface RecordedEvents extends EventRecorder {
  /** Events that are new or counted up since the last call, oldest first. */
  drain(): readonly EventView[];
  /** All that are kept, oldest first. */
  all(): readonly EventView[];
}

/**
 * Keeps what happened. Equal events (object, reason, message) become one with a count, as
 * staging/src/k8s.io/client-go/tools/record/events_cache.go (v1.36) does.
 */
export function createEventRecorder(nowMs: () => number): RecordedEvents {
  const kept = new Map<string, EventView>();
  let fresh = new Map<string, EventView>();
  let nextId = 1;
  return {
    event(involved, type, reason, message, fieldPath) {
      const id = objectId(involved);
      const key = `${id}\u0000${fieldPath ?? ''}\u0000${reason}\u0000${message}`;
      const before = kept.get(key);
      const event: EventView = {
        id: before?.id ?? nextId++, atMs: nowMs(), type, reason, message, involved: id, count: (before?.count ?? 0) + 1,
        ...(before === undefined ? {} : { firstAtMs: before.firstAtMs ?? before.atMs }),
        ...(fieldPath === undefined ? {} : { fieldPath }),
      };
      kept.delete(key);
      kept.set(key, event);
      fresh.set(key, event);
      if (kept.size > MAX_EVENTS) {
        const oldest = kept.keys().next().value;
        if (oldest !== undefined) kept.delete(oldest);
      }
    },
    drain() {
      const events = [...fresh.values()];
      fresh = new Map();
      return events;
    },
    all: () => [...kept.values()],
  };
}
