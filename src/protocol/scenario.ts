import type { Behaviour } from './command.ts';
import type { ObjectId } from './ref.ts';
import type { TrafficFlow } from './request.ts';
import type { ClusterSettings } from './settings.ts';

/** All that a cluster starts from. Same start, same seed, same commands: the same trace. */
export interface ScenarioStart {
  readonly settings: ClusterSettings;
  readonly manifests: string;
  readonly traffic: readonly TrafficFlow[];
  readonly behaviours: Readonly<Record<ObjectId, Behaviour>>;
  readonly seed: number;
  /** Simulated time that has passed when the page first sees the cluster and traffic sets in. Absent: none. */
  readonly warmUpMs?: number;
}

/** What the user looks at; no effect on the engine. */
export interface ScenarioView {
  readonly selection: ObjectId | null;
  readonly viewport: { readonly x: number; readonly y: number; readonly zoom: number } | null;
  readonly speed: number;
}
