import type { TrafficFlow } from '../protocol/request.ts';
import type { ScenarioView } from '../protocol/scenario.ts';
import type { ClusterSettings } from '../protocol/settings.ts';
import { presetNode, presetSettings } from '../protocol/settings.ts';
import type { SharedDocument } from './sharedState.ts';
import { defaultView } from './sharedState.ts';

/** A document without its manifests and without all that it shares with the preset: what stands in a link before the YAML. */
export type Wire = Readonly<Record<string, unknown>>;

const defaultNodeCount = 2;

export function toWire(document: SharedDocument, view: ScenarioView): Wire {
  const settings = settingsToWire(document.settings);
  return {
    ...(document.title === '' ? {} : { title: document.title }),
    ...(document.scenarioId === null ? {} : { scenario: document.scenarioId }),
    ...(document.seed === 1 ? {} : { seed: document.seed }),
    ...(document.traffic.length === 0 ? {} : { traffic: document.traffic.map(flowToWire) }),
    ...(Object.keys(document.behaviours).length === 0 ? {} : { behaviours: document.behaviours }),
    ...(Object.keys(settings).length === 0 ? {} : { settings }),
    ...viewToWire(view),
  };
}

function flowToWire(flow: TrafficFlow): Wire {
  return {
    id: flow.id,
    from: flow.from,
    to: flow.to,
    rate: flow.ratePerSecond,
    ...(flow.protocol === 'TCP' ? {} : { protocol: flow.protocol }),
    ...(flow.connection === 'new' ? {} : { connection: flow.connection }),
    ...(flow.isEnabled ? {} : { off: true }),
  };
}

/** The settings that a link leaves out: kubeadm's, for as many Nodes and families as these. */
export function baseSettings(nodeCount: number, isDualStack: boolean): ClusterSettings {
  return presetSettings('kubeadm', { nodes: nodeCount, isDualStack });
}

function settingsToWire(settings: ClusterSettings): Wire {
  const isDualStack = settings.podCIDRs.length > 1;
  const base = baseSettings(settings.nodes.length, isDualStack);
  const nodes = settings.nodes.map((node, index) => (isSame(node, presetNode(index, isDualStack)) ? index : node));
  const areNodesPreset = nodes.every((node, index) => node === index);
  const differing = Object.entries(settings).filter(([key, value]) => key !== 'nodes' && !isSame(value, valueAt(base, key)));
  return {
    ...(isDualStack ? { dual: true } : {}),
    ...(areNodesPreset ? (nodes.length === defaultNodeCount ? {} : { nodes: nodes.length }) : { nodes }),
    ...Object.fromEntries(differing),
  };
}

function valueAt(settings: ClusterSettings, key: string): unknown {
  return Object.entries(settings).find(([name]) => name === key)?.[1];
}

function viewToWire(view: ScenarioView): Wire {
  return {
    ...(view.selection === null ? {} : { selection: view.selection }),
    ...(view.viewport === null ? {} : { viewport: [view.viewport.x, view.viewport.y, view.viewport.zoom].map((value) => Math.round(value * 1000) / 1000) }),
    ...(view.speed === defaultView.speed ? {} : { speed: view.speed }),
  };
}

/** Equal as JSON; the same keys in another order count as different, which only costs characters. */
function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
