import type { Service } from '../../kube/types.generated.ts';
import { isExternallyAccessible } from '../../kube/serviceUtil.ts';
import type { Rule } from '../rule.ts';
import { slicesOf } from '../servicePods.ts';

const MAX_SHOWN = 5;

/** With Local, a Node without a ready endpoint of its own answers nobody from outside. */
export const localPolicyNodes: Rule<Service> = {
  id: 'localPolicyNodes', severity: 'info',
  check(service, context) {
    if (service.spec.externalTrafficPolicy !== 'Local' || !isExternallyAccessible(service)) return [];
    const withEndpoints = new Set(slicesOf(service, context).flatMap((slice) => (slice.endpoints ?? []).filter((endpoint) => endpoint.conditions?.ready !== false).map((endpoint) => endpoint.nodeName ?? '')));
    if (withEndpoints.size === 0) return [];
    const all = context.reader.list('Node').map((node) => node.metadata.name);
    const without = all.filter((name) => !withEndpoints.has(name));
    if (without.length === 0) return [];
    const nodes = without.slice(0, MAX_SHOWN).join(', ') + (without.length > MAX_SHOWN ? ', …' : '');
    return [{ path: ['spec', 'externalTrafficPolicy'], params: { nodes, count: without.length, total: all.length } }];
  },
};
