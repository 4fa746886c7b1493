import type { FieldError } from '../field.ts';
import { forbidden } from '../fieldErrors.ts';
import { fieldPath } from '../fieldPath.ts';
import type { Loose } from '../loose.ts';
import type { Pod, PodSpec } from '../types.generated.ts';
import { validatePodImage } from './containers.ts';
import { validateKubeObjectMeta } from './kubeObjectMeta.ts';
import { isDNS1123Subdomain } from './names.ts';
import { validatePodAnnotations, validateProfileAnnotationsMatch } from './podAnnotations.ts';
import { validatePodSpec } from './podSpec.ts';

const metadataPath = fieldPath('metadata');
const specPath = fieldPath('spec');

/** Tokens of a service account need one that is named. */
function validateTokens(spec: Loose<PodSpec>): FieldError[] {
  if ((spec.serviceAccountName ?? '') !== '') return [];
  return (spec.volumes ?? []).flatMap((volume, index) => (volume.projected?.sources ?? []).flatMap(({ serviceAccountToken }, sourceIndex) => {
    if (serviceAccountToken === undefined) return [];
    const at = specPath.child('volumes').index(index).child('projected', 'sources').index(sourceIndex).child('serviceAccountToken');
    return [forbidden(at, 'must not be specified when serviceAccountName is not set')];
  }));
}

/** What holds for a Pod at any time. Mirrors validatePodMetadataAndSpec in pkg/apis/core/validation/validation.go (v1.36). */
export function validatePodMetadataAndSpec(pod: Pod): FieldError[] {
  const spec: Loose<PodSpec> = pod.spec;
  return [
    ...validateKubeObjectMeta(pod.metadata, isDNS1123Subdomain),
    ...validatePodAnnotations(pod.metadata.annotations, spec, metadataPath.child('annotations')),
    ...validatePodSpec(spec, specPath, { isPod: true, podMeta: pod.metadata }),
    ...validateTokens(spec),
    ...(spec.containers ?? []).flatMap((container, index) => validatePodImage(container, specPath.child('containers').index(index))),
    ...(spec.initContainers ?? []).flatMap((container, index) => validatePodImage(container, specPath.child('initContainers').index(index))),
  ];
}

/** A new Pod, with defaults set. Mirrors ValidatePodCreate (v1.36). */
export function validatePodCreate(pod: Pod): readonly FieldError[] {
  const spec: Loose<PodSpec> = pod.spec;
  const isBoundWhileGated = (spec.nodeName ?? '') !== '' && (spec.schedulingGates ?? []).length > 0;
  return [
    ...validatePodMetadataAndSpec(pod),
    ...((spec.ephemeralContainers ?? []).length > 0 ? [forbidden(specPath.child('ephemeralContainers'), 'cannot be set on create')] : []),
    ...(isBoundWhileGated ? [forbidden(specPath.child('nodeName'), 'cannot be set until all schedulingGates have been cleared')] : []),
    ...validateProfileAnnotationsMatch(pod.metadata.annotations, spec, specPath),
  ];
}
