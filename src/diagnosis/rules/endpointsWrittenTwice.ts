import type { Service } from '../../kube/types.generated.ts';
import { isByHand, isOwnSlice, MANAGED_BY, MIRRORING_CONTROLLER } from '../endpointsByHand.ts';
import type { Rule } from '../rule.ts';
import { slicesOf } from '../servicePods.ts';

/** Endpoints are mirrored into slices, and slices are written by hand as well: all of them count. */
export const endpointsWrittenTwice: Rule<Service> = {
  id: 'endpointsWrittenTwice', severity: 'warning',
  check(service, context) {
    if (!isByHand(service)) return [];
    const slices = slicesOf(service, context).filter((slice) => (slice.endpoints ?? []).length > 0);
    const own = slices.find(isOwnSlice);
    const mirrored = slices.find((slice) => slice.metadata.labels?.[MANAGED_BY] === MIRRORING_CONTROLLER);
    return own === undefined || mirrored === undefined ? [] : [{ path: ['metadata', 'name'], params: { service: service.metadata.name, slice: own.metadata.name } }];
  },
};
