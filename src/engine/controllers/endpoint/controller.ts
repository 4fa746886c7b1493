import type { EndpointAddress, EndpointPort, Endpoints, EndpointSubset, Pod, Service } from '../../../kube/types.generated.ts';
import { ipFamilyOf } from '../../../kube/ip.ts';
import { deepEqual } from '../../../kube/objects.ts';
import type { EngineContext } from '../../context.ts';
import { findPort, isServiceIPSet, shouldPodBeInEndpoints, shouldSetHostname } from '../endpointslice/endpoint.ts';
import { headlessLabel } from '../endpointslice/labels.ts';
import { servicesToUpdate } from '../endpointslice/servicesToUpdate.ts';
import { createTriggerTimeTracker, withTriggerTime } from '../endpointslice/triggerTime.ts';
import { keyOf, splitKey } from '../objectKey.ts';
import { isPodReady } from '../podConditions.ts';
import type { SelectorIndex } from '../selectorIndex.ts';
import { createWorkQueue } from '../workQueue.ts';
import { isOverCapacity, repackSubsets, truncateSubsets } from './subsets.ts';

const managedByLabel = 'endpoints.kubernetes.io/managed-by';
const managedBy = 'endpoint-controller';
const overCapacityAnnotation = 'endpoints.kubernetes.io/over-capacity';

/** The family whose addresses the Endpoints object of a Service holds: its first. */
function familyOf(service: Service, pod: Pod): string | undefined {
  const [family] = service.spec.ipFamilies ?? [];
  if (family !== undefined) return family;
  const ip = isServiceIPSet(service) ? service.spec.clusterIP : pod.status?.podIP;
  return ipFamilyOf(ip ?? '');
}

/** A Pod as an address of its Service; undefined where it has none of the Service's family. Mirrors podToEndpointAddressForService (v1.36). */
function addressOf(service: Service, pod: Pod): EndpointAddress | undefined {
  const family = familyOf(service, pod);
  const ip = (pod.status?.podIPs ?? []).find((podIP) => ipFamilyOf(podIP.ip) === family)?.ip;
  if (ip === undefined) return undefined;
  const { namespace, name, uid } = pod.metadata;
  const { nodeName, hostname } = pod.spec;
  return {
    ip,
    ...(hostname !== undefined && shouldSetHostname(pod, service) ? { hostname } : {}),
    ...(nodeName === undefined || nodeName === '' ? {} : { nodeName }),
    targetRef: { kind: 'Pod', name, ...(namespace === undefined ? {} : { namespace }), ...(uid === undefined ? {} : { uid }) },
  };
}

/** The ports of a Service on a Pod; a list with nothing in it for a headless Service without ports, undefined for another without any that resolves. */
function portsOf(service: Service, pod: Pod): readonly (EndpointPort | undefined)[] {
  const ports = service.spec.ports ?? [];
  if (ports.length === 0) return service.spec.clusterIP === 'None' ? [undefined] : [];
  return ports.flatMap((servicePort) => {
    const port = findPort(pod, servicePort);
    if (port === undefined) return [];
    const { name = '', protocol = 'TCP', appProtocol } = servicePort;
    return [{ port, protocol, ...(name === '' ? {} : { name }), ...(appProtocol === undefined ? {} : { appProtocol }) }];
  });
}

function desiredSubsets(service: Service, pods: readonly Pod[]): readonly EndpointSubset[] {
  const publishesNotReady = service.spec.publishNotReadyAddresses === true;
  const subsets: EndpointSubset[] = [];
  for (const pod of pods) {
    if (!shouldPodBeInEndpoints(pod, publishesNotReady)) continue;
    const address = addressOf(service, pod);
    if (address === undefined) continue;
    const field = publishesNotReady || isPodReady(pod) ? 'addresses' : 'notReadyAddresses';
    for (const port of portsOf(service, pod)) subsets.push({ [field]: [address], ...(port === undefined ? {} : { ports: [port] }) });
  }
  return repackSubsets(subsets);
}

function labelsOf(service: Service): Record<string, string> {
  const { [headlessLabel]: headless, ...labels } = service.metadata.labels ?? {};
  return { ...labels, ...(isServiceIPSet(service) ? {} : { [headlessLabel]: '' }), [managedByLabel]: managedBy };
}

/** Whether stored labels are the Service's; the controller's own do not count, but must name the controller. Mirrors labelsCorrectForEndpoints (v1.36). */
function areLabelsCorrect(stored: Readonly<Record<string, string>>, service: Service): boolean {
  const { [headlessLabel]: headless, [managedByLabel]: manager, ...own } = stored;
  return manager === managedBy && deepEqual(own, service.metadata.labels ?? {});
}

/**
 * Keeps the Endpoints object of every Service with a selector, and deletes that of a Service that is gone.
 * Mirrors pkg/controller/endpoint/endpoints_controller.go (v1.36).
 */
export function startEndpointsController(context: EngineContext, services: SelectorIndex): void {
  const { api } = context;
  const triggerTimes = createTriggerTimeTracker();
  const queue = createWorkQueue(context, syncService);

  function syncService(key: string): void {
    const { namespace, name } = splitKey(key);
    const service = api.get('Service', namespace, name);
    const current = api.get('Endpoints', namespace, name);
    if (service === undefined) {
      if (current !== undefined) api.delete('Endpoints', namespace, name);
      return triggerTimes.forget(namespace, name);
    }
    if (service.spec.type === 'ExternalName' || service.spec.selector === undefined) return;
    const pods = api.withLabels('Pod', namespace, service.spec.selector);
    const triggerTime = triggerTimes.compute(service, pods);
    const subsets = desiredSubsets(service, pods);
    if (current !== undefined && isUpToDate(current, subsets, service)) return;
    write(service, current, subsets, triggerTime);
  }

  function write(service: Service, current: Endpoints | undefined, subsets: readonly EndpointSubset[], triggerTime: string | undefined): void {
    const { namespace = '', name } = service.metadata;
    const { annotations: before = {}, ...metadata } = current?.metadata ?? { name, namespace };
    const { [overCapacityAnnotation]: wasOver, ...others } = withTriggerTime(before, triggerTime);
    const annotations = isOverCapacity(subsets) ? { ...others, [overCapacityAnnotation]: 'truncated' } : others;
    const kept = truncateSubsets(subsets);
    const endpoints: Endpoints = {
      apiVersion: 'v1', kind: 'Endpoints',
      metadata: { ...metadata, labels: labelsOf(service), ...(Object.keys(annotations).length === 0 ? {} : { annotations }) },
      ...(kept.length === 0 ? {} : { subsets: kept }),
    };
    if (current === undefined) api.create('Endpoints', endpoints);
    else api.update('Endpoints', endpoints);
  }

  api.watch('Service', ({ object }) => queue.add(keyOf(object)));
  api.watch('Pod', (event) => {
    for (const key of servicesToUpdate(services, event)) queue.add(key);
  });
  api.watch('Endpoints', ({ type, object }) => {
    if (type === 'DELETED') queue.add(keyOf(object));
  });
}

function isUpToDate(current: Endpoints, subsets: readonly EndpointSubset[], service: Service): boolean {
  const stored = current.subsets ?? [];
  const isAnnotated = current.metadata.annotations?.[overCapacityAnnotation] !== undefined;
  return !isAnnotated && areLabelsCorrect(current.metadata.labels ?? {}, service)
    && (deepEqual(stored, subsets) || deepEqual(repackSubsets(stored), subsets));
}
