import type { Behaviour } from '../protocol/command.ts';
import type { ObjectId } from '../protocol/ref.ts';
import type { ClientRef, TrafficFlow, TransportProtocol } from '../protocol/request.ts';
import type { ScenarioStart } from '../protocol/scenario.ts';
import type { ClusterSettings } from '../protocol/settings.ts';
import { presetSettings } from '../protocol/settings.ts';

/** One entry of the library. `title`, `summary` and `steps` are keys of the message catalogue. */
export interface Scenario {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  /** What to try, in this order. */
  readonly steps: readonly string[];
  readonly start: ScenarioStart;
}

/** What a scenario's file says; all else follows from its id. */
export interface ScenarioDefinition {
  readonly id: string;
  /** Names of the steps: `shell.scenarios.<id>.steps.<name>` is their text. */
  readonly steps: readonly string[];
  readonly manifests: string;
  readonly traffic: readonly TrafficFlow[];
  readonly settings?: ClusterSettings;
  readonly behaviours?: Readonly<Record<ObjectId, Behaviour>>;
  readonly seed?: number;
}

/** A scenario starts from the same seed each time: opened twice, it runs the same. */
const usualSeed = 1;

export function defineScenario(definition: ScenarioDefinition): Scenario {
  const key = `shell.scenarios.${definition.id}`;
  return {
    id: definition.id,
    title: `${key}.title`,
    summary: `${key}.summary`,
    steps: definition.steps.map((step) => `${key}.steps.${step}`),
    start: {
      settings: definition.settings ?? presetSettings('kubeadm'),
      manifests: definition.manifests,
      traffic: definition.traffic,
      behaviours: definition.behaviours ?? {},
      seed: definition.seed ?? usualSeed,
    },
  };
}

export function outside(name = 'outside'): ClientRef {
  return { kind: 'outside', name };
}

/** The Pods of a Deployment, in turn. */
export function deployment(name: string, namespace = 'default'): ClientRef {
  return { kind: 'workload', id: `Deployment/${namespace}/${name}` };
}

/** Continuous requests, each on a connection of its own. */
export function flow(id: string, from: ClientRef, to: string, ratePerSecond: number, protocol: TransportProtocol = 'TCP'): TrafficFlow {
  return { id, from, to, protocol, connection: 'new', ratePerSecond, isEnabled: true };
}
