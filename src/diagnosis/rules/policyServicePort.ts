import type { NetworkPolicy } from '../../kube/types.generated.ts';
import { declaredPorts } from '../servicePods.ts';
import { allowsPort, guardedPorts, isForIngress } from '../policyPorts.ts';
import type { FindingDraft, Rule } from '../rule.ts';

/** The policy allows the Service's port, but packets arrive at the target port. */
export const policyServicePort: Rule<NetworkPolicy> = {
  id: 'policyServicePort', severity: 'warning',
  check(policy, context) {
    if (!isForIngress(policy)) return [];
    const guarded = guardedPorts(policy, context);
    return (policy.spec.ingress ?? []).flatMap(({ ports = [] }, index) => ports.flatMap((entry, at): readonly FindingDraft[] => {
      const { port, protocol = 'TCP' } = entry;
      if (typeof port !== 'number' || entry.endPort !== undefined) return [];
      const meant = guarded.find((each) => each.port.port === port && each.protocol === protocol && each.target !== port);
      const isUsed = guarded.some((each) => allowsPort(entry, each) || declaredPorts(each.template.spec).some(({ containerPort }) => containerPort === port));
      if (meant === undefined || isUsed) return [];
      return [{ path: ['spec', 'ingress', index, 'ports', at, 'port'], params: { port, targetPort: meant.target, service: meant.service.metadata.name }, fix: { value: meant.target } }];
    }));
  },
};
