import type { FieldError } from '../field.ts';
import { forbidden, invalid, notSupported, required } from '../fieldErrors.ts';
import type { FieldPath } from '../fieldPath.ts';
import { fieldPath } from '../fieldPath.ts';
import { internalValue } from '../internalValue.ts';
import type { Loose } from '../loose.ts';
import type { ControllerRevision, DaemonSet, DaemonSetSpec, DaemonSetUpdateStrategy, Deployment, DeploymentSpec, DeploymentStrategy, LabelSelector, PodTemplateSpec, ReplicaSet, ReplicaSetSpec, RollingUpdateDaemonSet, RollingUpdateDeployment } from '../types.generated.ts';
import { validateNonnegative } from './fieldChecks.ts';
import { intOrPercentValue, isNotMoreThan100Percent, validatePositiveIntOrPercent } from './intOrPercent.ts';
import { validateKubeObjectMeta, validateKubeObjectMetaUpdate } from './kubeObjectMeta.ts';
import { isEmptyLabelSelector, labelSelectorAsMatcher, printedSelector, validateLabelSelector } from './labelSelector.ts';
import { isDNS1123Subdomain } from './names.ts';
import { validateImmutableField } from './objectMeta.ts';
import { validateKeptRunning, validatePodTemplateSpec, validateTemplateLabels } from './podTemplate.ts';

const specPath = fieldPath('spec');

/** The selector of a workload, which must be there and not be empty. `kind` stands in the message. */
export function validateWorkloadSelector(selector: Loose<LabelSelector> | undefined, kind: string, path: FieldPath): FieldError[] {
  if (selector === undefined) return [required(path)];
  return [
    ...validateLabelSelector(selector, path),
    ...(isEmptyLabelSelector(selector) ? [invalid(path, printedSelector(selector), `empty selector is invalid for ${kind}`)] : []),
  ];
}

/** `field is immutable` for a selector that changed. */
function validateImmutableSelector(selector: Loose<LabelSelector> | undefined, old: Loose<LabelSelector> | undefined): FieldError[] {
  return validateImmutableField(selector, old, specPath.child('selector'), printedSelector(selector));
}

/** Mirrors ValidatePodTemplateSpecForReplicaSet in pkg/apis/apps/validation/validation.go (v1.36). */
function validateReplicaSetTemplate(selector: Loose<LabelSelector> | undefined, template: Loose<PodTemplateSpec>, path: FieldPath): FieldError[] {
  const matcher = labelSelectorAsMatcher(selector);
  if (matcher === undefined) return [invalid(path.child('selector'), printedSelector(selector), 'invalid label selector')];
  const at = path.child('template');
  return [...validateTemplateLabels(template, matcher, at), ...validatePodTemplateSpec(template, at), ...validateKeptRunning(template, 'ReplicaSet', at)];
}

function validateRollingUpdateDeployment(update: Loose<RollingUpdateDeployment>, path: FieldPath): FieldError[] {
  const { maxUnavailable = 0, maxSurge = 0 } = update;
  const at = path.child('maxUnavailable');
  return [
    ...validatePositiveIntOrPercent(maxUnavailable, at),
    ...validatePositiveIntOrPercent(maxSurge, path.child('maxSurge')),
    ...(intOrPercentValue(maxUnavailable) === 0 && intOrPercentValue(maxSurge) === 0 ? [invalid(at, maxUnavailable, 'may not be 0 when `maxSurge` is 0')] : []),
    ...isNotMoreThan100Percent(maxUnavailable, at),
  ];
}

function validateDeploymentStrategy(strategy: Loose<DeploymentStrategy>, path: FieldPath): FieldError[] {
  const at = path.child('rollingUpdate');
  switch (strategy.type) {
    case 'Recreate': return strategy.rollingUpdate === undefined ? [] : [forbidden(at, "may not be specified when strategy `type` is 'Recreate'")];
    case 'RollingUpdate':
      return strategy.rollingUpdate === undefined ? [required(at, 'this should be defaulted and never be nil')] : validateRollingUpdateDeployment(strategy.rollingUpdate, at);
    default: return [notSupported(path, internalValue('DeploymentStrategy', strategy), ['Recreate', 'RollingUpdate'])];
  }
}

