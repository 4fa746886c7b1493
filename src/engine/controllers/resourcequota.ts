import type { ResourceQuota } from '../../kube/types.generated.ts';
import { allKinds, kindInfoByKind } from '../../kube/scheme.ts';
import { deepEqual } from '../../kube/objects.ts';
import { isKind } from '../apiserver/registry/kinds.ts';
import type { EngineContext, KubeObject } from '../context.ts';
import type { Evaluator } from '../quota/evaluator.ts';
import { evaluatorOf, isInScopes } from '../quota/evaluators.ts';
import { countsAgainstQuota, hasDeadline } from '../quota/pods.ts';
import { added, countOf, isSameUsage, listOf, masked, usageOf, type Usage } from '../quota/usage.ts';
import { keyOf, splitKey } from './objectKey.ts';
import { createWorkQueue } from './workQueue.ts';

const evaluators: readonly Evaluator[] = allKinds.flatMap((info) => evaluatorOf(info) ?? []);

/** How much of a quota's resources the objects of its Namespace use. Mirrors CalculateUsage of apiserver/pkg/quota/v1/resources.go (v1.36). */
function calculateUsage({ api, scheduler }: EngineContext, { metadata, spec }: ResourceQuota): Usage {
  const names = Object.keys(spec.hard ?? {});
  let total: Usage = new Map();
  for (const evaluator of evaluators) {
    const matched = new Set(names.filter((name) => evaluator.matches(name)));
    if (matched.size === 0) continue;
    total = added(total, new Map([...matched].map((name) => [name, countOf(0)])));
    for (const object of api.listAny(evaluator.kind, metadata.namespace ?? '')) {
      if (isInScopes(evaluator, spec, object)) total = added(total, masked(evaluator.usage(object, scheduler.nowMs), matched));
    }
  }
  return total;
}

/** Whether a change of an object may have set something free. Mirrors DefaultUpdateFilter of pkg/quota/v1/install/update_filter.go (v1.36). */
function mayReplenish(object: KubeObject, old: KubeObject, nowMs: number): boolean {
  if (isKind(object, 'Pod') && isKind(old, 'Pod')) return hasDeadline(object) !== hasDeadline(old) || (countsAgainstQuota(old, nowMs) && !countsAgainstQuota(object, nowMs));
  if (isKind(object, 'Service') && isKind(old, 'Service')) return object.spec.type !== old.spec.type;
  if (isKind(object, 'PersistentVolumeClaim') && isKind(old, 'PersistentVolumeClaim')) return !deepEqual(object.spec, old.spec);
  return false;
}

/** Keeps the status of ResourceQuotas: what is allowed and what is used. Mirrors pkg/controller/resourcequota/resource_quota_controller.go (v1.36). */
export function startResourceQuotaController(context: EngineContext): void {
  const { api } = context;
  const queue = createWorkQueue(context, (key) => {
    const { namespace, name } = splitKey(key);
    const quota = api.get('ResourceQuota', namespace, name);
    if (quota === undefined) return;
    const hard = quota.spec.hard ?? {};
    const stored = quota.status?.used;
    const used = masked(new Map([...usageOf(stored), ...calculateUsage(context, quota)]), new Set(Object.keys(hard)));
    const isClean = quota.status?.hard !== undefined && stored !== undefined && deepEqual(quota.status.hard, hard) && isSameUsage(used, usageOf(stored));
    if (!isClean) api.updateStatus('ResourceQuota', { ...quota, status: { hard, used: listOf(used) } });
  });

  api.watch('ResourceQuota', ({ type, object, old }) => {
    if (type !== 'DELETED' && !deepEqual(old?.spec, object.spec)) queue.add(keyOf(object));
  });
  api.watchAll(({ type, object, old }) => {
    if (type === 'ADDED' || api.count('ResourceQuota') === 0) return;
    if (type === 'MODIFIED' && (old === undefined || !mayReplenish(object, old, context.scheduler.nowMs))) return;
    const info = kindInfoByKind(object.kind);
    const evaluator = info === undefined ? undefined : evaluatorOf(info);
    if (evaluator === undefined) return;
    for (const quota of api.list('ResourceQuota', object.metadata.namespace ?? '')) {
      if (Object.keys(quota.status?.hard ?? {}).some((name) => evaluator.matches(name))) queue.add(keyOf(quota));
    }
  });
}
