import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { ClientEvent } from '../client/types.ts';
import type { ClusterSettings } from '../protocol/settings.ts';
import type { ClusterView, EventView, ViewChanges, ViewCollection } from '../protocol/view.ts';
import type { ClusterState } from './types.ts';

const maxEvents = 500;

const emptyView: ClusterView = { nodes: {}, pods: {}, services: {}, workloads: {}, stored: {}, findings: {} };
const collections: readonly ViewCollection[] = ['nodes', 'pods', 'services', 'workloads', 'stored', 'findings'];

export function createClusterStore(settings: ClusterSettings): StoreApi<ClusterState> {
  return createStore<ClusterState>(() => ({
    connection: 'starting', revision: 0, nowMs: 0, view: emptyView, ids: idsOf(emptyView), settings, events: [], stats: null,
  }));
}

/** The state after what the client reported. What did not change keeps its identity. */
export function withEvent(state: ClusterState, event: ClientEvent): ClusterState {
  switch (event.type) {
    case 'connection':
      return { ...state, connection: event.state };
    case 'snapshot':
      return {
        ...state, revision: event.revision, nowMs: event.nowMs, settings: event.settings,
        view: event.view, ids: idsOf(event.view), events: event.events.slice(-maxEvents), stats: null,
      };
    case 'diff': {
      const changed = withChanges(state.view, state.ids, event.changes);
      return {
        ...state, ...changed, revision: event.revision, nowMs: event.nowMs,
        events: withEvents(state.events, event.events),
        settings: event.settings ?? state.settings,
        stats: event.stats ?? state.stats,
      };
    }
    case 'manifests':
    case 'notice':
      return state;
  }
}

type View = Pick<ClusterState, 'view' | 'ids'>;

function withChanges(view: ClusterView, ids: ClusterState['ids'], changes: ViewChanges): View {
  let next: View = { view, ids };
  for (const collection of collections) next = withCollection(next, collection, changes);
  return next;
}

/** One collection at a time, so that its records keep their type. */
function withCollection<C extends ViewCollection>(state: View, collection: C, changes: ViewChanges): View {
  const change = changes[collection];
  if (change === undefined || (change.upserts.length === 0 && change.removes.length === 0)) return state;
  const before: Readonly<Record<string, ClusterView[C][string]>> = state.view[collection];
  const removed = new Set(change.removes);
  const kept = removed.size === 0 ? Object.entries(before) : Object.entries(before).filter(([id]) => !removed.has(id));
  const after = Object.fromEntries<ClusterView[C][string]>(kept);
  let isMembershipSame = removed.size === 0 || kept.length === Object.keys(before).length;
  for (const record of change.upserts) {
    if (!Object.hasOwn(before, record.id)) isMembershipSame = false;
    after[record.id] = record;
  }
  return {
    view: { ...state.view, [collection]: after },
    ids: isMembershipSame ? state.ids : { ...state.ids, [collection]: Object.keys(after).sort() },
  };
}

function idsOf(view: ClusterView): ClusterState['ids'] {
  const sorted = (collection: ViewCollection): readonly string[] => Object.keys(view[collection]).sort();
  return { nodes: sorted('nodes'), pods: sorted('pods'), services: sorted('services'), workloads: sorted('workloads'), stored: sorted('stored'), findings: sorted('findings') };
}

/** An event that happened again comes again, with its count: it replaces itself and is the newest. */
function withEvents(before: readonly EventView[], added: readonly EventView[]): readonly EventView[] {
  if (added.length === 0) return before;
  const again = new Set(added.map((event) => event.id));
  return [...before.filter((event) => !again.has(event.id)), ...added].slice(-maxEvents);
}
