import { encodeFile } from '../share/file.ts';
import { encodeLink, maxLinkLength } from '../share/link.ts';
import type { AppContext } from './context.ts';
import { scenarioDocument } from './documents.ts';
import { preferenceKeys } from './uiStore.ts';
import type { AppActions } from './types.ts';

type PageActions = Pick<AppActions,
  'select' | 'hover' | 'setUI' | 'play' | 'pause' | 'step' | 'setSpeed' | 'restart' | 'openScenario' | 'shareLink' | 'downloadScenario' | 'toast' | 'dismissToast'>;

/** A step goes to the next thing that happens, and no further than this. */
const maxStepMs = 1000;
const slowest = 0.01;
const fastest = 100;

/** The actions of the page itself: what is looked at, how time runs, what is opened and given away. */
export function createPageActions(context: AppContext): PageActions {
  const { client, documents, options, playback, ui } = context;
  const setPlayback = (isPlaying: boolean, speed: number): void => {
    playback.setState({ isPlaying, speed });
    client.setPlaying(isPlaying, speed);
    context.rebaseFeed();
  };

  return {
    select: (id) => {
      if (ui.getState().selection === id && ui.getState().inspectorTab !== 'request') return;
      ui.setState((state) => ({ selection: id, inspectorTab: id !== null && state.inspectorTab === 'request' ? 'object' : state.inspectorTab }));
    },
    hover: (id) => {
      if (ui.getState().hovered !== id) ui.setState({ hovered: id });
    },
    setUI: (patch) => {
      ui.setState(patch);
      for (const [key, value] of Object.entries(patch)) {
        if (preferenceKeys.has(key)) options.preferences.set(key, typeof value === 'string' ? value : JSON.stringify(value));
      }
    },
    play: () => setPlayback(true, playback.getState().speed),
    pause: () => setPlayback(false, playback.getState().speed),
    step: () => {
      if (playback.getState().isPlaying) setPlayback(false, playback.getState().speed);
      client.step(maxStepMs);
    },
    setSpeed: (speed) => setPlayback(playback.getState().isPlaying, Math.min(fastest, Math.max(slowest, speed))),
    restart: context.startCluster,
    openScenario: (id) => {
      const document = scenarioDocument(id);
      if (document === null) return;
      const isSame = documents.store.getState().scenarioId === id;
      documents.change('', document);
      // Opened again, the scenario begins again, also where nothing of its text was changed.
      if (isSame) context.startCluster();
      ui.setState({ selection: null, hovered: null, viewport: null, dialog: null });
      if (documents.history.canUndo()) context.toast('shell.toast.openedScenario', {}, { code: 'shell.toast.undo', run: documents.history.undo });
    },
    shareLink: () => {
      const hash = encodeLink(documents.store.getState(), context.view());
      if (hash.length > maxLinkLength) return { code: 'shell.share.tooLong', params: { length: hash.length, max: maxLinkLength } };
      const url = options.location.address() + hash;
      return { url, length: url.length };
    },
    downloadScenario: () => {
      const document = documents.store.getState();
      options.download(`${document.scenarioId ?? 'scenario'}.svcscope.json`, encodeFile(document, context.view()));
    },
    toast: (code, params) => context.toast(code, params),
    dismissToast: (id) => ui.setState((state) => ({ toasts: state.toasts.filter((toast) => toast.id !== id) })),
  };
}
