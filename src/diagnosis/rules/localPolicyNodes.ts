import { isExternallyAccessible } from '../../kube/serviceUtil.ts';
import type { Service } from '../../kube/types.generated.ts';
import { nodesWithout } from '../lonelyNodes.ts';
import type { Rule } from '../rule.ts';

/** With Local, a Node without a ready endpoint of its own answers nobody from outside. */
export const localPolicyNodes: Rule<Service> = {
  id: 'localPolicyNodes', severity: 'info',
  check(service, context) {
    if (service.spec.externalTrafficPolicy !== 'Local' || !isExternallyAccessible(service)) return [];
    const params = nodesWithout(service, context);
    return params === undefined ? [] : [{ path: ['spec', 'externalTrafficPolicy'], params, fix: { value: 'Cluster' } }];
  },
};
