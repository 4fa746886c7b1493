import { fieldPath } from '../../../../kube/fieldPath.ts';
import { deepEqual, valueOf } from '../../../../kube/objects.ts';
import type { AppArmorProfile, Container, Pod } from '../../../../kube/types.generated.ts';
import { validateAppArmorProfile } from '../../../../kube/validation/securityProfiles.ts';

const annotationPrefix = 'container.apparmor.security.beta.kubernetes.io/';
const localhostPrefix = 'localhost/';

/** The profile that an annotation's value names; absent where it names none that is valid. */
function profileOf(annotation: string): AppArmorProfile | undefined {
  if (annotation === 'unconfined') return { type: 'Unconfined' };
  if (annotation === 'runtime/default') return { type: 'RuntimeDefault' };
  const localhostProfile = annotation.startsWith(localhostPrefix) ? annotation.slice(localhostPrefix.length) : '';
  if (localhostProfile === '') return undefined;
  const profile: AppArmorProfile = { type: 'Localhost', localhostProfile };
  return validateAppArmorProfile(profile, fieldPath('')).length === 0 ? profile : undefined;
}

/** The annotation of a container that has no profile of its own; absent where nothing is to be carried over. */
function pendingAnnotation(pod: Pod, container: Pick<Container, 'name' | 'securityContext'>): string | undefined {
  if (pod.spec.os?.name === 'windows' || container.securityContext?.appArmorProfile !== undefined) return undefined;
  return valueOf(pod.metadata.annotations, `${annotationPrefix}${container.name}`);
}

function withProfile<T extends Pick<Container, 'name' | 'securityContext'>>(pod: Pod, container: T): T {
  const annotation = pendingAnnotation(pod, container);
  const profile = annotation === undefined ? undefined : profileOf(annotation);
  if (profile === undefined || deepEqual(profile, pod.spec.securityContext?.appArmorProfile)) return container;
  return { ...container, securityContext: { ...container.securityContext, appArmorProfile: profile } };
}

/**
 * A new Pod whose AppArmor annotations, which are deprecated, stand in the containers' fields as well: except where a
 * container has the field, or the Pod's own profile is the same. Mirrors applyAppArmorVersionSkew of
 * pkg/registry/core/pod/strategy.go (v1.36).
 */
export function withAppArmorFields(pod: Pod): Pod {
  const { initContainers, containers, ephemeralContainers } = pod.spec;
  return {
    ...pod,
    spec: {
      ...pod.spec,
      ...(initContainers && { initContainers: initContainers.map((container) => withProfile(pod, container)) }),
      containers: containers.map((container) => withProfile(pod, container)),
      ...(ephemeralContainers && { ephemeralContainers: ephemeralContainers.map((container) => withProfile(pod, container)) }),
    },
  };
}

/**
 * What the client hears of AppArmor annotations that were carried over, or of which nothing can be made. `pod` is the Pod
 * before withAppArmorFields; the texts come in the order init containers, containers, ephemeral containers, and before
 * anything is validated.
 */
export function appArmorWarnings(pod: Pod): readonly string[] {
  const { initContainers = [], containers, ephemeralContainers = [] } = pod.spec;
  return [...initContainers, ...containers, ...ephemeralContainers].flatMap((container) => {
    const annotation = pendingAnnotation(pod, container);
    if (annotation === undefined) return [];
    const profile = profileOf(annotation);
    if (profile !== undefined && deepEqual(profile, pod.spec.securityContext?.appArmorProfile)) return [];
    const path = fieldPath('metadata', 'annotations').key(`${annotationPrefix}${container.name}`);
    return [`${path.toString()}: deprecated since v1.30; use the "appArmorProfile" field instead`];
  });
}
