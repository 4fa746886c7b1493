import type { KubeObject } from '../../context.ts';

/** What deleting an owner does to what it owns, where the request does not say. */
export type GarbageCollectionPolicy = 'DeleteDependents' | 'OrphanDependents' | 'Unsupported';

/**
 * What is particular to a kind when it is written. Mirrors the strategies under pkg/registry (v1.36).
 * Every function gives a new object.
 */
export interface Strategy {
  /** Whether PUT of an object that is not there creates it. */
  readonly mayCreateOnUpdate: boolean;
  /** Whether PUT may leave out the resourceVersion. */
  readonly mayUpdateUnconditionally: boolean;
  /** Whether DELETE answers with the object rather than a Status. */
  readonly returnsDeletedObject: boolean;
  readonly garbageCollection: GarbageCollectionPolicy;
  /** Clears what users may not set and sets what they cannot. */
  prepareForCreate(object: KubeObject): KubeObject;
  /** The same for a change; `object.metadata.generation` is that of `old` on entry. */
  prepareForUpdate(object: KubeObject, old: KubeObject): KubeObject;
  /** After validation, before storing. */
  canonicalize(object: KubeObject): KubeObject;
  /** Seconds that a deletion waits for someone to confirm it; absent where the kind knows no grace. */
  gracePeriodSeconds(object: KubeObject, requested: number | undefined): number | undefined;
}
