import type { StatefulSet } from '../../kube/types.generated.ts';
import { nearest } from '../editDistance.ts';
import { governingService, likelyGoverningService } from '../governingService.ts';
import type { Rule } from '../rule.ts';
import { namespaceOf } from '../serviceSelector.ts';

/** The Service that would give its Pods their names does not exist. */
export const serviceNameMissing: Rule<StatefulSet> = {
  id: 'serviceNameMissing', severity: 'warning',
  check(set, context) {
    const { serviceName = '' } = set.spec;
    if (serviceName === '' || governingService(set, context) !== undefined) return [];
    const likely = likelyGoverningService(set, context)?.metadata.name ?? nearest(serviceName, context.shapes('Service', namespaceOf(set)).map((service) => service.metadata.name));
    const params = { statefulSet: set.metadata.name, serviceName, nearest: likely ?? '' };
    return [{ path: ['spec', 'serviceName'], params, ...(likely === undefined ? {} : { fix: { value: likely } }) }];
  },
};
