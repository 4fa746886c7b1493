/** Which Pods of a Node go. Mirrors k8s.io/kubectl/pkg/drain/filters.go (v1.36). */
import type { Pod } from '../../../kube/types.generated.ts';
import { parseTime } from '../../../engine/apiserver/time.ts';

export interface DrainOptions {
  readonly isForced: boolean;
  readonly ignoresDaemonSets: boolean;
  readonly deletesEmptyDirData: boolean;
  /** 0: Pods that are on their way out are waited for. */
  readonly skipDeletedSeconds: number;
  readonly nowMs: number;
  /** Whether a DaemonSet is there. */
  readonly hasDaemonSet: (namespace: string, name: string) => boolean;
}

export interface DrainList {
  readonly pods: readonly Pod[];
  /** One text; empty where there is none. */
  readonly warnings: string;
  readonly errors: readonly string[];
}

interface Verdict { readonly goes: boolean; readonly warning?: string; readonly error?: string }
const okay: Verdict = { goes: true };
type Filter = (pod: Pod, options: DrainOptions) => Verdict;

const hasEnded = ({ status }: Pod): boolean => status?.phase === 'Succeeded' || status?.phase === 'Failed';

const filters: readonly Filter[] = [
  (pod, options) => (isLeaving(pod, options) ? { goes: false } : okay),
  byDaemonSet,
  ({ metadata }) => (metadata.annotations?.['kubernetes.io/config.mirror'] === undefined ? okay : { goes: false }),
  (pod, { deletesEmptyDirData }) => {
    if (pod.spec.volumes?.some(({ emptyDir }) => emptyDir !== undefined) !== true || hasEnded(pod)) return okay;
    return deletesEmptyDirData ? { goes: true, warning: 'deleting Pods with local storage' } : { goes: false, error: 'Pods with local storage (use --delete-emptydir-data to override)' };
  },
  (pod, { isForced }) => {
    if (hasEnded(pod) || pod.metadata.ownerReferences?.some(({ controller }) => controller === true) === true) return okay;
    return isForced ? { goes: true, warning: 'deleting Pods that declare no controller' } : { goes: false, error: 'Pods that declare no controller (use --force to override)' };
  },
];

/** Whether a Pod was deleted so long ago that nothing waits for it. */
export function isLeaving({ metadata }: Pod, { skipDeletedSeconds, nowMs }: Pick<DrainOptions, 'skipDeletedSeconds' | 'nowMs'>): boolean {
  const atMs = metadata.deletionTimestamp === undefined ? undefined : parseTime(metadata.deletionTimestamp);
  return skipDeletedSeconds > 0 && atMs !== undefined && Math.trunc((nowMs - atMs) / 1000) > skipDeletedSeconds;
}

function byDaemonSet(pod: Pod, { hasDaemonSet, ignoresDaemonSets, isForced }: DrainOptions): Verdict {
  const owner = pod.metadata.ownerReferences?.find(({ controller }) => controller === true);
  if (owner?.kind !== 'DaemonSet' || owner.apiVersion !== 'apps/v1' || hasEnded(pod)) return okay;
  if (!hasDaemonSet(pod.metadata.namespace ?? '', owner.name)) {
    const missing = `daemonsets.apps "${owner.name}" not found`;
    return isForced ? { goes: true, warning: missing } : { goes: false, error: missing };
  }
  return ignoresDaemonSets ? { goes: false, warning: 'ignoring DaemonSet-managed Pods' } : { goes: false, error: 'DaemonSet-managed Pods (use --ignore-daemonsets to ignore)' };
}

/** Sorts a Node's Pods into those that go, those that are told about, and those that stand in the way. */
export function drainList(pods: readonly Pod[], options: DrainOptions): DrainList {
  const warnings = new Map<string, string[]>();
  const errors = new Map<string, string[]>();
  const going: Pod[] = [];
  for (const pod of pods) {
    let verdict = okay;
    for (const filter of filters) {
      verdict = filter(pod, options);
      if (!verdict.goes) break;
    }
    const name = `${pod.metadata.namespace ?? ''}/${pod.metadata.name}`;
    if (verdict.goes) going.push(pod);
    if (verdict.warning !== undefined) warnings.set(verdict.warning, [...warnings.get(verdict.warning) ?? [], name]);
    if (verdict.error !== undefined) errors.set(verdict.error, [...errors.get(verdict.error) ?? [], name]);
  }
  return {
    pods: going,
    warnings: [...warnings].map(([text, names]) => `${text}: ${names.join(', ')}`).join('; '),
    errors: [...errors].map(([text, names]) => `cannot delete ${text}: ${names.join(', ')}`),
  };
}
