import { isServiceIPSet } from '../../kube/serviceUtil.ts';
import type { Service } from '../../kube/types.generated.ts';
import type { Rule } from '../rule.ts';
import { matchedPods } from '../servicePods.ts';

/** The Pods say when they are ready, and the Service does not listen. */
export const readinessIgnored: Rule<Service> = {
  id: 'readinessIgnored', severity: 'warning',
  check(service, context) {
    if (service.spec.publishNotReadyAddresses !== true || !isServiceIPSet(service)) return [];
    const pod = matchedPods(service, context).find((each) => each.spec.containers.some((container) => container.readinessProbe !== undefined));
    const path = ['spec', 'publishNotReadyAddresses'];
    return pod === undefined ? [] : [{ path, params: { service: service.metadata.name, pod: pod.metadata.name }, fix: { edits: [{ type: 'remove', path }] } }];
  },
};
