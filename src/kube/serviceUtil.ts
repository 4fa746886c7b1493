/** Questions about a Service. Mirrors pkg/api/service/util.go and pkg/apis/core/v1/helper (v1.36). */
import type { Loose } from './loose.ts';
import type { Service } from './types.generated.ts';

/** LoadBalancer, NodePort, or ClusterIP with externalIPs: what externalTrafficPolicy is for. */
export function isExternallyAccessible(service: Loose<Service>): boolean {
  const { type, externalIPs = [] } = service.spec ?? {};
  return type === 'LoadBalancer' || type === 'NodePort' || (type === 'ClusterIP' && externalIPs.length > 0);
}

/** Whether a balancer must ask each Node for its own endpoints: LoadBalancer with externalTrafficPolicy Local. */
export function needsHealthCheck(service: Loose<Service>): boolean {
  return service.spec?.type === 'LoadBalancer' && service.spec.externalTrafficPolicy === 'Local';
}

/** Whether `clusterIPs` is exactly `None`. */
export function isHeadlessService(service: Loose<Service>): boolean {
  const clusterIPs = service.spec?.clusterIPs ?? [];
  return clusterIPs.length === 1 && clusterIPs[0] === 'None';
}

/** Whether `clusterIP` is an address: neither empty nor `None`. */
export function isServiceIPSet(service: Loose<Service>): boolean {
  const { type, clusterIP = '' } = service.spec ?? {};
  return type !== 'ExternalName' && clusterIP !== '' && clusterIP !== 'None';
}
