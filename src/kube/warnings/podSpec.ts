import type { FieldPath } from '../fieldPath.ts';
import { fieldPath } from '../fieldPath.ts';
import type { Loose } from '../loose.ts';
import { valueOf } from '../objects.ts';
import { milliValue, quantityOf } from '../quantity.ts';
import { quote } from '../quote.ts';
import type { Container, NodeSelectorTerm, ObjectMeta, PersistentVolumeClaimSpec, Pod, PodAffinity, PodSpec, PodTemplateSpec, Volume } from '../types.generated.ts';
import type { VisitedContainer } from '../validation/containerVisitor.ts';
import { visitContainers } from '../validation/containerVisitor.ts';
import { warningsForIP } from '../validation/ip.ts';
import { isLabelValue } from '../validation/names.ts';
import { overlappingPathWarnings } from './podPaths.ts';
import { portWarnings } from './podPorts.ts';

const deprecatedNodeLabels: Readonly<Record<string, string>> = {
  'beta.kubernetes.io/arch': 'deprecated since v1.14; use "kubernetes.io/arch" instead',
  'beta.kubernetes.io/os': 'deprecated since v1.14; use "kubernetes.io/os" instead',
  'failure-domain.beta.kubernetes.io/region': 'deprecated since v1.17; use "topology.kubernetes.io/region" instead',
  'failure-domain.beta.kubernetes.io/zone': 'deprecated since v1.17; use "topology.kubernetes.io/zone" instead',
  'beta.kubernetes.io/instance-type': 'deprecated since v1.17; use "node.kubernetes.io/instance-type" instead',
  'app.kubernetes.io/created-by': 'deprecated since v1.9',
  'scheduler.alpha.kubernetes.io/preferAvoidPods': 'deprecated since v1.22; use Taints and Tolerations instead',
  'node-role.kubernetes.io/master': 'use "node-role.kubernetes.io/control-plane" instead',
};
const deprecatedAnnotations: readonly (readonly [string, string])[] = [
  ['scheduler.alpha.kubernetes.io/critical-pod', 'non-functional in v1.16+; use the "priorityClassName" field instead'],
  ['security.alpha.kubernetes.io/sysctls', 'non-functional in v1.11+; use the "sysctls" field instead'],
  ['security.alpha.kubernetes.io/unsafe-sysctls', 'non-functional in v1.11+; use the "sysctls" field instead'],
];
/** Kinds of volumes that are on their way out: field, the name in the message, what is said of it. */
const deprecatedVolumes: readonly (readonly [keyof Volume, string, string])[] = [
  ['photonPersistentDisk', 'photonPersistentDisk', 'deprecated in v1.11, non-functional in v1.16+'],
  ['gitRepo', 'gitRepo', 'deprecated in v1.11, and disabled by default in v1.33+'],
  ['scaleIO', 'scaleIO', 'deprecated in v1.16, non-functional in v1.22+'],
  ['flocker', 'flocker', 'deprecated in v1.22, non-functional in v1.25+'],
  ['storageos', 'storageOS', 'deprecated in v1.22, non-functional in v1.25+'],
  ['quobyte', 'quobyte', 'deprecated in v1.22, non-functional in v1.25+'],
  ['glusterfs', 'glusterfs', 'deprecated in v1.25, non-functional in v1.26+'],
];
const lateDeprecatedVolumes: typeof deprecatedVolumes = [
  ['cephfs', 'cephfs', 'deprecated in v1.28, non-functional in v1.31+'],
  ['rbd', 'rbd', 'deprecated in v1.28, non-functional in v1.31+'],
];
const byteResources = ['memory', 'ephemeral-storage'];
const seccompPodKey = 'seccomp.security.alpha.kubernetes.io/pod';
const seccompContainerPrefix = 'container.seccomp.security.alpha.kubernetes.io/';
const appArmorPrefix = 'container.apparmor.security.beta.kubernetes.io/';
const noSelector = 'a null labelSelector results in matching no pod';

function nodeTermWarnings(term: Loose<NodeSelectorTerm>, checksValues: boolean, path: FieldPath): string[] {
  return (term.matchExpressions ?? []).flatMap(({ key = '', values = [] }, index) => {
    const at = path.child('matchExpressions').index(index);
    const message = valueOf(deprecatedNodeLabels, key);
    return [
      ...(message === undefined ? [] : [`${at.child('key').toString()}: ${key} is ${message}`]),
      ...(checksValues ? values.flatMap((value, valueIndex) => isLabelValue(value).map((fault) => `${at.child('values').index(valueIndex).toString()}: ${value} is invalid, ${fault}`)) : []),
    ];
  });
}