function validateDeploymentSpec(spec: Loose<DeploymentSpec>): FieldError[] {
  const { progressDeadlineSeconds, minReadySeconds = 0 } = spec;
  const deadlinePath = specPath.child('progressDeadlineSeconds');
  const isTooShort = progressDeadlineSeconds !== undefined && progressDeadlineSeconds <= minReadySeconds;
  return [
    ...validateNonnegative(spec.replicas, specPath.child('replicas')),
    ...validateWorkloadSelector(spec.selector, 'deployment', specPath.child('selector')),
    ...validateReplicaSetTemplate(spec.selector, spec.template ?? {}, specPath),
    ...validateDeploymentStrategy(spec.strategy ?? {}, specPath.child('strategy')),
    ...validateNonnegative(minReadySeconds, specPath.child('minReadySeconds')),
    ...validateNonnegative(spec.revisionHistoryLimit, specPath.child('revisionHistoryLimit')),
    ...validateNonnegative(progressDeadlineSeconds, deadlinePath),
    ...(isTooShort ? [invalid(deadlinePath, progressDeadlineSeconds, 'must be greater than minReadySeconds')] : []),
  ];
}

/** A new Deployment, with defaults set. Mirrors ValidateDeployment (v1.36). */
export function validateDeployment(deployment: Deployment): readonly FieldError[] {
  return [...validateKubeObjectMeta(deployment.metadata, isDNS1123Subdomain), ...validateDeploymentSpec(deployment.spec)];
}

/** Mirrors ValidateDeploymentUpdate (v1.36). */
export function validateDeploymentUpdate(deployment: Deployment, old: Deployment): readonly FieldError[] {
  return [
    ...validateKubeObjectMetaUpdate(deployment.metadata, old.metadata),
    ...validateDeploymentSpec(deployment.spec),
    ...validateImmutableSelector(deployment.spec.selector, old.spec.selector),
  ];
}

function validateReplicaSetSpec(spec: Loose<ReplicaSetSpec>): FieldError[] {
  return [
    ...validateNonnegative(spec.replicas, specPath.child('replicas')),
    ...validateNonnegative(spec.minReadySeconds, specPath.child('minReadySeconds')),
    // Upstream names the other kind here too.
    ...validateWorkloadSelector(spec.selector, 'deployment', specPath.child('selector')),
    ...validateReplicaSetTemplate(spec.selector, spec.template ?? {}, specPath),
  ];
}

/** A new ReplicaSet, with defaults set. Mirrors ValidateReplicaSet (v1.36). */
export function validateReplicaSet(replicaSet: ReplicaSet): readonly FieldError[] {
  return [...validateKubeObjectMeta(replicaSet.metadata, isDNS1123Subdomain), ...validateReplicaSetSpec(replicaSet.spec)];
}

/** Mirrors ValidateReplicaSetUpdate (v1.36). */
export function validateReplicaSetUpdate(replicaSet: ReplicaSet, old: ReplicaSet): readonly FieldError[] {
  return [
    ...validateKubeObjectMetaUpdate(replicaSet.metadata, old.metadata),
    ...validateReplicaSetSpec(replicaSet.spec),
    ...validateImmutableSelector(replicaSet.spec.selector, old.spec.selector),
  ];
}

function validateRollingUpdateDaemonSet(update: Loose<RollingUpdateDaemonSet>, path: FieldPath): FieldError[] {
  const { maxUnavailable = 0, maxSurge = 0 } = update;
  const unavailablePath = path.child('maxUnavailable');
  const surgePath = path.child('maxSurge');
  const hasUnavailable = intOrPercentValue(maxUnavailable) !== 0;
  const hasSurge = intOrPercentValue(maxSurge) !== 0;
  return [
    ...validatePositiveIntOrPercent(maxUnavailable, unavailablePath),
    ...validatePositiveIntOrPercent(maxSurge, surgePath),
    ...isNotMoreThan100Percent(maxUnavailable, unavailablePath),
    ...isNotMoreThan100Percent(maxSurge, surgePath),
    ...(hasUnavailable && hasSurge ? [invalid(surgePath, maxSurge, 'may not be set when maxUnavailable is non-zero')] : []),
    ...(!hasUnavailable && !hasSurge ? [required(unavailablePath, 'cannot be 0 when maxSurge is 0')] : []),
  ];
}

