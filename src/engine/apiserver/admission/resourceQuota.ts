/** Refuses what would go beyond a quota. Mirrors apiserver/pkg/admission/plugin/resourcequota/controller.go (v1.36). */
import type { KindInfo } from '../../../kube/scheme.ts';
import type { ResourceQuota } from '../../../kube/types.generated.ts';
import type { KubeObject } from '../../context.ts';
import type { Evaluator } from '../../quota/evaluator.ts';
import { evaluatorOf, isInScopes } from '../../quota/evaluators.ts';
import { added, exceeding, formatUsage, listOf, masked, subtracted, usageOf, withoutZeros, type Usage } from '../../quota/usage.ts';
import { isKind } from '../registry/kinds.ts';
import type { RegistryContext } from '../registry/registryContext.ts';
import { putObject } from '../registry/storedForm.ts';

/** What is written: the object, and its state before where there is one. */
interface Write { readonly object: KubeObject; readonly old: KubeObject | undefined; readonly isDryRun: boolean }

/**
 * Why a write is refused, the text after `pods "a" is forbidden: `; absent where it is not. What it uses is noted down in the status of
 * the quotas, whatever becomes of the write.
 */
export function admitByQuota(registry: RegistryContext, info: KindInfo, write: Write): string | undefined {
  const { object, old, isDryRun } = write;
  if (registry.store.count('ResourceQuota') === 0) return undefined;
  const evaluator = evaluatorOf(info);
  if (evaluator?.handles(object, old) !== true) return undefined;
  const changed: ResourceQuota[] = [];
  const quotas = registry.store.list('ResourceQuota', object.metadata.namespace ?? '').filter((quota): quota is ResourceQuota => isKind(quota, 'ResourceQuota'));
  const interesting = quotas.filter(({ spec, status }) => Object.keys(status?.hard ?? {}).some((name) => evaluator.matches(name)) && isInScopes(evaluator, spec, object));
  for (const quota of interesting) {
    const refusal = constraintOf(evaluator, quota, object);
    if (refusal !== undefined) return refusal;
  }
  for (const quota of interesting) {
    const requested = requestOf(registry, evaluator, quota, write);
    if (requested.size === 0) continue;
    const hard = usageOf(quota.status?.hard);
    const used = usageOf(quota.status?.used);
    const next = added(used, requested);
    const exceeded = exceeding(masked(next, requested), hard);
    if (exceeded.size > 0) {
      const [wanted, before, limited] = [requested, used, hard].map((usage) => formatUsage(masked(usage, exceeded)));
      return `exceeded quota: ${quota.metadata.name}, requested: ${wanted ?? ''}, used: ${before ?? ''}, limited: ${limited ?? ''}`;
    }
    changed.push({ ...quota, status: { ...quota.status, used: listOf(next) } });
  }
  if (!isDryRun) for (const quota of changed) putObject(registry, quota);
  return undefined;
}

/** What an object has to say, or the controller to find out, before a quota can be applied. */
function constraintOf(evaluator: Evaluator, { metadata, status }: ResourceQuota, object: KubeObject): string | undefined {
  const restricted = new Set(Object.keys(status?.hard ?? {}).filter((name) => evaluator.matches(name)));
  const missing = evaluator.missing?.(object, restricted);
  if (missing !== undefined) return `failed quota: ${metadata.name}: ${missing}`;
  const isUnknown = [...restricted].some((name) => status?.used?.[name] === undefined);
  return isUnknown ? `status unknown for quota: ${metadata.name}, resources: ${[...restricted].sort().join(',')}` : undefined;
}

/** What a write uses of a quota's resources beyond what it used before. */
function requestOf(registry: RegistryContext, evaluator: Evaluator, { spec, status }: ResourceQuota, { object, old }: Write): Usage {
  const usage = evaluator.usage(object, registry.nowMs());
  const delta = old !== undefined && isInScopes(evaluator, spec, old) ? subtracted(usage, evaluator.usage(old, registry.nowMs())) : usage;
  return masked(withoutZeros(delta), new Set(Object.keys(status?.hard ?? {})));
}
