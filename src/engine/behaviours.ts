import type { Pod } from '../kube/types.generated.ts';
import type { Behaviour } from '../protocol/command.ts';
import { objectId, type ObjectId } from '../protocol/ref.ts';
import type { Behaviours, StoreReader } from './context.ts';
import { topOwnerId } from './owners.ts';

const none: Behaviour = {};

export interface MutableBehaviours extends Behaviours {
  /** Null takes the setting away. */
  set(target: ObjectId, behaviour: Behaviour | null): void;
}

/** What users set about how containers behave: for one Pod, or for all Pods of a workload. */
export function createBehaviours(reader: StoreReader): MutableBehaviours {
  const byTarget = new Map<ObjectId, Behaviour>();
  const handlers: ((target: ObjectId) => void)[] = [];
  return {
    set(target, behaviour) {
      if (behaviour === null) byTarget.delete(target);
      else byTarget.set(target, behaviour);
      for (const handler of handlers) handler(target);
    },
    forPod(pod: Pod) {
      if (byTarget.size === 0) return none;
      const own = byTarget.get(objectId({ kind: 'Pod', namespace: pod.metadata.namespace, name: pod.metadata.name }));
      if (own !== undefined) return own;
      const owner = topOwnerId(reader, pod);
      return (owner === undefined ? undefined : byTarget.get(owner)) ?? none;
    },
    onChange(handler) {
      handlers.push(handler);
    },
  };
}
