import type { StatefulSet } from '../../kube/types.generated.ts';
import { governingService, picksPodsOf } from '../governingService.ts';
import type { Rule } from '../rule.ts';

/** The Service exists, but its selector does not pick these Pods, so that they get no names. */
export const serviceNamePicksOthers: Rule<StatefulSet> = {
  id: 'serviceNamePicksOthers', severity: 'warning',
  check(set, context) {
    const service = governingService(set, context);
    if (service === undefined || picksPodsOf(service, set)) return [];
    return [{ path: ['spec', 'serviceName'], params: { statefulSet: set.metadata.name, serviceName: service.metadata.name } }];
  },
};
