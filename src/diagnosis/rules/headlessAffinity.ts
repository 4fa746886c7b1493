import type { Service } from '../../kube/types.generated.ts';
import type { Rule } from '../rule.ts';

/** Without a cluster IP nothing stands in between that could remember a client. */
export const headlessAffinity: Rule<Service> = {
  id: 'headlessAffinity', severity: 'info',
  check(service) {
    if (service.spec.clusterIP !== 'None' || service.spec.sessionAffinity !== 'ClientIP') return [];
    return [{ path: ['spec', 'sessionAffinity'], params: { service: service.metadata.name }, fix: { value: 'None' } }];
  },
};
