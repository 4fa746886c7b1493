import type { TerminalUpdate } from '../protocol/terminal.ts';
import type { TerminalFeed } from './types.ts';

export interface TerminalFeedSource {
  readonly feed: TerminalFeed;
  readonly report: (update: TerminalUpdate | null) => void;
}

/** Hands on what the terminal prints; nothing is kept, the screen keeps it. */
export function createTerminalFeed(): TerminalFeedSource {
  const listeners = new Set<(update: TerminalUpdate | null) => void>();
  return {
    feed: {
      subscribe: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    report: (update) => {
      for (const listener of listeners) listener(update);
    },
  };
}
