import type { ObjectRef } from './ref.ts';

/** From the page's terminal. */
export type TerminalInput =
  /** A line, without its end. */
  | { readonly kind: 'enter'; readonly line: string }
  /** Ctrl-C. */
  | { readonly kind: 'interrupt' }
  /** Tab: what could stand at the cursor. */
  | { readonly kind: 'complete'; readonly line: string; readonly cursor: number };

/** What could stand where the cursor is: each replaces the line from `from` to the cursor. */
export interface Completion {
  readonly line: string;
  readonly from: number;
  readonly candidates: readonly string[];
}

/** To the page's terminal: what was printed, and how it stands now. */
export interface TerminalUpdate {
  readonly output: string;
  readonly isRunning: boolean;
  readonly prompt: string;
  /** How many lines and interrupts it has been given: an update that knows of fewer than were sent is out of date. */
  readonly given: number;
  readonly completion?: Completion;
  /** `kubectl edit` wants this object to be opened. `yaml`: a document for it, where the text has none; empty where the object belongs to another. */
  readonly edit?: { readonly object: ObjectRef; readonly yaml: string };
}
