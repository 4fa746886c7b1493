import type { Service } from '../../kube/types.generated.ts';
import type { Rule } from '../rule.ts';
import { zonesOfEndpoints, zonesOfNodes } from '../zones.ts';

/** Clients of a zone without endpoints are spread over all of them, as without the preference. */
export const distributionZoneWithout: Rule<Service> = {
  id: 'distributionZoneWithout', severity: 'info',
  check(service, context) {
    const { trafficDistribution } = service.spec;
    if (trafficDistribution === undefined) return [];
    const zones = zonesOfNodes(context);
    const served = zonesOfEndpoints(service, context);
    const without = zones.filter((zone) => !served.has(zone));
    if (zones.length < 2 || served.size === 0 || without.length === 0) return [];
    return [{ path: ['spec', 'trafficDistribution'], params: { trafficDistribution, zones: without.join(', '), count: without.length } }];
  },
};
