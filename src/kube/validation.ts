/** Which kind is held against which rules. Mirrors the strategies of pkg/registry and rest.BeforeCreate, rest.BeforeUpdate (v1.36). */
import type { FieldError } from './field.ts';
import type { KubeObjectLike } from './kubeObject.ts';
import { kindInfo } from './scheme.ts';
import type * as kube from './types.generated.ts';
import { validateControllerRevision, validateControllerRevisionUpdate, validateDaemonSet, validateDaemonSetUpdate, validateDeployment, validateDeploymentUpdate, validateReplicaSet, validateReplicaSetUpdate } from './validation/apps.ts';
import { validateHorizontalPodAutoscaler, validateHorizontalPodAutoscalerUpdate } from './validation/autoscaling.ts';
import { validateCronJob, validateCronJobUpdate, validateJob, validateJobUpdate } from './validation/batch.ts';
import { validateConfigMap, validateConfigMapUpdate } from './validation/configMap.ts';
import { validateEndpoints, validateEndpointsUpdate } from './validation/endpoints.ts';
import { validateEndpointSlice, validateEndpointSliceUpdate } from './validation/endpointSlice.ts';
import { validateIngressCreate, validateIngressUpdate } from './validation/ingress.ts';
import { validateIngressClass, validateIngressClassUpdate } from './validation/ingressClass.ts';
import { validateLimitRange, validateLimitRangeUpdate } from './validation/limitRange.ts';
import { validateNamespace, validateNamespaceUpdate } from './validation/namespace.ts';
import { isPathSegmentName } from './validation/names.ts';
import { validateNetworkPolicy, validateNetworkPolicyUpdate } from './validation/networkPolicy.ts';
import { validateNode, validateNodeUpdate } from './validation/node.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from './validation/objectMeta.ts';
import { validatePersistentVolume, validatePersistentVolumeUpdate } from './validation/persistentVolume.ts';
import { validatePodCreate } from './validation/pod.ts';
import { validatePodTemplate, validatePodTemplateUpdate, validateReplicationController, validateReplicationControllerUpdate } from './validation/podTemplate.ts';
import { validatePodUpdate } from './validation/podUpdate.ts';
import { validatePodDisruptionBudget, validatePodDisruptionBudgetUpdate } from './validation/policy.ts';
import {
  validateCustomResourceDefinition, validateCustomResourceDefinitionUpdate, validateRuntimeClass, validateRuntimeClassUpdate, validateWebhookConfiguration, validateWebhookConfigurationUpdate,
} from './validation/extensions.ts';
import { validateResourceQuota, validateResourceQuotaUpdate } from './validation/resourceQuota.ts';
import { validateRole, validateRoleBinding, validateRoleBindingUpdate, validateRoleUpdate } from './validation/rbac.ts';
import { validateSecret, validateSecretUpdate } from './validation/secret.ts';
import { validateServiceCreate, validateServiceUpdate } from './validation/service.ts';
import { validateIPAddress, validateIPAddressUpdate, validateServiceCIDR, validateServiceCIDRUpdate } from './validation/serviceCIDR.ts';
import { validateStatefulSet, validateStatefulSetUpdate } from './validation/statefulSet.ts';
import {
  validateLease, validateLeaseUpdate, validateMetadataOnly, validateMetadataOnlyUpdate, validatePersistentVolumeClaim, validatePersistentVolumeClaimUpdate, validatePriorityClass, validatePriorityClassUpdate, validateStorageClass,
  validateStorageClassUpdate,
} from './validation/storedKinds.ts';

interface Rules {
  readonly create: (object: KubeObjectLike) => readonly FieldError[];
  readonly update: (object: KubeObjectLike, old: KubeObjectLike) => readonly FieldError[];
}

/** The table is keyed by kind, so each function only ever meets objects of its own type, which decoding has checked. */
function rules<T extends KubeObjectLike>(create: (object: T) => readonly FieldError[], update: (object: T, old: T) => readonly FieldError[]): Rules {
  return { create: (object) => create(object as T), update: (object, old) => update(object as T, old as T) };
}

