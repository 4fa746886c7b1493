import { isSameTemplate } from '../../engine/controllers/templateHash.ts';
import { matchesLabelSelector } from '../../kube/selectors.ts';
import type { Deployment, ReplicaSet } from '../../kube/types.generated.ts';
import { compareBytes } from '../../kube/utf8.ts';

const revisionAnnotation = 'deployment.kubernetes.io/revision';

export interface DeploymentReplicaSets {
  /** All but the current one, the oldest first. */
  readonly old: readonly ReplicaSet[];
  /** The one with the Deployment's own template; absent where there is none yet. */
  readonly current?: ReplicaSet;
}

/**
 * The ReplicaSets of a Deployment out of those of its namespace. Mirrors GetAllReplicaSets of kubectl/pkg/util/deployment/deployment.go
 * (v1.36): those that its selector matches and that it controls.
 */
export function allReplicaSets(deployment: Deployment, candidates: readonly ReplicaSet[]): DeploymentReplicaSets {
  const owned = candidates
    .filter(({ metadata }) => matchesLabelSelector(deployment.spec.selector, metadata.labels))
    .filter(({ metadata }) => metadata.ownerReferences?.some(({ controller, uid }) => controller === true && uid === deployment.metadata.uid) === true)
    .sort((a, b) => compareBytes(a.metadata.creationTimestamp ?? '', b.metadata.creationTimestamp ?? '') || compareBytes(a.metadata.name, b.metadata.name));
  const current = owned.find(({ spec }) => isSameTemplate(spec.template, deployment.spec.template));
  const old = owned.filter((set) => set !== current);
  return current === undefined ? { old } : { old, current };
}

/** The revision that an object carries; 0 where it carries none. */
export function revisionOf({ metadata }: Deployment | ReplicaSet): number {
  const number = Number(metadata.annotations?.[revisionAnnotation] ?? '0');
  return Number.isInteger(number) ? number : 0;
}
