import { quantityOf, roundedUp } from '../../kube/quantity.ts';
import { isKind } from '../apiserver/registry/kinds.ts';
import type { Evaluator } from './evaluator.ts';
import { countOf } from './usage.ts';

const ofClass = '.storageclass.storage.k8s.io/';
const resources = ['persistentvolumeclaims', 'requests.storage'];

/** Mirrors pkg/quota/v1/evaluator/core/persistent_volume_claims.go (v1.36). Simplified: no claim asks for a VolumeAttributesClass. */
export const claimEvaluator: Evaluator = {
  kind: 'PersistentVolumeClaim',
  matches: (resource) => resource === 'count/persistentvolumeclaims' || resources.some((name) => resource === name || resource.endsWith(`${ofClass}${name}`)),
  handles: () => true,
  usage: (object) => {
    if (!isKind(object, 'PersistentVolumeClaim')) return new Map();
    const { storageClassName = '', resources: asked } = object.spec;
    const storage = asked?.requests?.['storage'];
    const amounts = [['persistentvolumeclaims', countOf(1)], ...(storage === undefined ? [] : [['requests.storage', roundedUp(quantityOf(storage), 0)]] as const)] as const;
    return new Map([
      ['count/persistentvolumeclaims', countOf(1)], ...amounts,
      ...(storageClassName === '' ? [] : amounts.map(([name, amount]) => [`${storageClassName}${ofClass}${name}`, amount] as const)),
    ]);
  },
};
