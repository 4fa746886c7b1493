import type { FieldError } from '../field.ts';
import { forbidden, invalid, invalidEach, required } from '../fieldErrors.ts';
import type { FieldPath } from '../fieldPath.ts';
import { fieldPath } from '../fieldPath.ts';
import { internalText, internalValue } from '../internalValue.ts';
import { deepEqual } from '../objects.ts';
import { sortedMap } from '../quote.ts';
import type { Affinity, Container, NodeAffinity, NodeSelectorTerm, Pod, PodSchedulingGate, PodSpec, Toleration } from '../types.generated.ts';
import { unifiedDiff } from '../unifiedDiff.ts';
import { without } from '../without.ts';
import { validatePodImage } from './containers.ts';
import { validateKubeObjectMetaUpdate } from './kubeObjectMeta.ts';
import { isInRange } from './names.ts';
import { validatePodMetadataAndSpec } from './pod.ts';
import { validatePodAnnotations, validatePodAnnotationUpdates } from './podAnnotations.ts';
import { validateTolerations } from './tolerations.ts';

const maxInt32 = 2147483647;
const specPath = fieldPath('spec');
const changeableFields = [
  '`spec.containers[*].image`',
  '`spec.initContainers[*].image`',
  '`spec.activeDeadlineSeconds`',
  '`spec.tolerations` (only additions to existing tolerations)',
  '`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
].join(',');

/** Errors, and whether they end the examination. */
interface Findings { readonly errors: FieldError[]; readonly isFinal: boolean }

function validateContainerUpdates(containers: readonly Container[], old: readonly Container[], path: FieldPath): Findings {
  if (containers.length !== old.length) return { errors: [forbidden(path, 'pod updates may not add or remove containers')], isFinal: true };
  const errors = containers.flatMap((container, index) => {
    const at = path.index(index);
    return [...((container.image ?? '') === '' ? [required(at.child('image'))] : []), ...validatePodImage(container, at)];
  });
  return { errors, isFinal: false };
}

/** A deadline may be set, and drawn nearer. */
function validateDeadline(deadline: number | undefined, old: number | undefined, path: FieldPath): Findings {
  if (deadline === undefined) {
    return { errors: old === undefined ? [] : [invalid(path, null, 'must not update from a positive integer to nil value')], isFinal: false };
  }
  const range = invalidEach(path, deadline, isInRange(deadline, 0, maxInt32));
  if (range.length > 0) return { errors: range, isFinal: true };
  if (old !== undefined && old < deadline) return { errors: [invalid(path, deadline, 'must be less than or equal to previous value')], isFinal: true };
  return { errors: [], isFinal: false };
}

/** Tolerations may be added; of old ones only the seconds may change. */
function validateAddedTolerations(tolerations: readonly Toleration[], old: readonly Toleration[], path: FieldPath): FieldError[] {
  const bare = (toleration: Toleration): Toleration => without(toleration, 'tolerationSeconds');
  const isKept = (toleration: Toleration): boolean => tolerations.some((other) => deepEqual(bare(toleration), bare(other)));
  if (!old.every(isKept)) return [forbidden(path, 'existing toleration can not be modified except its tolerationSeconds')];
  return validateTolerations(tolerations, path);
}

function validateDeletedGates(gates: readonly PodSchedulingGate[], old: readonly PodSchedulingGate[], path: FieldPath): FieldError[] {
  const known = new Set(old.map(({ name }) => name));
  const added = new Map(gates.map(({ name }, index) => [name, index]));
  return [...added].filter(([name]) => !known.has(name)).map(([name, index]) => forbidden(path.index(index).child('name'), `only deletion is allowed, but found new scheduling gate '${name}'`));
}

function hasOnlyAdditions(term: NodeSelectorTerm, old: NodeSelectorTerm): boolean {
  const { matchExpressions = [], matchFields = [] } = old;
  const expressions = term.matchExpressions ?? [];
  const fields = term.matchFields ?? [];
  if (matchExpressions.length + matchFields.length === 0) return expressions.length + fields.length === 0;
  return deepEqual(expressions.slice(0, matchExpressions.length), matchExpressions) && deepEqual(fields.slice(0, matchFields.length), matchFields);
}

/** A gated Pod's Node affinity may be narrowed. Mirrors validateNodeAffinityMutation (v1.36). */
function validateNodeAffinityMutation(affinity: NodeAffinity | undefined, old: NodeAffinity | undefined, path: FieldPath): FieldError[] {
  const oldTerms = old?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  const terms = affinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  const at = path.child('requiredDuringSchedulingIgnoredDuringExecution', 'nodeSelectorTerms');
  if (oldTerms.length === 0) return [];
  if (oldTerms.length !== terms.length) {
    const given = affinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
    const shown = given === undefined || given.length > 0 ? internalValue('[]NodeSelectorTerm', given) : [];
    return [invalid(at, shown, 'no additions/deletions to non-empty NodeSelectorTerms list are allowed')];
  }
  return terms.flatMap((term, index) => {
    const oldTerm = oldTerms[index];
    if (oldTerm === undefined || hasOnlyAdditions(term, oldTerm)) return [];
    return [invalid(at.index(index), internalValue('NodeSelectorTerm', term), 'only additions are allowed (no mutations or deletions)')];
  });
}

