import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { ScenarioView } from '../protocol/scenario.ts';
import type { AppClock, Preferences } from './options.ts';
import type { BottomTab, Theme, Toast, UIState } from './types.ts';

/** What of the page's state is remembered between visits as soon as it changes. Of the inspector the page decides: over a narrow page it comes and goes. */
export const preferenceKeys: ReadonlySet<string> = new Set(['theme', 'bottomTab', 'isEditorOpen', 'isGuideOpen'] satisfies (keyof UIState)[]);

const themes: readonly Theme[] = ['system', 'light', 'dark'];
const bottomTabs: readonly BottomTab[] = ['traffic', 'requests', 'terminal', 'metrics', 'events', 'cluster'];
const toastMs = 7000;
const maxToasts = 4;

export function createUIStore(view: ScenarioView, preferences: Preferences): StoreApi<UIState> {
  return createStore<UIState>(() => ({
    selection: view.selection,
    hovered: null,
    theme: themes.find((theme) => theme === preferences.get('theme')) ?? 'system',
    inspectorTab: view.selection === null ? 'request' : 'object',
    bottomTab: bottomTabs.find((tab) => tab === preferences.get('bottomTab')) ?? null,
    isEditorOpen: preferences.get('isEditorOpen') !== 'false',
    isInspectorOpen: preferences.get('isInspectorOpen') !== 'false',
    isGuideOpen: preferences.get('isGuideOpen') !== 'false',
    phoneTab: 'canvas',
    dialog: null,
    toasts: [],
    layers: { dns: true, labels: true, requests: true },
    reveal: null,
    terminalCommand: null,
    viewport: view.viewport,
  }));
}

export interface Toasts {
  readonly show: (code: string, params?: Toast['params'], action?: Toast['action']) => void;
  readonly dispose: () => void;
}

/** Shows a message for a while. The same message again takes the place of the first. */
export function createToasts(ui: StoreApi<UIState>, clock: AppClock): Toasts {
  let lastId = 0;
  const cancels = new Set<() => void>();
  const remove = (id: number): void => ui.setState((state) => ({ toasts: state.toasts.filter((toast) => toast.id !== id) }));
  return {
    show: (code, params = {}, action) => {
      const id = ++lastId;
      const toast: Toast = { id, code, params, ...(action === undefined ? {} : { action: { code: action.code, run: () => { action.run(); remove(id); } } }) };
      ui.setState((state) => ({ toasts: [...state.toasts.filter((shown) => shown.code !== code), toast].slice(-maxToasts) }));
      const cancel = clock.after(toastMs, () => {
        cancels.delete(cancel);
        remove(id);
      });
      cancels.add(cancel);
    },
    dispose: () => {
      for (const cancel of cancels) cancel();
    },
  };
}
