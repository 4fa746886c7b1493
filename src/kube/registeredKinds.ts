/** Kinds that the API server can read though they are not in the scheme here: other versions, lists, subresources' bodies. */
import { allKinds, kindInfo } from './scheme.ts';

/** Older versions that are still registered in v1.36, with what they hold. */
const olderVersions: Readonly<Record<string, readonly string[]>> = {
  'apps/v1beta1': ['ControllerRevision', 'Deployment', 'StatefulSet'],
  'apps/v1beta2': ['ControllerRevision', 'DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'],
  'autoscaling/v1': ['HorizontalPodAutoscaler'],
  'autoscaling/v2beta1': ['HorizontalPodAutoscaler'],
  'autoscaling/v2beta2': ['HorizontalPodAutoscaler'],
  'batch/v1beta1': ['CronJob'],
  'coordination.k8s.io/v1beta1': ['Lease'],
  'discovery.k8s.io/v1beta1': ['EndpointSlice'],
  'events.k8s.io/v1': ['Event'],
  'events.k8s.io/v1beta1': ['Event'],
  'extensions/v1beta1': ['DaemonSet', 'Deployment', 'Ingress', 'NetworkPolicy', 'ReplicaSet'],
  'networking.k8s.io/v1beta1': ['IPAddress', 'Ingress', 'IngressClass', 'ServiceCIDR'],
  'policy/v1beta1': ['PodDisruptionBudget'],
  'rbac.authorization.k8s.io/v1alpha1': ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'],
  'rbac.authorization.k8s.io/v1beta1': ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'],
  'scheduling.k8s.io/v1alpha1': ['PriorityClass'],
  'scheduling.k8s.io/v1beta1': ['PriorityClass'],
  'storage.k8s.io/v1beta1': ['StorageClass'],
};
/** Other kinds of the versions that are served, which cannot be created as the kinds here are. */
const otherKinds: Readonly<Record<string, readonly string[]>> = {
  v1: [
    'APIGroup', 'APIGroupList', 'APIResourceList', 'APIVersions', 'Binding', 'ComponentStatus', 'ComponentStatusList', 'Event', 'EventList', 'List',
    'NodeProxyOptions', 'PodAttachOptions', 'PodExecOptions', 'PodLogOptions', 'PodPortForwardOptions', 'PodProxyOptions', 'PodStatusResult',
    'RangeAllocation', 'SerializedReference', 'ServiceProxyOptions', 'Status',
  ],
  'meta.k8s.io/v1': ['PartialObjectMetadata', 'PartialObjectMetadataList', 'Status', 'Table'],
  'authentication.k8s.io/v1': ['TokenReview'],
  'authorization.k8s.io/v1': ['SubjectAccessReview'],
  'autoscaling/v1': ['Scale'],
  'policy/v1': ['Eviction'],
};
/** What every version of every group has. */
const commonKinds = ['CreateOptions', 'DeleteOptions', 'GetOptions', 'ListOptions', 'PatchOptions', 'UpdateOptions', 'WatchEvent'];
const internalPackages: Readonly<Record<string, string>> = {
  '': 'core', apps: 'apps', autoscaling: 'autoscaling', batch: 'batch', 'coordination.k8s.io': 'coordination', 'discovery.k8s.io': 'discovery',
  'networking.k8s.io': 'networking', policy: 'policy', 'rbac.authorization.k8s.io': 'rbac', 'scheduling.k8s.io': 'scheduling', 'storage.k8s.io': 'storage',
};

/** Whether the API server has a Go type for the kind in that version. */
export function isRegistered(apiVersion: string, kind: string): boolean {
  if (kindInfo(apiVersion, kind) !== undefined) return true;
  if (commonKinds.includes(kind)) return apiVersion in otherKinds || apiVersion in olderVersions || allKinds.some((info) => info.apiVersion === apiVersion);
  if (otherKinds[apiVersion]?.includes(kind) === true) return true;
  const single = kind.endsWith('List') ? kind.slice(0, -'List'.length) : kind;
  if (olderVersions[apiVersion]?.includes(single) === true) return true;
  return single !== kind && allKinds.some((info) => info.apiVersion === apiVersion && info.kind === single);
}

/** Whether an older version of this kind is registered, which the server would convert. */
export function isOlderVersionOf(apiVersion: string, kind: string): boolean {
  return olderVersions[apiVersion]?.includes(kind) === true;
}

/** The Go package of a group's internal types. */
export function internalPackage(group: string): string {
  return internalPackages[group] ?? group;
}
