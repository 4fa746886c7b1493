import { encodeFile } from '../share/file.ts';
import type { AppContext } from './context.ts';

const delayMs = 300;

export interface Autosave {
  /** At once and without waiting: the page is being closed. */
  readonly flush: () => void;
  readonly dispose: () => void;
}

/** Keeps the document as it is now, and from where it is looked at, shortly after every change. `onFailure` hears once of a storage that does not work. */
export function createAutosave(context: Pick<AppContext, 'documents' | 'ui' | 'playback' | 'view' | 'options'>, onFailure: () => void): Autosave {
  const { documents, ui, playback, view, options: { clock, storage } } = context;
  let cancel: (() => void) | null = null;
  let hasFailed = false;
  let lastView = JSON.stringify(view());
  const text = (): string => encodeFile(documents.store.getState(), view());
  const save = (): void => {
    cancel = null;
    storage.save('current', text()).catch(() => {
      if (!hasFailed) onFailure();
      hasFailed = true;
    });
  };
  const saveSoon = (): void => {
    cancel ??= clock.after(delayMs, save);
  };
  const lookAtView = (): void => {
    const nextView = JSON.stringify(view());
    if (nextView === lastView) return;
    lastView = nextView;
    saveSoon();
  };
  const stops = [documents.store.subscribe(saveSoon), ui.subscribe(lookAtView), playback.subscribe(lookAtView)];
  return {
    flush: () => {
      if (cancel === null) return;
      cancel();
      save();
      storage.saveNow(text());
    },
    dispose: () => {
      cancel?.();
      for (const stop of stops) stop();
    },
  };
}
