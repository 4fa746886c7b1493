import type { Service } from '../../kube/types.generated.ts';
import type { Rule } from '../rule.ts';
import { printLabels } from '../serviceSelector.ts';

/** An alias in DNS picks no Pods, whatever its selector says. */
export const externalNameSelector: Rule<Service> = {
  id: 'externalNameSelector', severity: 'warning',
  check(service) {
    const { type, selector = {} } = service.spec;
    if (type !== 'ExternalName' || Object.keys(selector).length === 0) return [];
    return [{ path: ['spec', 'selector'], params: { service: service.metadata.name, selector: printLabels(selector) }, fix: { edits: [{ type: 'remove', path: ['spec', 'selector'] }] } }];
  },
};
