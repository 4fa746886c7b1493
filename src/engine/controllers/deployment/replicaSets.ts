import type { Deployment, ReplicaSet } from '../../../kube/types.generated.ts';
import type { CreationOrder } from '../creationOrder.ts';
import { isSameTemplate } from '../templateHash.ts';

export const revisionAnnotation = 'deployment.kubernetes.io/revision';
const revisionHistoryAnnotation = 'deployment.kubernetes.io/revision-history';
export const desiredReplicasAnnotation = 'deployment.kubernetes.io/desired-replicas';
export const maxReplicasAnnotation = 'deployment.kubernetes.io/max-replicas';
/** How long the list of a ReplicaSet's earlier revisions may get. */
const maxRevisionHistoryLength = 2000;

const skippedAnnotations: ReadonlySet<string> = new Set([
  'kubectl.kubernetes.io/last-applied-configuration', revisionAnnotation, revisionHistoryAnnotation, desiredReplicasAnnotation, maxReplicasAnnotation, 'deprecated.deployment.rollback.to',
]);

type Annotations = Readonly<Record<string, string>>;

/** How many Pods a ReplicaSet asks for. */
export const replicasOf = (replicaSet: ReplicaSet): number => replicaSet.spec.replicas ?? 1;

/** ReplicaSets that ask for Pods at all. */
export const activeOf = (replicaSets: readonly ReplicaSet[]): readonly ReplicaSet[] => replicaSets.filter((replicaSet) => replicasOf(replicaSet) > 0);

/** A number summed over ReplicaSets. */
export function sum(replicaSets: readonly ReplicaSet[], pick: (replicaSet: ReplicaSet) => number | undefined): number {
  return replicaSets.reduce((total, replicaSet) => total + (pick(replicaSet) ?? 0), 0);
}

/** The revision that a ReplicaSet carries; 0 where it carries none. */
export function revisionOf(replicaSet: ReplicaSet): number {
  const revision = Number(replicaSet.metadata.annotations?.[revisionAnnotation] ?? '0');
  return Number.isInteger(revision) ? revision : 0;
}

/** The oldest ReplicaSet of the Deployment's present template; undefined where there is none yet. Mirrors FindNewReplicaSet (v1.36). */
export function findNewReplicaSet(deployment: Deployment, replicaSets: readonly ReplicaSet[], order: CreationOrder): ReplicaSet | undefined {
  return [...replicaSets].sort(order.compare).find((replicaSet) => isSameTemplate(replicaSet.spec.template, deployment.spec.template));
}

/** The one ReplicaSet with Pods, or the newest where none has any; undefined where several have. Mirrors FindActiveOrLatest (v1.36). */
export function findActiveOrLatest(newRS: ReplicaSet | undefined, oldRSs: readonly ReplicaSet[], order: CreationOrder): ReplicaSet | undefined {
  const active = activeOf(newRS === undefined ? oldRSs : [...oldRSs, newRS]);
  if (active.length > 1) return undefined;
  return active[0] ?? newRS ?? [...oldRSs].sort(order.compare).at(-1);
}

/** A non-negative integer of an annotation; undefined where it is not there, or none. */
export function annotatedCount(replicaSet: ReplicaSet, annotation: string): number | undefined {
  const text = replicaSet.metadata.annotations?.[annotation];
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}

/** The annotations in which a ReplicaSet keeps what its Deployment asked for when it was last scaled. */
export function replicasAnnotations(desiredReplicas: number, maxReplicas: number): Record<string, string> {
  return { [desiredReplicasAnnotation]: String(desiredReplicas), [maxReplicasAnnotation]: String(maxReplicas) };
}

function revisionHistory(annotations: Annotations, oldRevision: string): string | undefined {
  const history = annotations[revisionHistoryAnnotation] ?? '';
  if (history === '') return oldRevision;
  const revisions = history.split(',');
  let length = history.length + oldRevision.length + 1;
  let start = 0;
  for (; length > maxRevisionHistoryLength && start < revisions.length; start++) length -= (revisions[start] ?? '').length + 1;
  return length <= maxRevisionHistoryLength ? [...revisions.slice(start), oldRevision].join(',') : undefined;
}

/**
 * The annotations of the new ReplicaSet: the Deployment's, except those that belong to one of the two, and the revision where it rises;
 * the earlier revision then joins the history. Mirrors SetNewReplicaSetAnnotations (v1.36).
 */
export function newReplicaSetAnnotations(deployment: Deployment, annotations: Annotations, newRevision: number): Record<string, string> {
  const result: Record<string, string> = { ...annotations };
  for (const [key, value] of Object.entries(deployment.metadata.annotations ?? {})) if (!skippedAnnotations.has(key)) result[key] = value;
  const oldRevision = annotations[revisionAnnotation];
  const oldNumber = Number(oldRevision ?? '0');
  if (!Number.isInteger(oldNumber) || oldNumber >= newRevision) return result;
  result[revisionAnnotation] = String(newRevision);
  const history = oldRevision === undefined ? undefined : revisionHistory(annotations, oldRevision);
  if (history !== undefined) result[revisionHistoryAnnotation] = history;
  return result;
}
