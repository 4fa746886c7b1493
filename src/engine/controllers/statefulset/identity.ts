import type { Pod, PodTemplateSpec, StatefulSet, Volume } from '../../../kube/types.generated.ts';
import { newControllerRef } from '../controllerRefs.ts';
import { podRevisionLabel } from '../history.ts';

const podNameLabel = 'statefulset.kubernetes.io/pod-name';
const podIndexLabel = 'apps.kubernetes.io/pod-index';

/** The first ordinal of a StatefulSet. */
export const startOrdinal = (set: StatefulSet): number => set.spec.ordinals?.start ?? 0;

/** How many Pods a StatefulSet asks for. */
export const replicasOf = (set: StatefulSet): number => set.spec.replicas ?? 1;

/** The ordinal at the end of a Pod's name; −1 where the name is not one of this StatefulSet's. */
export function ordinalOf(set: StatefulSet, pod: Pod): number {
  const match = /^(.*)-(\d+)$/.exec(pod.metadata.name);
  return match?.[1] === set.metadata.name ? Number(match[2]) : -1;
}

/** The revision that a Pod was made from; empty where it does not say. */
export const podRevision = (pod: Pod): string => pod.metadata.labels?.[podRevisionLabel] ?? '';

function identityLabels(name: string, ordinal: number): Record<string, string> {
  return { [podNameLabel]: name, [podIndexLabel]: String(ordinal) };
}

/** The Pod's own volumes, with those of claim templates replaced by the claims of its ordinal. */
function volumesOf(set: StatefulSet, template: PodTemplateSpec, ordinal: number): readonly Volume[] {
  const claims = (set.spec.volumeClaimTemplates ?? []).map((claim): Volume =>
    ({ name: claim.metadata.name, persistentVolumeClaim: { claimName: `${claim.metadata.name}-${set.metadata.name}-${ordinal}` } }));
  const names = new Set(claims.map(({ name }) => name));
  return [...claims, ...(template.spec.volumes ?? []).filter(({ name }) => !names.has(name))];
}

/**
 * The Pod of an ordinal, as it is sent to the API server. Mirrors newStatefulSetPod of stateful_set_utils.go (v1.36).
 * Simplified: the PersistentVolumeClaims that it names are not created; nothing here stores data.
 */
export function newPod(set: StatefulSet, template: PodTemplateSpec, revision: string, ordinal: number): Pod {
  const name = `${set.metadata.name}-${ordinal}`;
  const { labels, annotations, finalizers } = template.metadata ?? {};
  const { namespace } = set.metadata;
  const { serviceName = '' } = set.spec;
  const volumes = volumesOf(set, template, ordinal);
  return {
    apiVersion: 'v1', kind: 'Pod',
    metadata: {
      name, generateName: `${set.metadata.name}-`, ...(namespace === undefined ? {} : { namespace }),
      labels: { ...labels, ...identityLabels(name, ordinal), [podRevisionLabel]: revision },
      ...(annotations === undefined ? {} : { annotations }),
      ...(finalizers === undefined ? {} : { finalizers }),
      ownerReferences: [newControllerRef(set)],
    },
    spec: { ...template.spec, hostname: name, ...(serviceName === '' ? {} : { subdomain: serviceName }), ...(volumes.length === 0 ? {} : { volumes }) },
  };
}

/** The Pod with its identity labels put right; undefined where they are. */
export function withIdentity(pod: Pod, ordinal: number): Pod | undefined {
  const { metadata } = pod;
  if (metadata.labels?.[podNameLabel] === metadata.name) return undefined;
  return { ...pod, metadata: { ...metadata, labels: { ...metadata.labels, ...identityLabels(metadata.name, ordinal) } } };
}
