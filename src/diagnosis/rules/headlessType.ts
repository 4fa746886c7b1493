import { stringAt } from '../jsonParts.ts';
import type { ManifestRule } from '../manifestRule.ts';

/** `None` is refused for types that build on the cluster IP. */
export const headlessType: ManifestRule = {
  id: 'headlessType', severity: 'info', kind: 'Service',
  check(body) {
    const type = stringAt(body, 'spec', 'type');
    if (stringAt(body, 'spec', 'clusterIP') !== 'None' || (type !== 'NodePort' && type !== 'LoadBalancer')) return [];
    return [{ path: ['spec', 'clusterIP'], params: { type }, fix: { edits: [{ type: 'remove', path: ['spec', 'clusterIP'] }] } }];
  },
};
