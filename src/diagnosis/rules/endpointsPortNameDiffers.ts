import type { Service } from '../../kube/types.generated.ts';
import { nearest } from '../editDistance.ts';
import { isByHand } from '../endpointsByHand.ts';
import type { FindingDraft, Rule } from '../rule.ts';
import { slicesOf } from '../servicePods.ts';

/** Endpoints are there, but their ports have other names than the Service's: nothing is forwarded. */
export const endpointsPortNameDiffers: Rule<Service> = {
  id: 'endpointsPortNameDiffers', severity: 'error',
  check(service, context) {
    if (!isByHand(service)) return [];
    const slices = slicesOf(service, context).filter((slice) => (slice.endpoints ?? []).length > 0);
    const written = new Set(slices.flatMap((slice) => (slice.ports ?? []).map((port) => port.name ?? '')));
    if (written.size === 0) return [];
    const ports = service.spec.ports ?? [];
    const unused = [...written].filter((name) => !ports.some((port) => (port.name ?? '') === name));
    return ports.flatMap((port, index): readonly FindingDraft[] => {
      const name = port.name ?? '';
      if (written.has(name)) return [];
      const path = ['spec', 'ports', index, 'name'];
      const likely = nearest(name, unused) ?? (unused.length === 1 ? unused[0] : undefined);
      const params = { port: port.port, name, names: [...written].sort().map((each) => `"${each}"`).join(', ') };
      if (likely === undefined) return [{ path, params }];
      return [{ path, params, fix: likely === '' ? { edits: [{ type: 'remove', path }] } : { value: likely } }];
    });
  },
};
