import type { FieldError } from '../field.ts';
import { duplicate, forbidden, invalid, invalidEach, notFound, notSupported, required } from '../fieldErrors.ts';
import type { FieldPath } from '../fieldPath.ts';
import { internalValue } from '../internalValue.ts';
import type { Loose } from '../loose.ts';
import type { ObjectMeta, PodResourceClaim, PodSchedulingGate, PodSpec } from '../types.generated.ts';
import { validateAffinity } from './affinity.ts';
import { visitContainers } from './containerVisitor.ts';
import type { ContainerContext } from './containers.ts';
import { validateContainers, validateEphemeralContainers, validateInitContainers } from './containers.ts';
import { validateDNS1123Label, validateQualifiedName } from './fieldChecks.ts';
import { isDNS1123Subdomain, isInRange } from './names.ts';
import { validateLabels } from './objectMeta.ts';
import { validateDNSPolicy, validateHostAliases, validateHostnameOverride, validatePodDNSConfig } from './podDNS.ts';
import { validateContainerResourceRequirements, validatePodResources } from './resources.ts';
import { validatePodSecurityContext } from './securityContext.ts';
import { validateForOS, validateWindowsHostProcess } from './securityContextWindows.ts';
import { validateTolerations } from './tolerations.ts';
import { validateTopologySpreadConstraints } from './topologySpread.ts';
import type { PodContext } from './volumes.ts';
import { validateVolumes } from './volumes.ts';

const maxInt32 = 2147483647;
const mirrorPodAnnotation = 'kubernetes.io/config.mirror';
const restartPolicies = ['Always', 'OnFailure', 'Never'];
const preemptionPolicies = ['PreemptLowerPriority', 'Never'];
const operatingSystems = ['linux', 'windows'];

function validateResourceClaim(claim: Loose<PodResourceClaim>, seen: Set<string>, meta: Loose<ObjectMeta> | undefined, path: FieldPath): FieldError[] {
  if (meta?.annotations?.[mirrorPodAnnotation] !== undefined) return [{ type: 'FieldValueForbidden', field: '', message: 'Forbidden: static pods do not support resource claims' }];
  const { name = '', resourceClaimName, resourceClaimTemplateName } = claim;
  const errors: FieldError[] = [];
  const shown = internalValue('PodResourceClaim', claim);
  if (name === '') errors.push(required(path.child('name')));
  else if (seen.has(name)) errors.push(duplicate(path.child('name'), name));
  else errors.push(...validateDNS1123Label(name, path.child('name')));
  seen.add(name);
  if (resourceClaimName !== undefined && resourceClaimTemplateName !== undefined) errors.push(invalid(path, shown, 'at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified'));
  if (resourceClaimName === undefined && resourceClaimTemplateName === undefined) errors.push(invalid(path, shown, 'must specify one of: `resourceClaimName`, `resourceClaimTemplateName`'));
  for (const [field, value] of [['resourceClaimName', resourceClaimName], ['resourceClaimTemplateName', resourceClaimTemplateName]] as const) {
    if (value !== undefined) errors.push(...invalidEach(path.child(field), value, isDNS1123Subdomain(value)));
  }
  return errors;
}

/** On the host's network a port is the host's. Templates may leave it open: it is filled in when the Pod is made. */
function validateHostNetworkPorts(spec: Loose<PodSpec>, isPod: boolean, path: FieldPath): FieldError[] {
  if (spec.hostNetwork !== true) return [];
  return (spec.containers ?? []).flatMap((container, index) => (container.ports ?? []).flatMap(({ hostPort = 0, containerPort = 0 }, portIndex) => {
    if (hostPort === containerPort || (!isPod && hostPort === 0)) return [];
    return [invalid(path.child('containers').index(index).child('ports').index(portIndex).child('hostPort'), hostPort, 'must match `containerPort` when `hostNetwork` is true')];
  }));
}

function validateSchedulingGates(gates: readonly Loose<PodSchedulingGate>[], path: FieldPath): FieldError[] {
  const seen = new Set<string>();
  return gates.flatMap(({ name = '' }, index) => {
    const errors = validateQualifiedName(name, path.index(index));
    if (seen.has(name)) errors.push(duplicate(path.index(index), name));
    seen.add(name);
    return errors;
  });
}

/** User namespaces exclude the host's other namespaces. Mirrors validateHostUsers (v1.36). */
function validateHostUsers(spec: Loose<PodSpec>, path: FieldPath): FieldError[] {
  if (spec.hostUsers !== false) return [];
  const detail = 'when `hostUsers` is false';
  return [
    ...(spec.hostNetwork === true ? [forbidden(path.child('hostNetwork'), detail)] : []),
    ...(spec.hostPID === true ? [forbidden(path.child('HostPID'), detail)] : []),
    ...(spec.hostIPC === true ? [forbidden(path.child('HostIPC'), detail)] : []),
    ...visitContainers(spec, path).filter(({ container }) => (container.volumeDevices ?? []).length > 0).map((visited) => forbidden(visited.path.child('volumeDevices'), detail)),
  ];
}

/** Variables from files: the volume must be an emptyDir of this Pod. Mirrors validateFileKeyRefVolumes (v1.36). */
function validateFileKeyRefVolumes(spec: Loose<PodSpec>, path: FieldPath): FieldError[] {
  return visitContainers(spec, path).flatMap(({ container, path: at }) => (container.env ?? []).flatMap(({ valueFrom }, index) => {
    if (valueFrom?.fileKeyRef === undefined) return [];
    const { volumeName = '' } = valueFrom.fileKeyRef;
    const place = at.child('env').index(index).child('valueFrom', 'fileKeyRef', 'volumeName');
    const volume = (spec.volumes ?? []).findLast(({ name }) => name === volumeName);
    if (volume === undefined) return [notFound(place, volumeName)];
    return volume.emptyDir === undefined ? [invalid(place, volumeName, 'referenced volume must be of type emptyDir')] : [];
  }));
}

