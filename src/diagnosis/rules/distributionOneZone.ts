import type { Service } from '../../kube/types.generated.ts';
import type { Rule } from '../rule.ts';
import { zonesOfNodes } from '../zones.ts';

/** All Nodes are in one zone, or in none: there is nothing to prefer. */
export const distributionOneZone: Rule<Service> = {
  id: 'distributionOneZone', severity: 'info',
  check(service, context) {
    const { trafficDistribution } = service.spec;
    if (trafficDistribution === undefined || trafficDistribution === 'PreferSameNode') return [];
    const zones = zonesOfNodes(context);
    return zones.length > 1 ? [] : [{ path: ['spec', 'trafficDistribution'], params: { trafficDistribution, count: zones.length, zone: zones[0] ?? '' } }];
  },
};
