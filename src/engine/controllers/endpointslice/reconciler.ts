import type { DiscoveryEndpointPort, Endpoint, EndpointSlice, OwnerReference, Pod, Service } from '../../../kube/types.generated.ts';
import { deepEqual } from '../../../kube/objects.ts';
import type { EngineContext } from '../../context.ts';
import { newControllerRef } from '../controllerRefs.ts';
import { refOf } from '../objectKey.ts';
import { endpointKey, getEndpointPorts, isServiceIPSet, podToEndpoint, shouldPodBeInEndpoints } from './endpoint.ts';
import { controllerName, headlessLabel, managedByLabel, serviceNameLabel } from './labels.ts';
import { reconcileByPortMapping, type PortMapping } from './portMapping.ts';
import { sortSlicePorts } from './portOrder.ts';
import { portMapKey, sliceOf, type SliceDraft } from './sliceDraft.ts';
import { withTriggerTime } from './triggerTime.ts';
import type { HintsEvent, TopologyCache } from './topologycache.ts';
import { isCloseDistribution, reconcileHints, removeHints } from './trafficdist.ts';

/** What one reconciliation needs beside the Service, its Pods and its slices. */
export interface ReconcileOptions {
  readonly topologyCache: TopologyCache;
  /** When the oldest change happened that is not shown yet; undefined where there is none with a time. */
  readonly triggerTime: string | undefined;
}

/** Pods that were left out because their Node is not there: the Service has to be looked at again when it is. */
export interface ReconcileResult { readonly missingNodes: readonly string[] }

interface Desired { readonly ports: readonly DiscoveryEndpointPort[]; readonly endpoints: Map<string, Endpoint> }

const reservedLabels: ReadonlySet<string> = new Set([serviceNameLabel, managedByLabel, headlessLabel]);
const withoutReserved = (labels: Readonly<Record<string, string>> = {}): Record<string, string> => Object.fromEntries(Object.entries(labels).filter(([key]) => !reservedLabels.has(key)));

/** The labels of a Service's slices: its own, except reserved ones, and those of the controller. Mirrors setEndpointSliceLabels (v1.36). */
function sliceLabels(service: Service): Record<string, string> {
  return {
    ...withoutReserved(service.metadata.labels),
    ...(isServiceIPSet(service) ? {} : { [headlessLabel]: '' }),
    [serviceNameLabel]: service.metadata.name,
    [managedByLabel]: controllerName,
  };
}

/** Whether a slice's own labels differ from the Service's; the reserved ones do not count. */
function areLabelsChanged(slice: EndpointSlice, service: Service): boolean {
  return !deepEqual(withoutReserved(slice.metadata.labels), withoutReserved(service.metadata.labels));
}

/** The address families of a Service as slices name them; both for an old headless one that does not say. */
function addressTypesOf(service: Service): readonly string[] {
  const families = (service.spec.ipFamilies ?? []).filter((family) => family === 'IPv4' || family === 'IPv6');
  if (families.length > 0) return [...new Set(families)];
  if (!isServiceIPSet(service)) return ['IPv4', 'IPv6'];
  return [(service.spec.clusterIP ?? '').includes(':') ? 'IPv6' : 'IPv4'];
}

/** Whether the annotation topology-mode (or its older name) is Auto. */
function areHintsEnabled(service: Service): boolean {
  const annotations = service.metadata.annotations ?? {};
  const mode = annotations['service.kubernetes.io/topology-aware-hints'] ?? annotations['service.kubernetes.io/topology-mode'];
  return mode === 'Auto' || mode === 'auto';
}

function isOwnedBy(slice: EndpointSlice, service: Service): boolean {
  return (slice.metadata.ownerReferences ?? []).some(({ uid, kind, apiVersion }) => uid === service.metadata.uid && kind === 'Service' && apiVersion === 'v1');
}

/** `<service>-`, or the Service's name where that could not begin a name. */
export function slicePrefix(serviceName: string): string {
  return serviceName.length > 252 ? serviceName : `${serviceName}-`;
}

