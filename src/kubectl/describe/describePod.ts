import type { Container, ObjectMeta, Pod, PodSpec, PodTemplateSpec, TopologySpreadConstraint, Volume } from '../../kube/types.generated.ts';
import { asJsonObject } from '../../kube/json.ts';
import { formatLabelSelector } from '../../kube/selectors.ts';
import { compareBytes } from '../../kube/utf8.ts';
import { podQOSClass } from '../../engine/apiserver/registry/core/podQOS.ts';
import { writeContainers, writeResources } from './describeContainers.ts';
import type { Describer } from './describeContext.ts';
import { writeEvents } from './describeEvents.ts';
import { podFieldValue } from './podFieldValue.ts';
import { tabbedString, type PrefixWriter } from './prefixWriter.ts';
import { writeAnnotations, writeLabels, writeLabelsAndAnnotations, writeTolerations } from './multiline.ts';
import { formatRFC1123Z, since } from './times.ts';
import { writeVolumeSource } from './volumeSources.ts';

/** `Kind/name` of the controller; empty where there is none. */
export function controllerOf({ ownerReferences = [] }: ObjectMeta): string {
  const owner = ownerReferences.find(({ controller }) => controller === true);
  return owner === undefined ? '' : `${owner.kind}/${owner.name}`;
}

/** Mirrors describePod of kubectl/pkg/describe/describe.go (v1.36). */
export const describePod: Describer<Pod> = (pod, context) => tabbedString((w) => {
  const { spec, status = {} } = pod;
  writeIdentity(w, pod, context.nowMs);
  writeAddresses(w, pod);
  if (spec.resources !== undefined) {
    w.write(0, 'Resources:\n');
    writeResources(w, spec.resources, 1);
  }
  const fieldValue = (fieldPath: string): string => podFieldValue(asJsonObject(pod), fieldPath);
  const init = spec.initContainers ?? [];
  if (init.length > 0) writeContainers(w, 'Init Containers', init, { statuses: status.initContainerStatuses ?? [], fieldValue, space: '' });
  writeContainers(w, 'Containers', spec.containers, { statuses: status.containerStatuses ?? [], fieldValue, space: '' });
  const ephemeral: readonly Container[] = spec.ephemeralContainers ?? [];
  if (ephemeral.length > 0) writeContainers(w, 'Ephemeral Containers', ephemeral, { statuses: status.ephemeralContainerStatuses ?? [], fieldValue, space: '' });
  writeConditions(w, pod);
  writeVolumes(w, spec.volumes, '');
  w.write(0, `QoS Class:\t${status.qosClass ?? podQOSClass(pod)}\n`);
  writeLabels(w, 'Node-Selectors', spec.nodeSelector);
  writeTolerations(w, 'Tolerations', spec.tolerations);
  writeSpreadConstraints(w, spec.topologySpreadConstraints, '');
  writeSchedulingGroup(w, spec, '');
  writeEvents(w, pod, context);
});

function writeIdentity(w: PrefixWriter, { metadata, spec, status = {} }: Pod, nowMs: number): void {
  w.write(0, `Name:\t${metadata.name}\nNamespace:\t${metadata.namespace ?? ''}\n`);
  if (spec.priority !== undefined) w.write(0, `Priority:\t${spec.priority}\n`);
  writeIfSet(w, 'Priority Class Name', spec.priorityClassName);
  writeIfSet(w, 'Runtime Class Name', spec.runtimeClassName);
  writeIfSet(w, 'Service Account', spec.serviceAccountName);
  const { nodeName = '' } = spec;
  w.write(0, `Node:\t${nodeName === '' ? '<none>' : `${nodeName}/${status.hostIP ?? ''}`}\n`);
  if (status.startTime !== undefined) w.write(0, `Start Time:\t${formatRFC1123Z(status.startTime)}\n`);
  writeLabelsAndAnnotations(w, metadata);
  if (metadata.deletionTimestamp !== undefined && status.phase !== 'Failed' && status.phase !== 'Succeeded') {
    w.write(0, `Status:\tTerminating (lasts ${since(metadata.deletionTimestamp, nowMs)})\n`);
    w.write(0, `Termination Grace Period:\t${metadata.deletionGracePeriodSeconds ?? 0}s\n`);
  } else w.write(0, `Status:\t${status.phase ?? ''}\n`);
  writeIfSet(w, 'Reason', status.reason);
  writeIfSet(w, 'Message', status.message);
  const profile = spec.securityContext?.seccompProfile;
  if (profile === undefined) return;
  w.write(0, `SeccompProfile:\t${profile.type}\n`);
  if (profile.type === 'Localhost') w.write(0, `LocalhostProfile:\t${profile.localhostProfile ?? ''}\n`);
}

