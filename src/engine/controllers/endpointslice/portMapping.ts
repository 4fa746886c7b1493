import type { Endpoint, EndpointSlice, OwnerReference } from '../../../kube/types.generated.ts';
import { endpointKey, endpointsEqualBeyondHash } from './endpoint.ts';
import { draftOf, type SliceDraft } from './sliceDraft.ts';

/** How many endpoints a slice holds at most: --max-endpoints-per-slice at its default. */
const maxEndpointsPerSlice = 100;

/** What the slices of one port map have in common. */
export interface PortMapping {
  readonly owner: OwnerReference;
  readonly labels: Readonly<Record<string, string>>;
  areLabelsChanged(slice: EndpointSlice): boolean;
  newDraft(): SliceDraft;
}

export interface PortMappingResult { readonly toCreate: readonly SliceDraft[]; readonly toUpdate: readonly SliceDraft[]; readonly toDelete: readonly EndpointSlice[] }

/** Moves endpoints of `rest` into the draft until it is full or nothing is left. */
function fill(draft: SliceDraft, rest: Map<string, Endpoint>): void {
  for (const [key, endpoint] of rest) {
    if (draft.endpoints.length >= maxEndpointsPerSlice) return;
    draft.endpoints.push(endpoint);
    rest.delete(key);
  }
}

/** The slice that `count` more endpoints fill best without overflowing it; undefined where they fit none. */
function sliceToFill(slices: readonly EndpointSlice[], count: number): EndpointSlice | undefined {
  let closest: EndpointSlice | undefined;
  let closestRoom = maxEndpointsPerSlice;
  for (const slice of slices) {
    const room = maxEndpointsPerSlice - (count + (slice.endpoints ?? []).length);
    if (room >= 0 && room < closestRoom) {
      closest = slice;
      closestRoom = room;
    }
  }
  return closest;
}

/**
 * Packs endpoints into slices of one port map with few changes: those that are there stay where they are, slices that change anyway
 * are filled first (the fullest first), then the unchanged one that fits best, then new ones.
 * Mirrors reconcileByPortMapping of staging/src/k8s.io/endpointslice/reconciler.go (v1.36), in the order of the Pods where Go's is random.
 */
export function reconcileByPortMapping(existing: readonly EndpointSlice[], desired: ReadonlyMap<string, Endpoint>, mapping: PortMapping): PortMappingResult {
  const rest = new Map(desired);
  const toUpdate: SliceDraft[] = [];
  const toDelete: EndpointSlice[] = [];
  let unchanged: EndpointSlice[] = [];
  for (const slice of existing) {
    const kept: Endpoint[] = [];
    let isUpdated = false;
    const before = slice.endpoints ?? [];
    for (const endpoint of before) {
      const key = endpointKey(endpoint);
      const wanted = rest.get(key);
      if (wanted === undefined) continue;
      kept.push(wanted);
      if (!endpointsEqualBeyondHash(wanted, endpoint)) isUpdated = true;
      rest.delete(key);
    }
    const isChanged = isUpdated || kept.length !== before.length;
    if (isChanged && kept.length === 0) toDelete.push(slice);
    else if (isChanged) toUpdate.push({ ...draftOf(slice, mapping.owner), labels: mapping.labels, endpoints: kept });
    else if (mapping.areLabelsChanged(slice)) toUpdate.push({ ...draftOf(slice, mapping.owner), labels: mapping.labels });
    else unchanged.push(slice);
  }
  if (rest.size > 0) {
    for (const draft of [...toUpdate].sort((a, b) => b.endpoints.length - a.endpoints.length)) fill(draft, rest);
  }
  const toCreate: SliceDraft[] = [];
  while (rest.size > 0) {
    const chosen = rest.size < maxEndpointsPerSlice ? sliceToFill(unchanged, rest.size) : undefined;
    const draft = chosen === undefined ? mapping.newDraft() : draftOf(chosen, mapping.owner);
    fill(draft, rest);
    if (chosen === undefined) toCreate.push(draft);
    else {
      toUpdate.push(draft);
      unchanged = unchanged.filter((slice) => slice !== chosen);
    }
  }
  return { toCreate, toUpdate, toDelete };
}
