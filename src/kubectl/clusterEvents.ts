/** Events as the API's objects. The engine keeps them as plain records; who reported one follows from what it says. */
import { formatTime } from '../engine/apiserver/time.ts';
import type { Event } from '../kube/types.generated.ts';
import { kindInfoByKind } from '../kube/scheme.ts';
import { parseObjectId } from '../protocol/ref.ts';
import type { EventView } from '../protocol/view.ts';
import type { ClusterAccess } from './program.ts';

/** Who reports what on a kind; a kind's own entry stands for all reasons that are not named. */
const reporters: Readonly<Record<string, string>> = {
  Deployment: 'deployment-controller',
  ReplicaSet: 'replicaset-controller',
  ReplicationController: 'replication-controller',
  StatefulSet: 'statefulset-controller',
  DaemonSet: 'daemonset-controller',
  Job: 'job-controller',
  CronJob: 'cronjob-controller',
  Service: 'endpoint-slice-controller',
  'Service/EnsuringLoadBalancer': 'service-controller',
  'Service/EnsuredLoadBalancer': 'service-controller',
  'Service/DeletingLoadBalancer': 'service-controller',
  'Service/DeletedLoadBalancer': 'service-controller',
  Endpoints: 'endpoint-slice-mirroring-controller',
  Node: 'kubelet',
  'Node/NodeNotReady': 'node-controller',
  'Node/RegisteredNode': 'node-controller',
  'Node/RemovingNode': 'node-controller',
  Pod: 'kubelet',
  'Pod/Scheduled': 'default-scheduler',
  'Pod/FailedScheduling': 'default-scheduler',
  'Pod/Preempted': 'default-scheduler',
  'Pod/TaintManagerEviction': 'taint-eviction-controller',
  'Pod/NodeNotReady': 'node-controller',
  'Pod/MultiplePodDisruptionBudgets': 'controllermanager',
  'Pod/NotDeleted': 'controllermanager',
  PodDisruptionBudget: 'controllermanager',
  HorizontalPodAutoscaler: 'horizontal-pod-autoscaler',
};

/** The component that reports an event: `source.component`, and `reportingComponent`. */
function eventReporter(kind: string, reason: string): string {
  return reporters[`${kind}/${reason}`] ?? reporters[kind] ?? '';
}

function toEvent(view: EventView, cluster: ClusterAccess): Event {
  const { kind, namespace, name } = parseObjectId(view.involved);
  const component = eventReporter(kind, view.reason);
  const info = kindInfoByKind(kind);
  const object = cluster.engine.reader.getAny(kind, namespace, name);
  const host = component === 'kubelet' ? hostOf(kind, namespace, name, cluster) : undefined;
  const apiVersion = info?.apiVersion ?? 'v1';
  return {
    apiVersion: 'v1', kind: 'Event',
    // The real suffix is a time; here it tells events of one object apart.
    metadata: { name: `${name}.${view.id.toString(16).padStart(16, '0')}`, namespace: namespace === '' ? 'default' : namespace, creationTimestamp: formatTime(view.firstAtMs ?? view.atMs) },
    involvedObject: {
      apiVersion, kind, name,
      ...(namespace === '' ? {} : { namespace }),
      ...(object?.metadata.uid === undefined ? {} : { uid: object.metadata.uid }),
      ...(view.fieldPath === undefined ? {} : { fieldPath: view.fieldPath }),
    },
    reason: view.reason, message: view.message, type: view.type, count: view.count,
    firstTimestamp: formatTime(view.firstAtMs ?? view.atMs), lastTimestamp: formatTime(view.atMs),
    source: { component, ...(host === undefined ? {} : { host }) },
    reportingComponent: component, reportingInstance: host ?? '',
  };
}

function hostOf(kind: string, namespace: string, name: string, cluster: ClusterAccess): string | undefined {
  if (kind === 'Node') return name;
  return cluster.engine.reader.get('Pod', namespace, name)?.spec.nodeName;
}

/** Everything that was reported and is kept, oldest first, as objects of kind Event. */
export function clusterEvents(cluster: ClusterAccess): readonly Event[] {
  return cluster.engine.events().map((view) => toEvent(view, cluster));
}