/** The old Node affinity in the new affinity, as far as that leaves no trace where there was none. */
function withOldNodeAffinity(spec: PodSpec, old: PodSpec): PodSpec {
  const rest = without(spec, 'affinity');
  const others: Affinity = without(spec.affinity ?? {}, 'nodeAffinity');
  const oldNodeAffinity = old.affinity?.nodeAffinity;
  if (old.affinity === undefined && Object.keys(others).length === 0) return rest;
  return { ...rest, affinity: { ...others, ...(oldNodeAffinity && { nodeAffinity: oldNodeAffinity }) } };
}

/** What a Pod that waits for its gates may change besides. */
function validateGated(spec: PodSpec, old: PodSpec): { readonly spec: PodSpec; readonly errors: FieldError[] } {
  const errors: FieldError[] = [];
  let munged = spec;
  if (!deepEqual(spec.nodeSelector, old.nodeSelector)) {
    const isNarrower = Object.entries(old.nodeSelector ?? {}).every(([key, value]) => spec.nodeSelector?.[key] === value);
    const shown = spec.nodeSelector === undefined ? null : sortedMap(spec.nodeSelector);
    if (!isNarrower) errors.push(invalid(specPath.child('nodeSelector'), shown, 'only additions to spec.nodeSelector are allowed (no mutations or deletions)'));
    munged = { ...without(munged, 'nodeSelector'), ...(old.nodeSelector && { nodeSelector: old.nodeSelector }) };
  }
  const affinity = spec.affinity?.nodeAffinity;
  const oldAffinity = old.affinity?.nodeAffinity;
  if (!deepEqual(affinity, oldAffinity)) {
    errors.push(...validateNodeAffinityMutation(affinity, oldAffinity, specPath.child('affinity', 'nodeAffinity')));
    munged = withOldNodeAffinity(munged, old);
  }
  return { spec: munged, errors };
}

/** The new spec with the old one's values wherever a change is allowed: what is left must be equal. */
function withAllowedChangesUndone(spec: PodSpec, old: PodSpec): PodSpec {
  const withOldImage = (list: readonly Container[] | undefined) => (container: Container, index: number): Container => {
    const image = list?.[index]?.image;
    return { ...without(container, 'image'), ...(image !== undefined && { image }) };
  };
  const oldGracePeriod = old.terminationGracePeriodSeconds;
  const isRepaired = oldGracePeriod !== undefined && oldGracePeriod < 0 && spec.terminationGracePeriodSeconds === 1;
  return {
    ...without(spec, 'activeDeadlineSeconds', 'schedulingGates', 'tolerations'),
    containers: spec.containers.map(withOldImage(old.containers)),
    ...(spec.initContainers && { initContainers: spec.initContainers.map(withOldImage(old.initContainers)) }),
    ...(old.activeDeadlineSeconds !== undefined && { activeDeadlineSeconds: old.activeDeadlineSeconds }),
    ...(old.schedulingGates && { schedulingGates: old.schedulingGates }),
    ...(old.tolerations && { tolerations: old.tolerations }),
    ...(isRepaired && { terminationGracePeriodSeconds: oldGracePeriod }),
  };
}

/** What must not change at all. The message shows the difference. */
function validateImmutableSpec(spec: PodSpec, old: PodSpec): FieldError[] {
  if (deepEqual(spec, old)) return [];
  const undone = withAllowedChangesUndone(spec, old);
  const { spec: munged, errors } = (old.schedulingGates ?? []).length > 0 ? validateGated(undone, old) : { spec: undone, errors: [] };
  if (deepEqual(munged, old)) return errors;
  const difference = unifiedDiff(internalText('PodSpec', old), internalText('PodSpec', munged));
  return [...errors, forbidden(specPath, `pod updates may not change fields other than ${changeableFields}\n${difference}`)];
}

/**
 * A Pod that replaces `old`: little of its spec may change. Mirrors ValidatePodUpdate in
 * pkg/apis/core/validation/validation.go (v1.36).
 */
export function validatePodUpdate(pod: Pod, old: Pod): readonly FieldError[] {
  const annotationsPath = fieldPath('metadata', 'annotations');
  const errors = [
    ...validateKubeObjectMetaUpdate(pod.metadata, old.metadata),
    ...validatePodMetadataAndSpec(pod),
    ...validatePodAnnotationUpdates(pod.metadata.annotations, old.metadata.annotations, annotationsPath),
    ...validatePodAnnotations(pod.metadata.annotations, pod.spec, annotationsPath),
  ];
  const steps: readonly (() => Findings)[] = [
    () => validateContainerUpdates(pod.spec.containers, old.spec.containers, specPath.child('containers')),
    () => validateContainerUpdates(pod.spec.initContainers ?? [], old.spec.initContainers ?? [], specPath.child('initContainers')),
    () => validateDeadline(pod.spec.activeDeadlineSeconds, old.spec.activeDeadlineSeconds, specPath.child('activeDeadlineSeconds')),
  ];
  for (const step of steps) {
    const found = step();
    errors.push(...found.errors);
    if (found.isFinal) return errors;
  }
  return [
    ...errors,
    ...validateAddedTolerations(pod.spec.tolerations ?? [], old.spec.tolerations ?? [], specPath.child('tolerations')),
    ...validateDeletedGates(pod.spec.schedulingGates ?? [], old.spec.schedulingGates ?? [], specPath.child('schedulingGates')),
    ...validateImmutableSpec(pod.spec, old.spec),
  ];
}
