import type { EndpointSlice } from '../../kube/types.generated.ts';
import { nearest } from '../editDistance.ts';
import { isByHand, isOwnSlice, SERVICE_NAME } from '../endpointsByHand.ts';
import type { Rule } from '../rule.ts';
import { namespaceOf } from '../serviceSelector.ts';

/** The label names a Service that is not there. */
export const sliceServiceMissing: Rule<EndpointSlice> = {
  id: 'sliceServiceMissing', severity: 'error',
  check(slice, context) {
    const name = slice.metadata.labels?.[SERVICE_NAME];
    const namespace = namespaceOf(slice);
    if (!isOwnSlice(slice) || name === undefined || context.reader.get('Service', namespace, name) !== undefined) return [];
    const services = context.shapes('Service', namespace).filter(isByHand).map((service) => service.metadata.name).filter((each) => each !== 'kubernetes');
    const likely = nearest(name, services) ?? (services.length === 1 ? services[0] : undefined);
    return [{ path: ['metadata', 'labels', SERVICE_NAME], params: { slice: slice.metadata.name, service: name }, ...(likely === undefined ? {} : { fix: { value: likely } }) }];
  },
};
