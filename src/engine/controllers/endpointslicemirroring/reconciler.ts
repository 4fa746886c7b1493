import type { DiscoveryEndpointPort, Endpoint, EndpointAddress, Endpoints, EndpointSlice, EndpointSubset } from '../../../kube/types.generated.ts';
import { formatIP, parseIP } from '../../../kube/ip.ts';
import { deepEqual } from '../../../kube/objects.ts';
import type { EngineContext } from '../../context.ts';
import { newControllerRef } from '../controllerRefs.ts';
import { repackSubsets } from '../endpoint/subsets.ts';
import { endpointKey, endpointsEqualBeyondHash } from '../endpointslice/endpoint.ts';
import { lastChangeTriggerTimeAnnotation, managedByLabel, mirroringControllerName, serviceNameLabel } from '../endpointslice/labels.ts';
import { sortSlicePorts } from '../endpointslice/portOrder.ts';
import { slicePrefix } from '../endpointslice/reconciler.ts';
import { portMapKey, sliceOf, type SliceDraft } from '../endpointslice/sliceDraft.ts';
import { refOf } from '../objectKey.ts';

/** How many addresses of a subset are mirrored at most: --mirroring-max-endpoints-per-subset at its default. */
const maxEndpointsPerSubset = 1000;
const lastAppliedAnnotation = 'kubectl.kubernetes.io/last-applied-configuration';

interface Desired { readonly addressType: string; readonly ports: readonly DiscoveryEndpointPort[]; readonly endpoints: Map<string, Endpoint> }

function endpointOf(address: EndpointAddress, ready: boolean): { readonly endpoint: Endpoint; readonly addressType: string } | undefined {
  const ip = parseIP(address.ip);
  if (ip === undefined) return undefined;
  const { targetRef, nodeName, hostname } = address;
  const endpoint: Endpoint = {
    addresses: [formatIP(ip)],
    conditions: { ready },
    ...(targetRef === undefined ? {} : { targetRef }),
    ...(nodeName === undefined ? {} : { nodeName }),
    ...(hostname === undefined || hostname === '' ? {} : { hostname }),
  };
  return { endpoint, addressType: ip.family };
}

const slicePortsOf = (subset: EndpointSubset): readonly DiscoveryEndpointPort[] => sortSlicePorts((subset.ports ?? []).map(({ name = '', port, protocol = '', appProtocol }) =>
  ({ name, port, protocol, ...(appProtocol === undefined ? {} : { appProtocol }) })));

/** What the slices of each address type and port map should hold. Tells the user what was left out. */
function desiredSlices(context: EngineContext, endpoints: Endpoints): ReadonlyMap<string, Desired> {
  const desired = new Map<string, Desired>();
  let invalidCount = 0;
  let skippedCount = 0;
  for (const subset of repackSubsets(endpoints.subsets ?? [])) {
    const ports = slicePortsOf(subset);
    for (const addressType of ['IPv4', 'IPv6']) {
      const key = `${addressType}-${portMapKey(ports)}`;
      if (!desired.has(key)) desired.set(key, { addressType, ports, endpoints: new Map() });
    }
    const { addresses = [], notReadyAddresses = [] } = subset;
    let added = 0;
    for (const [list, ready] of [[addresses, true], [notReadyAddresses, false]] as const) {
      for (const address of list) {
        if (added >= maxEndpointsPerSubset) break;
        const converted = endpointOf(address, ready);
        if (converted === undefined) {
          invalidCount++;
          continue;
        }
        desired.get(`${converted.addressType}-${portMapKey(ports)}`)?.endpoints.set(endpointKey(converted.endpoint), converted.endpoint);
        added++;
      }
    }
    skippedCount += addresses.length + notReadyAddresses.length - added;
  }
  if (invalidCount > 0) context.events.event(refOf(endpoints), 'Warning', 'InvalidIPAddress', `Skipped ${invalidCount} invalid IP addresses when mirroring to EndpointSlices`);
  if (skippedCount > invalidCount) {
    context.events.event(refOf(endpoints), 'Warning', 'TooManyAddressesToMirror', `A max of ${maxEndpointsPerSubset} addresses can be mirrored to EndpointSlices per Endpoints subset. ${skippedCount} addresses were skipped`);
  }
  return desired;
}

