import type { DaemonSet, Node, Pod, PodSpec, PodTemplateSpec, Toleration } from '../../../kube/types.generated.ts';
import { matchesRequiredNodeAffinity, targetNodeName } from '../../scheduler/nodeAffinity.ts';
import { findUntoleratedTaint } from '../../scheduler/taints.ts';
import { podRevisionLabel } from '../history.ts';

const templateGenerationAnnotation = 'deprecated.daemonset.template.generation';
const templateGenerationLabel = 'pod-template-generation';

const exists = (key: string, effect: string): Toleration => ({ key, operator: 'Exists', effect });

/** Trouble of a Node that the Pods of a DaemonSet bear. */
const daemonTolerations: readonly Toleration[] = [
  exists('node.kubernetes.io/not-ready', 'NoExecute'),
  exists('node.kubernetes.io/unreachable', 'NoExecute'),
  exists('node.kubernetes.io/disk-pressure', 'NoSchedule'),
  exists('node.kubernetes.io/memory-pressure', 'NoSchedule'),
  exists('node.kubernetes.io/pid-pressure', 'NoSchedule'),
  exists('node.kubernetes.io/unschedulable', 'NoSchedule'),
];

function tolerationsOf(spec: PodSpec): readonly Toleration[] {
  const added = [...daemonTolerations, ...(spec.hostNetwork === true ? [exists('node.kubernetes.io/network-unavailable', 'NoSchedule')] : [])];
  const isSame = (a: Toleration, b: Toleration): boolean => a.key === b.key && a.effect === b.effect && a.operator === b.operator && (a.value ?? '') === (b.value ?? '');
  return [...(spec.tolerations ?? []).filter((toleration) => !added.some((other) => isSame(other, toleration))), ...added];
}

/** Where a Pod of a DaemonSet stands or is meant to stand; empty where it does not say. */
export function nodeNameOf(pod: Pod): string {
  const { nodeName = '' } = pod.spec;
  return nodeName === '' ? targetNodeName(pod.spec) ?? '' : nodeName;
}

/** What a Node is to a DaemonSet: whether it should get a Pod, and whether one that is there may stay. Mirrors NodeShouldRunDaemonPod (v1.36). */
export function nodeShouldRun(set: DaemonSet, node: Node): { readonly shouldRun: boolean; readonly shouldContinue: boolean } {
  const { spec } = set.spec.template;
  const { nodeName = '' } = spec;
  if ((nodeName !== '' && nodeName !== node.metadata.name) || !matchesRequiredNodeAffinity(spec, node)) return { shouldRun: false, shouldContinue: false };
  const tolerations = tolerationsOf(spec);
  if (findUntoleratedTaint(node.spec.taints, tolerations, ['NoSchedule', 'NoExecute']) === undefined) return { shouldRun: true, shouldContinue: true };
  return { shouldRun: false, shouldContinue: findUntoleratedTaint(node.spec.taints, tolerations, ['NoExecute']) === undefined };
}

/** The template of the Pod for one Node: tied to it by affinity, with the revision's hash and the tolerations. Mirrors CreatePodTemplate (v1.36). */
export function templateFor(set: DaemonSet, hash: string, nodeName: string): PodTemplateSpec {
  const { metadata, spec } = set.spec.template;
  const generation = set.metadata.annotations?.[templateGenerationAnnotation];
  const nodeAffinity = {
    ...spec.affinity?.nodeAffinity,
    requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: [nodeName] }] }] },
  };
  const labels = { ...metadata?.labels, ...(generation === undefined ? {} : { [templateGenerationLabel]: generation }), [podRevisionLabel]: hash };
  return { ...set.spec.template, metadata: { ...metadata, labels }, spec: { ...spec, affinity: { ...spec.affinity, nodeAffinity }, tolerations: tolerationsOf(spec) } };
}

/** Whether a Pod is of the present template. */
export function isPodUpdated(set: DaemonSet, pod: Pod, hash: string): boolean {
  const labels = pod.metadata.labels ?? {};
  const generation = set.metadata.annotations?.[templateGenerationAnnotation];
  return labels[podRevisionLabel] === hash || (generation !== undefined && labels[templateGenerationLabel] === generation);
}
