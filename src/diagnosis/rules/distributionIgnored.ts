import { isExternallyAccessible } from '../../kube/serviceUtil.ts';
import type { Service } from '../../kube/types.generated.ts';
import type { Rule } from '../rule.ts';

/** Local leaves nothing to prefer, and clients of a headless Service choose by themselves. */
export const distributionIgnored: Rule<Service> = {
  id: 'distributionIgnored', severity: 'info',
  check(service) {
    const { trafficDistribution, internalTrafficPolicy, externalTrafficPolicy, clusterIP } = service.spec;
    if (trafficDistribution === undefined) return [];
    const isLocal = internalTrafficPolicy === 'Local' && (!isExternallyAccessible(service) || externalTrafficPolicy === 'Local');
    if (!isLocal && clusterIP !== 'None') return [];
    const path = ['spec', 'trafficDistribution'];
    return [{ path, params: { trafficDistribution, because: isLocal ? 'internalTrafficPolicy: Local' : 'clusterIP: None' }, fix: { edits: [{ type: 'remove', path }] } }];
  },
};
