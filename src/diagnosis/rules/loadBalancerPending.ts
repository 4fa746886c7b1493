import type { Service } from '../../kube/types.generated.ts';
import { isPendingBalancer } from '../pendingBalancer.ts';
import type { Rule } from '../rule.ts';

/** Nobody in this cluster hands out addresses. */
export const loadBalancerPending: Rule<Service> = {
  id: 'loadBalancerPending', severity: 'info',
  check(service, { settings }) {
    if (!isPendingBalancer(service) || settings.cloud.kind !== 'none') return [];
    return [{ path: ['spec', 'type'], params: { service: service.metadata.name, nodePort: service.spec.ports?.[0]?.nodePort ?? 0 } }];
  },
};
