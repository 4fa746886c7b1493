import type { Behaviour } from '../protocol/command.ts';
import type { PageCommand } from '../protocol/message.ts';
import type { ObjectId } from '../protocol/ref.ts';
import type { ClusterSettings, NodeSettings } from '../protocol/settings.ts';
import type { DocumentState } from './types.ts';

/** What the engine must be told so that it follows the document. */
export type Plan =
  | { readonly kind: 'restart' }
  | { readonly kind: 'change'; readonly commands: readonly PageCommand[]; readonly manifests: string | null };

/** From one document to the next: as commands where the cluster can change while it runs, else by a new start. */
export function planChange(before: DocumentState, after: DocumentState): Plan {
  // A scenario begins at its beginning; a text that leaves its scenario goes on where it is.
  if (before.seed !== after.seed || (after.scenarioId !== null && before.scenarioId !== after.scenarioId)) return { kind: 'restart' };
  const settings = settingsCommands(before.settings, after.settings);
  if (settings === 'restart') return { kind: 'restart' };
  return {
    kind: 'change',
    commands: [
      ...settings,
      ...behaviourCommands(before.behaviours, after.behaviours),
      ...(before.traffic === after.traffic ? [] : [{ type: 'setTraffic', flows: after.traffic } as const]),
    ],
    manifests: before.manifests === after.manifests ? null : after.manifests,
  };
}

function behaviourCommands(before: Readonly<Record<ObjectId, Behaviour>>, after: Readonly<Record<ObjectId, Behaviour>>): readonly PageCommand[] {
  if (before === after) return [];
  const targets = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return targets.filter((target) => !isEqual(before[target], after[target])).map((target) => ({ type: 'setBehaviour', target, behaviour: after[target] ?? null }));
}

/** What a running cluster cannot be given: its address ranges, names outside, clients outside, and how its kubelets work. */
const fixed = ['outsideClients', 'podCIDRs', 'serviceCIDRs', 'nodePortRange', 'dns', 'kubelet', 'outsideNames'] as const;

/** The commands that lead from one set of settings to another. */
export function settingsCommands(before: ClusterSettings, after: ClusterSettings): readonly PageCommand[] | 'restart' {
  if (before === after) return [];
  if (fixed.some((key) => !isEqual(before[key], after[key]))) return 'restart';
  const nodes = nodeCommands(before.nodes, after.nodes);
  if (nodes === 'restart') return 'restart';
  return [
    ...nodes,
    ...(isEqual(before.proxy, after.proxy) ? [] : [{ type: 'setProxy', proxy: after.proxy } as const]),
    ...(isEqual(before.cloud, after.cloud) ? [] : [{ type: 'setCloud', cloud: after.cloud } as const]),
    ...(isEqual(before.delays, after.delays) ? [] : [{ type: 'setDelays', delays: after.delays } as const]),
  ];
}

function nodeCommands(before: readonly NodeSettings[], after: readonly NodeSettings[]): readonly PageCommand[] | 'restart' {
  const old = new Map(before.map((node) => [node.name, node]));
  const names = new Set(after.map((node) => node.name));
  const commands: PageCommand[] = before.filter((node) => !names.has(node.name)).map((node) => ({ type: 'removeNode', name: node.name }));
  for (const node of after) {
    const known = old.get(node.name);
    if (known === undefined) commands.push({ type: 'addNode', node });
    else if (!isEqual({ ...known, zone: node.zone }, node)) return 'restart';
    else if (known.zone !== node.zone) commands.push({ type: 'setNodeZone', name: node.name, zone: node.zone });
  }
  return commands;
}

/** Settings after a command that changes them, so that what is asked of the cluster also stands in the document; null for any other command. */
export function settingsAfter(settings: ClusterSettings, command: PageCommand): ClusterSettings | null {
  switch (command.type) {
    case 'setProxy': return { ...settings, proxy: command.proxy };
    case 'setCloud': return { ...settings, cloud: command.cloud };
    case 'setDelays': return { ...settings, delays: command.delays };
    case 'addNode': return { ...settings, nodes: [...settings.nodes.filter((node) => node.name !== command.node.name), command.node] };
    case 'removeNode': return { ...settings, nodes: settings.nodes.filter((node) => node.name !== command.name) };
    case 'setNodeZone': return { ...settings, nodes: settings.nodes.map((node) => (node.name === command.name ? { ...node, zone: command.zone } : node)) };
    default: return null;
  }
}

function isEqual(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
