/** Workloads. Mirrors describeDeployment and its neighbours in kubectl/pkg/describe/describe.go (v1.36). */
import type { DaemonSet, Deployment, LabelSelector, Pod, ReplicaSet, ReplicationController, StatefulSet, PersistentVolumeClaim } from '../../kube/types.generated.ts';
import { formatLabelSelector, matchesLabels, matchesLabelSelector } from '../../kube/selectors.ts';
import type { KubeObject } from '../../engine/context.ts';
import { allReplicaSets } from '../rollout/replicaSets.ts';
import type { DescribeContext, Describer } from './describeContext.ts';
import { writeEvents } from './describeEvents.ts';
import { controllerOf, writePodTemplate } from './describePod.ts';
import { selectorText } from './selectorText.ts';
import { formatLabelMap, writeLabels, writeLabelsAndAnnotations } from './multiline.ts';
import { tabbedString, type PrefixWriter } from './prefixWriter.ts';
import { formatRFC1123Z } from './times.ts';

interface WorkloadCondition { readonly type: string; readonly status: string; readonly reason?: string }

function podsOf(owner: KubeObject, matches: (labels: Pod['metadata']['labels']) => boolean, context: DescribeContext): string {
  const count: Record<string, number> = {};
  for (const pod of context.reader.list('Pod', owner.metadata.namespace ?? '')) {
    const isOwned = pod.metadata.ownerReferences?.some(({ controller, uid }) => controller === true && uid === owner.metadata.uid) === true;
    const phase = pod.status?.phase ?? '';
    if (isOwned && matches(pod.metadata.labels)) count[phase] = (count[phase] ?? 0) + 1;
  }
  return `${count['Running'] ?? 0} Running / ${count['Pending'] ?? 0} Waiting / ${count['Succeeded'] ?? 0} Succeeded / ${count['Failed'] ?? 0} Failed`;
}

function podsStatus(owner: KubeObject, selector: LabelSelector | undefined, context: DescribeContext): string {
  return podsOf(owner, (labels) => matchesLabelSelector(selector, labels), context);
}

function writeConditions(w: PrefixWriter, conditions: readonly WorkloadCondition[] | undefined): void {
  if (conditions === undefined || conditions.length === 0) return;
  w.write(0, 'Conditions:\n  Type\tStatus\tReason\n');
  w.write(1, '----\t------\t------\n');
  for (const { type, status, reason = '' } of conditions) w.write(1, `${type} \t${status}\t${reason}\n`);
}

export const describeDeployment: Describer<Deployment> = (deployment, context) => tabbedString((w) => {
  const { metadata, spec, status = {} } = deployment;
  w.write(0, `Name:\t${metadata.name}\nNamespace:\t${metadata.namespace ?? ''}\n`);
  w.write(0, `CreationTimestamp:\t${formatRFC1123Z(metadata.creationTimestamp)}\n`);
  writeLabelsAndAnnotations(w, metadata);
  w.write(0, `Selector:\t${selectorText(spec.selector)}\n`);
  w.write(0, `Replicas:\t${spec.replicas ?? 1} desired | ${status.updatedReplicas ?? 0} updated | ${status.replicas ?? 0} total | ${status.availableReplicas ?? 0} available | ${status.unavailableReplicas ?? 0} unavailable\n`);
  w.write(0, `StrategyType:\t${spec.strategy?.type ?? ''}\n`);
  w.write(0, `MinReadySeconds:\t${spec.minReadySeconds ?? 0}\n`);
  const rolling = spec.strategy?.rollingUpdate;
  if (rolling !== undefined) w.write(0, `RollingUpdateStrategy:\t${rolling.maxUnavailable ?? '<nil>'} max unavailable, ${rolling.maxSurge ?? '<nil>'} max surge\n`);
  writePodTemplate(w, spec.template);
  writeConditions(w, status.conditions);
  const { old, current } = allReplicaSets(deployment, context.reader.list('ReplicaSet', metadata.namespace ?? ''));
  if (old.length > 0 || current !== undefined) {
    w.write(0, `OldReplicaSets:\t${replicaSetList(old)}\n`);
    w.write(0, `NewReplicaSet:\t${replicaSetList(current === undefined ? [] : [current])}\n`);
  }
  writeEvents(w, deployment, context);
});

function replicaSetList(sets: readonly ReplicaSet[]): string {
  const text = sets.map(({ metadata, spec, status }) => `${metadata.name} (${status?.replicas ?? 0}/${spec.replicas ?? 1} replicas created)`).join(', ');
  return text === '' ? '<none>' : text;
}