const table: Readonly<Record<string, Rules>> = {
  Namespace: rules<kube.Namespace>(validateNamespace, validateNamespaceUpdate),
  Node: rules<kube.Node>(validateNode, validateNodeUpdate),
  Pod: rules<kube.Pod>(validatePodCreate, validatePodUpdate),
  PodTemplate: rules<kube.PodTemplate>(validatePodTemplate, validatePodTemplateUpdate),
  ReplicationController: rules<kube.ReplicationController>(validateReplicationController, validateReplicationControllerUpdate),
  Service: rules<kube.Service>(validateServiceCreate, validateServiceUpdate),
  Endpoints: rules<kube.Endpoints>(validateEndpoints, validateEndpointsUpdate),
  ConfigMap: rules<kube.ConfigMap>(validateConfigMap, validateConfigMapUpdate),
  Secret: rules<kube.Secret>(validateSecret, validateSecretUpdate),
  Lease: rules<kube.Lease>(validateLease, validateLeaseUpdate),
  LimitRange: rules<kube.LimitRange>(validateLimitRange, validateLimitRangeUpdate),
  PersistentVolume: rules<kube.PersistentVolume>(validatePersistentVolume, validatePersistentVolumeUpdate),
  ResourceQuota: rules<kube.ResourceQuota>(validateResourceQuota, validateResourceQuotaUpdate),
  PersistentVolumeClaim: rules<kube.PersistentVolumeClaim>(validatePersistentVolumeClaim, validatePersistentVolumeClaimUpdate),
  EndpointSlice: rules<kube.EndpointSlice>(validateEndpointSlice, validateEndpointSliceUpdate),
  Ingress: rules<kube.Ingress>(validateIngressCreate, validateIngressUpdate),
  IngressClass: rules<kube.IngressClass>(validateIngressClass, validateIngressClassUpdate),
  NetworkPolicy: rules<kube.NetworkPolicy>(validateNetworkPolicy, validateNetworkPolicyUpdate),
  ServiceCIDR: rules<kube.ServiceCIDR>(validateServiceCIDR, validateServiceCIDRUpdate),
  IPAddress: rules<kube.IPAddress>(validateIPAddress, validateIPAddressUpdate),
  Deployment: rules<kube.Deployment>(validateDeployment, validateDeploymentUpdate),
  ReplicaSet: rules<kube.ReplicaSet>(validateReplicaSet, validateReplicaSetUpdate),
  StatefulSet: rules<kube.StatefulSet>(validateStatefulSet, validateStatefulSetUpdate),
  DaemonSet: rules<kube.DaemonSet>(validateDaemonSet, validateDaemonSetUpdate),
  ControllerRevision: rules<kube.ControllerRevision>(validateControllerRevision, validateControllerRevisionUpdate),
  Job: rules<kube.Job>(validateJob, validateJobUpdate),
  CronJob: rules<kube.CronJob>(validateCronJob, validateCronJobUpdate),
  HorizontalPodAutoscaler: rules<kube.HorizontalPodAutoscaler>(validateHorizontalPodAutoscaler, validateHorizontalPodAutoscalerUpdate),
  PodDisruptionBudget: rules<kube.PodDisruptionBudget>(validatePodDisruptionBudget, validatePodDisruptionBudgetUpdate),
  PriorityClass: rules<kube.PriorityClass>(validatePriorityClass, validatePriorityClassUpdate),
  ValidatingWebhookConfiguration: rules<kube.ValidatingWebhookConfiguration>(validateWebhookConfiguration, validateWebhookConfigurationUpdate),
  MutatingWebhookConfiguration: rules<kube.MutatingWebhookConfiguration>(validateWebhookConfiguration, validateWebhookConfigurationUpdate),
  CustomResourceDefinition: rules<kube.CustomResourceDefinition>(validateCustomResourceDefinition, validateCustomResourceDefinitionUpdate),
  RuntimeClass: rules<kube.RuntimeClass>(validateRuntimeClass, validateRuntimeClassUpdate),
  StorageClass: rules<kube.StorageClass>(validateStorageClass, validateStorageClassUpdate),
  Role: rules<kube.Role>((role) => validateRole(role, true), (role, old) => validateRoleUpdate(role, old, true)),
  ClusterRole: rules<kube.ClusterRole>((role) => validateRole(role, false), (role, old) => validateRoleUpdate(role, old, false)),
  RoleBinding: rules<kube.RoleBinding>((binding) => validateRoleBinding(binding, true), (binding, old) => validateRoleBindingUpdate(binding, old, true)),
  ClusterRoleBinding: rules<kube.ClusterRoleBinding>((binding) => validateRoleBinding(binding, false), (binding, old) => validateRoleBindingUpdate(binding, old, false)),
};

function isNamespaced(object: KubeObjectLike): boolean {
  return kindInfo(object.apiVersion, object.kind)?.isNamespaced ?? true;
}

/**
 * What is wrong with a new object, in the order in which Kubernetes finds it; nothing where it may be stored.
 * Takes the defaulted object, named, in its namespace and after allocation.
 */
export function validateCreate(object: KubeObjectLike): readonly FieldError[] {
  const errors = table[object.kind]?.create(object) ?? validateMetadataOnly(object, isNamespaced(object));
  // What all objects must keep to is only looked at when the kind itself has nothing to say.
  return errors.length > 0 ? errors : validateObjectMeta(object.metadata, isNamespaced(object), isPathSegmentName);
}

/**
 * What is wrong with an object that replaces `old`. The rules for all objects come first, then the kind's own, which partly say
 * the same again: Kubernetes reports both.
 */
export function validateUpdate(object: KubeObjectLike, old: KubeObjectLike): readonly FieldError[] {
  const own = table[object.kind]?.update(object, old) ?? validateMetadataOnlyUpdate(object, old, isNamespaced(object));
  return [
    ...validateObjectMeta(object.metadata, isNamespaced(object), isPathSegmentName),
    ...validateObjectMetaUpdate(object.metadata, old.metadata),
    ...own,
  ];
}
