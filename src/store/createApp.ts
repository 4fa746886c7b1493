import { createStore } from 'zustand/vanilla';
import type { ClientEvent } from '../client/types.ts';
import type { ScenarioView } from '../protocol/scenario.ts';
import { decodeLink } from '../share/link.ts';
import { createAutosave } from './autosave.ts';
import type { BalancerTraffic } from './balancerTraffic.ts';
import { createBalancerTraffic } from './balancerTraffic.ts';
import { createClusterActions, withRequests } from './clusterActions.ts';
import { createClusterStore, withEvent } from './clusterStore.ts';
import { createCommands } from './commands.ts';
import type { AppContext } from './context.ts';
import { createDocument } from './createDocument.ts';
import { planChange } from './documentPlan.ts';
import { openedDocument, scenarioList, startOf } from './documents.ts';
import { createDriftActions } from './driftActions.ts';
import { createEditActions } from './editActions.ts';
import type { FirstTrace } from './firstTrace.ts';
import { createFirstTrace } from './firstTrace.ts';
import type { Initial } from './initialDocument.ts';
import { initialDocument } from './initialDocument.ts';
import { createManifestText } from './manifestText.ts';
import type { AppOptions } from './options.ts';
import { createPageActions } from './pageActions.ts';
import type { FeedSource } from './requestFeed.ts';
import { openEdit } from './terminalEdit.ts';
import { createTerminalFeed, type TerminalFeedSource } from './terminalFeed.ts';
import { createFeed } from './requestFeed.ts';
import type { App, AppActions, ManifestState, PlaybackState, RequestState } from './types.ts';
import { createToasts, createUIStore } from './uiStore.ts';

const noManifests: ManifestState = { textRevision: 0, results: [], diagnostics: [], isComplete: true, drifts: [], mending: null };
const noRequests: RequestState = { recent: [], selectedId: null, trace: null, changes: [], pinned: null };

/** The page without its picture: stores that follow the Worker, and actions that change what it does. Starts the cluster at once. */
export function createApp(options: AppOptions): App {
  const { client, clock, location } = options;
  const initial = initialDocument(location.hash(), options.saved);
  const documents = createDocument(initial.document, clock);
  const cluster = createClusterStore(initial.document.settings);
  const ui = createUIStore(initial.view, options.preferences);
  const playback = createStore<PlaybackState>(() => ({ isPlaying: true, speed: initial.view.speed }));
  const feed = createFeed(clock, playback.getState);
  const toasts = createToasts(ui, clock);
  const text = { revision: 0 };
  const terminal = createTerminalFeed();

  const context: AppContext = {
    client, options, documents, cluster, ui, playback,
    manifests: createStore<ManifestState>(() => noManifests),
    requests: createStore<RequestState>(() => noRequests),
    manifestText: createManifestText(),
    startCluster: () => {
      context.requests.setState(noRequests);
      context.manifests.setState({ drifts: [] });
      firstTrace.expect();
      balancerTraffic.expect([]);
      client.start(startOf(documents.store.getState()), playback.getState());
    },
    replaced: (balanced) => {
      context.requests.setState({ selectedId: null, trace: null, changes: [], pinned: null });
      firstTrace.expect();
      balancerTraffic.expect(balanced);
    },
    rebaseFeed: feed.rebase,
    view: (): ScenarioView => ({ selection: ui.getState().selection, viewport: ui.getState().viewport, speed: playback.getState().speed }),
    toast: toasts.show,
  };

  const firstTrace = createFirstTrace(context);
  const balancerTraffic = createBalancerTraffic(context);
  const clusterActions = createClusterActions(context);
  const actions: AppActions = { ...createEditActions(context), ...clusterActions, ...createPageActions(context), ...createDriftActions(context, clusterActions.api) };
  const stops = [
    client.subscribe((event) => receive(context, { terminal, feed, firstTrace, balancerTraffic, text, actions }, event)),
    followDocument(context, text),
    location.onHashChange(() => openHash(context)),
  ];
  const autosave = createAutosave(context, () => context.toast('shell.toast.autosaveFailed'));
  context.startCluster();
  announce(context, initial);

  return {
    cluster, document: documents.store, manifests: context.manifests, requests: context.requests, ui, playback,
    feed: feed.feed, terminal: terminal.feed, actions, commands: createCommands(context, actions), scenarios: scenarioList, history: documents.history,
    flush: autosave.flush,
    dispose: () => {
      for (const stop of stops) stop();
      autosave.flush();
      autosave.dispose();
      toasts.dispose();
      feed.dispose();
      client.dispose();
    },
  };
}

