import type { Service } from '../../kube/types.generated.ts';
import type { Rule } from '../rule.ts';

/** The ranges guard the balancer's address only; its node ports are open to everyone. */
export const sourceRangesNodePorts: Rule<Service> = {
  id: 'sourceRangesNodePorts', severity: 'info',
  check(service) {
    const { type, loadBalancerSourceRanges = [], ports = [] } = service.spec;
    const nodePorts = ports.flatMap((port) => (port.nodePort === undefined || port.nodePort === 0 ? [] : [port.nodePort]));
    if (type !== 'LoadBalancer' || loadBalancerSourceRanges.length === 0 || nodePorts.length === 0) return [];
    return [{ path: ['spec', 'loadBalancerSourceRanges'], params: { service: service.metadata.name, nodePorts: nodePorts.join(', ') } }];
  },
};
