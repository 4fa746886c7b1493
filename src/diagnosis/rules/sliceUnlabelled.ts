import type { EndpointSlice } from '../../kube/types.generated.ts';
import { nearest } from '../editDistance.ts';
import { isByHand, isOwnSlice, SERVICE_NAME } from '../endpointsByHand.ts';
import type { Rule } from '../rule.ts';
import { namespaceOf } from '../serviceSelector.ts';

/** A slice belongs to a Service by a label alone; its name does not count. */
export const sliceUnlabelled: Rule<EndpointSlice> = {
  id: 'sliceUnlabelled', severity: 'error',
  check(slice, context) {
    if (!isOwnSlice(slice) || slice.metadata.labels?.[SERVICE_NAME] !== undefined) return [];
    const { name } = slice.metadata;
    const services = context.shapes('Service', namespaceOf(slice)).filter(isByHand).map((service) => service.metadata.name).filter((each) => each !== 'kubernetes');
    const likely = services.find((service) => name.startsWith(service)) ?? nearest(name, services) ?? (services.length === 1 ? services[0] : undefined);
    return [{ path: ['metadata', 'labels'], params: { slice: name }, ...(likely === undefined ? {} : { fix: { path: ['metadata', 'labels', SERVICE_NAME], value: likely } }) }];
  },
};
