import type { StatefulSet } from '../../kube/types.generated.ts';
import { likelyGoverningService } from '../governingService.ts';
import type { Rule } from '../rule.ts';

/** A headless Service picks its Pods, but the StatefulSet does not name it: the Pods get no names of their own. */
export const serviceNameEmpty: Rule<StatefulSet> = {
  id: 'serviceNameEmpty', severity: 'warning',
  check(set, context) {
    if ((set.spec.serviceName ?? '') !== '') return [];
    const likely = likelyGoverningService(set, context);
    if (likely?.spec.clusterIP !== 'None') return [];
    return [{ path: ['spec', 'serviceName'], params: { statefulSet: set.metadata.name, serviceName: likely.metadata.name }, fix: { value: likely.metadata.name } }];
  },
};
