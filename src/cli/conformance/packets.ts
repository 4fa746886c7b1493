import type { Engine } from '../../engine/engine.ts';
import type { JsonObject, JsonValue } from '../../kube/json.ts';
import { parseObjectId } from '../../protocol/ref.ts';
import type { ClientRef, RequestSpec, RequestTrace } from '../../protocol/request.ts';

/** The steps that send something, in the recordings' own form. */
export interface Packets {
  request(options: JsonObject): JsonValue;
  open(options: JsonObject): JsonValue;
  send(options: JsonObject): JsonValue;
  dns(options: JsonObject): JsonValue;
}

const text = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');

function clientOf(from: string): ClientRef {
  const [kind = '', name = ''] = from.split(' ');
  if (kind === 'node') return { kind: 'node', name };
  if (kind !== 'pod') return { kind: 'outside', name: 'outside' };
  const [namespace = 'default', pod = ''] = name.split('/');
  return { kind: 'pod', namespace, name: pod };
}

/** The Nodes that the stand-in balancer serves, for a request from outside to one of its addresses. */
function balancerNodesOf(engine: Engine, from: string, to: string): { readonly balancerNodes?: string[] } {
  const [address = ''] = to.split(':');
  return from === 'outside' && address.startsWith('203.0.113.') ? { balancerNodes: [...engine.balancerNodes(address)] } : {};
}

/** `lb NS/SVC:PORT` is the load balancer's address of a Service; undefined where it has none. */
function addressOf(engine: Engine, to: string): string | undefined {
  const balancer = /^lb ([^/]+)\/([^:]+):(\d+)$/.exec(to);
  if (balancer === null) return to;
  const [, namespace = '', name = '', port = ''] = balancer;
  const ip = engine.reader.get('Service', namespace, name)?.status?.loadBalancer?.ingress?.[0]?.ip;
  return ip === undefined ? undefined : `${ip}:${port}`;
}

function specOf(options: JsonObject, to: string): RequestSpec {
  return { from: clientOf(text(options['from'])), to, protocol: options['protocol'] === 'UDP' ? 'UDP' : 'TCP', connection: 'new' };
}

function podName(trace: RequestTrace): string {
  if (trace.pod === undefined) return 'outside';
  const { namespace, name } = parseObjectId(trace.pod);
  return `${namespace}/${name}`;
}

/** Tries beyond those recorded, so that the whole set of Pods that can answer is seen. */
const MORE_TRIES_PER_POD = 40;

/** Sends through the engine's public way and counts as the recorder does. */
export function createPackets(engine: Engine): Packets {
  const named = new Map<string, string>();
  const answeredBy = new Map<string, string>();

  function traces(spec: RequestSpec, times: number): RequestTrace[] {
    return engine.dispatch({ type: 'request', spec, times }).requests.map((summary) => {
      const trace = engine.trace(summary.id);
      if (trace === undefined) throw new Error('a request that was just sent has a trace');
      return trace;
    });
  }

  function collect(all: readonly RequestTrace[]): Map<string, Set<string>> {
    const pods = new Map<string, Set<string>>();
    for (const trace of all) {
      if (trace.outcome !== 'answered') continue;
      const seen = pods.get(podName(trace)) ?? new Set();
      seen.add(trace.seenSource ?? '');
      pods.set(podName(trace), seen);
    }
    return pods;
  }

  function request(options: JsonObject): JsonValue {
    const times = typeof options['times'] === 'number' ? options['times'] : 1;
    const to = addressOf(engine, text(options['to']));
    if (to === undefined) return { tally: { unresolved: times } };
    const spec = specOf(options, to);
    const sent = traces(spec, times);
    const tally: Record<string, number> = {};
    for (const { outcome } of sent) tally[outcome] = (tally[outcome] ?? 0) + 1;
    const base = { tally, ...balancerNodesOf(engine, text(options['from']), to) };
    if (tally['unresolved'] === times) return base;

    const pods = collect(sent);
    const key = [...pods.keys()].sort().join(',');
    if (typeof options['as'] === 'string') named.set(options['as'], key);
    const same = typeof options['sameAs'] === 'string' ? { same: named.get(options['sameAs']) === key } : {};
    if (options['sticky'] === true || options['as'] !== undefined || options['sameAs'] !== undefined) return { ...base, distinct: pods.size, ...same };
    const able = times >= 2 ? collect([...sent, ...traces(spec, MORE_TRIES_PER_POD * Math.max(pods.size, 2))]) : collect([...sent, ...traces(spec, MORE_TRIES_PER_POD)]);
    const list = (from: Map<string, Set<string>>): JsonObject => Object.fromEntries([...from].sort(([a], [b]) => (a < b ? -1 : 1)).map(([pod, sources]) => [pod, [...sources].sort()]));
    return { ...base, pods: list(pods), able: list(able) };
  }

  function heard(name: string, trace: RequestTrace, options: JsonObject): JsonValue {
    if (trace.outcome !== 'answered') return { outcome: trace.outcome };
    const pod = podName(trace);
    const before = answeredBy.get(name);
    answeredBy.set(name, pod);
    return { outcome: 'answered', ...(before === undefined ? {} : { same: before === pod }), ...(options['tell'] === true ? { pod } : {}), from: trace.seenSource ?? '' };
  }

  function last(requests: readonly { readonly id: number }[]): RequestTrace {
    const id = requests.at(-1)?.id;
    const trace = id === undefined ? undefined : engine.trace(id);
    if (trace === undefined) throw new Error('a message that was just sent has a trace');
    return trace;
  }

  return {
    request,
    open(options) {
      const name = text(options['name']);
      return heard(name, last(engine.dispatch({ type: 'openConnection', name, spec: specOf(options, addressOf(engine, text(options['to'])) ?? '') }).requests), options);
    },
    send(options) {
      const name = text(options['name']);
      return heard(name, last(engine.dispatch({ type: 'sendOnConnection', name }).requests), options);
    },
    dns(options) {
      const { tried } = engine.dns.resolve(text(options['from']) || 'default', text(options['name']), text(options['type']) || 'A', options['search'] === true);
      return { tried: tried.map(({ query, rcode, answers }) => ({ query, rcode, answers: answers.map((answer) => ({ ...answer })) })) };
    },
  };
}
