import type { DaemonSet, Deployment, EndpointSlice, IPAddress, Ingress, Namespace, Node, PersistentVolume, PersistentVolumeClaim, Pod, PodTemplate, PriorityClass, Service } from '../../../kube/types.generated.ts';
import type { KubeObject } from '../../context.ts';

/** What an object is, by its kind: decoding has made sure that it has that kind's shape. */
interface Kinds {
  DaemonSet: DaemonSet;
  Deployment: Deployment;
  EndpointSlice: EndpointSlice;
  IPAddress: IPAddress;
  Ingress: Ingress;
  Namespace: Namespace;
  Node: Node;
  PersistentVolume: PersistentVolume;
  PersistentVolumeClaim: PersistentVolumeClaim;
  Pod: Pod;
  PodTemplate: PodTemplate;
  PriorityClass: PriorityClass;
  Service: Service;
}

/** Whether an object is of a kind. */
export function isKind<K extends keyof Kinds>(object: KubeObject, kind: K): object is Kinds[K] {
  return object.kind === kind;
}
