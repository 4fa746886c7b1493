import type { Ingress } from '../../kube/types.generated.ts';
import { nearest } from '../editDistance.ts';
import { serviceBackends } from '../ingressBackends.ts';
import type { FindingDraft, Rule } from '../rule.ts';
import { namespaceOf } from '../serviceSelector.ts';

/** A path leads to a Service that does not exist. */
export const ingressServiceMissing: Rule<Ingress> = {
  id: 'ingressServiceMissing', severity: 'error',
  check(ingress, context) {
    const namespace = namespaceOf(ingress);
    return serviceBackends(ingress).flatMap(({ backend: { name }, path }): readonly FindingDraft[] => {
      if (context.reader.get('Service', namespace, name) !== undefined) return [];
      const likely = nearest(name, context.shapes('Service', namespace).map((service) => service.metadata.name));
      return [{ path: [...path, 'name'], params: { service: name, namespace }, ...(likely === undefined ? {} : { fix: { value: likely } }) }];
    });
  },
};