function validateDaemonSetStrategy(strategy: Loose<DaemonSetUpdateStrategy>, path: FieldPath): FieldError[] {
  const at = path.child('rollingUpdate');
  switch (strategy.type) {
    case 'OnDelete': return [];
    case 'RollingUpdate': return strategy.rollingUpdate === undefined ? [required(at)] : validateRollingUpdateDaemonSet(strategy.rollingUpdate, at);
    default: return [notSupported(path, internalValue('DaemonSetUpdateStrategy', strategy), ['RollingUpdate', 'OnDelete'])];
  }
}

function validateDaemonSetSpec(spec: Loose<DaemonSetSpec>): FieldError[] {
  const { selector, template = {} } = spec;
  const matcher = labelSelectorAsMatcher(selector);
  const isEmpty = selector !== undefined && isEmptyLabelSelector(selector);
  const at = specPath.child('template');
  return [
    ...validateLabelSelector(selector, specPath.child('selector')),
    ...(matcher === undefined ? [] : validateTemplateLabels(template, matcher, at)),
    ...(isEmpty ? [invalid(specPath.child('selector'), printedSelector(selector), 'empty selector is invalid for daemonset')] : []),
    ...validatePodTemplateSpec(template, at),
    ...validateKeptRunning(template, 'DaemonSet', at),
    ...validateNonnegative(spec.minReadySeconds, specPath.child('minReadySeconds')),
    ...validateDaemonSetStrategy(spec.updateStrategy ?? {}, specPath.child('updateStrategy')),
    ...validateNonnegative(spec.revisionHistoryLimit, specPath.child('revisionHistoryLimit')),
  ];
}

/** A new DaemonSet, with defaults set. Mirrors ValidateDaemonSet (v1.36). */
export function validateDaemonSet(daemonSet: DaemonSet): readonly FieldError[] {
  return [...validateKubeObjectMeta(daemonSet.metadata, isDNS1123Subdomain), ...validateDaemonSetSpec(daemonSet.spec)];
}

/** Mirrors ValidateDaemonSetUpdate (v1.36). */
export function validateDaemonSetUpdate(daemonSet: DaemonSet, old: DaemonSet): readonly FieldError[] {
  return [
    ...validateKubeObjectMetaUpdate(daemonSet.metadata, old.metadata),
    ...validateImmutableSelector(daemonSet.spec.selector, old.spec.selector),
    ...validateDaemonSetSpec(daemonSet.spec),
  ];
}

function validateRevisionMeta(revision: ControllerRevision): FieldError[] {
  return [...validateKubeObjectMeta(revision.metadata, isDNS1123Subdomain), ...validateNonnegative(revision.revision, fieldPath('revision'))];
}

/** Mirrors ValidateControllerRevisionCreate (v1.36). */
export function validateControllerRevision(revision: ControllerRevision): readonly FieldError[] {
  const { data } = revision;
  const at = fieldPath('data');
  const errors = validateRevisionMeta(revision);
  if (data === undefined || data === null) return [...errors, required(at, 'data is mandatory')];
  return typeof data === 'object' && !Array.isArray(data) ? errors : [...errors, required(at, 'data must be a valid JSON object')];
}

/** A revision's data never changes. Mirrors ValidateControllerRevisionUpdate (v1.36). */
export function validateControllerRevisionUpdate(revision: ControllerRevision, old: ControllerRevision): readonly FieldError[] {
  return [
    ...validateKubeObjectMetaUpdate(revision.metadata, old.metadata),
    ...validateRevisionMeta(revision),
    ...validateImmutableField(revision.data, old.data, fieldPath('data')),
  ];
}
