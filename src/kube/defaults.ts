/** Static defaulting: which kind is filled in by what. Mirrors the registered defaulting functions of pkg/apis (v1.36). */
import { setDaemonSetDefaults, setDeploymentDefaults, setReplicaSetDefaults, setStatefulSetDefaults } from './defaults/apps.ts';
import { setHorizontalPodAutoscalerDefaults } from './defaults/autoscaling.ts';
import { setCronJobDefaults, setJobDefaults } from './defaults/batch.ts';
import { setEndpointsDefaults, setLimitRangeDefaults, setNamespaceDefaults, setNodeDefaults, setPersistentVolumeClaimDefaults, setPersistentVolumeDefaults, setSecretDefaults } from './defaults/core.ts';
import { setEndpointSliceDefaults } from './defaults/discovery.ts';
import { setIngressClassDefaults, setNetworkPolicyDefaults } from './defaults/networking.ts';
import { setPodDefaults, setPodTemplateDefaults, setReplicationControllerDefaults } from './defaults/pod.ts';
import { setServiceDefaults } from './defaults/service.ts';
import {
  setAPIServiceDefaults, setCSIDriverDefaults, setCustomResourceDefinitionDefaults, setMutatingWebhookConfigurationDefaults, setValidatingAdmissionPolicyBindingDefaults, setValidatingAdmissionPolicyDefaults,
  setValidatingWebhookConfigurationDefaults,
} from './defaults/extensions.ts';
import { setPriorityClassDefaults, setRoleBindingDefaults, setStorageClassDefaults } from './defaults/storedKinds.ts';
import type { KubeObjectLike } from './kubeObject.ts';
import type * as kube from './types.generated.ts';

type Defaulter = (object: KubeObjectLike) => KubeObjectLike;

/** The table is keyed by kind, so each function only ever meets objects of its own type, which decoding has checked. */
function of<T extends KubeObjectLike>(setDefaults: (object: T) => T): Defaulter {
  return (object) => setDefaults(object as T);
}

const defaulters: Readonly<Record<string, Defaulter>> = {
  Namespace: of(setNamespaceDefaults),
  Node: of(setNodeDefaults),
  Pod: of(setPodDefaults),
  PodTemplate: of(setPodTemplateDefaults),
  ReplicationController: of(setReplicationControllerDefaults),
  Service: of(setServiceDefaults),
  Endpoints: of(setEndpointsDefaults),
  Secret: of(setSecretDefaults),
  LimitRange: of(setLimitRangeDefaults),
  PersistentVolume: of(setPersistentVolumeDefaults),
  PersistentVolumeClaim: of(setPersistentVolumeClaimDefaults),
  EndpointSlice: of(setEndpointSliceDefaults),
  NetworkPolicy: of(setNetworkPolicyDefaults),
  IngressClass: of(setIngressClassDefaults),
  Deployment: of(setDeploymentDefaults),
  ReplicaSet: of(setReplicaSetDefaults),
  StatefulSet: of(setStatefulSetDefaults),
  DaemonSet: of(setDaemonSetDefaults),
  Job: of(setJobDefaults),
  CronJob: of(setCronJobDefaults),
  HorizontalPodAutoscaler: of(setHorizontalPodAutoscalerDefaults),
  RoleBinding: of<kube.RoleBinding>(setRoleBindingDefaults),
  ClusterRoleBinding: of<kube.ClusterRoleBinding>(setRoleBindingDefaults),
  ValidatingWebhookConfiguration: of(setValidatingWebhookConfigurationDefaults),
  MutatingWebhookConfiguration: of(setMutatingWebhookConfigurationDefaults),
  ValidatingAdmissionPolicy: of(setValidatingAdmissionPolicyDefaults),
  ValidatingAdmissionPolicyBinding: of(setValidatingAdmissionPolicyBindingDefaults),
  CustomResourceDefinition: of(setCustomResourceDefinitionDefaults),
  APIService: of(setAPIServiceDefaults),
  CSIDriver: of(setCSIDriverDefaults),
  StorageClass: of(setStorageClassDefaults),
  PriorityClass: of(setPriorityClassDefaults),
};

/**
 * A new object with what Kubernetes fills in by itself, without looking at anything else. Kinds without defaults come back as
 * they are. Takes decoded objects; what needs allocation (addresses, families, node ports) is not filled in here.
 */
export function setDefaults<T extends KubeObjectLike>(object: T): T {
  const defaulter = defaulters[object.kind];
  // A defaulter gives back the type that it takes.
  return defaulter === undefined ? object : (defaulter(object) as T);
}
