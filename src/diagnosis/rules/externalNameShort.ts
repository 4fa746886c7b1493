import type { Service } from '../../kube/types.generated.ts';
import { internalName } from '../internalName.ts';
import type { Rule } from '../rule.ts';

/** An alias names its target in full: nobody appends the cluster's domain to it. */
export const externalNameShort: Rule<Service> = {
  id: 'externalNameShort', severity: 'error',
  check(service, context) {
    const { type, externalName = '' } = service.spec;
    const name = type === 'ExternalName' ? internalName(externalName, context) : undefined;
    if (name === undefined || name.isWhole) return [];
    const whole = `${name.service}.${name.namespace}.svc.${context.settings.dns.clusterDomain}`;
    return [{ path: ['spec', 'externalName'], params: { service: service.metadata.name, externalName, whole }, fix: { value: whole } }];
  },
};