function schedulingWarnings(spec: Loose<PodSpec>, path: FieldPath): string[] {
  const warnings: string[] = [];
  for (const key of Object.keys(spec.nodeSelector ?? {})) {
    const message = valueOf(deprecatedNodeLabels, key);
    if (message !== undefined) warnings.push(`${path.child('nodeSelector').key(key).toString()}: ${message}`);
  }
  const { requiredDuringSchedulingIgnoredDuringExecution: required, preferredDuringSchedulingIgnoredDuringExecution: preferred } = spec.affinity?.nodeAffinity ?? {};
  const at = path.child('affinity', 'nodeAffinity');
  (required?.nodeSelectorTerms ?? []).forEach((term, index) =>
    warnings.push(...nodeTermWarnings(term, false, at.child('requiredDuringSchedulingIgnoredDuringExecution', 'nodeSelectorTerms').index(index))));
  (preferred ?? []).forEach(({ preference }, index) =>
    warnings.push(...nodeTermWarnings(preference ?? {}, true, at.child('preferredDuringSchedulingIgnoredDuringExecution').index(index).child('preference'))));
  (spec.topologySpreadConstraints ?? []).forEach(({ topologyKey = '', labelSelector }, index) => {
    const place = path.child('topologySpreadConstraints').index(index);
    const message = valueOf(deprecatedNodeLabels, topologyKey);
    if (message !== undefined) warnings.push(`${place.child('topologyKey').toString()}: ${topologyKey} is ${message}`);
    if (labelSelector === undefined) warnings.push(`${place.child('labelSelector').toString()}: ${noSelector}`);
  });
  return warnings;
}

function fractionalBytes(list: Readonly<Record<string, string>> | undefined, name: string, path: FieldPath): string[] {
  const amount = valueOf(list, name);
  if (amount === undefined || milliValue(quantityOf(amount)) % 1000 === 0) return [];
  return [`${path.key(name).toString()}: fractional byte value ${quote(amount)} is invalid, must be an integer`];
}

/** Storage of a claim that is no whole number of bytes. Mirrors pkg/api/persistentvolumeclaim/util.go (v1.36). */
export function persistentVolumeClaimSpecWarnings(spec: Loose<PersistentVolumeClaimSpec>, path: FieldPath): string[] {
  const at = path.child('resources');
  return [...fractionalBytes(spec.resources?.requests, 'storage', at.child('requests')), ...fractionalBytes(spec.resources?.limits, 'storage', at.child('limits'))];
}

function volumeWarnings(volumes: readonly Loose<Volume>[], path: FieldPath): string[] {
  return volumes.flatMap((volume, index) => {
    const at = path.index(index);
    const claim = volume.ephemeral?.volumeClaimTemplate;
    const deprecations = (list: typeof deprecatedVolumes): string[] =>
      list.filter(([field]) => volume[field] !== undefined).map(([, name, text]) => `${at.child(name).toString()}: ${text}`);
    return [
      ...deprecations(deprecatedVolumes),
      ...(claim === undefined ? [] : persistentVolumeClaimSpecWarnings(claim.spec ?? {}, at.child('ephemeral', 'volumeClaimTemplate', 'spec'))),
      ...deprecations(lateDeprecatedVolumes),
    ];
  });
}

/** The second and later ones of equal texts. */
function repeated(texts: readonly string[], warn: (text: string, index: number) => string): string[] {
  return texts.flatMap((text, index) => (texts.indexOf(text) < index ? [warn(text, index)] : []));
}

function listWarnings(spec: Loose<PodSpec>, path: FieldPath): string[] {
  const addresses = (spec.hostAliases ?? []).map(({ ip = '' }) => ip);
  const secrets = (spec.imagePullSecrets ?? []).map(({ name = '' }) => name);
  const secretPath = (index: number): string => path.child('imagePullSecrets').index(index).child('name').toString();
  return [
    ...repeated(addresses, (ip, index) => `${path.child('hostAliases').index(index).child('ip').toString()}: duplicate ip ${quote(ip)}`),
    ...repeated(secrets, (name, index) => `${secretPath(index)}: duplicate name ${quote(name)}`),
    ...secrets.flatMap((name, index) => (name === '' ? [`${secretPath(index)}: invalid empty name ""`] : [])),
    ...byteResources.flatMap((name) => fractionalBytes(spec.overhead, name, path.child('overhead'))),
  ];
}

function envWarnings(container: Loose<Container>, path: FieldPath): string[] {
  const seen = new Set<string>();
  return (container.env ?? []).flatMap(({ name = '', value = '', valueFrom }, index) => {
    const reference = `$(${name})`;
    const isHidden = seen.has(name) && (valueFrom !== undefined || value === reference || !value.includes(reference));
    seen.add(name);
    return isHidden ? [`${path.child('env').index(index).toString()}: hides previous definition of ${quote(name)}, which may be dropped when using apply`] : [];
  });
}

