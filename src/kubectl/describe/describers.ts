import type { KubeObject } from '../../engine/context.ts';
import { isKind, type Kinds } from '../resource/kinds.ts';
import { describeHorizontalPodAutoscaler, describePodDisruptionBudget } from './describeAutoscaling.ts';
import { describeCronJob, describeJob } from './describeBatch.ts';
import { describeConfigMap, describeLimitRange, describeNamespace, describeResourceQuota, describeSecret, describeServiceAccount } from './describeConfig.ts';
import type { DescribeContext, Describer } from './describeContext.ts';
import { describeGeneric } from './describeGeneric.ts';
import { describeIngress, describeIngressClass, describeIPAddress, describeNetworkPolicy, describeServiceCIDR } from './describeNetworking.ts';
import { describeNode } from './describeNode.ts';
import { describePod } from './describePod.ts';
import { describeRole, describeRoleBinding } from './describeRBAC.ts';
import { describeEndpoints, describeEndpointSlice, describeService } from './describeService.ts';
import { describePersistentVolume, describePersistentVolumeClaim, describePriorityClass, describeStorageClass } from './describeStorage.ts';
import { describeDaemonSet, describeDeployment, describeReplicaSet, describeReplicationController, describeStatefulSet } from './describeWorkloads.ts';

type DescribedKind = Exclude<keyof Kinds, 'ControllerRevision' | 'Lease'>;

const describers: { readonly [Kind in DescribedKind]: Describer<Kinds[Kind]> } = {
  Pod: describePod, ReplicationController: describeReplicationController, Secret: describeSecret, Service: describeService, ServiceAccount: describeServiceAccount, Node: describeNode,
  LimitRange: describeLimitRange, ResourceQuota: describeResourceQuota, PersistentVolume: describePersistentVolume, PersistentVolumeClaim: describePersistentVolumeClaim,
  Namespace: describeNamespace, Endpoints: describeEndpoints, ConfigMap: describeConfigMap, EndpointSlice: describeEndpointSlice, HorizontalPodAutoscaler: describeHorizontalPodAutoscaler,
  Ingress: describeIngress, IngressClass: describeIngressClass, ServiceCIDR: describeServiceCIDR, IPAddress: describeIPAddress, Job: describeJob, CronJob: describeCronJob,
  StatefulSet: describeStatefulSet, Deployment: describeDeployment, DaemonSet: describeDaemonSet, ReplicaSet: describeReplicaSet, StorageClass: describeStorageClass,
  PodDisruptionBudget: describePodDisruptionBudget, Role: describeRole, ClusterRole: describeRole, RoleBinding: describeRoleBinding, ClusterRoleBinding: describeRoleBinding,
  NetworkPolicy: describeNetworkPolicy, PriorityClass: describePriorityClass,
};

/** What `kubectl describe` prints of an object, by its kind; kinds without a describer are printed field by field. Mirrors describerMap of kubectl/pkg/describe/describe.go (v1.36). */
export function describeObject(object: KubeObject, context: DescribeContext): string {
  const { kind } = object;
  return isDescribed(kind) && isKind(object, kind) ? describeAs(kind, object, context) : describeGeneric(object, context);
}

function isDescribed(kind: string): kind is DescribedKind {
  return Object.hasOwn(describers, kind);
}

function describeAs<Kind extends DescribedKind>(kind: Kind, object: Kinds[Kind], context: DescribeContext): string {
  return describers[kind](object, context);
}
