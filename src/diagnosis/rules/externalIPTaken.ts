import { isSameIP } from '../../kube/ip.ts';
import type { Service } from '../../kube/types.generated.ts';
import type { FindingDraft, Rule } from '../rule.ts';
import { namespaceOf } from '../serviceSelector.ts';

/** Two Services want the packets of one address and port. */
export const externalIPTaken: Rule<Service> = {
  id: 'externalIPTaken', severity: 'warning',
  check(service, context) {
    const { externalIPs = [], ports = [] } = service.spec;
    if (externalIPs.length === 0) return [];
    const others = context.shapes('Service').filter((other) => other.metadata.name !== service.metadata.name || namespaceOf(other) !== namespaceOf(service));
    return externalIPs.flatMap((address, index): readonly FindingDraft[] => {
      for (const other of others) {
        if (!(other.spec.externalIPs ?? []).some((each) => isSameIP(each, address))) continue;
        const shared = ports.find((port) => (other.spec.ports ?? []).some((each) => each.port === port.port && (each.protocol ?? 'TCP') === (port.protocol ?? 'TCP')));
        if (shared !== undefined) return [{ path: ['spec', 'externalIPs', index], params: { address, port: shared.port, other: `${namespaceOf(other)}/${other.metadata.name}` } }];
      }
      return [];
    });
  },
};
