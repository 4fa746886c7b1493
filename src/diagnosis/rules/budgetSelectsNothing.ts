import { matchesLabelSelector } from '../../kube/selectors.ts';
import type { PodDisruptionBudget } from '../../kube/types.generated.ts';
import { nearest } from '../editDistance.ts';
import { templatesIn } from '../podTemplate.ts';
import type { Rule } from '../rule.ts';
import { formatLabelSelector } from '../../kube/selectors.ts';
import { namespaceOf } from '../serviceSelector.ts';

/** It protects no Pods at all. */
export const budgetSelectsNothing: Rule<PodDisruptionBudget> = {
  id: 'budgetSelectsNothing', severity: 'warning',
  check(budget, context) {
    const selector = budget.spec.selector;
    const templates = templatesIn(context, namespaceOf(budget));
    if (templates.length === 0 || templates.some(({ labels }) => matchesLabelSelector(selector, labels))) return [];
    const path = ['spec', 'selector', 'matchLabels'];
    const pairs = Object.entries(selector?.matchLabels ?? {});
    const [pair] = pairs;
    const likely = pair === undefined || pairs.length > 1 ? undefined : nearest(pair[1], templates.flatMap(({ labels }) => labels[pair[0]] ?? []));
    return [{ path, params: { selector: formatLabelSelector(selector) }, ...(likely === undefined || pair === undefined ? {} : { fix: { path: [...path, pair[0]], value: likely } }) }];
  },
};
