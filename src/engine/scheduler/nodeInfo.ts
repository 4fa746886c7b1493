import type { Container, Node, Pod } from '../../kube/types.generated.ts';
import { milliValue, quantityOf, quantityValue } from '../../kube/quantity.ts';
import type { EngineContext } from '../context.ts';
import { controllerOf } from '../controllers/controllerRefs.ts';
import { isPodTerminal } from '../controllers/podConditions.ts';

/** What the containers of a Pod ask for. */
export interface Requests { readonly cpuMilli: number; readonly memory: number }

/** A port that a Pod takes on its Node. */
export interface HostPort { readonly ip: string; readonly port: number; readonly protocol: string }

/** What stands on a Node, kept up to date Pod by Pod. */
export interface NodeInfo {
  readonly pods: ReadonlySet<string>;
  readonly ownerCounts: ReadonlyMap<string, number>;
  readonly hostPorts: readonly HostPort[];
  readonly requested: Requests;
}

interface Placed { readonly nodeName: string; readonly owner: string; readonly hostPorts: readonly HostPort[]; readonly requests: Requests }
interface MutableInfo { pods: Set<string>; ownerCounts: Map<string, number>; hostPorts: HostPort[]; requested: Requests }

const none: Requests = { cpuMilli: 0, memory: 0 };
const emptyInfo: NodeInfo = { pods: new Set(), ownerCounts: new Map(), hostPorts: [], requested: none };

function containerRequests({ resources }: Container): Requests {
  const { cpu, memory } = resources?.requests ?? {};
  return { cpuMilli: cpu === undefined ? 0 : milliValue(quantityOf(cpu)), memory: memory === undefined ? 0 : quantityValue(quantityOf(memory)) };
}

/** The requests of a Pod: those of containers and sidecars together, or the greatest of an init container. */
export function requestsOf(pod: Pod): Requests {
  const sidecars = (pod.spec.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always');
  const running = [...pod.spec.containers, ...sidecars].map(containerRequests).reduce((a, b) => ({ cpuMilli: a.cpuMilli + b.cpuMilli, memory: a.memory + b.memory }), none);
  return (pod.spec.initContainers ?? []).map(containerRequests).reduce((a, b) => ({ cpuMilli: Math.max(a.cpuMilli, b.cpuMilli), memory: Math.max(a.memory, b.memory) }), running);
}

/** The host ports of a Pod's containers and sidecars. */
export function hostPortsOf(pod: Pod): readonly HostPort[] {
  const sidecars = (pod.spec.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always');
  return [...pod.spec.containers, ...sidecars].flatMap(({ ports = [] }) => ports.flatMap(({ hostPort = 0, hostIP = '', protocol = 'TCP' }) =>
    (hostPort > 0 ? [{ ip: hostIP === '' ? '0.0.0.0' : hostIP, port: hostPort, protocol }] : [])));
}

/** Who made a Pod: Pods of one owner are spread over Nodes. Empty for a bare one. */
export const ownerOf = (pod: Pod): string => controllerOf(pod.metadata)?.uid ?? '';

export interface NodeInfos {
  of(nodeName: string): NodeInfo;
  /** Keys of bound Pods with a required anti-affinity of their own. */
  readonly withAntiAffinity: ReadonlySet<string>;
}

const keyOf = ({ metadata }: Pod): string => `${metadata.namespace ?? ''}/${metadata.name}`;

/** What a Node has to give; unlimited where it does not say. */
export interface Allocatable extends Requests { readonly pods: number }

const allocatables = new WeakMap<Node, Allocatable>();

/** The allocatable resources of a Node as numbers; worked out once for each state of it. */
export function allocatableOf(node: Node): Allocatable {
  let found = allocatables.get(node);
  if (found === undefined) {
    const { cpu, memory, pods } = node.status?.allocatable ?? {};
    found = {
      cpuMilli: cpu === undefined ? Infinity : milliValue(quantityOf(cpu)),
      memory: memory === undefined ? Infinity : quantityValue(quantityOf(memory)),
      pods: pods === undefined ? Infinity : quantityValue(quantityOf(pods)),
    };
    allocatables.set(node, found);
  }
  return found;
}

/** Follows the Pods of a cluster from now on. */
export function createNodeInfos(context: EngineContext): NodeInfos {
  const infos = new Map<string, MutableInfo>();
  const placed = new Map<string, Placed>();
  const withAntiAffinity = new Set<string>();

  function remove(key: string): void {
    const entry = placed.get(key);
    const info = entry === undefined ? undefined : infos.get(entry.nodeName);
    placed.delete(key);
    withAntiAffinity.delete(key);
    if (entry === undefined || info === undefined) return;
    info.pods.delete(key);
    info.ownerCounts.set(entry.owner, (info.ownerCounts.get(entry.owner) ?? 1) - 1);
    if (info.ownerCounts.get(entry.owner) === 0) info.ownerCounts.delete(entry.owner);
    if (entry.hostPorts.length > 0) info.hostPorts = info.hostPorts.filter((port) => !entry.hostPorts.includes(port));
    info.requested = { cpuMilli: info.requested.cpuMilli - entry.requests.cpuMilli, memory: info.requested.memory - entry.requests.memory };
    if (info.pods.size === 0) infos.delete(entry.nodeName);
  }

  function add(pod: Pod, nodeName: string): void {
    const key = keyOf(pod);
    const entry: Placed = { nodeName, owner: ownerOf(pod), hostPorts: hostPortsOf(pod), requests: requestsOf(pod) };
    let info = infos.get(nodeName);
    if (info === undefined) infos.set(nodeName, (info = { pods: new Set(), ownerCounts: new Map(), hostPorts: [], requested: none }));
    placed.set(key, entry);
    info.pods.add(key);
    info.ownerCounts.set(entry.owner, (info.ownerCounts.get(entry.owner) ?? 0) + 1);
    if (entry.hostPorts.length > 0) info.hostPorts = [...info.hostPorts, ...entry.hostPorts];
    info.requested = { cpuMilli: info.requested.cpuMilli + entry.requests.cpuMilli, memory: info.requested.memory + entry.requests.memory };
    if ((pod.spec.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []).length > 0) withAntiAffinity.add(key);
  }

  context.api.watch('Pod', ({ type, object }) => {
    const key = keyOf(object);
    const { nodeName = '' } = object.spec;
    const isThere = type !== 'DELETED' && nodeName !== '' && !isPodTerminal(object);
    if (!isThere) return remove(key);
    if (placed.get(key)?.nodeName === nodeName && placed.get(key)?.owner === ownerOf(object)) return;
    remove(key);
    add(object, nodeName);
  });
  return { of: (nodeName) => infos.get(nodeName) ?? emptyInfo, withAntiAffinity };
}