export const describeReplicaSet: Describer<ReplicaSet> = (set, context) => tabbedString((w) => {
  const { metadata, spec, status } = set;
  w.write(0, `Name:\t${metadata.name}\nNamespace:\t${metadata.namespace ?? ''}\n`);
  w.write(0, `Selector:\t${formatLabelSelector(spec.selector)}\n`);
  writeLabelsAndAnnotations(w, metadata);
  const controller = controllerOf(metadata);
  if (controller !== '') w.write(0, `Controlled By:\t${controller}\n`);
  w.write(0, `Replicas:\t${status?.replicas ?? 0} current / ${spec.replicas ?? 1} desired\n`);
  w.write(0, `Pods Status:\t${podsStatus(set, spec.selector, context)}\n`);
  writePodTemplate(w, spec.template);
  writeConditions(w, status?.conditions);
  writeEvents(w, set, context);
});

export const describeReplicationController: Describer<ReplicationController> = (controller, context) => tabbedString((w) => {
  const { metadata, spec, status } = controller;
  w.write(0, `Name:\t${metadata.name}\nNamespace:\t${metadata.namespace ?? ''}\n`);
  w.write(0, `Selector:\t${formatLabelMap(spec.selector)}\n`);
  writeLabelsAndAnnotations(w, metadata);
  w.write(0, `Replicas:\t${status?.replicas ?? 0} current / ${spec.replicas ?? 1} desired\n`);
  w.write(0, `Pods Status:\t${podsOf(controller, (labels) => matchesLabels(spec.selector ?? {}, labels), context)}\n`);
  writePodTemplate(w, spec.template);
  writeConditions(w, status?.conditions);
  writeEvents(w, controller, context);
});

export const describeDaemonSet: Describer<DaemonSet> = (set, context) => tabbedString((w) => {
  const { metadata, spec, status } = set;
  w.write(0, `Name:\t${metadata.name}\nNamespace:\t${metadata.namespace ?? ''}\n`);
  w.write(0, `Selector:\t${selectorText(spec.selector)}\n`);
  w.write(0, `Node-Selector:\t${formatLabelMap(spec.template.spec.nodeSelector)}\n`);
  writeLabelsAndAnnotations(w, metadata);
  w.write(0, `Desired Number of Nodes Scheduled: ${status?.desiredNumberScheduled ?? 0}\n`);
  w.write(0, `Current Number of Nodes Scheduled: ${status?.currentNumberScheduled ?? 0}\n`);
  w.write(0, `Number of Nodes Scheduled with Up-to-date Pods: ${status?.updatedNumberScheduled ?? 0}\n`);
  w.write(0, `Number of Nodes Scheduled with Available Pods: ${status?.numberAvailable ?? 0}\n`);
  w.write(0, `Number of Nodes Misscheduled: ${status?.numberMisscheduled ?? 0}\n`);
  w.write(0, `Pods Status:\t${podsStatus(set, spec.selector, context)}\n`);
  writePodTemplate(w, spec.template);
  writeEvents(w, set, context);
});

export const describeStatefulSet: Describer<StatefulSet> = (set, context) => tabbedString((w) => {
  const { metadata, spec, status } = set;
  w.write(0, `Name:\t${metadata.name}\nNamespace:\t${metadata.namespace ?? ''}\n`);
  w.write(0, `CreationTimestamp:\t${formatRFC1123Z(metadata.creationTimestamp)}\n`);
  w.write(0, `Selector:\t${selectorText(spec.selector)}\n`);
  writeLabelsAndAnnotations(w, metadata);
  w.write(0, `Replicas:\t${spec.replicas ?? 1} desired | ${status?.replicas ?? 0} total\n`);
  w.write(0, `Update Strategy:\t${spec.updateStrategy?.type ?? ''}\n`);
  const { partition, maxUnavailable } = spec.updateStrategy?.rollingUpdate ?? {};
  if (partition !== undefined) {
    w.write(1, `Partition:\t${partition}\n`);
    if (maxUnavailable !== undefined) w.write(1, `MaxUnavailable:\t${maxUnavailable}\n`);
  }
  w.write(0, `Pods Status:\t${podsStatus(set, spec.selector, context)}\n`);
  writePodTemplate(w, spec.template);
  writeClaimTemplates(w, spec.volumeClaimTemplates ?? []);
  writeEvents(w, set, context);
});

function writeClaimTemplates(w: PrefixWriter, claims: readonly PersistentVolumeClaim[]): void {
  if (claims.length === 0) return w.write(0, 'Volume Claims:\t<none>\n');
  w.write(0, 'Volume Claims:\n');
  for (const { metadata, spec } of claims) {
    w.write(1, `Name:\t${metadata.name}\n`);
    w.write(1, `StorageClass:\t${metadata.annotations?.['volume.beta.kubernetes.io/storage-class'] ?? spec.storageClassName ?? ''}\n`);
    writeLabels(w, 'Labels', metadata.labels, '  ');
    writeLabels(w, 'Annotations', metadata.annotations, '  ');
    w.write(1, `Capacity:\t${spec.resources?.requests?.['storage'] ?? '<default>'}\n`);
    w.write(1, `Access Modes:\t[${(spec.accessModes ?? []).join(' ')}]\n`);
  }
}

