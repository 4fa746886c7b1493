import type { Service } from '../../kube/types.generated.ts';
import { hasEndpoints, isByHand, likelyEndpointsName } from '../endpointsByHand.ts';
import type { Rule } from '../rule.ts';

/** Endpoints are there, under another name. */
export const endpointsNameDiffers: Rule<Service> = {
  id: 'endpointsNameDiffers', severity: 'error',
  check(service, context) {
    if (!isByHand(service) || hasEndpoints(service, context)) return [];
    const name = likelyEndpointsName(service, context);
    return name === undefined ? [] : [{ path: ['metadata', 'name'], params: { service: service.metadata.name, endpoints: name }, fix: { value: name } }];
  },
};
