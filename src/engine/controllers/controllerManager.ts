import type { EngineContext } from '../context.ts';
import { createCreationOrder } from './creationOrder.ts';
import { startDaemonSetController } from './daemonset/controller.ts';
import { startDeploymentController } from './deployment/controller.ts';
import { startDisruptionController } from './disruption.ts';
import { startEndpointsController } from './endpoint/controller.ts';
import { startEndpointSliceController } from './endpointslice/controller.ts';
import { startEndpointSliceMirroringController } from './endpointslicemirroring/controller.ts';
import { startGarbageCollector } from './garbagecollector.ts';
import { startNamespaceController } from './namespace.ts';
import { startNodeLifecycleController } from './nodelifecycle.ts';
import { startNodeRegistration } from './nodeRegistration.ts';
import { keyOf } from './objectKey.ts';
import { startPodGCController } from './podgc.ts';
import { replicaSets, startReplicaSetController } from './replicaset.ts';
import { replicationControllers } from './replication.ts';
import { startResourceQuotaController } from './resourcequota.ts';
import { startRootCACertPublisher } from './rootCACertPublisher.ts';
import { createSelectorIndex, type SelectorIndex } from './selectorIndex.ts';
import { startServiceController } from './service.ts';
import { startServiceAccountsController } from './serviceaccounts.ts';
import { startStatefulSetController } from './statefulset/controller.ts';
import { startTaintEvictionController } from './tainteviction.ts';

export interface ControllerManager {
  /** The settings name another cloud: Services without an address are looked at again. */
  cloudChanged(): void;
  /** The API server's own objects are stored: what every Namespace has of the controllers is there as soon. */
  bootstrapped(): void;
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
  startNodeRegistration(context);
  startTaintEvictionController(context);
  startEndpointsController(context, services);
  startEndpointSliceController(context, services);
  startEndpointSliceMirroringController(context);
  startDisruptionController(context);
  startResourceQuotaController(context);
  const furnish = [startServiceAccountsController(context), startRootCACertPublisher(context)];
  const balancers = startServiceController(context);
  return {
    cloudChanged: () => { balancers.cloudChanged(); },
    bootstrapped() {
      for (const { metadata } of context.api.list('Namespace')) for (const each of furnish) each(metadata.name);
    },
  };
}
