import type { Endpoints } from '../../kube/types.generated.ts';
import type { FindingDraft, Rule } from '../rule.ts';
import { serviceOfAddress } from '../serviceAddress.ts';
import { namespaceOf, selectorOf } from '../serviceSelector.ts';

/** The same mistake in the older kind of object. */
export const endpointsAddressIsServiceIP: Rule<Endpoints> = {
  id: 'endpointsAddressIsServiceIP', severity: 'error',
  check(endpoints, context) {
    const service = context.reader.get('Service', namespaceOf(endpoints), endpoints.metadata.name);
    if (service !== undefined && selectorOf(service) !== undefined) return [];
    return (endpoints.subsets ?? []).flatMap((subset, index) => (subset.addresses ?? []).flatMap(({ ip }, at): readonly FindingDraft[] => {
      const other = serviceOfAddress(ip, context);
      return other === undefined ? [] : [{ path: ['subsets', index, 'addresses', at, 'ip'], params: { address: ip, service: other } }];
    }));
  },
};
