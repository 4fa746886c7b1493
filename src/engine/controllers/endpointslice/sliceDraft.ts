import type { DiscoveryEndpointPort, Endpoint, EndpointSlice, ObjectMeta, OwnerReference } from '../../../kube/types.generated.ts';

/** An EndpointSlice in the making. A draft with a name replaces the slice of that name. */
export interface SliceDraft {
  /** Empty: it will be created. */
  name: string;
  /** The stored slice that the draft started from; its metadata is kept. */
  readonly base?: EndpointSlice;
  readonly namespace: string;
  /** Empty: the slice has none, or loses it. */
  readonly generateName: string;
  readonly addressType: string;
  readonly ports: readonly DiscoveryEndpointPort[];
  readonly owner: OwnerReference;
  labels: Readonly<Record<string, string>>;
  annotations: Readonly<Record<string, string>>;
  endpoints: Endpoint[];
}

/** A draft that says what a stored slice says; drafting does not touch the stored one. */
export function draftOf(slice: EndpointSlice, owner: OwnerReference): SliceDraft {
  const { name, namespace = '', generateName = '', labels = {}, annotations = {} } = slice.metadata;
  return { name, base: slice, namespace, generateName, addressType: slice.addressType, ports: slice.ports ?? [], owner, labels, annotations, endpoints: [...(slice.endpoints ?? [])] };
}

/** The object to create or to update with. `stored` is the slice of that name where it is updated. */
export function sliceOf(draft: SliceDraft, stored: EndpointSlice | undefined): EndpointSlice {
  const { annotations: dropped, generateName: before, ...kept } = stored?.metadata ?? { name: '' };
  const isEmpty = Object.keys(draft.annotations).length === 0;
  const metadata: ObjectMeta = {
    ...kept,
    ...(draft.generateName === '' ? {} : { generateName: draft.generateName }),
    namespace: draft.namespace,
    labels: draft.labels,
    ...(isEmpty ? {} : { annotations: draft.annotations }),
    ownerReferences: draft.base === undefined ? [draft.owner] : draft.base.metadata.ownerReferences ?? [draft.owner],
  };
  return { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', metadata, addressType: draft.addressType, endpoints: draft.endpoints, ports: draft.ports };
}

/** Equal for the same ports in whatever order. */
export function portMapKey(ports: readonly DiscoveryEndpointPort[]): string {
  return ports.map((port) => JSON.stringify([port.name ?? '', port.protocol ?? '', port.port ?? 0, port.appProtocol ?? null])).sort().join(';');
}
