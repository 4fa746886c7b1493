import type { EndpointSlice } from '../../kube/types.generated.ts';
import { isOwnSlice } from '../endpointsByHand.ts';
import type { FieldEdit } from '../../protocol/edit.ts';
import type { Rule } from '../rule.ts';

/** Every address is marked as not ready, and nobody will ever change that. */
export const sliceNotReady: Rule<EndpointSlice> = {
  id: 'sliceNotReady', severity: 'warning',
  check(slice) {
    const endpoints = slice.endpoints ?? [];
    if (!isOwnSlice(slice) || endpoints.length === 0 || !endpoints.every((endpoint) => endpoint.conditions?.ready === false && !(endpoint.conditions.terminating === true && endpoint.conditions.serving === true))) return [];
    const edits = endpoints.map((_, index): FieldEdit => ({ type: 'set', path: ['endpoints', index, 'conditions', 'ready'], value: true }));
    return [{ path: ['endpoints', 0, 'conditions', 'ready'], params: { slice: slice.metadata.name, count: endpoints.length }, fix: { edits } }];
  },
};
