import type { Service } from '../../kube/types.generated.ts';
import type { Rule } from '../rule.ts';

/** A deprecated wish that most clouds never heard of, and none here. */
export const loadBalancerIPIgnored: Rule<Service> = {
  id: 'loadBalancerIPIgnored', severity: 'info',
  check(service) {
    const { loadBalancerIP = '', type = 'ClusterIP' } = service.spec;
    if (loadBalancerIP === '' || service.spec.clusterIP === 'None') return [];
    const path = ['spec', 'loadBalancerIP'];
    return [{ path, params: { address: loadBalancerIP, type }, fix: { edits: [{ type: 'remove', path }] } }];
  },
};
