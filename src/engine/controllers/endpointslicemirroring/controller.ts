import type { Endpoints, EndpointSlice } from '../../../kube/types.generated.ts';
import type { EngineContext } from '../../context.ts';
import { managedByLabel, mirroringControllerName, serviceNameLabel, skipMirrorLabel } from '../endpointslice/labels.ts';
import { createSliceTracker } from '../endpointslice/sliceTracker.ts';
import { keyOf, splitKey } from '../objectKey.ts';
import { createWorkQueue } from '../workQueue.ts';
import { mirror } from './reconciler.ts';

const leaderElectionAnnotation = 'control-plane.alpha.kubernetes.io/leader';

function shouldMirror(endpoints: Endpoints): boolean {
  const { labels = {}, annotations = {} } = endpoints.metadata;
  return labels[skipMirrorLabel] !== 'true' && annotations[leaderElectionAnnotation] === undefined;
}

/**
 * Copies Endpoints that someone wrote for a Service without a selector into slices.
 * Mirrors pkg/controller/endpointslicemirroring/endpointslicemirroring_controller.go (v1.36).
 */
export function startEndpointSliceMirroringController(context: EngineContext): void {
  const { api } = context;
  const tracker = createSliceTracker();
  let isWriting = false;
  const queue = createWorkQueue(context, (key) => {
    isWriting = true;
    syncEndpoints(key);
    isWriting = false;
  });

  function syncEndpoints(key: string): void {
    const { namespace, name } = splitKey(key);
    const endpoints = api.get('Endpoints', namespace, name);
    const service = api.get('Service', namespace, name);
    const slices = slicesOf(namespace, name);
    if (endpoints !== undefined && shouldMirror(endpoints) && service !== undefined && service.spec.selector === undefined) {
      if (tracker.isStale(key, slices)) return;
      mirror(context, endpoints, slices);
      return tracker.update(key, slicesOf(namespace, name));
    }
    tracker.deleteService(key);
    for (const { metadata } of slices) api.delete('EndpointSlice', namespace, metadata.name);
  }

  function slicesOf(namespace: string, name: string): readonly EndpointSlice[] {
    return api.withLabels('EndpointSlice', namespace, { [serviceNameLabel]: name, [managedByLabel]: mirroringControllerName });
  }

  api.watch('Service', ({ type, object, old }) => {
    const hasSelector = object.spec.selector !== undefined;
    if (type === 'MODIFIED' && old !== undefined ? hasSelector !== (old.spec.selector !== undefined) : !hasSelector) queue.add(keyOf(object));
  });
  api.watch('Endpoints', ({ object, old }) => {
    if (shouldMirror(object) || (old !== undefined && shouldMirror(old))) queue.add(keyOf(object));
  });
  api.watch('EndpointSlice', ({ type, object, old }) => {
    if (type === 'DELETED' && object.metadata.labels?.[managedByLabel] === mirroringControllerName) tracker.handleDeletion(object);
    if (isWriting) return;
    for (const slice of old === undefined ? [object] : [object, old]) queueSlice(slice);
  });

  function queueSlice({ metadata }: EndpointSlice): void {
    const serviceName = metadata.labels?.[serviceNameLabel] ?? '';
    if (metadata.labels?.[managedByLabel] === mirroringControllerName && serviceName !== '') queue.add(`${metadata.namespace ?? ''}/${serviceName}`);
  }
}
