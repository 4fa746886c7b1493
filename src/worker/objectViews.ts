import type { DaemonSet, Deployment, Node, Pod, ReplicaSet, StatefulSet } from '../kube/types.generated.ts';
import type { KubeObject } from '../engine/context.ts';
import { objectId, type ObjectId, type ObjectRef } from '../protocol/ref.ts';
import type { NodeView, PodView, StoredView, WorkloadView } from '../protocol/view.ts';
import { podState, podStatus } from './podStatus.ts';

/** The id of any object. */
export function idOf(object: KubeObject): ObjectId {
  return objectId({ kind: object.kind, namespace: object.metadata.namespace, name: object.metadata.name });
}

export function refOf(object: KubeObject): ObjectRef {
  const { namespace, name } = object.metadata;
  return { apiVersion: object.apiVersion, kind: object.kind, name, ...(namespace === undefined ? {} : { namespace }) };
}

export function nodeView(node: Node, power: NodeView['power']): NodeView {
  const ready = node.status?.conditions?.find((condition) => condition.type === 'Ready')?.status;
  return {
    id: idOf(node),
    name: node.metadata.name,
    zone: node.metadata.labels?.['topology.kubernetes.io/zone'] ?? '',
    addresses: (node.status?.addresses ?? []).filter((address) => address.type === 'InternalIP').map((address) => address.address),
    podCIDRs: node.spec?.podCIDRs ?? [],
    ready: ready === 'True' || ready === 'False' ? ready : 'Unknown',
    power,
    isUnschedulable: node.spec?.unschedulable === true,
    taints: (node.spec?.taints ?? []).map(({ key, value, effect }) => `${key}${value === undefined || value === '' ? '' : `=${value}`}:${effect}`),
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
  const replicas = 'replicas' in workload.spec ? (workload.spec.replicas ?? null) : null;
  return {
    id: idOf(workload),
    kind: workload.kind,
    namespace: workload.metadata.namespace ?? '',
    name: workload.metadata.name,
    replicas: workload.kind === 'DaemonSet' ? null : (replicas ?? 1),
    ...counts(workload),
    labels: workload.spec.template?.metadata?.labels ?? {},
  };
}

function counts({ spec, status }: Workload): Pick<WorkloadView, 'ready' | 'updated' | 'desired'> {
  if (status !== undefined && 'desiredNumberScheduled' in status) {
    return { ready: status.numberReady, updated: status.updatedNumberScheduled ?? 0, desired: status.desiredNumberScheduled };
  }
  const desired = 'replicas' in spec ? (spec.replicas ?? 1) : 0;
  if (status === undefined) return { ready: 0, updated: 0, desired };
  const updated = 'updatedReplicas' in status ? status.updatedReplicas : 'replicas' in status && !('updateStrategy' in spec) && !('strategy' in spec) ? status.replicas : 0;
  return { ready: ('readyReplicas' in status ? status.readyReplicas : 0) ?? 0, updated: updated ?? 0, desired };
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
