import type { Behaviour } from '../../protocol/command.ts';
import type { PageCommand } from '../../protocol/message.ts';
import { parseObjectId } from '../../protocol/ref.ts';
import type { ObjectId } from '../../protocol/ref.ts';
import type { RequestSpec } from '../../protocol/request.ts';
import type { NodeView, PodView, ServiceView } from '../../protocol/view.ts';
import type { App } from '../../store/types.ts';
import { kubectlCommand, requestCommand, scaleCommand, shellCommand } from '../../store/kubectlCommand.ts';
import { requestFromInside, requestFromOutside } from './senders.ts';

/** One thing that can be done to an object. `label` is a key of the catalogue. */
export interface MenuItem {
  readonly label: string;
  /** Parameters of the label. */
  readonly params?: Readonly<Record<string, string | number>>;
  readonly isDanger?: boolean;
  /** Why it cannot be done now: a key of the catalogue. */
  readonly reason?: string;
  /** What one would type for it; absent where no command does it. */
  readonly typed?: string;
  run(): void;
}

/** What can be done to an object now, in groups; first what would mend it. Empty where it is not part of the cluster any more. */
export function menuItems(app: App, id: ObjectId): readonly (readonly MenuItem[])[] {
  const items = objectItems(app, id);
  const fixes = fixItems(app, id);
  return items.length === 0 || fixes.length === 0 ? items : [fixes, ...items];
}

const MAX_FIXES = 3;

/** The best offer of each thing that is wrong with the object. */
function fixItems(app: App, id: ObjectId): readonly MenuItem[] {
  const wrong = app.manifests.getState().diagnostics.filter(({ object }) => object === id);
  return wrong.flatMap((diagnostic) => diagnostic.fixes.slice(0, 1).map((fix): MenuItem => ({
    label: fix.title.code, params: fix.title.params, run: () => { app.actions.applyFix(diagnostic, fix); },
  }))).slice(0, MAX_FIXES);
}

function objectItems(app: App, id: ObjectId): readonly (readonly MenuItem[])[] {
  const { view } = app.cluster.getState();
  const pod = view.pods[id];
  if (pod !== undefined) return [podItems(app, pod), [shellItem(app, shellCommand(pod)), yamlItem(app, id)]];
  const node = view.nodes[id];
  if (node !== undefined) return nodeItems(app, node);
  const service = view.services[id];
  if (service !== undefined) return [serviceItems(app, service), [yamlItem(app, id)]];
  const workload = view.workloads[id];
  if (workload === undefined) return [];
  return [[yamlItem(app, id)], ...(workload.replicas === null ? [] : [[scaleItem(app, id, workload.replicas, 1), scaleItem(app, id, workload.replicas, -1)]])];
}

function scaleItem(app: App, id: ObjectId, replicas: number, step: 1 | -1): MenuItem {
  const next = Math.max(0, replicas + step);
  return {
    label: step === 1 ? 'canvas.menu.scaleUp' : 'canvas.menu.scaleDown', ...(next === replicas || !app.actions.canSetReplicas(id) ? { reason: 'canvas.menu.cannotScale' } : {}),
    typed: scaleCommand(id, next), run: () => { app.actions.setReplicas(id, next); },
  };
}

/** One command of the page as an item, with what one would type for it. */
function commandItem(app: App, label: string, change: PageCommand, more: Pick<MenuItem, 'isDanger' | 'reason'> = {}): MenuItem {
  const typed = kubectlCommand(change);
  return { label, ...more, ...(typed === null ? {} : { typed }), run: () => command(app, change) };
}

/** What went wrong is told by the store. */
function command(app: App, change: PageCommand): void {
  void app.actions.command(change);
}

const yamlItem = (app: App, id: ObjectId): MenuItem => ({
  label: 'canvas.menu.yaml',
  run: () => {
    app.actions.select(id);
    app.actions.setUI({ inspectorTab: 'yaml', isInspectorOpen: true });
  },
});

/** The behaviour without the failing probe; null where nothing else was set. */
function withoutFailure(behaviour: Behaviour): Behaviour | null {
  const rest: Behaviour = Object.fromEntries(Object.entries(behaviour).filter(([key]) => key !== 'failsReadiness'));
  return Object.keys(rest).length === 0 ? null : rest;
}

/** A prompt on a Node or in a Pod. */
function shellItem(app: App, typed: string): MenuItem {
  return { label: 'canvas.menu.shell', typed, run: () => { app.actions.runInTerminal(typed); } };
}

function podItems(app: App, pod: PodView): MenuItem[] {
  const { namespace, name } = parseObjectId(pod.id);
  const behaviour = app.document.getState().behaviours[pod.id] ?? {};
  const isReported = app.cluster.getState().settings.kubelet === 'reported';
  const fails = isReported ? pod.state !== 'ready' : behaviour.failsReadiness === true;
  const setReady = (isReady: boolean): void => {
    if (isReported) command(app, { type: 'reportPod', pod: { namespace, name }, isReady });
    else app.actions.setBehaviour(pod.id, isReady ? withoutFailure(behaviour) : { ...behaviour, failsReadiness: true });
  };
  const isGoing = pod.state === 'terminating';
  return [
    { label: fails ? 'canvas.menu.restoreReadiness' : 'canvas.menu.failReadiness', ...(isGoing ? { reason: 'canvas.menu.isTerminating' } : {}), run: () => setReady(fails) },
    commandItem(app, 'canvas.menu.kill', { type: 'killPod', namespace, name }, { isDanger: true, ...(isGoing ? { reason: 'canvas.menu.isTerminating' } : {}) }),
  ];
}

function nodeItems(app: App, { id, name, power, isUnschedulable }: NodeView): MenuItem[][] {
  const setPower = (next: NodeView['power']) => (): void => command(app, { type: 'setNodePower', name, power: next });
  return [
    [
      commandItem(app, isUnschedulable ? 'canvas.menu.uncordon' : 'canvas.menu.cordon', { type: 'cordonNode', name, isUnschedulable: !isUnschedulable }),
      commandItem(app, 'canvas.menu.drain', { type: 'drainNode', name }),
    ],
    [
      power === 'down' ? { label: 'canvas.menu.powerOn', run: setPower('up') } : { label: 'canvas.menu.powerOff', isDanger: true, run: setPower('down') },
      power === 'partitioned' ? { label: 'canvas.menu.heal', run: setPower('up') } : { label: 'canvas.menu.partition', isDanger: true, run: setPower('partitioned') },
    ],
    [shellItem(app, `ssh ${name}`), yamlItem(app, id), commandItem(app, 'canvas.menu.removeNode', { type: 'removeNode', name }, { isDanger: true })],
  ];
}

function serviceItems(app: App, service: ServiceView): MenuItem[] {
  const { view, settings } = app.cluster.getState();
  const inside = requestFromInside(service, view, app.document.getState().traffic);
  const outside = requestFromOutside(service, view, settings);
  const send = (spec: RequestSpec | null) => (): void => {
    if (spec === null) return;
    app.actions.setUI({ inspectorTab: 'request', isInspectorOpen: true });
    void app.actions.sendRequest(spec, 1).then(({ error }) => {
      if (error !== undefined) app.actions.toast('canvas.toast.failed', { error });
    });
  };
  return [
    { label: 'canvas.menu.sendInside', ...(inside === null ? { reason: 'canvas.menu.noSender' } : { typed: requestCommand(inside) }), run: send(inside) },
    { label: 'canvas.menu.sendOutside', ...(outside === null ? { reason: 'canvas.menu.noWayIn' } : { typed: requestCommand(outside) }), run: send(outside) },
  ];
}
