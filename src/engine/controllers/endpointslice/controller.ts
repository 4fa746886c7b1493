import type { EndpointSlice, Node } from '../../../kube/types.generated.ts';
import type { EngineContext } from '../../context.ts';
import { keyOf, splitKey } from '../objectKey.ts';
import type { SelectorIndex } from '../selectorIndex.ts';
import { createWorkQueue } from '../workQueue.ts';
import { controllerName, managedByLabel, serviceNameLabel, zoneLabel } from './labels.ts';
import { reconcile } from './reconciler.ts';
import { servicesToUpdate } from './servicesToUpdate.ts';
import { createSliceTracker } from './sliceTracker.ts';
import { createTopologyCache } from './topologycache.ts';
import { createTriggerTimeTracker } from './triggerTime.ts';

const isReady = (node: Node): boolean => node.status?.conditions?.find(({ type }) => type === 'Ready')?.status === 'True';

/**
 * Keeps the EndpointSlices of every Service with a selector. Mirrors pkg/controller/endpointslice/endpointslice_controller.go (v1.36).
 * Simplified: changed slices are looked at again at once, not after a second; a Pod whose Node is not known yet is looked at
 * when the Node comes, not after a growing delay.
 */
export function startEndpointSliceController(context: EngineContext, services: SelectorIndex): void {
  const { api } = context;
  const topologyCache = createTopologyCache();
  const triggerTimes = createTriggerTimeTracker();
  const tracker = createSliceTracker();
  /** Services with Pods on Nodes that are not there. */
  const waiting = new Map<string, Set<string>>();
  const queue = createWorkQueue(context, syncService);
  const topologyQueue = createWorkQueue(context, () => {
    topologyCache.setNodes(api.list('Node'));
    for (const key of topologyCache.overloadedServices()) queue.add(key);
  });

  /** Set while the controller writes: its own changes are no reason to look again. */
  let isWriting = false;

  function syncService(key: string): void {
    const { namespace, name } = splitKey(key);
    const service = api.get('Service', namespace, name);
    if (service === undefined) {
      tracker.deleteService(key);
      return triggerTimes.forget(namespace, name);
    }
    const { selector, type } = service.spec;
    if (type === 'ExternalName' || selector === undefined) return;
    const pods = api.withLabels('Pod', namespace, selector);
    const slices = slicesOf(namespace, name);
    if (tracker.isStale(key, slices)) return;
    const triggerTime = triggerTimes.compute(service, pods);
    isWriting = true;
    const { missingNodes } = reconcile(context, service, pods, slices, { topologyCache, triggerTime });
    isWriting = false;
    tracker.update(key, slicesOf(namespace, name));
    for (const nodeName of missingNodes) {
      const keys = waiting.get(nodeName);
      if (keys === undefined) waiting.set(nodeName, new Set([key]));
      else keys.add(key);
    }
  }

  api.watch('Service', ({ object }) => queue.add(keyOf(object)));
  api.watch('Pod', (event) => {
    for (const key of servicesToUpdate(services, event)) queue.add(key);
  });
  function slicesOf(namespace: string, name: string): readonly EndpointSlice[] {
    return api.withLabels('EndpointSlice', namespace, { [serviceNameLabel]: name, [managedByLabel]: controllerName })
      .filter((slice) => slice.metadata.deletionTimestamp === undefined);
  }

  api.watch('EndpointSlice', ({ type, object, old }) => {
    if (type === 'DELETED' && object.metadata.labels?.[managedByLabel] === controllerName) tracker.handleDeletion(object);
    if (isWriting) return;
    for (const slice of old === undefined ? [object] : [object, old]) {
      const { labels = {}, namespace = '' } = slice.metadata;
      const serviceName = labels[serviceNameLabel] ?? '';
      if (labels[managedByLabel] === controllerName && serviceName !== '') queue.add(`${namespace}/${serviceName}`);
    }
  });
  api.watch('Node', ({ type, object, old }) => {
    if (type !== 'MODIFIED' || old === undefined || isReady(old) !== isReady(object) || old.metadata.labels?.[zoneLabel] !== object.metadata.labels?.[zoneLabel]) topologyQueue.add('');
    const keys = waiting.get(object.metadata.name);
    if (type === 'DELETED' || keys === undefined) return;
    waiting.delete(object.metadata.name);
    for (const key of keys) queue.add(key);
  });
}
