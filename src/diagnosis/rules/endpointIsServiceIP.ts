import type { EndpointSlice } from '../../kube/types.generated.ts';
import { isOwnSlice } from '../endpointsByHand.ts';
import type { FindingDraft, Rule } from '../rule.ts';
import { serviceOfAddress } from '../serviceAddress.ts';

/** The address of another Service: virtual addresses are not chained, so that nobody answers. */
export const endpointIsServiceIP: Rule<EndpointSlice> = {
  id: 'endpointIsServiceIP', severity: 'error',
  check(slice, context) {
    if (!isOwnSlice(slice)) return [];
    return (slice.endpoints ?? []).flatMap((endpoint, index) => endpoint.addresses.flatMap((address, at): readonly FindingDraft[] => {
      const service = serviceOfAddress(address, context);
      return service === undefined ? [] : [{ path: ['endpoints', index, 'addresses', at], params: { address, service } }];
    }));
  },
};
