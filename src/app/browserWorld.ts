import { createStore, get, set } from 'idb-keyval';
import type { AppClock, DocumentStorage, PageLocation, Preferences } from '../store/options.ts';

export const clock: AppClock = {
  nowMs: () => performance.now(),
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

const prefix = 'svcscope.';
const unsavedKey = `${prefix}unsaved`;

/** A page may be denied storage; then it works without. */
function attempt<T>(run: () => T, fallback: T): T {
  try {
    return run();
  } catch {
    return fallback;
  }
}

export const preferences: Preferences = {
  get: (key) => attempt(() => localStorage.getItem(prefix + key), null),
  set: (key, value) => attempt(() => localStorage.setItem(prefix + key, value), undefined),
};

export function createStorage(): DocumentStorage {
  const store = attempt(() => createStore('svcscope', 'documents'), null);
  return {
    save: async (slot, text) => {
      if (store === null) throw new Error('no storage');
      await set(slot, text, store);
      if (slot === 'current') attempt(() => localStorage.removeItem(unsavedKey), undefined);
    },
    load: async (slot) => {
      // What was written while the page closed is newer than what the database may hold.
      const unsaved = slot === 'current' ? attempt(() => localStorage.getItem(unsavedKey), null) : null;
      if (unsaved !== null || store === null) return unsaved;
      const kept: unknown = await get(slot, store);
      return typeof kept === 'string' ? kept : null;
    },
    saveNow: (text) => attempt(() => localStorage.setItem(unsavedKey, text), undefined),
  };
}

export const pageLocation: PageLocation = {
  address: () => location.href.replace(/#.*$/s, ''),
  hash: () => location.hash,
  clearHash: () => history.replaceState(null, '', location.pathname + location.search),
  onHashChange: (listener) => {
    addEventListener('hashchange', listener);
    return () => removeEventListener('hashchange', listener);
  },
};

export function download(fileName: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
