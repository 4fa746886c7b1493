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
    case 'terminal':
    case 'drift':
    case 'notice':
      return state;
  }
}

function withChanges(view: ClusterView, ids: ClusterState['ids'], changes: ViewChanges): Pick<ClusterState, 'view' | 'ids'> {
  const after: ClusterView = {
    nodes: merged(view.nodes, changes.nodes),
    pods: merged(view.pods, changes.pods),
    services: merged(view.services, changes.services),
    workloads: merged(view.workloads, changes.workloads),
    stored: merged(view.stored, changes.stored),
    findings: merged(view.findings, changes.findings),
  };
  if (collections.every((collection) => after[collection] === view[collection])) return { view, ids };
  const idsAfter = Object.fromEntries(collections.map((collection) => [collection, mergedIds(view[collection], after[collection], ids[collection])]));
  return { view: after, ids: { ...ids, ...idsAfter } };
}

interface Change<T> { readonly upserts: readonly T[]; readonly removes: readonly string[] }

/** The same record where nothing changed. */
function merged<T extends { readonly id: string }>(before: Readonly<Record<string, T>>, change: Change<T> | undefined): Readonly<Record<string, T>> {
  if (change === undefined || (change.upserts.length === 0 && change.removes.length === 0)) return before;
  const removed = new Set(change.removes);
  const after: Record<string, T> = removed.size === 0 ? { ...before } : Object.fromEntries(Object.entries(before).filter(([id]) => !removed.has(id)));
  for (const record of change.upserts) after[record.id] = record;
  return after;
}

/** The same list where nothing came and nothing went. */
function mergedIds(before: object, after: object, ids: readonly string[]): readonly string[] {
  if (before === after) return ids;
  const keys = Object.keys(after);
  return keys.length === ids.length && ids.every((id) => Object.hasOwn(after, id)) ? ids : keys.sort();
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
