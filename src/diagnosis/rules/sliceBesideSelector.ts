import type { EndpointSlice } from '../../kube/types.generated.ts';
import { isOwnSlice, SERVICE_NAME } from '../endpointsByHand.ts';
import type { Rule } from '../rule.ts';
import { namespaceOf, printLabels, selectorOf } from '../serviceSelector.ts';

/** The Service picks Pods, and these addresses count beside them. */
export const sliceBesideSelector: Rule<EndpointSlice> = {
  id: 'sliceBesideSelector', severity: 'warning',
  check(slice, { reader }) {
    const name = slice.metadata.labels?.[SERVICE_NAME];
    const service = isOwnSlice(slice) && name !== undefined ? reader.get('Service', namespaceOf(slice), name) : undefined;
    const selector = service && selectorOf(service);
    if (selector === undefined || (slice.endpoints ?? []).length === 0) return [];
    return [{ path: ['metadata', 'labels', SERVICE_NAME], params: { slice: slice.metadata.name, service: name ?? '', selector: printLabels(selector) } }];
  },
};
