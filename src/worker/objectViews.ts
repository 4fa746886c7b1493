import type { DaemonSet, Deployment, Node, Pod, ReplicaSet, StatefulSet } from '../kube/types.generated.ts';
import { maybe } from '../kube/maybe.ts';
import { podStatus } from '../kube/printers/pod.ts';
import type { KubeObject } from '../engine/context.ts';
import { objectId, type ObjectId, type ObjectRef } from '../protocol/ref.ts';
import type { NodeView, PodView, StoredView, WorkloadView } from '../protocol/view.ts';
import { podState } from './podState.ts';

/** The id of any object. */
export function idOf(object: KubeObject): ObjectId {
  return objectId({ kind: object.kind, namespace: object.metadata.namespace, name: object.metadata.name });
}

function refOf(object: KubeObject): ObjectRef {
  const { namespace, name } = object.metadata;
  return { apiVersion: object.apiVersion, kind: object.kind, name, ...(namespace === undefined ? {} : { namespace }) };
}

export function nodeView(node: Node, power: NodeView['power']): NodeView {
  const spec = maybe(node.spec);
  const status = maybe(node.status);
  const ready = status?.conditions?.find((condition) => condition.type === 'Ready')?.status;
  return {
    id: idOf(node),
    name: node.metadata.name,
    zone: node.metadata.labels?.['topology.kubernetes.io/zone'] ?? '',
    addresses: (status?.addresses ?? []).filter((address) => address.type === 'InternalIP').map((address) => address.address),
    podCIDRs: spec?.podCIDRs ?? [],
    ready: ready === 'True' || ready === 'False' ? ready : 'Unknown',
    power,
    isUnschedulable: spec?.unschedulable === true,
    taints: (spec?.taints ?? []).map(({ key, value, effect }) => `${key}${value === undefined || value === '' ? '' : `=${value}`}:${effect}`),
  };
}

export function podView(pod: Pod, workload: ObjectId | undefined): PodView {
  const { status, restarts } = podStatus(pod);
  const sidecars = (pod.spec.initContainers ?? []).filter((container) => container.restartPolicy === 'Always');
  return {
    id: idOf(pod),
    namespace: pod.metadata.namespace ?? '',
    name: pod.metadata.name,
    nodeName: pod.spec.nodeName ?? '',
    podIP: pod.status?.podIP ?? '',
    state: podState(pod),
    status, restarts,
    ...(workload === undefined ? {} : { workload }),
    labels: pod.metadata.labels ?? {},
    ports: [...pod.spec.containers, ...sidecars].flatMap((container) => container.ports ?? []).map(({ name = '', containerPort, protocol = 'TCP' }) => ({ name, containerPort, protocol })),
  };
}

export type Workload = Deployment | ReplicaSet | StatefulSet | DaemonSet;

/** `labels` are those that its Pods get. */
export function workloadView(workload: Workload): WorkloadView {
  return {
    id: idOf(workload),
    kind: workload.kind,
    namespace: workload.metadata.namespace ?? '',
    name: workload.metadata.name,
    ...countsOf(workload),
    labels: maybe(workload.spec.template)?.metadata?.labels ?? {},
  };
}

type Counts = Pick<WorkloadView, 'replicas' | 'ready' | 'updated' | 'desired'>;

function countsOf(workload: Workload): Counts {
  if (isDaemonSet(workload)) {
    const { numberReady: ready, updatedNumberScheduled: updated, desiredNumberScheduled: desired } = workload.status ?? {};
    return { replicas: null, ready: ready ?? 0, updated: updated ?? 0, desired: desired ?? 0 };
  }
  const { spec, status } = workload;
  const replicas = spec.replicas ?? 1;
  // A ReplicaSet alone has one revision, so all its Pods are up to date.
  const updated = status === undefined ? 0 : 'updatedReplicas' in status ? status.updatedReplicas : workload.kind === 'ReplicaSet' ? status.replicas : 0;
  return { replicas, ready: status?.readyReplicas ?? 0, updated: updated ?? 0, desired: replicas };
}

function isDaemonSet(workload: Workload): workload is DaemonSet {
  return workload.kind === 'DaemonSet';
}

/** Kinds that do something in this cluster, or that the cluster itself writes. */
const effective = new Set([
  'Namespace', 'Node', 'Pod', 'Service', 'Endpoints', 'EndpointSlice', 'Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'ControllerRevision',
  'Event', 'Lease', 'IPAddress', 'ServiceCIDR',
]);
const madeBySystem = new Set(['PriorityClass//system-cluster-critical', 'PriorityClass//system-node-critical']);

/** Undefined for what is simulated, and for what every cluster has. */
export function storedView(object: KubeObject): StoredView | undefined {
  const id = idOf(object);
  const isFurniture = madeBySystem.has(id) || (object.kind === 'ConfigMap' && object.metadata.name === 'kube-root-ca.crt') || (object.kind === 'ServiceAccount' && object.metadata.name === 'default');
  return effective.has(object.kind) || isFurniture ? undefined : { id, ref: refOf(object) };
}
