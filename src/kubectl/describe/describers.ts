import type { KubeObject } from '../../engine/context.ts';
import type * as types from '../../kube/types.generated.ts';
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

interface DescribedKinds {
  Pod: types.Pod; ReplicationController: types.ReplicationController; Secret: types.Secret; Service: types.Service; ServiceAccount: types.ServiceAccount; Node: types.Node;
  LimitRange: types.LimitRange; ResourceQuota: types.ResourceQuota; PersistentVolume: types.PersistentVolume; PersistentVolumeClaim: types.PersistentVolumeClaim;
  Namespace: types.Namespace; Endpoints: types.Endpoints; ConfigMap: types.ConfigMap; EndpointSlice: types.EndpointSlice; HorizontalPodAutoscaler: types.HorizontalPodAutoscaler;
  Ingress: types.Ingress; IngressClass: types.IngressClass; ServiceCIDR: types.ServiceCIDR; IPAddress: types.IPAddress; Job: types.Job; CronJob: types.CronJob;
  StatefulSet: types.StatefulSet; Deployment: types.Deployment; DaemonSet: types.DaemonSet; ReplicaSet: types.ReplicaSet; StorageClass: types.StorageClass;
  PodDisruptionBudget: types.PodDisruptionBudget; Role: types.Role; ClusterRole: types.ClusterRole; RoleBinding: types.RoleBinding; ClusterRoleBinding: types.ClusterRoleBinding;
  NetworkPolicy: types.NetworkPolicy; PriorityClass: types.PriorityClass;
}

/** Kinds are unique across the groups that there are. */
const describers: { readonly [Kind in keyof DescribedKinds]: Describer<DescribedKinds[Kind]> } = {
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
  // The entry is the one for the object's kind; TypeScript cannot follow a lookup by a name that is only known when it runs.
  const describer = (describers as Readonly<Record<string, Describer<never> | undefined>>)[object.kind];
  return describer === undefined ? describeGeneric(object, context) : describer(object as never, context);
}
