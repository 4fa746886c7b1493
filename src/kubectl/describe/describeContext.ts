import type { KubeObject, StoreReader } from '../../engine/context.ts';
import type { Event } from '../../kube/types.generated.ts';

/** What a describer may ask for besides the object itself. Mirrors the clients of kubectl/pkg/describe/describe.go (v1.36). */
export interface DescribeContext {
  /** Simulated milliseconds: ages are counted to it. */
  readonly nowMs: number;
  readonly reader: StoreReader;
  /** Events about an object, oldest first; absent where none are to be shown. */
  events(object: KubeObject): readonly Event[] | undefined;
}

/** An object's description, to the space; it ends in a line break. */
export type Describer<T> = (object: T, context: DescribeContext) => string;
