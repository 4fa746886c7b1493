import type { FieldError } from '../field.ts';
import { duplicate, forbidden, invalid, notFound, notSupported, required, tooMany } from '../fieldErrors.ts';
import type { FieldPath } from '../fieldPath.ts';
import type { Loose } from '../loose.ts';
import type { Container, ContainerResizePolicy, ContainerRestartRule, EphemeralContainer, PodSpec } from '../types.generated.ts';
import { validateEnv, validateEnvFrom } from './containerEnv.ts';
import { validateContainerPorts, validateHostPortConflicts } from './containerPorts.ts';
import { validateDNS1123Label } from './fieldChecks.ts';
import { validateLifecycle, validateProbes } from './probes.ts';
import { validatePullPolicy } from './pullPolicy.ts';
import { validateContainerResourceRequirements } from './resources.ts';
import { validateSecurityContext } from './securityContext.ts';
import type { VolumesByName } from './volumeMounts.ts';
import { validateVolumeDevices, validateVolumeMounts } from './volumeMounts.ts';

const resizableResources = ['cpu', 'memory'];
const resizePolicies = ['NotRequired', 'RestartContainer'];
const restartPolicies = ['Always', 'Never', 'OnFailure'];
const restartActions = ['Restart', 'RestartAllContainers'];
const exitCodeOperators = ['In', 'NotIn'];
const mostRestartRules = 20;
const mostExitCodes = 255;
const messagePolicies = ['File', 'FallbackToLogsOnError'];

/** What the rules of containers need to know of their Pod. */
export interface ContainerContext {
  readonly volumes: VolumesByName;
  readonly claimNames: ReadonlySet<string>;
  readonly restartPolicy: string;
  readonly hasHostUsers: boolean;
  readonly gracePeriodSeconds: number | undefined;
}

function validateMessagePolicy(policy: string, path: FieldPath): FieldError[] {
  if (policy === '') return [required(path)];
  return messagePolicies.includes(policy) ? [] : [notSupported(path, policy, messagePolicies)];
}

function validateResizePolicy(policies: readonly Loose<ContainerResizePolicy>[], podRestartPolicy: string, path: FieldPath): FieldError[] {
  const seen = new Set<string>();
  const choice = (value: string, supported: readonly string[]): FieldError[] => {
    if (value === '') return [required(path)];
    return supported.includes(value) ? [] : [notSupported(path, value, supported)];
  };
  return policies.flatMap(({ resourceName = '', restartPolicy = '' }, index) => {
    const errors = seen.has(resourceName) ? [duplicate(path.index(index), resourceName)] : [];
    seen.add(resourceName);
    errors.push(...choice(resourceName, resizableResources), ...choice(restartPolicy, resizePolicies));
    if (podRestartPolicy === 'Never' && restartPolicy !== 'NotRequired') errors.push(invalid(path, restartPolicy, "must be 'NotRequired' when pod `restartPolicy` is 'Never'"));
    return errors;
  });
}

function validateRestartRule(rule: Loose<ContainerRestartRule>, path: FieldPath): FieldError[] {
  const { action = '', exitCodes } = rule;
  const errors = restartActions.includes(action) ? [] : [notSupported(path.child('action'), action, restartActions)];
  const at = path.child('exitCodes');
  if (exitCodes === undefined) return [...errors, required(at, 'must be specified')];
  const { operator = '', values = [] } = exitCodes;
  if (!exitCodeOperators.includes(operator)) errors.push(notSupported(at.child('operator'), operator, exitCodeOperators));
  if (values.length > mostExitCodes) errors.push(tooMany(at.child('values'), values.length, mostExitCodes));
  return errors;
}

/** A container's own restart policy and the exceptions from it. Mirrors validateContainerRestartPolicy (v1.36). */
function validateContainerRestartPolicy({ restartPolicy, restartPolicyRules: rules = [] }: Loose<Container>, path: FieldPath): FieldError[] {
  const at = path.child('restartPolicy');
  const errors: FieldError[] = [];
  if (restartPolicy === undefined) {
    if (rules.length > 0) errors.push(required(at, 'must specify restartPolicy when restart rules are used'));
  } else if (!restartPolicies.includes(restartPolicy)) errors.push(notSupported(at, restartPolicy, restartPolicies));
  if (rules.length > mostRestartRules) errors.push(tooMany(path.child('restartPolicyRules'), rules.length, mostRestartRules));
  return [...errors, ...rules.flatMap((rule, index) => validateRestartRule(rule, path.child('restartPolicyRules').index(index)))];
}

/** What holds for containers of all three lists. Mirrors validateContainerCommon in pkg/apis/core/validation/validation.go (v1.36). */
function validateCommon(container: Loose<Container>, context: ContainerContext, path: FieldPath): FieldError[] {
  const { name = '', image = '' } = container;
  return [
    ...(name === '' ? [required(path.child('name'))] : validateDNS1123Label(name, path.child('name'))),
    ...(image === '' ? [required(path.child('image'))] : []),
    ...validateMessagePolicy(container.terminationMessagePolicy ?? '', path.child('terminationMessagePolicy')),
    ...validateContainerPorts(container.ports ?? [], path.child('ports')),
    ...validateEnv(container.env ?? [], path.child('env')),
    ...validateEnvFrom(container.envFrom ?? [], path.child('envFrom')),
    ...validateVolumeMounts(container, context.volumes, path.child('volumeMounts')),
    ...validateVolumeDevices(container, context.volumes, path.child('volumeDevices')),
    ...validatePullPolicy(container.imagePullPolicy ?? '', path.child('imagePullPolicy')),
    ...validateContainerResourceRequirements(container.resources ?? {}, context.claimNames, path.child('resources')),
    ...validateResizePolicy(container.resizePolicy ?? [], context.restartPolicy, path.child('resizePolicy')),
    ...validateSecurityContext(container.securityContext, context.hasHostUsers, path.child('securityContext')),
  ];
}

