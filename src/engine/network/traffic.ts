import type { RequestSpec, RequestTrace, TrafficFlow } from '../../protocol/request.ts';
import { parseObjectId, type ObjectId } from '../../protocol/ref.ts';
import type { Pod } from '../../kube/types.generated.ts';
import type { EngineContext, Network } from '../context.ts';
import { topOwnerId } from '../owners.ts';

/** Requests that one flow may send in a second. */
const MAX_RATE_PER_SECOND = 1000;
/** More flows than this are not run. */
const MAX_FLOWS = 200;

/** Requests that go on until they are removed. */
export interface Traffic {
  /** Replaces all flows. One that is there already and sends as before keeps its rhythm. */
  set(flows: readonly TrafficFlow[]): void;
  /** The same request with a workload replaced by the Pod whose turn it is; a workload without a running Pod stays. */
  resolveClient(spec: RequestSpec): RequestSpec;
}

interface Running {
  flow: TrafficFlow;
  cancel: () => void;
  /** Requests sent, so that rates which are no whole number of milliseconds come out right. */
  sent: number;
  readonly startMs: number;
}

/** A number in [0, 1) that depends on nothing but the text: flows of one rate do not all send at the same instant. */
function phaseOf(id: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < id.length; index++) value = Math.imul(value ^ id.charCodeAt(index), 0x01000193);
  return (value >>> 0) / 4294967296;
}

const isSame = (a: TrafficFlow, b: TrafficFlow): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

/** Sends flows by the scheduler, each at its rate, and hands every trace to `onTrace`. */
export function createTraffic(context: EngineContext, network: Network, onTrace: (trace: RequestTrace) => void): Traffic {
  const { api, scheduler } = context;
  const running = new Map<string, Running>();
  const turns = new Map<ObjectId, number>();
  const podsOf = new Map<ObjectId, readonly RequestSpec['from'][]>();

  // Which Pods a workload has is worked out again only after a Pod of its Namespace has changed.
  api.watch('Pod', ({ object }) => {
    const namespace = object.metadata.namespace ?? '';
    for (const id of podsOf.keys()) if (parseObjectId(id).namespace === namespace) podsOf.delete(id);
  });

  function runningPods(workload: ObjectId): readonly RequestSpec['from'][] {
    const known = podsOf.get(workload);
    if (known !== undefined) return known;
    const { namespace } = parseObjectId(workload);
    const isMember = (pod: Pod): boolean => pod.status?.phase === 'Running' && pod.metadata.deletionTimestamp === undefined && topOwnerId(api, pod) === workload;
    const pods = api.list('Pod', namespace).filter(isMember).map((pod) => ({ kind: 'pod' as const, namespace, name: pod.metadata.name }));
    podsOf.set(workload, pods);
    return pods;
  }

  function resolveClient(spec: RequestSpec): RequestSpec {
    if (spec.from.kind !== 'workload') return spec;
    const { id } = spec.from;
    const pods = runningPods(id);
    const turn = turns.get(id) ?? 0;
    const from = pods[turn % Math.max(1, pods.length)];
    if (from === undefined) return spec;
    turns.set(id, turn + 1);
    return { from, to: spec.to, protocol: spec.protocol, connection: spec.connection };
  }

  function specOf(flow: TrafficFlow): RequestSpec {
    return { from: flow.from, to: flow.to, protocol: flow.protocol, connection: flow.connection };
  }

  function scheduleNext(state: Running): void {
    const intervalMs = 1000 / Math.min(state.flow.ratePerSecond, MAX_RATE_PER_SECOND);
    const atMs = state.startMs + (phaseOf(state.flow.id) + state.sent) * intervalMs;
    state.cancel = scheduler.after(Math.max(0, Math.round(atMs) - scheduler.nowMs), () => {
      state.sent++;
      onTrace(network.request(resolveClient(specOf(state.flow)), state.flow.id));
      scheduleNext(state);
    });
  }

  return {
    resolveClient,
    set(flows) {
      const wanted = new Map(flows.filter((flow) => flow.isEnabled && flow.ratePerSecond > 0).slice(0, MAX_FLOWS).map((flow) => [flow.id, flow]));
      if (flows.length > MAX_FLOWS) context.notice('traffic.tooManyFlows', { count: MAX_FLOWS });
      for (const [id, state] of running) {
        const flow = wanted.get(id);
        if (flow !== undefined && isSame(flow, state.flow)) continue;
        state.cancel();
        running.delete(id);
      }
      for (const [id, flow] of wanted) {
        if (running.has(id)) continue;
        const state: Running = { flow, cancel: () => undefined, sent: 0, startMs: scheduler.nowMs };
        running.set(id, state);
        scheduleNext(state);
      }
    },
  };
}
