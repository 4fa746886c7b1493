import type { Behaviour } from '../protocol/command.ts';
import type { ObjectId } from '../protocol/ref.ts';
import type { TrafficFlow } from '../protocol/request.ts';
import type { ScenarioStart, ScenarioView } from '../protocol/scenario.ts';
import type { ClusterSettings } from '../protocol/settings.ts';

/** What a link, a file and the autosave hold of a document. */
export interface SharedDocument extends ScenarioStart {
  readonly title: string;
  readonly scenarioId: string | null;
  readonly manifests: string;
  readonly traffic: readonly TrafficFlow[];
  readonly behaviours: Readonly<Record<ObjectId, Behaviour>>;
  readonly settings: ClusterSettings;
  readonly seed: number;
}

export interface SharedState { readonly document: SharedDocument; readonly view: ScenarioView }

/** Where a scenario is looked at from unless somebody chose otherwise. */
export const defaultView: ScenarioView = { selection: null, viewport: null, speed: 1 };
