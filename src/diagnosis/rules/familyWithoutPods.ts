import { ipFamilyOf } from '../../kube/ip.ts';
import type { Service } from '../../kube/types.generated.ts';
import type { FindingDraft, Rule } from '../rule.ts';
import { matchedPods } from '../servicePods.ts';

/** The Service has an address of a family in which no Pod has one: nobody answers there. */
export const familyWithoutPods: Rule<Service> = {
  id: 'familyWithoutPods', severity: 'warning',
  check(service, context) {
    const families = service.spec.ipFamilies ?? [];
    const addresses = matchedPods(service, context).flatMap((pod) => pod.status?.podIPs?.map(({ ip }) => ip) ?? []);
    if (addresses.length === 0) return [];
    const there = new Set<string | undefined>(addresses.map((address) => ipFamilyOf(address)));
    return families.flatMap((family, index): readonly FindingDraft[] => (
      there.has(family) ? [] : [{ path: ['spec', 'ipFamilies', index], params: { service: service.metadata.name, family, address: service.spec.clusterIPs?.[index] ?? '' } }]
    ));
  },
};
