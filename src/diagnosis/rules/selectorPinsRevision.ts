import type { Service } from '../../kube/types.generated.ts';
import type { Rule } from '../rule.ts';
import { selectorOf } from '../serviceSelector.ts';

const revisionLabels = ['pod-template-hash', 'controller-revision-hash', 'pod-template-generation'];

/** The selector asks for one revision: after the next rollout it picks nothing. */
export const selectorPinsRevision: Rule<Service> = {
  id: 'selectorPinsRevision', severity: 'warning',
  check(service) {
    const selector = selectorOf(service) ?? {};
    const key = revisionLabels.find((label) => Object.hasOwn(selector, label));
    if (key === undefined) return [];
    const path = ['spec', 'selector', key];
    return [{ path, params: { key, value: selector[key] ?? '' }, ...(Object.keys(selector).length > 1 ? { fix: { edits: [{ type: 'remove', path }] } } : {}) }];
  },
};