/** Regular containers; `path` is the list's. Mirrors validateContainers (v1.36). */
export function validateContainers(containers: readonly Loose<Container>[], context: ContainerContext, path: FieldPath): FieldError[] {
  if (containers.length === 0) return [required(path)];
  const names = new Set<string>();
  const errors = containers.flatMap((container, index) => {
    const { name = '' } = container;
    const at = path.index(index);
    const own = validateCommon(container, context, at);
    if (names.has(name)) own.push(duplicate(at.child('name'), name));
    names.add(name);
    return [
      ...own,
      ...validateLifecycle(container.lifecycle, context.gracePeriodSeconds, at.child('lifecycle')),
      ...validateProbes(container, context.gracePeriodSeconds, at),
      ...validateContainerRestartPolicy(container, at),
    ];
  });
  return [...errors, ...validateHostPortConflicts(containers, path)];
}

/** What only sidecars, init containers that keep running, may have. */
function refuseSidecarFields(container: Loose<Container>, path: FieldPath): FieldError[] {
  const fields = ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'] as const;
  return fields.filter((name) => container[name] !== undefined).map((name) => forbidden(path.child(name), 'may not be set for init containers without restartPolicy=Always'));
}

/** Init containers and sidecars; `path` is the list's. Mirrors validateInitContainers (v1.36). */
export function validateInitContainers(containers: readonly Loose<Container>[], regular: readonly Loose<Container>[], context: ContainerContext, path: FieldPath): FieldError[] {
  const names = new Set(regular.map(({ name = '' }) => name));
  return containers.flatMap((container, index) => {
    const { name = '' } = container;
    const at = path.index(index);
    const isSidecar = container.restartPolicy === 'Always';
    const errors = [...validateCommon(container, context, at), ...validateInitRestartPolicy(container, at)];
    if (names.has(name)) errors.push(duplicate(at.child('name'), name));
    else if (name !== '') names.add(name);
    errors.push(...validateHostPortConflicts([container], path));
    if (isSidecar) {
      errors.push(...validateLifecycle(container.lifecycle, context.gracePeriodSeconds, at.child('lifecycle')), ...validateProbes(container, context.gracePeriodSeconds, at));
      return errors;
    }
    errors.push(...refuseSidecarFields(container, at));
    (container.resizePolicy ?? []).forEach(({ restartPolicy }, policyIndex) => {
      if (restartPolicy !== 'RestartContainer') return;
      errors.push(invalid(at.child('resizePolicy').index(policyIndex).child('restartPolicy'), restartPolicy, "must not be set to 'RestartContainer' for non-sidecar initContainers"));
    });
    return errors;
  });
}

function validateInitRestartPolicy(container: Loose<Container>, path: FieldPath): FieldError[] {
  if (container.restartPolicy !== undefined) return validateContainerRestartPolicy(container, path);
  return (container.restartPolicyRules ?? []).length === 0 ? [] : [required(path.child('restartPolicy'), 'must specify restartPolicy when restart rules are used')];
}

/** Fields that a container of one of the other lists may have, in Go's order. */
const refusedEphemeralFields = ['ports', 'resources', 'resizePolicy', 'restartPolicy', 'restartPolicyRules', 'livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle'] as const;

function isSet(value: unknown): boolean {
  return value !== undefined && (typeof value !== 'object' || value === null || Object.keys(value).length > 0);
}

/** Ephemeral containers; `path` is the list's. Mirrors validateEphemeralContainers (v1.36). */
export function validateEphemeralContainers(spec: Loose<PodSpec>, context: ContainerContext, path: FieldPath): FieldError[] {
  const others = new Set([...(spec.containers ?? []), ...(spec.initContainers ?? [])].map(({ name = '' }) => name));
  const names = new Set(others);
  return (spec.ephemeralContainers ?? []).flatMap((container: Loose<EphemeralContainer>, index) => {
    const { name = '', targetContainerName = '' } = container;
    const at = path.index(index);
    const errors = [...validateCommon(container, context, at), ...validatePodImage(container, at)];
    if (names.has(name)) errors.push(duplicate(at.child('name'), name));
    names.add(name);
    if (targetContainerName !== '' && !others.has(targetContainerName)) errors.push(notFound(at.child('targetContainerName'), targetContainerName));
    errors.push(...refusedEphemeralFields.filter((field) => isSet(container[field])).map((field) => forbidden(at.child(field), 'cannot be set for an Ephemeral Container')));
    (container.volumeMounts ?? []).forEach(({ subPath = '', subPathExpr = '' }, mountIndex) => {
      const mount = at.child('volumeMounts').index(mountIndex);
      if (subPath !== '') errors.push(forbidden(mount.child('subPath'), 'cannot be set for an Ephemeral Container'));
      if (subPathExpr !== '') errors.push(forbidden(mount.child('subPathExpr'), 'cannot be set for an Ephemeral Container'));
    });
    return errors;
  });
}

/** In Pods, unlike in templates, an image has no blanks around it. Mirrors validateContainerOnlyForPod (v1.36). */
export function validatePodImage({ image = '' }: Loose<Container>, path: FieldPath): FieldError[] {
  return image === image.trim() ? [] : [invalid(path.child('image'), image, 'must not have leading or trailing whitespace')];
}
