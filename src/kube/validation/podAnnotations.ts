import type { FieldError } from '../field.ts';
import { forbidden, invalid } from '../fieldErrors.ts';
import type { FieldPath } from '../fieldPath.ts';
import type { Loose } from '../loose.ts';
import { valueOf } from '../objects.ts';
import { quote } from '../quote.ts';
import type { AppArmorProfile, PodSpec, SeccompProfile } from '../types.generated.ts';
import { visitContainers } from './containerVisitor.ts';
import { validateLocalDescendingPath } from './paths.ts';

type Annotations = Readonly<Record<string, string>>;

const mirrorKey = 'kubernetes.io/config.mirror';
const deletionCostKey = 'controller.kubernetes.io/pod-deletion-cost';
const seccompPodKey = 'seccomp.security.alpha.kubernetes.io/pod';
const seccompContainerPrefix = 'container.seccomp.security.alpha.kubernetes.io/';
const appArmorPrefix = 'container.apparmor.security.beta.kubernetes.io/';
const localhostPrefix = 'localhost/';

function isDeletionCost(value: string): boolean {
  return /^(0|-?\d+)$/.test(value) && !/^0\d/.test(value) && Number(value) >= -2147483648 && Number(value) <= 2147483647;
}

function validateSeccompValue(value: string, path: FieldPath): FieldError[] {
  if (['runtime/default', 'docker/default', 'unconfined'].includes(value)) return [];
  if (value.startsWith(localhostPrefix)) return validateLocalDescendingPath(value.slice(localhostPrefix.length), path);
  return [invalid(path, value, 'must be a valid seccomp profile')];
}

function validateAppArmorValue(key: string, value: string, spec: Loose<PodSpec>, path: FieldPath): FieldError[] {
  const name = key.slice(appArmorPrefix.length);
  const isKnown = visitContainers(spec, path).some(({ container }) => container.name === name);
  const isProfile = ['', 'runtime/default', 'unconfined'].includes(value) || value.startsWith(localhostPrefix);
  return [
    ...(isKnown ? [] : [invalid(path.key(key), name, 'container not found')]),
    ...(isProfile ? [] : [invalid(path.key(key), value, `invalid AppArmor profile name: ${quote(value)}`)]),
  ];
}

/**
 * Annotations that mean something to Pods: the mirror mark, the cost of deletion, seccomp and AppArmor profiles.
 * Mirrors ValidatePodSpecificAnnotations in pkg/apis/core/validation/validation.go (v1.36).
 *
 * Simplified: tolerations in an annotation, gone since Kubernetes 1.6, are not read.
 */
export function validatePodAnnotations(annotations: Annotations | undefined, spec: Loose<PodSpec>, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const mirror = valueOf(annotations, mirrorKey);
  if (mirror !== undefined && (spec.nodeName ?? '') === '') errors.push(invalid(path.key(mirrorKey), mirror, 'must set spec.nodeName if mirror pod annotation is set'));
  const cost = valueOf(annotations, deletionCostKey);
  if (cost !== undefined && !isDeletionCost(cost)) errors.push(invalid(path.key(deletionCostKey), cost, 'must be a 32bit integer'));
  const entries = Object.entries(annotations ?? {});
  for (const [key, value] of entries) {
    if (key === seccompPodKey || key.startsWith(seccompContainerPrefix)) errors.push(...validateSeccompValue(value, path.child(key)));
  }
  for (const [key, value] of entries) {
    if (key.startsWith(appArmorPrefix)) errors.push(...validateAppArmorValue(key, value, spec, path));
  }
  return errors;
}

/** Annotations of a stored Pod that cannot change. Mirrors the first half of ValidatePodSpecificAnnotationUpdates (v1.36). */
export function validatePodAnnotationUpdates(annotations: Annotations | undefined, old: Annotations | undefined, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const refuse = (key: string, verb: string): void => {
    if (key.startsWith(appArmorPrefix)) errors.push(forbidden(path.key(key), `may not ${verb} AppArmor annotations`));
    if (key === mirrorKey) errors.push(forbidden(path.key(key), `may not ${verb} mirror pod annotation`));
  };
  for (const [key, value] of Object.entries(old ?? {})) if (valueOf(annotations, key) !== value) refuse(key, 'remove or update');
  for (const key of Object.keys(annotations ?? {})) if (valueOf(old, key) === undefined) refuse(key, 'add');
  return errors;
}

/** Whether a profile's field says what the annotation for the same thing says. */
function compareProfiles(kind: string, annotation: string, profile: Loose<SeccompProfile | AppArmorProfile>, defaults: readonly string[], path: FieldPath): FieldError[] {
  const mismatch = forbidden(path.child('type'), `${kind} type in annotation and field must match`);
  switch (profile.type) {
    case 'Unconfined': return annotation === 'unconfined' ? [] : [mismatch];
    case 'RuntimeDefault': return defaults.includes(annotation) ? [] : [mismatch];
    case 'Localhost':
      if (!annotation.startsWith(localhostPrefix)) return [mismatch];
      return annotation.slice(localhostPrefix.length) === profile.localhostProfile ? [] : [forbidden(path.child('localhostProfile'), `${kind} profile in annotation and field must match`)];
    default: return [];
  }
}

/**
 * Profiles that annotations and fields both give must be the same. `path` is the spec's. Mirrors
 * validateSeccompAnnotationsAndFields and validateAppArmorAnnotationsAndFieldsMatchOnCreate (v1.36).
 */
export function validateProfileAnnotationsMatch(annotations: Annotations | undefined, spec: Loose<PodSpec>, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const containers = visitContainers(spec, path);
  const seccompDefaults = ['runtime/default', 'docker/default'];
  const ofPod = spec.securityContext?.seccompProfile;
  const podAnnotation = valueOf(annotations, seccompPodKey);
  if (ofPod !== undefined && podAnnotation !== undefined) errors.push(...compareProfiles('seccomp', podAnnotation, ofPod, seccompDefaults, path.child('securityContext', 'seccompProfile')));
  for (const { container, path: at } of containers) {
    const profile = container.securityContext?.seccompProfile;
    const annotation = valueOf(annotations, `${seccompContainerPrefix}${container.name ?? ''}`);
    if (profile !== undefined && annotation !== undefined) errors.push(...compareProfiles('seccomp', annotation, profile, seccompDefaults, at.child('securityContext', 'seccompProfile')));
  }
  if (spec.os?.name === 'windows') return errors;
  for (const { container, path: at } of containers) {
    const profile = container.securityContext?.appArmorProfile ?? spec.securityContext?.appArmorProfile;
    const annotation = valueOf(annotations, `${appArmorPrefix}${container.name ?? ''}`);
    if (profile !== undefined && annotation !== undefined) errors.push(...compareProfiles('apparmor', annotation, profile, ['runtime/default'], at.child('securityContext', 'appArmorProfile')));
  }
  return errors;
}
