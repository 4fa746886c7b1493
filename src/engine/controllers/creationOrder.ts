import type { EngineContext, KubeObject } from '../context.ts';

/**
 * In which order objects were created.
 * Simplified: Kubernetes compares creation timestamps, which are whole seconds, and then names; here objects of the same second keep their order.
 */
export interface CreationOrder {
  /** Negative where `a` is older. Objects that were never seen come first, by name. */
  readonly compare: (a: KubeObject, b: KubeObject) => number;
}

/** Watches every object of `context.api` from now on. */
export function createCreationOrder(context: EngineContext): CreationOrder {
  const sequences = new Map<string, number>();
  let next = 0;
  context.api.watchAll(({ type, object }) => {
    const { uid } = object.metadata;
    if (uid === undefined) return;
    if (type === 'ADDED') sequences.set(uid, next++);
    else if (type === 'DELETED') sequences.delete(uid);
  });
  const sequenceOf = (object: KubeObject): number => sequences.get(object.metadata.uid ?? '') ?? -1;
  return {
    compare: (a, b) => sequenceOf(a) - sequenceOf(b) || (a.metadata.name < b.metadata.name ? -1 : a.metadata.name > b.metadata.name ? 1 : 0),
  };
}
