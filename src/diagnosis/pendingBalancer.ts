import type { Service } from '../kube/types.generated.ts';

/** Its address is not there (yet). */
export function isPendingBalancer(service: Service): boolean {
  return service.spec.type === 'LoadBalancer' && (service.status?.loadBalancer?.ingress ?? []).length === 0;
}
