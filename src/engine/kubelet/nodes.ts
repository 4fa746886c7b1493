import type { Node, NodeCondition } from '../../kube/types.generated.ts';
import type { NodeSettings } from '../../protocol/settings.ts';
import { nodeObject } from '../apiserver/nodeObject.ts';
import { formatTime } from '../apiserver/time.ts';
import type { EngineContext } from '../context.ts';
import { controllerOf } from '../controllers/controllerRefs.ts';
import type { Machines, Power } from './machines.ts';
import type { PodRunner } from './reported.ts';
import type { SandboxRegistry } from './runtime.ts';

const zoneLabel = 'topology.kubernetes.io/zone';

/** What users do to Nodes. Each gives false where there is no such Node. */
export interface NodeCommands {
  /** A machine and its Node object. */
  add(settings: NodeSettings): void;
  /** The machine is taken away, and its Node object with it. */
  remove(name: string): boolean;
  setPower(name: string, power: Power): boolean;
  cordon(name: string, isUnschedulable: boolean): boolean;
  /** Cordons, and deletes all Pods but those of DaemonSets, as `kubectl drain --ignore-daemonsets --force` does. */
  drain(name: string): boolean;
  /** Empty takes the label away. */
  setZone(name: string, zone: string): boolean;
  setLink(a: string, b: string, isCut: boolean): void;
  /** What the kubelet says of its Node. */
  report(name: string, isReady: boolean): boolean;
}

function readyCondition(isReady: boolean, now: string): NodeCondition {
  const said = isReady ? { status: 'True', reason: 'KubeletReady', message: 'kubelet is posting ready status' } : { status: 'False', reason: 'KubeletNotReady', message: 'not ready' };
  return { type: 'Ready', ...said, lastHeartbeatTime: now, lastTransitionTime: now };
}

/** What can be done to Nodes as machines. Commands about a Node that is not there change nothing and give false. */
export function createNodeCommands(context: EngineContext, machines: Machines, registry: SandboxRegistry, runner: PodRunner): NodeCommands {
  const { api } = context;

  function edit(name: string, change: (node: Node) => Node): boolean {
    const node = api.get('Node', '', name);
    return node !== undefined && api.update('Node', change(node)).ok;
  }

  function report(name: string, isReady: boolean): boolean {
    const node = api.get('Node', '', name);
    if (node === undefined) return false;
    const wanted = readyCondition(isReady, formatTime(context.scheduler.nowMs));
    const before = node.status?.conditions ?? [];
    const old = before.find(({ type }) => type === 'Ready');
    if (old?.status === wanted.status && old.reason === wanted.reason) return true;
    const conditions = old === undefined ? [...before, wanted] : before.map((condition) => (condition === old ? wanted : condition));
    return api.updateStatus('Node', { ...node, status: { ...node.status, conditions } }).ok;
  }

  function cordon(name: string, isUnschedulable: boolean): boolean {
    return edit(name, (node) => {
      const { unschedulable, ...spec } = node.spec;
      return { ...node, spec: isUnschedulable ? { ...spec, unschedulable: true } : spec };
    });
  }

  return {
    report,
    cordon,
    add(settings) {
      machines.add(settings);
      if (api.get('Node', '', settings.name) === undefined) api.create('Node', nodeObject(settings, context.scheduler.nowMs, context.settings().kubelet));
    },
    remove(name) {
      const machine = machines.find(name);
      for (const sandbox of registry.onNode(name)) runner.kill(sandbox);
      machines.remove(name);
      return api.delete('Node', '', name).ok || machine !== undefined;
    },
    setPower(name, power) {
      const before = machines.power(name);
      if (!machines.setPower(name, power)) return false;
      if (before === power) return true;
      if (power === 'up') report(name, true);
      runner.powerChanged(name, before);
      return true;
    },
    drain(name) {
      if (!cordon(name, true)) return false;
      for (const pod of api.podsOnNode(name)) {
        if (controllerOf(pod.metadata)?.kind !== 'DaemonSet') api.delete('Pod', pod.metadata.namespace ?? '', pod.metadata.name);
      }
      return true;
    },
    setZone: (name, zone) => edit(name, (node) => {
      const { [zoneLabel]: before, ...labels } = node.metadata.labels ?? {};
      return { ...node, metadata: { ...node.metadata, labels: zone === '' ? labels : { ...labels, [zoneLabel]: zone } } };
    }),
    setLink: (a, b, isCut) => machines.setLink(a, b, isCut),
  };
}