function containerWarnings({ container, path }: VisitedContainer, spec: Loose<PodSpec>, meta: Loose<ObjectMeta>, metaPath: FieldPath, isTemplate: boolean): string[] {
  const annotationsPath = metaPath.child('annotations');
  const { resources, securityContext } = container;
  const seccompKey = `${seccompContainerPrefix}${container.name ?? ''}`;
  const appArmorKey = `${appArmorPrefix}${container.name ?? ''}`;
  const warnings: string[] = [];
  if (securityContext?.seccompProfile === undefined && valueOf(meta.annotations, seccompKey) !== undefined) {
    warnings.push(`${annotationsPath.key(seccompKey).toString()}: non-functional in v1.27+; use the "seccompProfile" field instead`);
  }
  const appArmor = valueOf(meta.annotations, appArmorKey);
  if (isTemplate && appArmor !== undefined && securityContext?.appArmorProfile === undefined && !isAppArmorOfPod(appArmor, spec)) {
    warnings.push(`${annotationsPath.key(appArmorKey).toString()}: deprecated since v1.30; use the "appArmorProfile" field instead`);
  }
  for (const name of byteResources) {
    warnings.push(...fractionalBytes(resources?.limits, name, path.child('resources', 'limits')), ...fractionalBytes(resources?.requests, name, path.child('resources', 'requests')));
  }
  return [...warnings, ...envWarnings(container, path)];
}

function isAppArmorOfPod(annotation: string, spec: Loose<PodSpec>): boolean {
  const { type, localhostProfile } = spec.securityContext?.appArmorProfile ?? {};
  switch (type) {
    case 'Unconfined': return annotation === 'unconfined';
    case 'RuntimeDefault': return annotation === 'runtime/default';
    case 'Localhost': return annotation === `localhost/${localhostProfile ?? ''}` && annotation !== 'localhost/';
    default: return false;
  }
}

function podAffinityWarnings(affinity: Loose<PodAffinity> | undefined, path: FieldPath): string[] {
  const { requiredDuringSchedulingIgnoredDuringExecution: required = [], preferredDuringSchedulingIgnoredDuringExecution: preferred = [] } = affinity ?? {};
  const warn = (at: FieldPath): string => `${at.child('labelSelector').toString()}: ${noSelector}`;
  return [
    ...required.flatMap(({ labelSelector }, index) => (labelSelector === undefined ? [warn(path.child('requiredDuringSchedulingIgnoredDuringExecution').index(index))] : [])),
    ...preferred.flatMap(({ podAffinityTerm }, index) =>
      podAffinityTerm?.labelSelector === undefined ? [warn(path.child('preferredDuringSchedulingIgnoredDuringExecution').index(index).child('podAffinityTerm'))] : []),
  ];
}

function annotationWarnings(meta: Loose<ObjectMeta>, metaPath: FieldPath): string[] {
  return deprecatedAnnotations
    .filter(([key]) => valueOf(meta.annotations, key) !== undefined)
    .map(([key, text]) => `${metaPath.child('annotations').key(key).toString()}: ${text}`);
}

/** Mirrors warningsForPodSpecAndMeta in pkg/api/pod/warnings.go (v1.36). `path` is where metadata and spec are. */
function specAndMetaWarnings(spec: Loose<PodSpec>, meta: Loose<ObjectMeta>, path: FieldPath, isTemplate: boolean): string[] {
  const at = path.child('spec');
  const metaPath = path.child('metadata');
  const containers = visitContainers(spec, at);
  const hasSeccompAnnotation = spec.securityContext?.seccompProfile === undefined && valueOf(meta.annotations, seccompPodKey) !== undefined;
  const affinityPath = at.child('affinity');
  return [
    ...schedulingWarnings(spec, at),
    ...annotationWarnings(meta, metaPath),
    ...volumeWarnings(spec.volumes ?? [], at.child('volumes')),
    ...overlappingPathWarnings(spec.volumes ?? []),
    ...listWarnings(spec, at),
    ...(hasSeccompAnnotation ? [`${metaPath.child('annotations').key(seccompPodKey).toString()}: non-functional in v1.27+; use the "seccompProfile" field instead`] : []),
    ...containers.flatMap((visited) => containerWarnings(visited, spec, meta, metaPath, isTemplate)),
    ...portWarnings(containers),
    ...((spec.terminationGracePeriodSeconds ?? 0) < 0 ? [`${at.child('terminationGracePeriodSeconds').toString()}: must be >= 0; negative values are invalid and will be treated as 1`] : []),
    ...podAffinityWarnings(spec.affinity?.podAffinity, affinityPath.child('podAffinity')),
    ...podAffinityWarnings(spec.affinity?.podAntiAffinity, affinityPath.child('podAntiAffinity')),
    ...(spec.dnsConfig?.nameservers ?? []).flatMap((server, index) => warningsForIP(at.child('dnsConfig', 'nameservers').index(index), server)),
    ...(spec.hostAliases ?? []).flatMap(({ ip = '' }, index) => warningsForIP(at.child('hostAliases').index(index).child('ip'), ip)),
  ];
}

/** What is odd about a new Pod. Mirrors GetWarningsForPod (v1.36). */
export function podSpecWarnings(pod: Pod): string[] {
  return specAndMetaWarnings(pod.spec, pod.metadata, fieldPath(), false);
}

/** What is odd about a template at `path`. Mirrors GetWarningsForPodTemplate (v1.36). */
export function podTemplateWarnings(template: Loose<PodTemplateSpec> | undefined, path: FieldPath): string[] {
  return template === undefined ? [] : specAndMetaWarnings(template.spec ?? {}, template.metadata ?? {}, path, true);
}
