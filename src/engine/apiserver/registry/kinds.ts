import type { DaemonSet, IPAddress, Ingress, Job, Lease, LimitRange, Namespace, Node, PersistentVolumeClaim, Pod, PodDisruptionBudget, PriorityClass, ResourceQuota, Service, ServiceAccount } from '../../../kube/types.generated.ts';
import type { KubeObject } from '../../context.ts';

/** What an object is, by its kind: decoding has made sure that it has that kind's shape. */
interface Kinds {
  DaemonSet: DaemonSet;
  IPAddress: IPAddress;
  Ingress: Ingress;
  Job: Job;
  Lease: Lease;
  LimitRange: LimitRange;
  Namespace: Namespace;
  Node: Node;
  PersistentVolumeClaim: PersistentVolumeClaim;
  Pod: Pod;
  PodDisruptionBudget: PodDisruptionBudget;
  PriorityClass: PriorityClass;
  ResourceQuota: ResourceQuota;
  Service: Service;
  ServiceAccount: ServiceAccount;
}

/** Whether an object is of a kind. */
export function isKind<K extends keyof Kinds>(object: KubeObject, kind: K): object is Kinds[K] {
  return object.kind === kind;
}
