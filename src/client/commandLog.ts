import type { PageLogEntry } from '../protocol/message.ts';

/** What happened to a cluster, with times, so that another one can be brought to the same state. Bounded. */
export interface CommandLog {
  add(entry: PageLogEntry): void;
  entries(): readonly PageLogEntry[];
}

export interface LogLimits {
  readonly maxEntries: number;
  /** Characters of all texts together. */
  readonly maxTextLength: number;
}

const logLimits: LogLimits = { maxEntries: 10_000, maxTextLength: 20_000_000 };

/**
 * Beyond the limits texts that a later text replaced are forgotten, the oldest first: their effects on names and addresses
 * are lost, what the cluster holds is not. Only then, and while there are too many entries, the oldest command goes.
 */
export function createCommandLog(initial: readonly PageLogEntry[], limits: LogLimits = logLimits): CommandLog {
  let entries: PageLogEntry[] = [];
  let textLength = 0;
  const add = (entry: PageLogEntry): void => {
    entries.push(entry);
    textLength += lengthOf(entry);
    if (entries.length > limits.maxEntries || textLength > limits.maxTextLength) shrink();
  };

  function shrink(): void {
    const latestText = entries.findLastIndex(({ entry }) => entry.kind === 'manifests');
    const kept: PageLogEntry[] = [];
    let excess = Math.max(entries.length - Math.floor(limits.maxEntries * 0.9), 0);
    for (const [index, entry] of entries.entries()) {
      const isReplaced = entry.entry.kind === 'manifests' && index !== latestText;
      if (isReplaced && (excess > 0 || textLength > limits.maxTextLength * 0.9)) {
        textLength -= lengthOf(entry);
        excess--;
      } else kept.push(entry);
    }
    while (kept.length > limits.maxEntries) {
      const oldest = kept.findIndex(({ entry }) => entry.kind === 'command');
      if (oldest === -1) break;
      kept.splice(oldest, 1);
    }
    entries = kept;
  }

  initial.forEach(add);
  return { add, entries: () => entries };
}

function lengthOf({ entry }: PageLogEntry): number {
  return entry.kind === 'manifests' ? entry.text.length : 0;
}