function newDraft(service: Service, owner: OwnerReference, addressType: string, ports: readonly DiscoveryEndpointPort[]): SliceDraft {
  const { namespace = '', name } = service.metadata;
  return { name: '', namespace, generateName: slicePrefix(name), addressType, ports, owner, labels: sliceLabels(service), annotations: {}, endpoints: [] };
}

/** What the Pods come to, a port map each: the endpoints that the slices of these ports should hold. */
function desiredEndpoints(context: EngineContext, service: Service, pods: readonly Pod[], addressType: string, missingNodes: string[]): Map<string, Desired> {
  const desired = new Map<string, Desired>();
  for (const pod of pods) {
    if (!shouldPodBeInEndpoints(pod, true)) continue;
    const ports = getEndpointPorts(service, pod);
    const key = portMapKey(ports);
    let entry = desired.get(key);
    if (entry === undefined) desired.set(key, (entry = { ports: sortSlicePorts(ports), endpoints: new Map() }));
    const nodeName = pod.spec.nodeName ?? '';
    const node = context.api.get('Node', '', nodeName);
    if (node === undefined && service.spec.publishNotReadyAddresses !== true) {
      missingNodes.push(nodeName);
      continue;
    }
    const endpoint = podToEndpoint(pod, node, service, addressType);
    if (endpoint.addresses.length > 0) entry.endpoints.set(endpointKey(endpoint), endpoint);
  }
  return desired;
}

/** Whether a stored slice is just what the placeholder would be. */
function isPlaceholder(slice: EndpointSlice, placeholder: SliceDraft): boolean {
  return (slice.endpoints ?? []).length === 0 && (slice.ports ?? []).length === 0 && slice.addressType === placeholder.addressType
    && deepEqual(slice.metadata.labels, placeholder.labels) && deepEqual(slice.metadata.ownerReferences, [placeholder.owner]);
}

function reconcileByAddressType(context: EngineContext, service: Service, pods: readonly Pod[], existing: readonly EndpointSlice[], addressType: string, options: ReconcileOptions): readonly string[] {
  const owner = newControllerRef(service);
  const missingNodes: string[] = [];
  const toCreate: SliceDraft[] = [];
  const toUpdate: SliceDraft[] = [];
  let toDelete: EndpointSlice[] = [];
  const existingByPorts = new Map<string, EndpointSlice[]>();
  for (const slice of existing) {
    if (!isOwnedBy(slice, service)) {
      toDelete.push(slice);
      continue;
    }
    const key = portMapKey(slice.ports ?? []);
    const slices = existingByPorts.get(key);
    if (slices === undefined) existingByPorts.set(key, [slice]);
    else slices.push(slice);
  }
  const desired = desiredEndpoints(context, service, pods, addressType, missingNodes);
  for (const [key, { ports, endpoints }] of desired) {
    const mapping: PortMapping = { owner, labels: sliceLabels(service), areLabelsChanged: (slice) => areLabelsChanged(slice, service), newDraft: () => newDraft(service, owner, addressType, ports) };
    const result = reconcileByPortMapping(existingByPorts.get(key) ?? [], endpoints, mapping);
    toCreate.push(...result.toCreate);
    toUpdate.push(...result.toUpdate);
    toDelete.push(...result.toDelete);
  }
  for (const [key, slices] of existingByPorts) if (!desired.has(key)) toDelete.push(...slices);

  if (existing.length === toDelete.length && toCreate.length === 0) {
    const placeholder = newDraft(service, owner, addressType, []);
    const [only] = toDelete;
    if (toDelete.length === 1 && only !== undefined && isPlaceholder(only, placeholder)) toDelete = [];
    else toCreate.push(placeholder);
  }
  const events = applyHints(service, addressType, owner, { toCreate, toUpdate, toDelete, existing }, options.topologyCache);
  finalize(context, service, { toCreate, toUpdate, toDelete }, options.triggerTime);
  for (const event of events) context.events.event(refOf(service), event.type, event.reason, event.message);
  return missingNodes;
}

interface Changes { readonly toCreate: SliceDraft[]; readonly toUpdate: SliceDraft[]; readonly toDelete: EndpointSlice[] }

