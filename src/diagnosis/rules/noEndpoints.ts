import type { Service } from '../../kube/types.generated.ts';
import { hasEndpoints, isByHand, likelyEndpointsName } from '../endpointsByHand.ts';
import type { Rule } from '../rule.ts';

/** A Service without selector that nobody wrote endpoints for. */
export const noEndpoints: Rule<Service> = {
  id: 'noEndpoints', severity: 'warning',
  check(service, context) {
    if (!isByHand(service) || hasEndpoints(service, context) || likelyEndpointsName(service, context) !== undefined) return [];
    return [{ path: ['spec'], params: { service: service.metadata.name } }];
  },
};
