import type { Engine } from '../../engine/engine.ts';
import type { KubeObject } from '../../engine/context.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../kube/json.ts';
import type { Pod } from '../../kube/types.generated.ts';
import { canonical } from './compare.ts';

const isReady = (pod: Pod): boolean => pod.status?.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True') ?? false;
const imageOf = (pod: { readonly spec?: { readonly containers: readonly { readonly image?: string }[] } }): string => pod.spec?.containers[0]?.image ?? '';

/** A workload's numbers, conditions and what it owns, as the recorder looks at them. */
export function workloadState(engine: Engine, ref: { readonly kind: string; readonly namespace?: string; readonly name: string }): JsonValue {
  const namespace = ref.namespace ?? 'default';
  const workload = engine.reader.getAny(ref.kind, namespace, ref.name);
  if (workload === undefined) return { missing: ref.name };
  const pods = engine.reader.list('Pod', namespace);
  const owned = (uid: string | undefined): Pod[] => pods.filter((pod) => pod.metadata.ownerReferences?.some((owner) => owner.uid === uid) ?? false);
  if (ref.kind === 'Deployment') {
    const sets = engine.reader.list('ReplicaSet', namespace).filter((set) => set.metadata.ownerReferences?.some((owner) => owner.uid === workload.metadata.uid) ?? false);
    const replicaSets = sets.map((set) => ({
      revision: Number(set.metadata.annotations?.['deployment.kubernetes.io/revision']),
      image: imageOf(set.spec.template ?? {}),
      replicas: set.spec.replicas ?? 1,
      pods: owned(set.metadata.uid).length,
      ready: owned(set.metadata.uid).filter(isReady).length,
    }));
    return { status: numbersOf(workload), conditions: conditionsOf(workload), replicaSets: replicaSets.sort((a, b) => a.revision - b.revision) };
  }
  const rows: JsonObject[] = owned(workload.metadata.uid).map((pod) => ({
    ...(ref.kind === 'StatefulSet' ? { name: pod.metadata.name } : {}),
    ...(ref.kind === 'DaemonSet' ? { node: pod.spec.nodeName ?? null } : {}),
    image: imageOf(pod),
    ready: isReady(pod),
  }));
  return { status: numbersOf(workload), pods: rows.sort((a, b) => (canonical(a) < canonical(b) ? -1 : 1)) };
}

function statusOf(workload: KubeObject): JsonObject {
  const status = 'status' in workload ? (workload.status as JsonValue | undefined) : undefined;
  return status !== undefined && isJsonObject(status) ? status : {};
}

function numbersOf(workload: KubeObject): JsonObject {
  return Object.fromEntries(Object.entries(statusOf(workload)).filter(([key, value]) => typeof value === 'number' && key !== 'observedGeneration'));
}

function conditionsOf(workload: KubeObject): JsonValue[] {
  const conditions = statusOf(workload)['conditions'];
  const list: readonly JsonValue[] = Array.isArray(conditions) ? conditions : [];
  return list.flatMap((condition) => (isJsonObject(condition) ? [[condition['type'] ?? '', condition['status'] ?? '', condition['reason'] ?? '']] : [])).sort((a, b) => (canonical(a) < canonical(b) ? -1 : 1));
}
