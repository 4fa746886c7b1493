import { objectId } from '../protocol/ref.ts';
import type { EventView } from '../protocol/view.ts';
import type { EventRecorder } from './context.ts';

/** How many distinct events are kept; the oldest go first. */
const MAX_EVENTS = 1000;
/** From so many events on that differ in their message only, they become one. */
const MAX_SIMILAR = 10;
/** Events further apart are not taken together. */
const SIMILAR_WITHIN_MS = 600_000;
/** Of how many kinds of events the messages are remembered; the oldest are forgotten first. */
const MAX_GROUPS = 4096;

interface Group { readonly messages: Set<string>; lastMs: number }

export interface RecordedEvents extends EventRecorder {
  /** Events that are new or counted up since the last call, oldest first. */
  drain(): readonly EventView[];
  /** All that are kept, oldest first. */
  all(): readonly EventView[];
}

/**
 * Keeps what happened. Equal events (object, reason, message) become one with a count, and so do many that are alike but for the message,
 * as staging/src/k8s.io/client-go/tools/record/events_cache.go (v1.36) does.
 */
export function createEventRecorder(nowMs: () => number): RecordedEvents {
  const kept = new Map<string, EventView>();
  let fresh = new Map<string, EventView>();
  let nextId = 1;
  const groups = new Map<string, Group>();

  /** Whether there have been too many events like this one for another message. */
  function isOneOfMany(group: string, message: string): boolean {
    const before = groups.get(group);
    const messages = before === undefined || nowMs() - before.lastMs > SIMILAR_WITHIN_MS ? new Set<string>() : before.messages;
    groups.delete(group);
    groups.set(group, { messages: messages.add(message), lastMs: nowMs() });
    const oldest = groups.keys().next().value;
    if (groups.size > MAX_GROUPS && oldest !== undefined) groups.delete(oldest);
    if (messages.size < MAX_SIMILAR) return false;
    messages.delete(message);
    return true;
  }

  return {
    event(involved, type, reason, text, fieldPath) {
      const id = objectId(involved);
      const isCombined = isOneOfMany(`${id}\u0000${type}\u0000${reason}`, text);
      const message = isCombined ? `(combined from similar events): ${text}` : text;
      const key = `${id}\u0000${fieldPath ?? ''}\u0000${reason}\u0000${isCombined ? '' : message}`;
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
