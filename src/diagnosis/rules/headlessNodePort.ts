import { listAt, stringAt, valueAt } from '../jsonParts.ts';
import type { ManifestRule } from '../manifestRule.ts';
import type { FindingDraft } from '../rule.ts';

/** A node port where there is nothing to forward to. */
export const headlessNodePort: ManifestRule = {
  id: 'headlessNodePort', severity: 'info', kind: 'Service',
  check(body) {
    const type = stringAt(body, 'spec', 'type');
    if (stringAt(body, 'spec', 'clusterIP') !== 'None' || (type !== '' && type !== 'ClusterIP')) return [];
    return listAt(body, 'spec', 'ports').flatMap((port, index): readonly FindingDraft[] => {
      const nodePort = valueAt(port, 'nodePort');
      const path = ['spec', 'ports', index, 'nodePort'];
      return typeof nodePort === 'number' ? [{ path, params: { nodePort }, fix: { edits: [{ type: 'remove', path }] } }] : [];
    });
  },
};
