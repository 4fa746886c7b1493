import { scaledValue } from '../../kube/intOrString.ts';
import { matchesLabelSelector } from '../../kube/selectors.ts';
import type { PodDisruptionBudget } from '../../kube/types.generated.ts';
import type { Rule } from '../rule.ts';
import { wantedReplicas, workloads } from '../servicePods.ts';
import { namespaceOf } from '../serviceSelector.ts';

/** No Pod may ever be evicted: draining a Node never ends. */
export const budgetBlocksDrain: Rule<PodDisruptionBudget> = {
  id: 'budgetBlocksDrain', severity: 'warning',
  check(budget, context) {
    const { selector, minAvailable, maxUnavailable } = budget.spec;
    const matched = workloads(context, namespaceOf(budget)).filter((workload) => workload.kind !== 'DaemonSet' && matchesLabelSelector(selector, workload.spec.template?.metadata?.labels));
    const count = matched.reduce((sum, workload) => sum + (wantedReplicas(workload) ?? 0), 0);
    if (count === 0) return [];
    const evictable = maxUnavailable !== undefined ? scaledValue(maxUnavailable, count, true) : minAvailable !== undefined ? count - (scaledValue(minAvailable, count, true) ?? 0) : 1;
    if (evictable === undefined || evictable > 0) return [];
    const field = maxUnavailable === undefined ? 'minAvailable' : 'maxUnavailable';
    return [{
      path: ['spec', field],
      params: { budget: budget.metadata.name, field, value: maxUnavailable ?? minAvailable ?? '', count },
      fix: { edits: [...(field === 'minAvailable' ? [{ type: 'remove', path: ['spec', 'minAvailable'] } as const] : []), { type: 'set', path: ['spec', 'maxUnavailable'], value: 1 }] },
    }];
  },
};
