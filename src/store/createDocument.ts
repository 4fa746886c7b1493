import { temporal } from 'zundo';
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { AppClock } from './options.ts';
import type { DocumentState } from './types.ts';

/** Changes of one kind that follow each other within this time are one step back. */
const coalesceMs = 900;
const maxSteps = 200;
/** Beyond this many characters of remembered texts the oldest steps go. */
const maxRememberedLength = 30_000_000;

export interface DocumentHistory {
  readonly undo: () => void;
  readonly redo: () => void;
  readonly canUndo: () => boolean;
  readonly canRedo: () => boolean;
  readonly subscribe: (listener: () => void) => () => void;
}

export interface DocumentStore {
  readonly store: StoreApi<DocumentState>;
  readonly history: DocumentHistory;
  /** Changes the document. `kind` says what belongs together as one step: typing, one slider, one flow. Empty: a step of its own. */
  readonly change: (kind: string, patch: Partial<DocumentState>) => void;
  /** Changes the document as part of the last step. */
  readonly amend: (patch: Partial<DocumentState>) => void;
}

/** The document with one history for everything in it, text included. */
export function createDocument(initial: DocumentState, clock: AppClock): DocumentStore {
  let current = { kind: '', atMs: Number.NEGATIVE_INFINITY };
  let isCoalescing = false;

  const store = createStore<DocumentState>()(
    temporal(() => initial, {
      limit: maxSteps,
      equality: (past, present) => past === present,
      handleSet: (save) => (past, replace) => {
        if (isCoalescing) {
          store.temporal.setState({ futureStates: [] });
          return;
        }
        save(past, replace);
        const { pastStates } = store.temporal.getState();
        const kept = withinLength(pastStates);
        if (kept !== pastStates) store.temporal.setState({ pastStates: kept });
      },
    }),
  );
  const { temporal: past } = store;
  const travel = (move: () => void): void => {
    current = { kind: '', atMs: Number.NEGATIVE_INFINITY };
    move();
  };

  return {
    store,
    history: {
      undo: () => travel(() => past.getState().undo()),
      redo: () => travel(() => past.getState().redo()),
      canUndo: () => past.getState().pastStates.length > 0,
      canRedo: () => past.getState().futureStates.length > 0,
      subscribe: (listener) => past.subscribe(listener),
    },
    change: (kind, patch) => {
      const nowMs = clock.nowMs();
      isCoalescing = kind !== '' && kind === current.kind && nowMs - current.atMs < coalesceMs && past.getState().pastStates.length > 0;
      current = { kind, atMs: nowMs };
      const before = store.getState();
      const next = { ...before, ...patch };
      if (!isSame(before, next)) store.setState(next, true);
      isCoalescing = false;
    },
    amend: (patch) => {
      past.getState().pause();
      store.setState(patch);
      past.getState().resume();
    },
  };
}

function isSame(a: DocumentState, b: DocumentState): boolean {
  return a.title === b.title && a.scenarioId === b.scenarioId && a.manifests === b.manifests && a.traffic === b.traffic
    && a.behaviours === b.behaviours && a.settings === b.settings && a.seed === b.seed;
}

/** The newest steps whose different texts fit together into memory. */
function withinLength(steps: Partial<DocumentState>[]): Partial<DocumentState>[] {
  let length = 0;
  let newer: string | undefined;
  for (let index = steps.length - 1; index >= 0; index--) {
    const text = steps[index]?.manifests;
    if (text !== newer) length += text?.length ?? 0;
    newer = text;
    if (length > maxRememberedLength && index < steps.length - 1) return steps.slice(index + 1);
  }
  return steps;
}
