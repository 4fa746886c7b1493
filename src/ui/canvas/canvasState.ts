import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { Layout } from '../../graph/layout.ts';
import { createLayout } from '../../graph/layout.ts';
import { isBuiltIn } from '../../graph/leftLanes.ts';
import { relations } from '../../graph/relations.ts';
import type { Relations } from '../../graph/relations.ts';
import type { Scene } from '../../graph/scene.ts';
import type { App } from '../../store/types.ts';
import type { ObjectId } from '../../protocol/ref.ts';
import type { ClusterView } from '../../protocol/view.ts';

/** What the canvas knows beyond the page's own stores: everything that follows from them and from where things stand. */
export interface CanvasState {
  readonly scene: Scene;
  /** Of the selection; null where nothing drawn is selected. */
  readonly selected: Relations | null;
  /** Of what the pointer is on. */
  readonly hovered: Relations | null;
  readonly hasNamespaces: boolean;
  readonly isLocked: boolean;
  /** The Pod of each box that the Tab key comes to. */
  readonly currentPods: Readonly<Record<string, ObjectId>>;
}

export type CanvasStore = StoreApi<CanvasState>;

const CanvasContext = createContext<CanvasStore | null>(null);
export const CanvasProvider = CanvasContext.Provider;

export function useCanvasStore(): CanvasStore {
  const store = useContext(CanvasContext);
  if (store === null) throw new Error('useCanvasStore outside CanvasProvider');
  return store;
}

export const useCanvas = <T,>(selector: (state: CanvasState) => T): T => useStore(useCanvasStore(), selector);

/** Whether something else is selected that this does not belong to. */
export const useIsFaded = (key: string): boolean => useCanvas((state) => state.selected !== null && !state.selected.ids.has(key));

function hasNamespaces({ services, workloads }: ClusterView): boolean {
  let first: string | null = null;
  const own = Object.values(services).filter((service) => !isBuiltIn(service));
  for (const { namespace } of [...own, ...Object.values(workloads)]) {
    first ??= namespace;
    if (namespace !== first) return true;
  }
  return false;
}

function related(id: ObjectId | null, view: ClusterView, scene: Scene, before: Relations | null): Relations | null {
  const next = id === null ? null : relations(id, view, scene);
  return next !== null && before !== null && sameSet(next.ids, before.ids) && sameSet(next.edges, before.edges) ? before : next;
}

const sameSet = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => {
  if (a.size !== b.size) return false;
  for (const value of a) if (!b.has(value)) return false;
  return true;
};

function derive(app: App, layout: Layout, before: CanvasState | null): CanvasState {
  const { view, settings } = app.cluster.getState();
  const { selection, hovered } = app.ui.getState();
  const scene = layout.update({ view, settings, traffic: app.document.getState().traffic });
  const selected = related(selection, view, scene, before?.selected ?? null);
  return {
    scene,
    selected,
    hovered: hovered === selection ? null : related(hovered, view, scene, before?.hovered ?? null),
    hasNamespaces: hasNamespaces(view),
    isLocked: before?.isLocked ?? false,
    currentPods: before?.currentPods ?? {},
  };
}

export const createCanvasStore = (app: App, layout: Layout = createLayout()): CanvasStore & { follow(): () => void } => {
  const store = createStore<CanvasState>(() => derive(app, layout, null));
  return { ...store, follow: () => follow(app, layout, store) };
};

/** Beyond this many Pods, the picture is derived less often than every frame. */
const manyPods = 2_000;

/** Keeps the canvas state derived, at most once a frame. Gives back how to stop. */
function follow(app: App, layout: Layout, store: CanvasStore): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const run = (): void => {
    timer = null;
    const before = store.getState();
    const next = derive(app, layout, before);
    if (next.scene !== before.scene || next.selected !== before.selected || next.hovered !== before.hovered || next.hasNamespaces !== before.hasNamespaces) store.setState(next);
  };
  // A timer, not a frame: the picture is also kept up to date while the page is hidden.
  const schedule = (): void => {
    timer ??= setTimeout(run, store.getState().scene.podCount > manyPods ? 120 : 16);
  };
  const stops = [
    app.cluster.subscribe((state, before) => {
      if (state.view !== before.view || state.settings !== before.settings) schedule();
    }),
    app.document.subscribe((state, before) => {
      if (state.traffic !== before.traffic) schedule();
    }),
    app.ui.subscribe((state, before) => {
      if (state.selection !== before.selection || state.hovered !== before.hovered) run();
    }),
  ];
  run();
  return () => {
    if (timer !== null) clearTimeout(timer);
    for (const stop of stops) stop();
  };
}
