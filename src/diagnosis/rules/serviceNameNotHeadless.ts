import { isServiceIPSet } from '../../kube/serviceUtil.ts';
import type { StatefulSet } from '../../kube/types.generated.ts';
import { governingService, likelyGoverningService, picksPodsOf } from '../governingService.ts';
import type { Rule } from '../rule.ts';

/** The Service has a cluster IP: its name leads to any Pod, which is not what a StatefulSet is for. */
export const serviceNameNotHeadless: Rule<StatefulSet> = {
  id: 'serviceNameNotHeadless', severity: 'info',
  check(set, context) {
    const service = governingService(set, context);
    if (service === undefined || !isServiceIPSet(service) || !picksPodsOf(service, set)) return [];
    const likely = likelyGoverningService(set, context);
    const params = { statefulSet: set.metadata.name, serviceName: service.metadata.name };
    return [{ path: ['spec', 'serviceName'], params, ...(likely?.spec.clusterIP === 'None' ? { fix: { value: likely.metadata.name } } : {}) }];
  },
};