function writeIfSet(w: PrefixWriter, title: string, value: string | undefined): void {
  if (value !== undefined && value !== '') w.write(0, `${title}:\t${value}\n`);
}

function writeAddresses(w: PrefixWriter, { metadata, status = {} }: Pod): void {
  w.write(0, `IP:\t${status.podIP ?? ''}\n`);
  const ips = status.podIPs ?? [];
  w.write(0, ips.length === 0 ? 'IPs:\t<none>\n' : 'IPs:\n');
  for (const { ip } of ips) w.write(1, `IP:\t${ip}\n`);
  writeIfSet(w, 'Controlled By', controllerOf(metadata));
  writeIfSet(w, 'NominatedNodeName', status.nominatedNodeName);
}

function writeConditions(w: PrefixWriter, { spec, status = {} }: Pod): void {
  const conditions = status.conditions ?? [];
  const gates = spec.readinessGates ?? [];
  if (gates.length > 0) {
    w.write(0, 'Readiness Gates:\n  Type\tStatus\n');
    for (const { conditionType } of gates) w.write(1, `${conditionType} \t${conditions.find(({ type }) => type === conditionType)?.status ?? '<none>'} \n`);
  }
  if (conditions.length === 0) return;
  w.write(0, 'Conditions:\n  Type\tStatus\n');
  for (const condition of conditions) w.write(1, `${condition.type} \t${condition.status} \n`);
}

function writeVolumes(w: PrefixWriter, volumes: readonly Volume[] | undefined, space: string): void {
  if (volumes === undefined || volumes.length === 0) return w.write(0, `${space}Volumes:\t<none>\n`);
  w.write(0, `${space}Volumes:\n`);
  for (const volume of volumes) {
    w.write(1, `${space === '' ? '' : ' '}${volume.name}:\n`);
    writeVolumeSource(w, asJsonObject(volume), false);
  }
}

function writeSpreadConstraints(w: PrefixWriter, constraints: readonly TopologySpreadConstraint[] | undefined, space: string): void {
  if (constraints === undefined || constraints.length === 0) return;
  const lines = [...constraints].sort((a, b) => compareBytes(a.topologyKey, b.topologyKey)).map(({ topologyKey, whenUnsatisfiable, maxSkew, labelSelector }) =>
    `${topologyKey}:${whenUnsatisfiable} when max skew ${maxSkew} is exceeded${labelSelector === undefined ? '' : ` for selector ${formatLabelSelector(labelSelector)}`}`);
  w.write(0, `${space}Topology Spread Constraints:\t${lines.join(`\n${space}\t`)}\n`);
}

function writeSchedulingGroup(w: PrefixWriter, { schedulingGroup }: PodSpec, space: string): void {
  if (schedulingGroup === undefined) return;
  w.write(0, `${space}SchedulingGroup:\n`);
  w.write(1, `PodGroupName:\t${schedulingGroup.podGroupName ?? ''}\n`);
}

/** The section `Pod Template` of workloads. Mirrors DescribePodTemplate. */
export function writePodTemplate(w: PrefixWriter, template: PodTemplateSpec | undefined): void {
  w.write(0, 'Pod Template:\n');
  if (template === undefined) return w.write(1, '<unset>');
  const { metadata, spec } = template;
  writeLabels(w, '  Labels', metadata?.labels);
  if (Object.keys(metadata?.annotations ?? {}).length > 0) writeAnnotations(w, '  Annotations', metadata?.annotations);
  if (spec.serviceAccountName !== undefined && spec.serviceAccountName !== '') w.write(1, `Service Account:\t${spec.serviceAccountName}\n`);
  const init = spec.initContainers ?? [];
  if (init.length > 0) writeContainers(w, 'Init Containers', init, { space: '  ' });
  writeContainers(w, 'Containers', spec.containers, { space: '  ' });
  writeVolumes(w, spec.volumes, '  ');
  writeSpreadConstraints(w, spec.topologySpreadConstraints, '  ');
  if (spec.priorityClassName !== undefined && spec.priorityClassName !== '') w.write(1, `Priority Class Name:\t${spec.priorityClassName}\n`);
  writeLabels(w, '  Node-Selectors', spec.nodeSelector);
  writeTolerations(w, '  Tolerations', spec.tolerations);
  writeSchedulingGroup(w, spec, '  ');
}
