import { lastStaticPort } from '../../engine/apiserver/allocators/portAllocator.ts';
import { drawsNodePort } from '../allocation.ts';
import { listAt, valueAt } from '../jsonParts.ts';
import type { ManifestRule } from '../manifestRule.ts';
import type { FindingDraft } from '../rule.ts';

/** A chosen port among those that are given by chance, after a Service that was given one. */
export const nodePortMayBeTaken: ManifestRule = {
  id: 'nodePortMayBeTaken', severity: 'info', kind: 'Service',
  check(body, { settings, before }) {
    const other = drawsNodePort(before);
    if (other === undefined) return [];
    const last = lastStaticPort(settings.nodePortRange);
    return listAt(body, 'spec', 'ports').flatMap((port, index): readonly FindingDraft[] => {
      const nodePort = valueAt(port, 'nodePort');
      if (typeof nodePort !== 'number' || nodePort <= last || nodePort > settings.nodePortRange.to) return [];
      return [{ path: ['spec', 'ports', index, 'nodePort'], params: { nodePort, other, last } }];
    });
  },
};
