import type { EngineContext } from '../context.ts';
import { createCreationOrder } from './creationOrder.ts';
import { startDaemonSetController } from './daemonset/controller.ts';
import { startDeploymentController } from './deployment/controller.ts';
import { startEndpointsController } from './endpoint/controller.ts';
import { startEndpointSliceController } from './endpointslice/controller.ts';
import { startEndpointSliceMirroringController } from './endpointslicemirroring/controller.ts';
import { startGarbageCollector } from './garbagecollector.ts';
import { startNamespaceController } from './namespace.ts';
import { startNodeLifecycleController } from './nodelifecycle.ts';
import { keyOf } from './objectKey.ts';
import { startPodGCController } from './podgc.ts';
import { replicaSets, startReplicaSetController } from './replicaset.ts';
import { replicationControllers } from './replication.ts';
import { createSelectorIndex, type SelectorIndex } from './selectorIndex.ts';
import { startServiceController } from './service.ts';
import { startStatefulSetController } from './statefulset/controller.ts';
import { startTaintEvictionController } from './tainteviction.ts';

export interface ControllerManager {
  /** The settings name another cloud: Services without an address are looked at again. */
  cloudChanged(): void;
}

/** The selectors of all Services; kept before any controller asks. */
function createServiceIndex(context: EngineContext): SelectorIndex {
  const index = createSelectorIndex();
  context.api.watch('Service', ({ type, object, old }) => {
    const { selector } = object.spec;
    if (type === 'DELETED') index.remove(keyOf(object));
    else if (old?.spec.selector !== selector || type === 'ADDED') index.set(keyOf(object), object.metadata.namespace ?? '', selector === undefined ? undefined : { matchLabels: selector });
  });
  return index;
}

/** Starts all controllers; they act on what is written from now on. Mirrors cmd/kube-controller-manager (v1.36), the part that a Service touches. */
export function startControllers(context: EngineContext): ControllerManager {
  const order = createCreationOrder(context);
  const services = createServiceIndex(context);
  startNamespaceController(context);
  startGarbageCollector(context);
  startPodGCController(context);
  startDeploymentController(context, order);
  startReplicaSetController(context, order, replicaSets(context));
  startReplicaSetController(context, order, replicationControllers(context));
  startStatefulSetController(context, order);
  startDaemonSetController(context, order);
  startNodeLifecycleController(context);
  startTaintEvictionController(context);
  startEndpointsController(context, services);
  startEndpointSliceController(context, services);
  startEndpointSliceMirroringController(context);
  return startServiceController(context);
}
