import { isServiceIPSet } from '../../kube/serviceUtil.ts';
import type { Service } from '../../kube/types.generated.ts';
import { nodesWithout } from '../lonelyNodes.ts';
import type { Rule } from '../rule.ts';

/** With Local, Pods on a Node without a ready endpoint reach nobody. */
export const internalPolicyNodes: Rule<Service> = {
  id: 'internalPolicyNodes', severity: 'warning',
  check(service, context) {
    if (service.spec.internalTrafficPolicy !== 'Local' || !isServiceIPSet(service)) return [];
    const params = nodesWithout(service, context);
    return params === undefined ? [] : [{ path: ['spec', 'internalTrafficPolicy'], params, fix: { value: 'Cluster' } }];
  },
};
