import { MANAGED_BY, MIRRORING_CONTROLLER, SLICE_CONTROLLER } from '../endpointsByHand.ts';
import { stringAt } from '../jsonParts.ts';
import type { ManifestRule } from '../manifestRule.ts';

/** The slice says that a controller wrote it, and that controller will take it away. */
export const sliceClaimsController: ManifestRule = {
  id: 'sliceClaimsController', severity: 'warning', kind: 'EndpointSlice',
  check(body) {
    const path = ['metadata', 'labels', MANAGED_BY];
    const manager = stringAt(body, ...path);
    return manager === SLICE_CONTROLLER || manager === MIRRORING_CONTROLLER ? [{ path, params: { manager }, fix: { edits: [{ type: 'remove', path }] } }] : [];
  },
};
