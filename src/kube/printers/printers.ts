/** The table of each kind. Mirrors AddHandlers of pkg/printers/internalversion/printers.go (v1.36). */
import { horizontalPodAutoscalerTable, scaleTable } from './autoscaling.ts';
import { configMapTable, createdAtTable, eventTable, leaseTable, namespaceTable, nodeTable, priorityClassTable, resourceQuotaTable, secretTable, serviceAccountTable } from './cluster.ts';
import { apiServiceTable, csiDriverTable, runtimeClassTable, validatingAdmissionPolicyBindingTable, validatingAdmissionPolicyTable, webhookConfigurationTable } from './extensions.ts';
import { ingressClassTable, ingressTable, ipAddressTable, networkPolicyTable, serviceCIDRTable } from './networking.ts';
import { podTable } from './pod.ts';
import { endpointSliceTable, endpointsTable, serviceTable } from './service.ts';
import { clusterRoleBindingTable, persistentVolumeClaimTable, persistentVolumeTable, roleBindingTable, storageClassTable } from './storage.ts';
import type { TableHandler } from './table.ts';
import {
  controllerRevisionTable, cronJobTable, daemonSetTable, deploymentTable, jobTable, podDisruptionBudgetTable, podTemplateTable, replicaSetTable, replicationControllerTable, statefulSetTable,
} from './workloads.ts';

const handlers: Readonly<Record<string, TableHandler>> = {
  ConfigMap: configMapTable, Endpoints: endpointsTable, Event: eventTable, Namespace: namespaceTable, Node: nodeTable,
  PersistentVolumeClaim: persistentVolumeClaimTable, PersistentVolume: persistentVolumeTable, Pod: podTable, PodTemplate: podTemplateTable,
  ReplicationController: replicationControllerTable, ResourceQuota: resourceQuotaTable, Secret: secretTable, ServiceAccount: serviceAccountTable, Service: serviceTable,
  ControllerRevision: controllerRevisionTable, DaemonSet: daemonSetTable, Deployment: deploymentTable, ReplicaSet: replicaSetTable, StatefulSet: statefulSetTable,
  HorizontalPodAutoscaler: horizontalPodAutoscalerTable, CronJob: cronJobTable, Job: jobTable, Lease: leaseTable, EndpointSlice: endpointSliceTable,
  IngressClass: ingressClassTable, Ingress: ingressTable, IPAddress: ipAddressTable, NetworkPolicy: networkPolicyTable, ServiceCIDR: serviceCIDRTable,
  PodDisruptionBudget: podDisruptionBudgetTable, ClusterRoleBinding: clusterRoleBindingTable, RoleBinding: roleBindingTable,
  ValidatingWebhookConfiguration: webhookConfigurationTable, MutatingWebhookConfiguration: webhookConfigurationTable, ValidatingAdmissionPolicy: validatingAdmissionPolicyTable,
  ValidatingAdmissionPolicyBinding: validatingAdmissionPolicyBindingTable, APIService: apiServiceTable, RuntimeClass: runtimeClassTable, CSIDriver: csiDriverTable,
  PriorityClass: priorityClassTable, Scale: scaleTable, StorageClass: storageClassTable,
};

/** How objects of a kind stand in a table; kinds without a printer of their own show name and time of creation. */
export function tableHandler(kind: string): TableHandler {
  return handlers[kind] ?? createdAtTable;
}
