import { isSameIP } from '../../kube/ip.ts';
import type { Service } from '../../kube/types.generated.ts';
import type { FindingDraft, Rule } from '../rule.ts';

/** No Node has the address, so that somebody else has to lead its packets to one. */
export const externalIPNotNode: Rule<Service> = {
  id: 'externalIPNotNode', severity: 'info',
  check(service, { settings }) {
    const { type, externalIPs = [], clusterIP } = service.spec;
    if (type === 'ExternalName' || clusterIP === 'None') return [];
    const own = settings.nodes.flatMap((node) => node.addresses);
    return externalIPs.flatMap((address, index): readonly FindingDraft[] => (
      own.some((each) => isSameIP(each, address)) ? [] : [{ path: ['spec', 'externalIPs', index], params: { address, service: service.metadata.name } }]
    ));
  },
};
