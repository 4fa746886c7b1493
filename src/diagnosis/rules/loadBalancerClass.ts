import type { Service } from '../../kube/types.generated.ts';
import { isPendingBalancer } from '../pendingBalancer.ts';
import type { Rule } from '../rule.ts';

/** A class of its own asks for an implementation that is not there. */
export const loadBalancerClass: Rule<Service> = {
  id: 'loadBalancerClass', severity: 'info',
  check(service, { settings }) {
    const { loadBalancerClass: className } = service.spec;
    if (!isPendingBalancer(service) || settings.cloud.kind === 'none' || className === undefined) return [];
    return [{ path: ['spec', 'loadBalancerClass'], params: { service: service.metadata.name, className }, fix: { edits: [{ type: 'remove', path: ['spec', 'loadBalancerClass'] }] } }];
  },
};
