import type { Endpoints } from '../../kube/types.generated.ts';
import { nearest } from '../editDistance.ts';
import { hasEndpoints, isByHand, likelyEndpointsName } from '../endpointsByHand.ts';
import type { Rule } from '../rule.ts';
import { namespaceOf } from '../serviceSelector.ts';

/** Endpoints belong to the Service of their name, and there is none. */
export const endpointsServiceMissing: Rule<Endpoints> = {
  id: 'endpointsServiceMissing', severity: 'warning',
  check(endpoints, context) {
    const namespace = namespaceOf(endpoints);
    const { name } = endpoints.metadata;
    if (context.reader.get('Service', namespace, name) !== undefined) return [];
    const services = context.shapes('Service', namespace).filter((service) => isByHand(service) && service.metadata.name !== 'kubernetes');
    // The Service that misses them says so itself.
    if (services.some((service) => !hasEndpoints(service, context) && likelyEndpointsName(service, context) === name)) return [];
    const likely = nearest(name, services.map((service) => service.metadata.name));
    return [{ path: ['metadata', 'name'], params: { endpoints: name }, ...(likely === undefined ? {} : { fix: { value: likely } }) }];
  },
};
