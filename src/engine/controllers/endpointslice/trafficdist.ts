import type { Endpoint, EndpointHints, EndpointSlice, OwnerReference } from '../../../kube/types.generated.ts';
import { isEndpointReady } from './endpoint.ts';
import { draftOf, type SliceDraft } from './sliceDraft.ts';

const closeDistributions: ReadonlySet<string> = new Set(['PreferClose', 'PreferSameZone', 'PreferSameNode']);

/** Whether a Service's trafficDistribution asks for hints. */
export function isCloseDistribution(trafficDistribution: string | undefined): boolean {
  return trafficDistribution !== undefined && closeDistributions.has(trafficDistribution);
}

/** The hints that a ready endpoint should have: its own zone, and with `withNodes` its own Node; undefined where neither is known. */
function wantedHints(endpoint: Endpoint, withNodes: boolean): EndpointHints | undefined {
  const forZones = endpoint.zone === undefined ? undefined : [{ name: endpoint.zone }];
  const forNodes = endpoint.nodeName === undefined || !withNodes ? undefined : [{ name: endpoint.nodeName }];
  if (forZones === undefined && forNodes === undefined) return undefined;
  return { ...(forZones === undefined ? {} : { forZones }), ...(forNodes === undefined ? {} : { forNodes }) };
}

const names = (list: readonly { readonly name: string }[] | undefined): string => (list ?? []).map(({ name }) => name).join(',');

function needsUpdate(slice: EndpointSlice, withNodes: boolean): boolean {
  return (slice.endpoints ?? []).some((endpoint) => {
    if (!isEndpointReady(endpoint)) return false;
    const wanted = wantedHints(endpoint, withNodes);
    return names(endpoint.hints?.forZones) !== names(wanted?.forZones) || names(endpoint.hints?.forNodes) !== names(wanted?.forNodes);
  });
}

/** The same endpoint with these hints, or without any. */
export function withHints(endpoint: Endpoint, hints: EndpointHints | undefined): Endpoint {
  const { hints: before, ...rest } = endpoint;
  return hints === undefined ? rest : { ...rest, hints };
}

/**
 * Sets the hints of PreferClose, PreferSameZone and PreferSameNode on the drafts' ready endpoints, in place.
 * Gives drafts of those unchanged slices whose hints are wrong. Mirrors staging/src/k8s.io/endpointslice/trafficdist/trafficdist.go (v1.36).
 */
export function reconcileHints(trafficDistribution: string, drafts: readonly SliceDraft[], unchanged: readonly EndpointSlice[], owner: OwnerReference): readonly SliceDraft[] {
  const withNodes = trafficDistribution === 'PreferSameNode';
  const added = unchanged.filter((slice) => needsUpdate(slice, withNodes)).map((slice) => draftOf(slice, owner));
  for (const draft of [...drafts, ...added]) {
    draft.endpoints = draft.endpoints.map((endpoint) => (isEndpointReady(endpoint) ? withHints(endpoint, wantedHints(endpoint, withNodes)) : endpoint));
  }
  return added;
}

/** Takes all hints off the drafts, in place; gives drafts of those unchanged slices that have any. Mirrors RemoveHintsFromSlices (v1.36). */
export function removeHints(drafts: readonly SliceDraft[], unchanged: readonly EndpointSlice[], owner: OwnerReference): readonly SliceDraft[] {
  const added = unchanged.filter((slice) => (slice.endpoints ?? []).some((endpoint) => endpoint.hints !== undefined)).map((slice) => draftOf(slice, owner));
  for (const draft of [...drafts, ...added]) draft.endpoints = draft.endpoints.map((endpoint) => withHints(endpoint, undefined));
  return added;
}
