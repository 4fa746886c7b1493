import { parseIP } from '../../kube/ip.ts';
import type { Service } from '../../kube/types.generated.ts';
import type { Rule } from '../rule.ts';

/** An address is taken for a name of four labels, and no such name exists. */
export const externalNameIsIP: Rule<Service> = {
  id: 'externalNameIsIP', severity: 'error',
  check(service) {
    const { type, externalName = '' } = service.spec;
    if (type !== 'ExternalName' || parseIP(externalName.replace(/\.$/, '')) === undefined) return [];
    return [{ path: ['spec', 'externalName'], params: { service: service.metadata.name, address: externalName } }];
  },
};
