import type { Ingress } from '../../kube/types.generated.ts';
import { nearest } from '../editDistance.ts';
import type { Rule } from '../rule.ts';

/** There are classes, but none of this name: no controller takes the Ingress. */
export const ingressClassUnknown: Rule<Ingress> = {
  id: 'ingressClassUnknown', severity: 'warning',
  check(ingress, context) {
    const { ingressClassName = '' } = ingress.spec;
    const classes = context.shapes('IngressClass').map((each) => each.metadata.name);
    if (ingressClassName === '' || classes.length === 0 || classes.includes(ingressClassName)) return [];
    const likely = nearest(ingressClassName, classes) ?? (classes.length === 1 ? classes[0] : undefined);
    return [{ path: ['spec', 'ingressClassName'], params: { className: ingressClassName, classes: classes.join(', ') }, ...(likely === undefined ? {} : { fix: { value: likely } }) }];
  },
};
