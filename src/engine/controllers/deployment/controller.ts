import type { Pod, ReplicaSet } from '../../../kube/types.generated.ts';
import type { EngineContext } from '../../context.ts';
import { claim, controlledBy, controllerOf } from '../controllerRefs.ts';
import type { CreationOrder } from '../creationOrder.ts';
import { keyOf, splitKey } from '../objectKey.ts';
import { createSelectorIndex } from '../selectorIndex.ts';
import { createWorkQueue } from '../workQueue.ts';
import { isRollingUpdate } from './fenceposts.ts';
import { stuckCheckMs } from './progress.ts';
import { rolloutRecreate } from './recreate.ts';
import { rolloutRolling } from './rolling.ts';
import { allOf, calculateStatus, checkPausedConditions, isScalingEvent, syncRevision, syncScale, writeStatus, type Rollout } from './sync.ts';

/** Rolls Deployments out over ReplicaSets. Mirrors pkg/controller/deployment/deployment_controller.go (v1.36). */
export function startDeploymentController(context: EngineContext, order: CreationOrder): void {
  const { api } = context;
  const selectors = createSelectorIndex();
  const queue = createWorkQueue(context, syncDeployment);
  const podsOf = (replicaSet: ReplicaSet): readonly Pod[] => controlledBy(context, 'Pod', replicaSet.metadata.uid ?? '');

  function syncDeployment(key: string): void {
    const { namespace, name } = splitKey(key);
    const deployment = api.get('Deployment', namespace, name);
    if (deployment === undefined) return;
    const replicaSets = claim(context, 'ReplicaSet', deployment, deployment.spec.selector, () => true);
    const rollout: Rollout = { context, order, deployment, newRS: undefined, oldRSs: [] };
    if (roll(rollout, replicaSets)) queue.forget(key);
    else queue.addRateLimited(key);
    const checkMs = stuckCheckMs(rollout.deployment, context.scheduler.nowMs);
    if (checkMs !== undefined) queue.addAfter(key, checkMs);
  }

  /** One step; false where something was wrong and it has to be tried again. */
  function roll(rollout: Rollout, replicaSets: readonly ReplicaSet[]): boolean {
    if (rollout.deployment.metadata.deletionTimestamp !== undefined) {
      if (syncRevision(rollout, replicaSets, false)) writeStatus(rollout, calculateStatus(rollout));
      return true;
    }
    checkPausedConditions(rollout);
    if (!syncRevision(rollout, replicaSets, false)) return false;
    if (rollout.deployment.spec.paused === true || isScalingEvent(rollout)) {
      syncScale(rollout);
      return true;
    }
    return isRollingUpdate(rollout.deployment) ? rolloutRolling(rollout, allOf(rollout)) : rolloutRecreate(rollout, allOf(rollout), podsOf);
  }

  api.watch('Deployment', ({ type, object, old }) => {
    const key = keyOf(object);
    if (type === 'DELETED') selectors.remove(key);
    else if (old?.spec !== object.spec) selectors.set(key, object.metadata.namespace ?? '', object.spec.selector);
    queue.add(key);
  });
  api.watch('ReplicaSet', ({ object, old }) => {
    for (const replicaSet of old === undefined ? [object] : [object, old]) {
      const owner = controllerOf(replicaSet.metadata);
      const namespace = replicaSet.metadata.namespace ?? '';
      if (owner?.kind === 'Deployment') queue.add(`${namespace}/${owner.name}`);
      else if (owner === undefined) for (const key of selectors.matching(namespace, replicaSet.metadata.labels)) queue.add(key);
    }
  });
  api.watch('Pod', ({ type, object }) => {
    if (type !== 'DELETED') return;
    const replicaSet = controllerOf(object.metadata);
    if (replicaSet?.kind !== 'ReplicaSet') return;
    const namespace = object.metadata.namespace ?? '';
    const owner = controllerOf(api.get('ReplicaSet', namespace, replicaSet.name)?.metadata ?? { name: '' });
    const deployment = owner?.kind === 'Deployment' ? api.get('Deployment', namespace, owner.name) : undefined;
    if (deployment !== undefined && !isRollingUpdate(deployment)) queue.add(keyOf(deployment));
  });
}
