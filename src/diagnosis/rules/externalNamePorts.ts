import type { Service } from '../../kube/types.generated.ts';
import type { Rule } from '../rule.ts';

/** An alias in DNS: no ports are opened or translated. */
export const externalNamePorts: Rule<Service> = {
  id: 'externalNamePorts', severity: 'info',
  check(service) {
    const { type, ports = [] } = service.spec;
    const translated = ports.find((port) => port.targetPort !== undefined && port.targetPort !== port.port);
    if (type !== 'ExternalName' || translated === undefined) return [];
    return [{ path: ['spec', 'ports'], params: { service: service.metadata.name, port: translated.port, targetPort: translated.targetPort ?? '' }, fix: { edits: [{ type: 'remove', path: ['spec', 'ports'] }] } }];
  },
};
