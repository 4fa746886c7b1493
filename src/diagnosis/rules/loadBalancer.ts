import type { Service } from '../../kube/types.generated.ts';
import type { Rule } from '../rule.ts';

function isPending(service: Service): boolean {
  return service.spec.type === 'LoadBalancer' && (service.status?.loadBalancer?.ingress ?? []).length === 0;
}

/** Nobody in this cluster hands out addresses. */
export const loadBalancerPending: Rule<Service> = {
  id: 'loadBalancerPending', severity: 'info',
  check(service, { settings }) {
    if (!isPending(service) || settings.cloud.kind !== 'none') return [];
    return [{ path: ['spec', 'type'], params: { service: service.metadata.name, nodePort: service.spec.ports?.[0]?.nodePort ?? 0 } }];
  },
};

/** A class of its own asks for an implementation that is not there. */
export const loadBalancerClass: Rule<Service> = {
  id: 'loadBalancerClass', severity: 'info',
  check(service, { settings }) {
    const { loadBalancerClass: className } = service.spec;
    if (!isPending(service) || settings.cloud.kind === 'none' || className === undefined) return [];
    return [{ path: ['spec', 'loadBalancerClass'], params: { service: service.metadata.name, className } }];
  },
};
