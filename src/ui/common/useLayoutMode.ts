import { useSyncExternalStore } from 'react';

/** `phone`: tabs. `narrow`: the inspector is a sheet over the canvas. `wide`: everything side by side. */
export type LayoutMode = 'phone' | 'narrow' | 'wide';

const phone = typeof matchMedia === 'undefined' ? null : matchMedia('(width < 640px)');
const narrow = typeof matchMedia === 'undefined' ? null : matchMedia('(width < 1100px)');

function subscribe(listener: () => void): () => void {
  phone?.addEventListener('change', listener);
  narrow?.addEventListener('change', listener);
  return () => {
    phone?.removeEventListener('change', listener);
    narrow?.removeEventListener('change', listener);
  };
}

function read(): LayoutMode {
  if (phone?.matches === true) return 'phone';
  return narrow?.matches === true ? 'narrow' : 'wide';
}

export function useLayoutMode(): LayoutMode {
  return useSyncExternalStore(subscribe, read);
}
