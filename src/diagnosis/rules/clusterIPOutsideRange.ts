import { isIPInCIDR, parseIP } from '../../kube/ip.ts';
import { stringAt } from '../jsonParts.ts';
import type { ManifestRule } from '../manifestRule.ts';

/** An address that the API server cannot give. */
export const clusterIPOutsideRange: ManifestRule = {
  id: 'clusterIPOutsideRange', severity: 'info', kind: 'Service',
  check(body, { settings }) {
    const address = stringAt(body, 'spec', 'clusterIP');
    const ranges = settings.serviceCIDRs;
    if (parseIP(address) === undefined || ranges.some((range) => isIPInCIDR(address, range))) return [];
    const path = ['spec', 'clusterIP'];
    return [{ path, params: { address, ranges: ranges.join(', ') }, fix: { edits: [{ type: 'remove', path }] } }];
  },
};
