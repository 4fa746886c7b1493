import type { FieldError } from '../field.ts';
import { forbidden, invalid, notSupported } from '../fieldErrors.ts';
import type { FieldPath } from '../fieldPath.ts';
import { fieldPath } from '../fieldPath.ts';
import { internalValue } from '../internalValue.ts';
import type { Loose } from '../loose.ts';
import { sortedMap } from '../quote.ts';
import type { PodTemplate, PodTemplateSpec, ReplicationController, ReplicationControllerSpec } from '../types.generated.ts';
import { validateNonnegative } from './fieldChecks.ts';
import { required } from '../fieldErrors.ts';
import { validateKubeObjectMeta, validateKubeObjectMetaUpdate } from './kubeObjectMeta.ts';
import type { Matcher } from './labelSelector.ts';
import { selectorMapAsMatcher } from './labelSelector.ts';
import { isDNS1123Subdomain } from './names.ts';
import { validateAnnotations, validateLabels } from './objectMeta.ts';
import { validatePodAnnotations, validateProfileAnnotationsMatch } from './podAnnotations.ts';
import { validatePodSpec } from './podSpec.ts';

/** The template of a workload's Pods. Mirrors ValidatePodTemplateSpec in pkg/apis/core/validation/validation.go (v1.36). */
export function validatePodTemplateSpec(template: Loose<PodTemplateSpec>, path: FieldPath): FieldError[] {
  const { labels, annotations } = template.metadata ?? {};
  const spec = template.spec ?? {};
  return [
    ...validateLabels(labels, path.child('labels')),
    ...validateAnnotations(annotations, path.child('annotations')),
    ...validatePodAnnotations(annotations, spec, path.child('annotations')),
    ...validatePodSpec(spec, path.child('spec'), { isPod: false }),
    ...validateProfileAnnotationsMatch(annotations, spec, path.child('spec')),
    ...((spec.ephemeralContainers ?? []).length > 0 ? [forbidden(path.child('spec', 'ephemeralContainers'), 'ephemeral containers not allowed in pod template')] : []),
  ];
}

/** A template's labels must be those that the workload looks for. `path` is the template's. */
export function validateTemplateLabels(template: Loose<PodTemplateSpec>, matcher: Matcher, path: FieldPath): FieldError[] {
  const labels = template.metadata?.labels;
  if (matcher.matches(labels)) return [];
  const shown = labels === undefined ? null : internalValue('{}string', sortedMap(labels));
  return [invalid(path.child('metadata', 'labels'), shown, '`selector` does not match template `labels`')];
}

/** Workloads that keep Pods running restart them, and give them no deadline. `kind` stands in the message. */
export function validateKeptRunning(template: Loose<PodTemplateSpec>, kind: string, path: FieldPath): FieldError[] {
  const { restartPolicy = '', activeDeadlineSeconds } = template.spec ?? {};
  return [
    ...(restartPolicy === 'Always' ? [] : [notSupported(path.child('spec', 'restartPolicy'), restartPolicy, ['Always'])]),
    ...(activeDeadlineSeconds === undefined ? [] : [forbidden(path.child('spec', 'activeDeadlineSeconds'), `activeDeadlineSeconds in ${kind} is not Supported`)]),
  ];
}

/** Mirrors ValidatePodTemplate (v1.36). */
export function validatePodTemplate(podTemplate: PodTemplate): readonly FieldError[] {
  return [...validateKubeObjectMeta(podTemplate.metadata, isDNS1123Subdomain), ...validatePodTemplateSpec(podTemplate.template ?? {}, fieldPath('template'))];
}

/** Mirrors ValidatePodTemplateUpdate (v1.36). */
export function validatePodTemplateUpdate(podTemplate: PodTemplate, old: PodTemplate): readonly FieldError[] {
  return [...validateKubeObjectMetaUpdate(podTemplate.metadata, old.metadata), ...validatePodTemplateSpec(podTemplate.template ?? {}, fieldPath('template'))];
}

function validateReplicationControllerSpec(spec: Loose<ReplicationControllerSpec>, path: FieldPath): FieldError[] {
  const { template, selector, replicas } = spec;
  const matcher = selectorMapAsMatcher(selector);
  const at = path.child('template');
  return [
    ...validateNonnegative(spec.minReadySeconds, path.child('minReadySeconds')),
    ...(matcher.isEmpty ? [required(path.child('selector'))] : []),
    ...(replicas === undefined ? [required(path.child('replicas'))] : validateNonnegative(replicas, path.child('replicas'))),
    ...(template === undefined
      ? [required(at)]
      : [...validateTemplateLabels(template, matcher, at), ...validatePodTemplateSpec(template, at), ...validateKeptRunning(template, 'ReplicationController', at)]),
  ];
}

/** Mirrors ValidateReplicationController (v1.36). */
export function validateReplicationController(controller: ReplicationController): readonly FieldError[] {
  return [...validateKubeObjectMeta(controller.metadata, isDNS1123Subdomain), ...validateReplicationControllerSpec(controller.spec, fieldPath('spec'))];
}

/** Mirrors ValidateReplicationControllerUpdate (v1.36). */
export function validateReplicationControllerUpdate(controller: ReplicationController, old: ReplicationController): readonly FieldError[] {
  return [...validateKubeObjectMetaUpdate(controller.metadata, old.metadata), ...validateReplicationControllerSpec(controller.spec, fieldPath('spec'))];
}
