import { isIPInCIDR } from '../../kube/ip.ts';
import type { Service } from '../../kube/types.generated.ts';
import type { Rule } from '../rule.ts';

/** Not one of the clients outside may use the balancer. */
export const sourceRangesExcludeClients: Rule<Service> = {
  id: 'sourceRangesExcludeClients', severity: 'warning',
  check(service, { settings }) {
    const { type, loadBalancerSourceRanges: ranges = [] } = service.spec;
    const clients = settings.outsideClients;
    if (type !== 'LoadBalancer' || ranges.length === 0 || clients.length === 0) return [];
    if (clients.some(({ address }) => ranges.some((range) => isIPInCIDR(address, range.trim())))) return [];
    return [{ path: ['spec', 'loadBalancerSourceRanges'], params: { ranges: ranges.join(', '), clients: [...new Set(clients.map(({ address }) => address))].slice(0, 3).join(', ') } }];
  },
};
