import { createDiagnoser } from '../diagnosis/diagnoser.ts';
import type { KubeObject } from '../engine/context.ts';
import type { DispatchOutput, Engine, EngineOutput } from '../engine/engine.ts';
import { isJsonObject, type JsonValue } from '../kube/json.ts';
import { allKinds } from '../kube/scheme.ts';
import type { Command } from '../protocol/command.ts';
import type { Drift } from '../protocol/drift.ts';
import { objectId, type ObjectId } from '../protocol/ref.ts';
import type { TrafficStats, WorkerMessage } from '../protocol/message.ts';
import type { RequestSummary } from '../protocol/request.ts';
import type { EventView, FindingView } from '../protocol/view.ts';
import { createDriftWatch } from './drift.ts';
import { createServiceBalance, type ServiceBalance } from './serviceBalance.ts';
import { createStatsWindow } from './trafficStats.ts';
import { createViews } from './views.ts';

/** What a session needs of an engine. */
export type SessionEngine = Pick<Engine, 'nowMs' | 'reader' | 'runtime' | 'behaviours' | 'dns' | 'settings' | 'dispatch' | 'advance' | 'nextAtMs' | 'trace' | 'envForPod' | 'requests' | 'conntrack' | 'affinity' | 'rules' | 'rulesHit' | 'events'>;

type Snapshot = Omit<Extract<WorkerMessage, { type: 'snapshot' }>, 'type' | 'version' | 'revision'>;
type Diff = Omit<Extract<WorkerMessage, { type: 'diff' }>, 'type' | 'revision'>;

/** An engine with what the page is shown of it: everything that happens is collected until it is taken. */
export interface LiveCluster {
  readonly engine: SessionEngine;
  readonly balance: ServiceBalance;
  dispatch(command: Command): DispatchOutput;
  /** Hears of everything that happens from now on. */
  observe(observer: (output: EngineOutput) => void): void;
  advance(ms: number): void;
  /** Something other than the time is different from what was last taken. */
  hasNews(): boolean;
  /** The time of the last snapshot or diff. */
  readonly takenAtMs: number;
  takeSnapshot(): Snapshot;
  takeDiff(stats: 'withStats' | 'withoutStats'): Diff;
  findings(): readonly FindingView[];
  /** Rises whenever findings came or went. */
  readonly findingsRevision: number;
  /** Where the cluster no longer is what the text says. */
  drifts(): readonly Drift[];
  /** Rises whenever that may be different. */
  readonly driftRevision: number;
}

/** More than this happens only at speeds at which nobody can follow single requests. */
const MAX_REQUESTS_PER_DIFF = 2000;
const MAX_DIAGNOSED_PER_DIFF = 300;

/** `onNotice` hears of bounds that the engine hit. */
export function createLiveCluster(engine: SessionEngine, onNotice: (notice: EngineOutput['notices'][number]) => void): LiveCluster {
  const views = createViews(engine.reader, engine.runtime);
  const diagnoser = createDiagnoser(engine.reader, () => engine.settings(), engine.behaviours);
  const statsWindow = createStatsWindow();
  const balance = createServiceBalance();
  const drift = createDriftWatch(engine.reader);
  let driftRevision = 0;
  let requests: RequestSummary[] = [];
  let events: EventView[] = [];
  let takenSettings = engine.settings();
  let takenAtMs = engine.nowMs;
  let findingsRevision = 0;
  const observers: ((output: EngineOutput) => void)[] = [];
  const there: readonly KubeObject[] = allKinds.flatMap(({ kind }) => engine.reader.listAny(kind));
  for (const object of there) {
    views.observe({ type: 'ADDED', object });
    diagnoser.observe({ type: 'ADDED', object });
  }

  function collect(output: EngineOutput): void {
    for (const event of output.changes) {
      views.observe(event);
      diagnoser.observe(event);
      if (drift.concerns(objectId({ kind: event.object.kind, ...event.object.metadata }))) driftRevision++;
    }
    statsWindow.add(output.requests);
    balance.add(output.requests);
    requests.push(...output.requests);
    if (requests.length > MAX_REQUESTS_PER_DIFF) requests = requests.slice(-MAX_REQUESTS_PER_DIFF);
    events.push(...output.events);
    output.notices.forEach(onNotice);
    for (const observer of observers) observer(output);
  }

  /** The text makes the cluster what it says; what a person makes by another way the text does not have. */
  function noteDrift(command: Command, { results, response }: DispatchOutput): void {
    if (results !== undefined) drift.applied(results);
    const made = command.type === 'api' && command.request.verb === 'create' && command.request.isDryRun !== true && command.request.subresource === undefined && response !== undefined && 'object' in response ? refOf(response.object) : undefined;
    if (made !== undefined) drift.madeByHand(made);
    if (results !== undefined || made !== undefined) driftRevision++;
  }

  function diagnose(maxObjects: number): void {
    if (!diagnoser.hasWork()) return;
    const changes = diagnoser.update(maxObjects);
    if (changes.upserts.length === 0 && changes.removes.length === 0) return;
    views.setFindings(changes);
    findingsRevision++;
  }

  function taken(): { readonly requests: readonly RequestSummary[]; readonly events: readonly EventView[] } {
    const all = { requests, events };
    requests = [];
    events = [];
    takenSettings = engine.settings();
    takenAtMs = engine.nowMs;
    return all;
  }

  return {
    engine,
    balance,
    get takenAtMs() {
      return takenAtMs;
    },
    get findingsRevision() {
      return findingsRevision;
    },
    findings: () => diagnoser.findings(),
    drifts: () => drift.drifts(),
    get driftRevision() {
      return driftRevision;
    },
    observe: (observer) => void observers.push(observer),
    dispatch(command) {
      const before = engine.settings();
      const output = engine.dispatch(command);
      collect(output);
      noteDrift(command, output);
      if (engine.settings() !== before) diagnoser.observeSettings();
      if (command.type === 'setBehaviour') diagnoser.observeBehaviour(command.target);
      if (command.type !== 'request' && command.type !== 'applyManifests') views.touchNodes();
      return output;
    },
    advance(ms) {
      collect(engine.advance(ms));
    },
    hasNews: () => views.hasChanges() || diagnoser.hasWork() || requests.length > 0 || events.length > 0 || engine.settings() !== takenSettings,
    takeSnapshot() {
      diagnose(Infinity);
      views.takeChanges();
      taken();
      return { nowMs: takenAtMs, view: views.snapshot(), settings: takenSettings, events: engine.events() };
    },
    takeDiff(stats) {
      diagnose(MAX_DIAGNOSED_PER_DIFF);
      const before = takenSettings;
      const changes = views.takeChanges();
      const all = taken();
      const numbers: { stats?: TrafficStats } = stats === 'withStats' ? { stats: statsWindow.stats(takenAtMs) } : {};
      return { nowMs: takenAtMs, changes, ...all, ...numbers, ...(takenSettings === before ? {} : { settings: takenSettings }) };
    },
  };
}

function refOf(object: JsonValue): ObjectId | undefined {
  if (!isJsonObject(object) || typeof object['kind'] !== 'string' || object['metadata'] === undefined || !isJsonObject(object['metadata'])) return undefined;
  const { name, namespace } = object['metadata'];
  return typeof name === 'string' ? objectId({ kind: object['kind'], namespace: typeof namespace === 'string' ? namespace : undefined, name }) : undefined;
}