function without(map: Readonly<Record<string, string>> | undefined, ...keys: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(map ?? {}).filter(([key]) => !keys.includes(key)));
}

const mirroredAnnotations = (endpoints: Endpoints): Record<string, string> => without(endpoints.metadata.annotations, lastChangeTriggerTimeAnnotation, lastAppliedAnnotation);

/** A slice that keeps its name loses its generateName: it is written as a whole. */
function draftFor(endpoints: Endpoints, { addressType, ports, endpoints: wanted }: Desired, name: string): SliceDraft {
  const { namespace = '', name: serviceName, labels } = endpoints.metadata;
  return {
    name, namespace, generateName: name === '' ? slicePrefix(serviceName) : '', addressType, ports, owner: newControllerRef(endpoints),
    labels: { ...labels, [serviceNameLabel]: serviceName, [managedByLabel]: mirroringControllerName },
    annotations: mirroredAnnotations(endpoints),
    endpoints: [...wanted.values()].slice(0, maxEndpointsPerSubset),
  };
}

/** Whether a stored slice mirrors the Endpoints as they are. */
function isUpToDate(slice: EndpointSlice, endpoints: Endpoints, desired: Desired): boolean {
  const stored = slice.endpoints ?? [];
  const isSame = stored.length === desired.endpoints.size && stored.every((endpoint) => {
    const wanted = desired.endpoints.get(endpointKey(endpoint));
    return wanted !== undefined && endpointsEqualBeyondHash(wanted, endpoint);
  });
  const isOwner = !(slice.metadata.ownerReferences ?? []).some(({ kind, name, uid }) => kind === 'Endpoints' && name === endpoints.metadata.name && uid !== endpoints.metadata.uid);
  return isSame && isOwner && deepEqual(endpoints.metadata.labels, without(slice.metadata.labels, managedByLabel, serviceNameLabel))
    && deepEqual(mirroredAnnotations(endpoints), slice.metadata.annotations);
}

/**
 * Makes the mirrored slices of an Endpoints object say what it says: one slice for each address type and port map.
 * `existing` are the slices that this controller manages for it. Mirrors pkg/controller/endpointslicemirroring/reconciler.go (v1.36).
 */
export function mirror(context: EngineContext, endpoints: Endpoints, existing: readonly EndpointSlice[]): void {
  const desired = desiredSlices(context, endpoints);
  const toDelete = new Set(existing);
  const toCreate: SliceDraft[] = [];
  const toUpdate: SliceDraft[] = [];
  for (const [key, wanted] of desired) {
    if (wanted.endpoints.size === 0) continue;
    const slice = existing.find((candidate) => `${candidate.addressType}-${portMapKey(candidate.ports ?? [])}` === key);
    if (slice === undefined) toCreate.push(draftFor(endpoints, wanted, ''));
    else {
      toDelete.delete(slice);
      if (!isUpToDate(slice, endpoints, wanted)) toUpdate.push(draftFor(endpoints, wanted, slice.metadata.name));
    }
  }
  for (const draft of toCreate) {
    const reused = [...toDelete].find((slice) => slice.addressType === draft.addressType);
    if (reused !== undefined) {
      toDelete.delete(reused);
      toUpdate.push({ ...draft, name: reused.metadata.name });
    } else if (endpoints.metadata.deletionTimestamp === undefined) context.api.create('EndpointSlice', sliceOf(draft, undefined));
  }
  for (const draft of toUpdate) {
    const stored = context.api.get('EndpointSlice', draft.namespace, draft.name);
    if (stored !== undefined) context.api.update('EndpointSlice', sliceOf(draft, stored));
  }
  for (const { metadata } of toDelete) context.api.delete('EndpointSlice', metadata.namespace ?? '', metadata.name);
}