function validateChoice(value: string, supported: readonly string[], path: FieldPath): FieldError[] {
  if (value === '') return [required(path)];
  return supported.includes(value) ? [] : [notSupported(path, value, supported)];
}

function validateOS(spec: Loose<PodSpec>, path: FieldPath): FieldError[] {
  if (spec.os === undefined) return [];
  const { name = '' } = spec.os;
  if (name === '') return [required(path.child('os', 'name'))];
  return operatingSystems.includes(name) ? validateForOS(spec, path) : [notSupported(path.child('os'), name, operatingSystems)];
}

/** Names of other things, each where it is given. */
function validateNames(spec: Loose<PodSpec>, path: FieldPath): FieldError[] {
  const { serviceAccountName = '', nodeName = '', activeDeadlineSeconds, hostname = '', subdomain = '', priorityClassName = '', runtimeClassName, preemptionPolicy } = spec;
  const subdomainAt = (name: string, value: string): FieldError[] => (value === '' ? [] : invalidEach(path.child(name), value, isDNS1123Subdomain(value)));
  return [
    ...subdomainAt('serviceAccountName', serviceAccountName),
    ...subdomainAt('nodeName', nodeName),
    ...(activeDeadlineSeconds === undefined ? [] : invalidEach(path.child('activeDeadlineSeconds'), activeDeadlineSeconds, isInRange(activeDeadlineSeconds, 1, maxInt32))),
    ...(hostname === '' ? [] : validateDNS1123Label(hostname, path.child('hostname'))),
    ...(subdomain === '' ? [] : validateDNS1123Label(subdomain, path.child('subdomain'))),
    ...validateTolerations(spec.tolerations ?? [], path.child('tolerations')),
    ...validateHostAliases(spec.hostAliases ?? [], path.child('hostAliases')),
    ...subdomainAt('priorityClassName', priorityClassName),
    ...(runtimeClassName === undefined ? [] : invalidEach(path.child('runtimeClassName'), runtimeClassName, isDNS1123Subdomain(runtimeClassName))),
    ...(preemptionPolicy === undefined ? [] : validateChoice(preemptionPolicy, preemptionPolicies, path.child('preemptionPolicy'))),
    ...(spec.overhead === undefined ? [] : validateContainerResourceRequirements({ limits: spec.overhead }, new Set(), path.child('overhead'))),
    ...validateOS(spec, path),
  ];
}

function validateContainerLists(spec: Loose<PodSpec>, context: ContainerContext, path: FieldPath): FieldError[] {
  const containers = spec.containers ?? [];
  return [
    ...validateContainers(containers, context, path.child('containers')),
    ...validateInitContainers(spec.initContainers ?? [], containers, context, path.child('initContainers')),
    ...validateEphemeralContainers(spec, context, path.child('ephemeralContainers')),
  ];
}

/**
 * All rules of a PodSpec, of a Pod's and of a template's. Mirrors ValidatePodSpec in
 * pkg/apis/core/validation/validation.go (v1.36). Options that keep old invalid objects updatable have no counterpart:
 * no stored object is invalid.
 */
export function validatePodSpec(spec: Loose<PodSpec>, path: FieldPath, context: PodContext): FieldError[] {
  const { terminationGracePeriodSeconds: gracePeriodSeconds, restartPolicy = '', dnsPolicy = '', resourceClaims = [] } = spec;
  const volumes = validateVolumes(spec.volumes ?? [], path.child('volumes'), context);
  const claimNames = new Set(resourceClaims.map(({ name = '' }) => name).filter((name) => name !== ''));
  const seenClaims = new Set<string>();
  const containerContext: ContainerContext = { volumes: volumes.sound, claimNames, restartPolicy, hasHostUsers: spec.hostUsers !== false, gracePeriodSeconds };
  return [
    ...(gracePeriodSeconds === undefined ? [required(path.child('terminationGracePeriodSeconds'))] : []),
    ...volumes.errors,
    ...resourceClaims.flatMap((claim, index) => validateResourceClaim(claim, seenClaims, context.podMeta, path.child('resourceClaims').index(index))),
    ...validateContainerLists(spec, containerContext, path),
    ...validatePodResources(spec, claimNames, path.child('resources')),
    ...validateHostNetworkPorts(spec, context.isPod, path),
    ...validateChoice(restartPolicy, restartPolicies, path.child('restartPolicy')),
    ...validateDNSPolicy(dnsPolicy, path.child('dnsPolicy')),
    ...validateLabels(spec.nodeSelector, path.child('nodeSelector')),
    ...validatePodSecurityContext(spec, path.child('securityContext')),
    ...validateAffinity(spec.affinity, path.child('affinity')),
    ...validatePodDNSConfig(spec.dnsConfig, dnsPolicy, path.child('dnsConfig')),
    ...(spec.readinessGates ?? []).flatMap(({ conditionType = '' }, index) => validateQualifiedName(conditionType, path.child('readinessGates').index(index).child('conditionType'))),
    ...validateSchedulingGates(spec.schedulingGates ?? [], path.child('schedulingGates')),
    ...validateTopologySpreadConstraints(spec.topologySpreadConstraints ?? [], path.child('topologySpreadConstraints')),
    ...validateWindowsHostProcess(spec, path),
    ...validateHostUsers(spec, path),
    ...validateHostnameOverride(spec, path.child('hostnameOverride')),
    ...validateNames(spec, path),
    ...validateFileKeyRefVolumes(spec, path),
  ];
}
