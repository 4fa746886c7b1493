import type { StoreApi } from 'zustand/vanilla';
import type { Client } from '../client/types.ts';
import type { ObjectId } from '../protocol/ref.ts';
import type { ScenarioView } from '../protocol/scenario.ts';
import type { DocumentStore } from './createDocument.ts';
import type { ManifestText } from './manifestText.ts';
import type { AppOptions } from './options.ts';
import type { ClusterState, ManifestState, PlaybackState, RequestState, Toast, UIState } from './types.ts';

/** What the actions work on: the stores, the Worker's client and the world. */
export interface AppContext {
  readonly client: Client;
  readonly options: AppOptions;
  readonly documents: DocumentStore;
  readonly cluster: StoreApi<ClusterState>;
  readonly manifests: StoreApi<ManifestState>;
  readonly requests: StoreApi<RequestState>;
  readonly ui: StoreApi<UIState>;
  readonly playback: StoreApi<PlaybackState>;
  readonly manifestText: ManifestText;
  /** Begins the cluster anew from the document. */
  readonly startCluster: () => void;
  /** Other manifests have taken the place of the old ones, with Services that traffic shall reach as soon as they have an address. */
  readonly replaced: (balanced: readonly ObjectId[]) => void;
  /** After play, pause or another speed. */
  readonly rebaseFeed: () => void;
  readonly view: () => ScenarioView;
  readonly toast: (code: string, params?: Toast['params'], action?: Toast['action']) => void;
}
