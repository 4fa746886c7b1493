import type { StoreApi } from 'zustand/vanilla';
import { encodeFile } from '../share/file.ts';
import type { ScenarioView } from '../protocol/scenario.ts';
import type { AppClock, DocumentStorage } from './options.ts';
import type { DocumentState } from './types.ts';

const delayMs = 300;

export interface Autosave {
  /** At once and without waiting: the page is being closed. */
  flush(): void;
  dispose(): void;
}

/** Keeps the document as it is now, shortly after every change. `onFailure` hears once of a storage that does not work. */
export function createAutosave(document: StoreApi<DocumentState>, view: () => ScenarioView, storage: DocumentStorage, clock: AppClock, onFailure: () => void): Autosave {
  let cancel: (() => void) | null = null;
  let hasFailed = false;
  const text = (): string => encodeFile(document.getState(), view());
  const save = (): void => {
    cancel = null;
    storage.save('current', text()).catch(() => {
      if (!hasFailed) onFailure();
      hasFailed = true;
    });
  };
  const stop = document.subscribe(() => {
    cancel ??= clock.after(delayMs, save);
  });
  return {
    flush: () => {
      if (cancel === null) return;
      cancel();
      save();
      storage.saveNow(text());
    },
    dispose: () => {
      cancel?.();
      stop();
    },
  };
}
