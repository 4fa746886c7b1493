import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { App, ClusterState, DocumentState, ManifestState, PlaybackState, RequestState, UIState } from '../../store/types.ts';

const AppContext = createContext<App | null>(null);

/** Gives the page its stores and actions. */
export const AppProvider = AppContext.Provider;

/** The stores and actions. Outside an AppProvider it is a bug. */
export function useApp(): App {
  const app = useContext(AppContext);
  if (app === null) throw new Error('useApp outside AppProvider');
  return app;
}

export const useCluster = <T,>(selector: (state: ClusterState) => T): T => useStore(useApp().cluster, selector);
export const useDocument = <T,>(selector: (state: DocumentState) => T): T => useStore(useApp().document, selector);
export const useManifests = <T,>(selector: (state: ManifestState) => T): T => useStore(useApp().manifests, selector);
export const useRequests = <T,>(selector: (state: RequestState) => T): T => useStore(useApp().requests, selector);
export const useUI = <T,>(selector: (state: UIState) => T): T => useStore(useApp().ui, selector);
export const usePlayback = <T,>(selector: (state: PlaybackState) => T): T => useStore(useApp().playback, selector);
