import { isServiceIPSet } from '../../kube/serviceUtil.ts';
import type { Service } from '../../kube/types.generated.ts';
import type { Rule } from '../rule.ts';
import { matchedPods } from '../servicePods.ts';
import { namespaceOf } from '../serviceSelector.ts';

/** A second Service over the same Pods does not remember clients, so that those who come that way are spread. */
export const samePodsOtherAffinity: Rule<Service> = {
  id: 'samePodsOtherAffinity', severity: 'warning',
  check(service, context) {
    if (service.spec.sessionAffinity !== 'ClientIP' || !isServiceIPSet(service)) return [];
    const pods = matchedPods(service, context);
    const [first] = pods;
    if (first === undefined) return [];
    const others = context.servicesSelecting(namespaceOf(service), first.metadata.labels ?? {});
    const other = others.find((each) => each.metadata.name !== service.metadata.name && each.spec.sessionAffinity !== 'ClientIP' && isServiceIPSet(each) && isSame(matchedPods(each, context), pods));
    return other === undefined ? [] : [{ path: ['spec', 'sessionAffinity'], params: { service: service.metadata.name, other: other.metadata.name, count: pods.length } }];
  },
};

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((each, index) => each === b[index]);
}