/** Sets the hints on the drafts; slices whose only change are hints join `toUpdate`. */
function applyHints(service: Service, addressType: string, owner: OwnerReference, changes: Changes & { readonly existing: readonly EndpointSlice[] }, cache: TopologyCache): readonly HintsEvent[] {
  const changed = new Set([...changes.toUpdate.map(({ name }) => name), ...changes.toDelete.map(({ metadata }) => metadata.name)]);
  const unchanged = changes.existing.filter((slice) => !changed.has(slice.metadata.name));
  const drafts = [...changes.toCreate, ...changes.toUpdate];
  const serviceKey = `${service.metadata.namespace ?? ''}/${service.metadata.name}`;
  const { trafficDistribution } = service.spec;
  if (areHintsEnabled(service)) {
    const { added, events } = cache.addHints({ serviceKey, addressType, drafts, unchanged, owner });
    changes.toUpdate.push(...added);
    return events;
  }
  const events: HintsEvent[] = [];
  if (cache.hasPopulatedHints(serviceKey)) {
    events.push({ type: 'Warning', reason: 'TopologyAwareHintsDisabled', message: `Topology Aware Hints has been disabled, addressType: ${addressType}` });
  }
  cache.removeHints(serviceKey, addressType);
  const added = trafficDistribution !== undefined && isCloseDistribution(trafficDistribution)
    ? reconcileHints(trafficDistribution, drafts, unchanged, owner)
    : removeHints(drafts, unchanged, owner);
  changes.toUpdate.push(...added);
  return events;
}

/** Writes the changes; a slice to delete is reused for one to create where both are of one address type. Mirrors finalize (v1.36). */
function finalize(context: EngineContext, service: Service, changes: Changes, triggerTime: string | undefined): void {
  const toCreate = [...changes.toCreate];
  const toUpdate = [...changes.toUpdate];
  const toDelete: EndpointSlice[] = [];
  for (const slice of changes.toDelete) {
    const last = toCreate.at(-1);
    if (last !== undefined && last.addressType === slice.addressType && isOwnedBy(slice, service)) {
      toCreate.pop();
      toUpdate.push({ ...last, name: slice.metadata.name });
    } else toDelete.push(slice);
  }
  const annotated = (draft: SliceDraft): SliceDraft => ({ ...draft, annotations: withTriggerTime(draft.annotations, triggerTime) });
  if (service.metadata.deletionTimestamp === undefined) {
    for (const draft of toCreate) context.api.create('EndpointSlice', sliceOf(annotated(draft), undefined));
  }
  for (const draft of toUpdate) {
    const stored = context.api.get('EndpointSlice', draft.namespace, draft.name);
    if (stored !== undefined) context.api.update('EndpointSlice', sliceOf(annotated(draft), stored));
  }
  for (const { metadata } of toDelete) context.api.delete('EndpointSlice', metadata.namespace ?? '', metadata.name);
}

/**
 * Makes the slices that the controller manages for a Service say what its Pods are.
 * `pods` are those that the selector matches, `existing` the managed slices that are not being deleted.
 * Mirrors staging/src/k8s.io/endpointslice/reconciler.go (v1.36).
 */
export function reconcile(context: EngineContext, service: Service, pods: readonly Pod[], existing: readonly EndpointSlice[], options: ReconcileOptions): ReconcileResult {
  const addressTypes = addressTypesOf(service);
  const { namespace = '', name } = service.metadata;
  const missingNodes: string[] = [];
  const unsupported = existing.filter((slice) => !addressTypes.includes(slice.addressType));
  for (const slice of unsupported) options.topologyCache.removeHints(`${namespace}/${name}`, slice.addressType);
  for (const addressType of addressTypes) {
    const slices = existing.filter((slice) => slice.addressType === addressType);
    missingNodes.push(...reconcileByAddressType(context, service, pods, slices, addressType, options));
  }
  for (const { metadata } of unsupported) context.api.delete('EndpointSlice', namespace, metadata.name);
  return { missingNodes };
}
