import type { ReplicaSet, ReplicaSetStatus, ReplicationController, ReplicationControllerStatus } from '../../kube/types.generated.ts';
import type { EngineContext } from '../context.ts';
import type { ReplicaSource } from './replicaset.ts';

/** A ReplicationController as the ReplicaSet that asks for the same. */
function toReplicaSet(controller: ReplicationController): ReplicaSet {
  const { selector = {}, template, ...spec } = controller.spec;
  return { ...controller, spec: { ...spec, selector: { matchLabels: selector }, ...(template === undefined ? {} : { template }) } };
}

function toStatus({ terminatingReplicas, ...status }: ReplicaSetStatus): ReplicationControllerStatus {
  return status;
}

/** ReplicationControllers, for the ReplicaSets' controller. Mirrors pkg/controller/replication/conversion.go (v1.36). */
export function replicationControllers({ api }: EngineContext): ReplicaSource {
  return {
    kind: 'ReplicationController',
    get(namespace, name) {
      const controller = api.get('ReplicationController', namespace, name);
      return controller === undefined ? undefined : toReplicaSet(controller);
    },
    writeStatus({ metadata }, status) {
      const controller = api.get('ReplicationController', metadata.namespace ?? '', metadata.name);
      if (controller !== undefined) api.updateStatus('ReplicationController', { ...controller, status: toStatus(status) });
    },
    watch(handler) {
      api.watch('ReplicationController', ({ type, object, old }) => handler({ type, object: toReplicaSet(object), ...(old === undefined ? {} : { old: toReplicaSet(old) }) }));
    },
  };
}
