import type { Pod } from '../../../kube/types.generated.ts';
import { deepEqual } from '../../../kube/objects.ts';
import type { WatchEvent } from '../../context.ts';
import { isPodReady } from '../podConditions.ts';
import type { SelectorIndex } from '../selectorIndex.ts';

const joinedIPs = (pod: Pod): string => (pod.status?.podIPs ?? []).map(({ ip }) => ip).join(',');

function hasEndpointChanged(old: Pod, pod: Pod): boolean {
  return pod.metadata.deletionTimestamp !== old.metadata.deletionTimestamp || isPodReady(old) !== isPodReady(pod) || joinedIPs(old) !== joinedIPs(pod);
}

function hasMembershipChanged(old: Pod, pod: Pod): boolean {
  return !deepEqual(old.metadata.labels, pod.metadata.labels) || old.spec.hostname !== pod.spec.hostname || old.spec.subdomain !== pod.spec.subdomain;
}

/**
 * The keys of the Services whose endpoints a change of a Pod may touch. `services` holds the selectors of all Services.
 * Mirrors GetPodUpdateProjectionKey and GetServicesToUpdate of staging/src/k8s.io/endpointslice/util/controller_utils.go (v1.36).
 */
export function servicesToUpdate(services: SelectorIndex, { type, object, old }: WatchEvent<Pod>): readonly string[] {
  const { namespace = '', labels } = object.metadata;
  const selecting = services.matching(namespace, labels);
  if (type !== 'MODIFIED' || old === undefined) return selecting;
  const isChanged = hasEndpointChanged(old, object);
  if (!hasMembershipChanged(old, object)) return isChanged ? selecting : [];
  const before = services.matching(namespace, old.metadata.labels);
  if (isChanged) return [...new Set([...selecting, ...before])].sort();
  return [...selecting.filter((key) => !before.includes(key)), ...before.filter((key) => !selecting.includes(key))].sort();
}
