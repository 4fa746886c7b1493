import type { EndpointSlice } from '../../../kube/types.generated.ts';
import { serviceNameLabel } from './labels.ts';

/**
 * Which slices a controller knows to be a Service's. One that it knows and does not find any more means to it that it sees old data:
 * it waits. So a slice whose labels someone takes away stops the controller for that Service.
 * Mirrors staging/src/k8s.io/endpointslice/util/endpointslice_tracker.go (v1.36).
 */
export interface SliceTracker {
  /** Remembers these slices, after the controller has written. */
  update(serviceKey: string, slices: readonly EndpointSlice[]): void;
  /** Whether a slice that is known is not among these. */
  isStale(serviceKey: string, slices: readonly EndpointSlice[]): boolean;
  /** The slice is gone; it carried the controller's labels to the end. */
  handleDeletion(slice: EndpointSlice): void;
  deleteService(serviceKey: string): void;
}

/** A tracker that knows no slices yet. Mirrors staging/src/k8s.io/endpointslice/util/endpointslice_tracker.go (v1.36). */
export function createSliceTracker(): SliceTracker {
  const known = new Map<string, Set<string>>();
  return {
    update(serviceKey, slices) {
      const uids = known.get(serviceKey) ?? new Set();
      for (const { metadata } of slices) uids.add(metadata.uid ?? '');
      known.set(serviceKey, uids);
    },
    isStale(serviceKey, slices) {
      const found = new Set(slices.map(({ metadata }) => metadata.uid));
      for (const uid of known.get(serviceKey) ?? []) if (!found.has(uid)) return true;
      return false;
    },
    handleDeletion({ metadata }) {
      known.get(`${metadata.namespace ?? ''}/${metadata.labels?.[serviceNameLabel] ?? ''}`)?.delete(metadata.uid ?? '');
    },
    deleteService: (serviceKey) => void known.delete(serviceKey),
  };
}
