import type { Service } from '../../kube/types.generated.ts';
import type { Rule } from '../rule.ts';

/** Every Node remembers clients for itself, and a balancer spreads one client's connections over all of them. */
export const affinityPerNode: Rule<Service> = {
  id: 'affinityPerNode', severity: 'info',
  check(service, context) {
    const { type, sessionAffinity, externalTrafficPolicy } = service.spec;
    if (type !== 'LoadBalancer' || sessionAffinity !== 'ClientIP' || externalTrafficPolicy === 'Local') return [];
    const count = context.shapes('Node').length;
    return count < 2 ? [] : [{ path: ['spec', 'sessionAffinity'], params: { service: service.metadata.name, count } }];
  },
};
