import type { Service } from '../../kube/types.generated.ts';
import { internalName } from '../internalName.ts';
import type { Rule, RuleContext } from '../rule.ts';
import { namespaceOf } from '../serviceSelector.ts';

const MAX_ALIASES = 8;

function next(service: Service, context: RuleContext): Service | undefined {
  const { type, externalName = '' } = service.spec;
  const name = type === 'ExternalName' ? internalName(externalName, context) : undefined;
  return name?.isWhole === true ? context.reader.get('Service', name.namespace, name.service) : undefined;
}

/** The alias leads back to itself, directly or over others. */
export const externalNameLoop: Rule<Service> = {
  id: 'externalNameLoop', severity: 'error',
  check(service, context) {
    let target = next(service, context);
    for (let aliases = 1; target !== undefined && aliases <= MAX_ALIASES; aliases++) {
      if (target.metadata.name === service.metadata.name && namespaceOf(target) === namespaceOf(service)) {
        return [{ path: ['spec', 'externalName'], params: { service: service.metadata.name, count: aliases } }];
      }
      target = next(target, context);
    }
    return [];
  },
};
