import { matchesLabels } from '../kube/selectors.ts';
import type { Service, StatefulSet } from '../kube/types.generated.ts';
import type { RuleContext } from './rule.ts';
import { namespaceOf, selectorOf } from './serviceSelector.ts';

/** The Service that gives a StatefulSet's Pods their names. */
export function governingService(set: StatefulSet, { reader }: RuleContext): Service | undefined {
  return reader.get('Service', namespaceOf(set), set.spec.serviceName ?? '');
}

export function picksPodsOf(service: Service, set: StatefulSet): boolean {
  return matchesLabels(selectorOf(service), set.spec.template.metadata?.labels);
}

/** A headless Service that picks its Pods, or any that does. */
export function likelyGoverningService(set: StatefulSet, context: RuleContext): Service | undefined {
  const picking = context.servicesSelecting(namespaceOf(set), set.spec.template.metadata?.labels ?? {});
  return picking.find((service) => service.spec.clusterIP === 'None') ?? picking[0];
}
