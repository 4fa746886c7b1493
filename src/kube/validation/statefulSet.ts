import type { FieldError } from '../field.ts';
import { forbidden, invalid, notSupported, required } from '../fieldErrors.ts';
import type { FieldPath } from '../fieldPath.ts';
import { fieldPath } from '../fieldPath.ts';
import { internalValue } from '../internalValue.ts';
import type { Loose } from '../loose.ts';
import { deepEqual } from '../objects.ts';
import type { PodSpec, PodTemplateSpec, StatefulSet, StatefulSetSpec, StatefulSetUpdateStrategy, Volume } from '../types.generated.ts';
import { without } from '../without.ts';
import { validateWorkloadSelector } from './apps.ts';
import { validateDNS1123Label, validateNonnegative } from './fieldChecks.ts';
import { validateKubeObjectMeta, validateKubeObjectMetaUpdate } from './kubeObjectMeta.ts';
import { labelSelectorAsMatcher, printedSelector } from './labelSelector.ts';
import { isDNS1123Label } from './names.ts';
import { validateAnnotations, validateLabels } from './objectMeta.ts';
import { validatePodAnnotations } from './podAnnotations.ts';
import { validateKeptRunning, validatePodTemplateSpec, validateTemplateLabels } from './podTemplate.ts';
import { validatePersistentVolumeClaimSpec } from './volumeClaim.ts';

const specPath = fieldPath('spec');
const retentionPolicies = ['Retain', 'Delete'];
const updateRefusal =
  "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden";

function validateUpdateStrategy(strategy: Loose<StatefulSetUpdateStrategy>, path: FieldPath): FieldError[] {
  const { rollingUpdate } = strategy;
  const at = path.child('rollingUpdate');
  switch (strategy.type ?? '') {
    case '': return [required(path)];
    case 'OnDelete':
      return rollingUpdate === undefined ? [] : [invalid(at, internalValue('RollingUpdateStatefulSetStrategy', rollingUpdate), "only allowed for updateStrategy 'RollingUpdate'")];
    case 'RollingUpdate': return validateNonnegative(rollingUpdate?.partition, at.child('partition'));
    default: return [invalid(path, internalValue('StatefulSetUpdateStrategy', strategy), "must be 'RollingUpdate' or 'OnDelete'")];
  }
}

function validateManagementPolicy(policy: string, path: FieldPath): FieldError[] {
  if (policy === '') return [required(path)];
  return policy === 'OrderedReady' || policy === 'Parallel' ? [] : [invalid(path, policy, "must be 'OrderedReady' or 'Parallel'")];
}

function validateRetention(spec: Loose<StatefulSetSpec>, path: FieldPath): FieldError[] {
  const { persistentVolumeClaimRetentionPolicy: policy } = spec;
  if (policy === undefined) return [];
  return (['whenDeleted', 'whenScaled'] as const)
    .filter((name) => !retentionPolicies.includes(policy[name] ?? ''))
    .map((name) => notSupported(path.child(name), policy[name] ?? '', retentionPolicies));
}

/**
 * The template as its Pods will have it: the controller sets hostname and subdomain, and adds a volume for each claim
 * template, which takes the place of one of the same name.
 */
function templateOfPods(spec: Loose<StatefulSetSpec>): Loose<PodTemplateSpec> {
  const template = spec.template ?? {};
  const podSpec: Loose<PodSpec> = without(template.spec ?? {}, 'hostname', 'subdomain');
  const names = new Set((spec.volumeClaimTemplates ?? []).map(({ metadata }) => metadata?.name ?? ''));
  if (names.size === 0) return { ...template, spec: podSpec };
  const claims = [...names].map((name): Loose<Volume> => ({ name, persistentVolumeClaim: { claimName: name } }));
  return { ...template, spec: { ...podSpec, volumes: [...claims, ...(podSpec.volumes ?? []).filter(({ name = '' }) => !names.has(name))] } };
}

/** Mirrors ValidatePodTemplateSpecForStatefulSet in pkg/apis/apps/validation/validation.go (v1.36), which checks metadata twice. */
function validateTemplate(spec: Loose<StatefulSetSpec>, path: FieldPath): FieldError[] {
  const matcher = labelSelectorAsMatcher(spec.selector);
  if (matcher === undefined) return [invalid(specPath.child('selector'), printedSelector(spec.selector), '')];
  const template = templateOfPods(spec);
  const { labels, annotations } = template.metadata ?? {};
  return [
    ...validateTemplateLabels(template, matcher, path),
    ...validatePodTemplateSpec(template, path),
    ...validateLabels(labels, path.child('labels')),
    ...validateAnnotations(annotations, path.child('annotations')),
    ...validatePodAnnotations(annotations, template.spec ?? {}, path.child('annotations')),
  ];
}

function validateStatefulSetSpec(spec: Loose<StatefulSetSpec>, isUpdate: boolean): FieldError[] {
  const { serviceName = '', volumeClaimTemplates = [] } = spec;
  const claims = isUpdate ? [] : volumeClaimTemplates;
  const at = specPath.child('template');
  return [
    ...validateManagementPolicy(spec.podManagementPolicy ?? '', specPath.child('podManagementPolicy')),
    ...validateUpdateStrategy(spec.updateStrategy ?? {}, specPath.child('updateStrategy')),
    ...validateRetention(spec, specPath.child('persistentVolumeClaimRetentionPolicy')),
    ...claims.flatMap((claim, index) => validatePersistentVolumeClaimSpec(claim.spec ?? {}, specPath.child('volumeClaimTemplates').index(index).child('spec'))),
    ...validateNonnegative(spec.replicas, specPath.child('replicas')),
    ...validateNonnegative(spec.minReadySeconds, specPath.child('minReadySeconds')),
    ...validateNonnegative(spec.ordinals?.start, specPath.child('ordinals.start')),
    ...(isUpdate || serviceName === '' ? [] : validateDNS1123Label(serviceName, specPath.child('serviceName'))),
    ...validateWorkloadSelector(spec.selector, 'statefulset', specPath.child('selector')),
    ...validateTemplate(spec, at),
    ...validateKeptRunning(spec.template ?? {}, 'StatefulSet', at),
  ];
}

/** A new StatefulSet, with defaults set. Mirrors ValidateStatefulSet (v1.36). */
export function validateStatefulSet(statefulSet: StatefulSet): readonly FieldError[] {
  return [...validateKubeObjectMeta(statefulSet.metadata, isDNS1123Label), ...validateStatefulSetSpec(statefulSet.spec, false)];
}

/** The spec without what may change. */
function fixedFields(spec: StatefulSetSpec): Partial<StatefulSetSpec> {
  return without(spec, 'replicas', 'template', 'updateStrategy', 'minReadySeconds', 'ordinals', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy');
}

/** Mirrors ValidateStatefulSetUpdate (v1.36). */
export function validateStatefulSetUpdate(statefulSet: StatefulSet, old: StatefulSet): readonly FieldError[] {
  return [
    ...validateKubeObjectMetaUpdate(statefulSet.metadata, old.metadata),
    ...validateStatefulSetSpec(statefulSet.spec, true),
    ...(deepEqual(fixedFields(statefulSet.spec), fixedFields(old.spec)) ? [] : [forbidden(specPath, updateRefusal)]),
  ];
}
