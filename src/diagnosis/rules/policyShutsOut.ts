import { matchesLabelSelector } from '../../kube/selectors.ts';
import type { NetworkPolicy } from '../../kube/types.generated.ts';
import { guardedPorts, isForIngress, letsIn } from '../policyPorts.ts';
import type { Rule } from '../rule.ts';
import { namespaceOf } from '../serviceSelector.ts';
import { policyServicePort } from './policyServicePort.ts';

/** All policies together let nobody reach a Service's Pods at its target port. */
export const policyShutsOut: Rule<NetworkPolicy> = {
  id: 'policyShutsOut', severity: 'warning',
  check(policy, context) {
    if (!isForIngress(policy) || policyServicePort.check(policy, context).length > 0) return [];
    const policies = context.shapes('NetworkPolicy', namespaceOf(policy)).filter(isForIngress);
    const shut = guardedPorts(policy, context).find((guarded) => !policies.some((other) => matchesLabelSelector(other.spec.podSelector ?? {}, guarded.template.labels) && letsIn(other, guarded)));
    return shut === undefined ? [] : [{ path: ['spec', 'ingress'], params: { policy: policy.metadata.name, service: shut.service.metadata.name, port: shut.target, protocol: shut.protocol } }];
  },
};
