import type { OwnerReference, Pod } from '../../kube/types.generated.ts';
import { quote } from '../../kube/quote.ts';
import { kindInfo } from '../../kube/scheme.ts';
import type { ApiServer } from '../context.ts';
import { controllerOf } from './controllerRefs.ts';

/** How many Pods the owners of some Pods ask for together, and whether some Pods have no owner; or why that cannot be said. */
export type ExpectedScale = { readonly ok: true; readonly replicas: number; readonly hasUnmanaged: boolean } | { readonly ok: false; readonly error: string };

interface Scale { readonly uid: string; readonly replicas: number }


/** The workload that is scaled where the Pods of `owner` are to become more; undefined where there is none. */
function scaleOf(api: ApiServer, { kind, name, uid }: OwnerReference, namespace: string): Scale | undefined {
  if (kind === 'ReplicaSet') {
    const replicaSet = api.get('ReplicaSet', namespace, name);
    if (replicaSet?.metadata.uid !== uid) return undefined;
    const parent = controllerOf(replicaSet.metadata);
    if (parent?.kind !== 'Deployment') return { uid, replicas: replicaSet.spec.replicas ?? 1 };
    const deployment = api.get('Deployment', namespace, parent.name);
    // A ReplicaSet whose Deployment is gone is asked for its own scale.
    return deployment?.metadata.uid === parent.uid ? { uid: parent.uid, replicas: deployment.spec.replicas ?? 1 } : { uid, replicas: replicaSet.spec.replicas ?? 1 };
  }
  if (kind !== 'StatefulSet' && kind !== 'ReplicationController') return undefined;
  const owner = api.get(kind, namespace, name);
  return owner?.metadata.uid === uid ? { uid, replicas: owner.spec.replicas ?? 1 } : undefined;
}

/** Mirrors getExpectedScale of pkg/controller/disruption/disruption.go (v1.36). An owner counts once; the error is that of the first Pod whose owner has no scale. */
export function expectedScale(api: ApiServer, pods: readonly Pod[]): ExpectedScale {
  const scales = new Map<string, number>();
  let hasUnmanaged = false;
  for (const pod of pods) {
    const owner = controllerOf(pod.metadata);
    if (owner === undefined) hasUnmanaged = true;
    if (owner === undefined) continue;
    const scale = scaleOf(api, owner, pod.metadata.namespace ?? '');
    if (scale === undefined) return { ok: false, error: withoutScale(owner, pod) };
    scales.set(scale.uid, scale.replicas);
  }
  return { ok: true, replicas: [...scales.values()].reduce((sum, replicas) => sum + replicas, 0), hasUnmanaged };
}

function withoutScale({ apiVersion, kind }: OwnerReference, pod: Pod): string {
  const info = kindInfo(apiVersion, kind);
  const isScalable = ['ReplicaSet', 'StatefulSet', 'ReplicationController', 'Deployment'].includes(kind);
  if (isScalable) return `found no controllers for pod ${quote(pod.metadata.name)}`;
  if (info === undefined) return `no matches for kind ${quote(kind)} in version ${quote(apiVersion)}`;
  return `${info.plural}${info.group === '' ? '' : `.${info.group}`} does not implement the scale subresource`;
}
