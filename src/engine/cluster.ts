import type { ClusterSettings } from '../protocol/settings.ts';
import { createApiServer } from './apiserver/apiServer.ts';
import { bootstrap } from './apiserver/bootstrap.ts';
import { createBehaviours, type MutableBehaviours } from './behaviours.ts';
import type { EngineContext } from './context.ts';
import { startControllers } from './controllers/controllerManager.ts';
import { createDNS, type DNS } from './dns/dns.ts';
import { createEventQueue, type EventQueue } from './eventQueue.ts';
import { createEventRecorder, type RecordedEvents } from './eventRecorder.ts';
import { startKubelet, type Kubelet } from './kubelet/kubelet.ts';
import { createNetwork, type SimulatedNetwork } from './network/network.ts';
import { createRandom, type Random, type RandomStream } from './random.ts';
import { startScheduler } from './scheduler/scheduler.ts';

export interface EngineStart {
  readonly settings: ClusterSettings;
  /** An integer; the same seed and the same commands give the same traces. */
  readonly seed: number;
}

export interface Notice { readonly code: string; readonly params: Readonly<Record<string, string | number>> }

/** The parts of a running cluster, put together. */
export interface Cluster {
  readonly queue: EventQueue;
  readonly context: EngineContext;
  readonly recorder: RecordedEvents;
  readonly behaviours: MutableBehaviours;
  readonly kubelet: Kubelet;
  readonly dns: DNS;
  readonly network: SimulatedNetwork;
  changeSettings(change: Partial<ClusterSettings>): void;
}

/**
 * Puts a cluster together and stores its system objects and Nodes; nothing has run yet.
 * `onNotice` hears of bounds that were hit.
 */
export function createCluster(start: EngineStart, onNotice: (notice: Notice) => void): Cluster {
  let settings = start.settings;
  const streams = new Map<RandomStream, Random>();
  const queue = createEventQueue();
  const random = (stream: RandomStream): Random => {
    let found = streams.get(stream);
    if (found === undefined) {
      found = createRandom(start.seed, stream);
      streams.set(stream, found);
    }
    return found;
  };
  const recorder = createEventRecorder(() => queue.nowMs);
  const base = {
    scheduler: queue,
    events: recorder,
    settings: () => settings,
    random,
    notice: (code: string, params: Notice['params']) => { onNotice({ code, params }); },
  };
  const api = createApiServer(base);
  const behaviours = createBehaviours(api);
  const context: EngineContext = { ...base, api, behaviours };
  const kubelet = startKubelet(context);
  startScheduler(context);
  const controllers = startControllers(context);
  const dns = createDNS(context);
  const network = createNetwork(context, kubelet.runtime, dns);
  bootstrap(api, settings);
  controllers.bootstrapped();
  return {
    queue, context, recorder, behaviours, kubelet, dns, network,
    changeSettings(change) {
      settings = { ...settings, ...change };
      if (change.cloud !== undefined) controllers.cloudChanged();
    },
  };
}