interface Followers { readonly terminal: TerminalFeedSource; readonly feed: FeedSource; readonly firstTrace: FirstTrace; readonly balancerTraffic: BalancerTraffic; readonly text: { readonly revision: number }; readonly actions: AppActions }

/** What the Worker reports goes into the stores. */
function receive(context: AppContext, { terminal, feed, firstTrace, balancerTraffic, text, actions }: Followers, event: ClientEvent): void {
  const { cluster, manifests, requests, ui } = context;
  const before = cluster.getState();
  const after = withEvent(before, event);
  if (after !== before) cluster.setState(after, true);
  switch (event.type) {
    case 'snapshot':
      feed.report(event.nowMs, [], true);
      return;
    case 'diff':
      requests.setState((state) => withRequests(state, event.requests));
      feed.report(event.nowMs, event.requests, false);
      firstTrace.look(event.requests);
      balancerTraffic.look();
      forgetRemoved(context, event);
      return;
    case 'manifests':
      // What is said of an older text would point at the wrong characters; the newest is answered soon.
      if (event.textRevision >= text.revision) {
        manifests.setState({ textRevision: event.textRevision, results: event.results, diagnostics: event.diagnostics, isComplete: event.isComplete, mending: event.mending ?? null });
      }
      return;
    case 'drift':
      manifests.setState({ drifts: event.drifts });
      return;
    case 'terminal':
      terminal.report(event.update);
      if (event.update.edit !== undefined) openEdit(context, actions, event.update.edit);
      return;
    case 'notice':
      context.toast(`shell.notice.${event.code}`, event.params);
      return;
    case 'connection':
      if (event.state === 'starting' || event.state === 'restarting') terminal.report(null);
      if (event.state === 'restarting') context.toast('shell.toast.workerRestarted');
      if (event.state === 'failed') ui.setState({ hovered: null });
  }
}

/** A selection of something that is gone would dim everything else. */
function forgetRemoved({ ui }: AppContext, event: Extract<ClientEvent, { type: 'diff' }>): void {
  const { selection } = ui.getState();
  if (selection === null) return;
  if (Object.values(event.changes).some((change) => change.removes.includes(selection))) ui.setState({ selection: null });
}

/** Whatever changes the document, the engine follows: typing, sliders, undo and opened links alike. */
function followDocument(context: AppContext, text: { revision: number }): () => void {
  const { client, documents } = context;
  return documents.store.subscribe((after, before) => {
    const plan = planChange(before, after);
    if (plan.kind === 'restart') {
      context.startCluster();
      return;
    }
    for (const command of plan.commands) {
      void client.command(command).then((result) => {
        if (result.error !== undefined) context.toast(`shell.notice.${result.error}`, result.errorParams ?? {});
      });
    }
    if (plan.manifests !== null) text.revision = client.setManifests(plan.manifests);
  });
}

function announce(context: AppContext, initial: Initial): void {
  const { location, storage } = context.options;
  if (initial.linkError !== null) context.toast(`shell.share.${initial.linkError}`);
  if (initial.displaced !== null) storage.save('previous', initial.displaced).catch(() => undefined);
  if (decodeLink(location.hash()).ok) {
    location.clearHash();
    context.toast('shell.toast.openedLink', {}, restorePrevious(context, initial.displaced));
  }
}

/** A link typed into the address of the open page. */
function openHash(context: AppContext): void {
  const { documents, options, ui } = context;
  const link = decodeLink(options.location.hash());
  if (!link.ok) {
    if (link.code !== 'notALink') context.toast(`shell.share.${link.code}`);
    return;
  }
  options.location.clearHash();
  documents.change('', openedDocument(link.state));
  // Opened again, it starts again, also where the document is the same.
  context.startCluster();
  ui.setState({ selection: link.state.view.selection, viewport: link.state.view.viewport });
  context.toast('shell.toast.openedLink', {}, { code: 'shell.toast.undo', run: documents.history.undo });
}

function restorePrevious({ documents }: AppContext, displaced: string | null): { readonly code: string; readonly run: () => void } | undefined {
  if (displaced === null) return undefined;
  return {
    code: 'shell.toast.backToMine',
    run: () => documents.change('', initialDocument('', displaced).document),
  };
}
