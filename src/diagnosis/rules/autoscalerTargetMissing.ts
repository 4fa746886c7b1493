import type { HorizontalPodAutoscaler } from '../../kube/types.generated.ts';
import { nearest } from '../editDistance.ts';
import type { Rule } from '../rule.ts';
import { namespaceOf } from '../serviceSelector.ts';

const scalable = ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController'] as const;

/** There is nothing to scale. */
export const autoscalerTargetMissing: Rule<HorizontalPodAutoscaler> = {
  id: 'autoscalerTargetMissing', severity: 'error',
  check(autoscaler, context) {
    const { kind: wanted, name } = autoscaler.spec.scaleTargetRef;
    const kind = scalable.find((each) => each === wanted);
    const namespace = namespaceOf(autoscaler);
    if (kind === undefined || context.reader.get(kind, namespace, name) !== undefined) return [];
    const names = context.shapes(kind, namespace).map((object) => object.metadata.name);
    const likely = nearest(name, names) ?? (names.length === 1 ? names[0] : undefined);
    return [{ path: ['spec', 'scaleTargetRef', 'name'], params: { kind, name, namespace }, ...(likely === undefined ? {} : { fix: { value: likely } }) }];
  },
};
