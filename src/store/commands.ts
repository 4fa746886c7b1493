import { parseObjectId } from '../protocol/ref.ts';
import { presetNode } from '../protocol/settings.ts';
import { scenarios } from '../scenarios/library.ts';
import { proxyModes, speeds } from './choices.ts';
import type { AppContext } from './context.ts';
import { suggestTraffic } from './suggestTraffic.ts';
import type { AppActions, AppCommand, BottomTab, Theme, UIState } from './types.ts';

const always = (): boolean => true;
const bottomTabs: readonly BottomTab[] = ['traffic', 'requests', 'terminal', 'metrics', 'events', 'cluster'];
const themes: readonly Theme[] = ['system', 'light', 'dark'];

type Define = (id: string, run: () => void, more?: { readonly shortcut?: string; readonly isAvailable?: () => boolean }) => AppCommand;

function definer(group: string): Define {
  return (id, run, more = {}) => ({
    id: `${group}.${id}`,
    label: `shell.commands.${group}.${id}`,
    group: `shell.commands.${group}.group`,
    isAvailable: more.isAvailable ?? always,
    run,
    ...(more.shortcut === undefined ? {} : { shortcut: more.shortcut }),
  });
}

/** All commands: one list for the palette, the shortcuts and the buttons. */
export function createCommands(context: AppContext, actions: AppActions): readonly AppCommand[] {
  return [
    ...timeCommands(context, actions),
    ...documentCommands(context, actions),
    ...selectionCommands(context, actions),
    ...viewCommands(context, actions),
    ...clusterCommands(context, actions),
    ...scenarios.map((scenario): AppCommand => ({
      id: `scenario.${scenario.id}`, label: scenario.title, group: 'shell.commands.scenario.group', isAvailable: always, run: () => actions.openScenario(scenario.id),
    })),
  ];
}

function timeCommands({ playback }: AppContext, actions: AppActions): readonly AppCommand[] {
  const define = definer('time');
  const move = (by: 1 | -1): void => {
    const { speed } = playback.getState();
    const next = by > 0 ? speeds.find((candidate) => candidate > speed) : speeds.findLast((candidate) => candidate < speed);
    if (next !== undefined) actions.setSpeed(next);
  };
  return [
    define('playPause', () => (playback.getState().isPlaying ? actions.pause() : actions.play()), { shortcut: 'space' }),
    define('step', actions.step, { shortcut: '.' }),
    define('slower', () => move(-1), { shortcut: '[' }),
    define('faster', () => move(1), { shortcut: ']' }),
    define('restart', actions.restart),
  ];
}

function documentCommands({ documents, manifestText }: AppContext, actions: AppActions): readonly AppCommand[] {
  const define = definer('document');
  return [
    define('undo', actions.undo, { shortcut: 'mod+z', isAvailable: actions.canUndo }),
    define('redo', actions.redo, { shortcut: 'mod+shift+z', isAvailable: actions.canRedo }),
    define('share', () => actions.setUI({ dialog: 'share' }), { shortcut: 'mod+shift+s' }),
    define('download', actions.downloadScenario, { shortcut: 'mod+s' }),
    define('suggestTraffic', () => {
      const { manifests, settings, traffic } = documents.store.getState();
      const known = new Set(traffic.map((flow) => flow.id));
      actions.setTraffic([...traffic, ...suggestTraffic(manifestText.parse(manifests), settings).filter((flow) => !known.has(flow.id))]);
    }),
    define('stopTraffic', () => actions.setTraffic([]), { isAvailable: () => documents.store.getState().traffic.length > 0 }),
  ];
}

function selectionCommands({ ui, cluster }: AppContext, actions: AppActions): readonly AppCommand[] {
  const define = definer('selection');
  const selected = () => parseObjectId(ui.getState().selection ?? '');
  const isPod = (): boolean => Object.hasOwn(cluster.getState().view.pods, ui.getState().selection ?? '');
  const node = () => cluster.getState().view.nodes[ui.getState().selection ?? ''];
  const isNode = (): boolean => node() !== undefined;
  const send = (command: Parameters<AppActions['command']>[0]): void => {
    void actions.command(command);
  };
  return [
    define('clear', () => actions.select(null), { shortcut: 'escape', isAvailable: () => ui.getState().selection !== null }),
    define('killPod', () => send({ type: 'killPod', namespace: selected().namespace, name: selected().name }), { isAvailable: isPod }),
    define('failReadiness', () => actions.setBehaviour(ui.getState().selection ?? '', { failsReadiness: true }), { isAvailable: isPod }),
    define('recover', () => actions.setBehaviour(ui.getState().selection ?? '', null), { isAvailable: isPod }),
    define('cordon', () => send({ type: 'cordonNode', name: selected().name, isUnschedulable: !(node()?.isUnschedulable ?? false) }), { isAvailable: isNode }),
    define('drain', () => send({ type: 'drainNode', name: selected().name }), { isAvailable: isNode }),
    define('power', () => send({ type: 'setNodePower', name: selected().name, power: node()?.power === 'up' ? 'down' : 'up' }), { isAvailable: isNode }),
  ];
}

function viewCommands({ ui }: AppContext, actions: AppActions): readonly AppCommand[] {
  const define = definer('view');
  const toggleTab = (bottomTab: BottomTab): Partial<UIState> => ({ bottomTab: ui.getState().bottomTab === bottomTab ? null : bottomTab });
  return [
    define('palette', () => actions.setUI({ dialog: 'palette' }), { shortcut: 'mod+k' }),
    define('shortcuts', () => actions.setUI({ dialog: 'shortcuts' }), { shortcut: '?' }),
    define('editor', () => actions.setUI({ isEditorOpen: !ui.getState().isEditorOpen }), { shortcut: 'mod+b' }),
    define('guide', () => actions.setUI({ isGuideOpen: !ui.getState().isGuideOpen })),
    define('scenarios', () => actions.setUI({ dialog: 'scenarios' })),
    define('inspector', () => actions.setUI({ isInspectorOpen: !ui.getState().isInspectorOpen }), { shortcut: 'mod+alt+b' }),
    ...bottomTabs.map((tab, index) => define(tab, () => actions.setUI(toggleTab(tab)), { shortcut: `alt+${index + 1}` })),
    ...themes.map((theme) => define(theme, () => actions.setUI({ theme }), { isAvailable: () => ui.getState().theme !== theme })),
  ];
}

function clusterCommands({ documents }: AppContext, actions: AppActions): readonly AppCommand[] {
  const define = definer('cluster');
  const settings = () => documents.store.getState().settings;
  return [
    define('addNode', () => actions.changeSettings((before) => {
      const names = new Set(before.nodes.map((node) => node.name));
      let index = 0;
      while (names.has(presetNode(index).name)) index++;
      return { ...before, nodes: [...before.nodes, presetNode(index, before.podCIDRs.length > 1)] };
    })),
    ...proxyModes.map((mode) => define(mode, () => actions.changeSettings((before) => ({ ...before, proxy: { ...before.proxy, mode } })), { isAvailable: () => settings().proxy.mode !== mode })),
  ];
}
