import type { EngineContext } from '../../context.ts';
import { claim, controllerOf } from '../controllerRefs.ts';
import type { CreationOrder } from '../creationOrder.ts';
import { isStatusChange, keyOf, splitKey } from '../objectKey.ts';
import { nextAvailabilityMs } from '../podConditions.ts';
import { createSelectorIndex } from '../selectorIndex.ts';
import { createWorkQueue } from '../workQueue.ts';
import { ordinalOf } from './identity.ts';
import { updateStatefulSet } from './statefulSetControl.ts';

/** Keeps the numbered Pods of StatefulSets. Mirrors pkg/controller/statefulset/stateful_set.go (v1.36). */
export function startStatefulSetController(context: EngineContext, order: CreationOrder): void {
  const { api } = context;
  const selectors = createSelectorIndex();
  const queue = createWorkQueue(context, (key) => {
    const { namespace, name } = splitKey(key);
    const set = api.get('StatefulSet', namespace, name);
    if (set === undefined) return;
    const pods = claim(context, 'Pod', set, set.spec.selector, (pod) => ordinalOf(set, pod) >= 0);
    const status = updateStatefulSet(context, set, pods, order);
    if (status === undefined) return queue.addRateLimited(key);
    queue.forget(key);
    const { minReadySeconds = 0 } = set.spec;
    if (minReadySeconds === 0 || (status.readyReplicas ?? 0) === (status.availableReplicas ?? 0)) return;
    queue.addAfter(key, nextAvailabilityMs(pods, minReadySeconds, context.scheduler.nowMs) ?? minReadySeconds * 1000);
  });

  api.watch('StatefulSet', ({ type, object, old }) => {
    const key = keyOf(object);
    if (type === 'DELETED') selectors.remove(key);
    else if (!isStatusChange(old, object)) selectors.set(key, object.metadata.namespace ?? '', object.spec.selector);
    queue.add(key);
  });
  api.watch('Pod', ({ object, old }) => {
    for (const pod of old === undefined ? [object] : [object, old]) {
      const owner = controllerOf(pod.metadata);
      const namespace = pod.metadata.namespace ?? '';
      if (owner?.kind === 'StatefulSet') queue.add(`${namespace}/${owner.name}`);
      else if (owner === undefined) for (const key of selectors.matching(namespace, pod.metadata.labels)) queue.add(key);
    }
  });
}
