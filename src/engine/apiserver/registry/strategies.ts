import type { JsonObject } from '../../../kube/json.ts';
import { deepEqual } from '../../../kube/objects.ts';
import type { KindInfo } from '../../../kube/scheme.ts';
import type { KubeObject } from '../../context.ts';
import { prepareDaemonSetForCreate, prepareDaemonSetForUpdate } from './apps/daemonSet.ts';
import { canonicalizeJob, prepareJobForCreate } from './batch/job.ts';
import { canonicalizeNamespace, prepareNamespaceForCreate, prepareNamespaceForUpdate } from './core/namespace.ts';
import { podGracePeriodSeconds, preparePodForCreate, preparePodForUpdate } from './core/pod.ts';
import { withoutConfigSource } from './core/node.ts';
import { withoutCoordination, withPlainSecrets } from './core/references.ts';
import { fieldOf, withField, withGeneration } from './fields.ts';
import { isKind } from './kinds.ts';
import { prepareServiceForCreate } from './service/serviceStrategy.ts';
import type { GarbageCollectionPolicy, Strategy } from './strategy.ts';

/** Kinds of which PUT may create an object. */
const createOnUpdate = new Set([
  'Service', 'Endpoints', 'Event', 'LimitRange', 'Lease', 'Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding',
]);
const conditionalUpdate = new Set(['PodDisruptionBudget', 'Lease']);
const returnsDeleted = new Set([
  'Namespace', 'PersistentVolume', 'PersistentVolumeClaim', 'Pod', 'PodTemplate', 'ResourceQuota', 'Service', 'ServiceAccount', 'StorageClass',
]);
const collectionPolicies: Readonly<Record<string, GarbageCollectionPolicy>> = {
  Job: 'OrphanDependents', ReplicationController: 'OrphanDependents', Event: 'Unsupported',
};

/** What the status of a new object is, as the API shows it; kinds that are not here get an empty one. */
const newStatus: Readonly<Record<string, JsonObject>> = {
  DaemonSet: { currentNumberScheduled: 0, numberMisscheduled: 0, desiredNumberScheduled: 0, numberReady: 0 },
  HorizontalPodAutoscaler: { desiredReplicas: 0, currentMetrics: null },
  Ingress: { loadBalancer: {} },
  PersistentVolume: { phase: 'Pending' },
  PersistentVolumeClaim: { phase: 'Pending' },
  PodDisruptionBudget: { disruptionsAllowed: 0, currentHealthy: 0, desiredHealthy: 0, expectedPods: 0 },
  ReplicaSet: { replicas: 0 },
  ReplicationController: { replicas: 0 },
  Service: { loadBalancer: {} },
  StatefulSet: { replicas: 0, availableReplicas: 0 },
};

/** Kinds that have a status which users may set when they create an object. */
const keepsStatus = new Set(['Node']);

function prepareForCreate(info: KindInfo, object: KubeObject): KubeObject {
  if (isKind(object, 'Pod')) return preparePodForCreate(object);
  if (isKind(object, 'Namespace')) return prepareNamespaceForCreate(object);
  if (isKind(object, 'Service')) return prepareServiceForCreate(object);
  let prepared = info.hasGeneration ? withGeneration(withoutDisabled(object), 1) : withoutDisabled(object);
  if (info.hasStatus && !keepsStatus.has(info.kind)) prepared = withField(prepared, 'status', newStatus[info.kind] ?? {});
  if (isKind(prepared, 'Job')) return prepareJobForCreate(prepared);
  return isKind(prepared, 'DaemonSet') ? prepareDaemonSetForCreate(prepared) : prepared;
}

/** An object without what its kind no longer stores, or does not while a feature is off. */
function withoutDisabled(object: KubeObject, old?: KubeObject): KubeObject {
  if (isKind(object, 'ServiceAccount')) return withPlainSecrets(object);
  if (isKind(object, 'Node')) return withoutConfigSource(object, old);
  return isKind(object, 'Lease') ? withoutCoordination(object) : object;
}

function prepareForUpdate(info: KindInfo, object: KubeObject, old: KubeObject): KubeObject {
  if (isKind(object, 'Pod') && isKind(old, 'Pod')) return preparePodForUpdate(object, old);
  if (isKind(object, 'Namespace') && isKind(old, 'Namespace')) return prepareNamespaceForUpdate(object, old);
  // A Service's status has been carried over, or wiped, along with what was allocated.
  if (info.kind === 'Service') return object;
  let prepared = withoutDisabled(info.hasStatus ? withField(object, 'status', fieldOf(old, 'status')) : object, old);
  if (isKind(prepared, 'DaemonSet') && isKind(old, 'DaemonSet')) prepared = prepareDaemonSetForUpdate(prepared, old);
  if (info.kind === 'Secret' && fieldOf(prepared, 'type') === undefined) prepared = withField(prepared, 'type', fieldOf(old, 'type'));
  return info.hasGeneration && raisesGeneration(info, prepared, old) ? withGeneration(prepared, (old.metadata.generation ?? 0) + 1) : prepared;
}

function raisesGeneration(info: KindInfo, object: KubeObject, old: KubeObject): boolean {
  switch (info.kind) {
    case 'PriorityClass':
      return false;
    case 'PodTemplate':
      return !deepEqual(fieldOf(object, 'template'), fieldOf(old, 'template'));
    case 'EndpointSlice':
      return !deepEqual({ ...object, metadata: object.metadata.labels }, { ...old, metadata: old.metadata.labels });
    case 'Deployment':
      if (!deepEqual(object.metadata.annotations, old.metadata.annotations)) return true;
      break;
    default:
  }
  return !deepEqual(fieldOf(object, 'spec'), fieldOf(old, 'spec'));
}

const strategies = new Map<string, Strategy>();

/** The strategy of a kind. Mirrors the strategy.go files under pkg/registry (v1.36). */
export function strategyOf(info: KindInfo): Strategy {
  let strategy = strategies.get(info.kind);
  if (strategy === undefined) {
    strategy = {
      mayCreateOnUpdate: createOnUpdate.has(info.kind),
      mayUpdateUnconditionally: !conditionalUpdate.has(info.kind),
      returnsDeletedObject: returnsDeleted.has(info.kind),
      garbageCollection: collectionPolicies[info.kind] ?? 'DeleteDependents',
      prepareForCreate: (object) => prepareForCreate(info, object),
      prepareForUpdate: (object, old) => prepareForUpdate(info, object, old),
      canonicalize(object) {
        if (isKind(object, 'Job')) return canonicalizeJob(object);
        return isKind(object, 'Namespace') ? canonicalizeNamespace(object) : object;
      },
      gracePeriodSeconds: (object, requested) => (isKind(object, 'Pod') ? podGracePeriodSeconds(object, requested) : undefined),
    };
    strategies.set(info.kind, strategy);
  }
  return strategy;
}
