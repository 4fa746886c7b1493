/** Objects as the types of their kinds, as WithScheme of k8s.io/cli-runtime/pkg/resource/builder.go (v1.36) gives them. */
import type { KindMap, KubeObject } from '../../engine/context.ts';
import type { JsonObject } from '../../kube/json.ts';
import type * as types from '../../kube/types.generated.ts';

/** The kinds whose fields commands know. Kinds are unique across the groups that there are. */
export interface Kinds extends KindMap {
  Secret: types.Secret; PersistentVolume: types.PersistentVolume; PersistentVolumeClaim: types.PersistentVolumeClaim; StorageClass: types.StorageClass; PriorityClass: types.PriorityClass;
  HorizontalPodAutoscaler: types.HorizontalPodAutoscaler; Job: types.Job; CronJob: types.CronJob; Lease: types.Lease;
  Ingress: types.Ingress; IngressClass: types.IngressClass; ServiceCIDR: types.ServiceCIDR; IPAddress: types.IPAddress; NetworkPolicy: types.NetworkPolicy;
  Role: types.Role; ClusterRole: types.ClusterRole; RoleBinding: types.RoleBinding; ClusterRoleBinding: types.ClusterRoleBinding;
}

/** Whether an object is of one of these kinds, and so has its fields. */
export function isKind<O extends JsonObject | KubeObject, Kind extends keyof Kinds>(object: O | undefined, ...kinds: readonly Kind[]): object is O & Kinds[Kind] {
  // What the API server stores and answers has been decoded by its kind; what a file says is taken at its word.
  return kinds.some((kind) => kind === object?.kind);
}
