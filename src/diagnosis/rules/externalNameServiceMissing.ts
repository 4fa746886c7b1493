import type { Service } from '../../kube/types.generated.ts';
import { nearest } from '../editDistance.ts';
import { internalName } from '../internalName.ts';
import type { Rule } from '../rule.ts';

/** The alias leads to a Service of this cluster that does not exist. */
export const externalNameServiceMissing: Rule<Service> = {
  id: 'externalNameServiceMissing', severity: 'error',
  check(service, context) {
    const { type, externalName = '' } = service.spec;
    const name = type === 'ExternalName' ? internalName(externalName, context) : undefined;
    if (name === undefined || !name.isWhole || context.reader.get('Service', name.namespace, name.service) !== undefined) return [];
    const likely = nearest(name.service, context.shapes('Service', name.namespace).map((each) => each.metadata.name));
    const params = { service: service.metadata.name, target: name.service, namespace: name.namespace };
    return [{ path: ['spec', 'externalName'], params, ...(likely === undefined ? {} : { fix: { value: `${likely}.${name.namespace}.svc.${context.settings.dns.clusterDomain}` } }) }];
  },
};
