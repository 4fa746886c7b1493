import type { AffinityRow, ConntrackRow } from '../../protocol/inspection.ts';
import { objectId } from '../../protocol/ref.ts';
import type { Outcome, Place, RequestSpec, RequestTrace } from '../../protocol/request.ts';
import type { EngineContext, Network, Runtime } from '../context.ts';
import type { DNS } from '../dns/dns.ts';
import { serviceHealth } from '../proxy/healthcheck.ts';
import { startKubeProxy, type KubeProxy } from '../proxy/kubeProxy.ts';
import { createRules, type Rules } from '../proxy/rules/rules.ts';
import { createAddressBook, type AddressBook } from './addressBook.ts';
import { createBalancer } from './balancer.ts';
import { createClients } from './clients.ts';
import { createConnections, type Connection } from './connection.ts';
import { isAlive } from './conntrack.ts';
import { affinityRows, conntrackRows } from './conntrackRows.ts';
import { createDelivery } from './deliver.ts';
import { reason } from './reasons.ts';
import { resolveTarget } from './resolveTarget.ts';
import { createTrace, type Trace } from './trace.ts';
import { toRequestTrace } from './requestTrace.ts';
import { cleanStaleEntries } from './udpCleanup.ts';
import { createWalker } from './walker.ts';
import { newWalk, startWalk, type Walk } from './walkState.ts';

/** The network with what other parts may want to show of it. */
export interface SimulatedNetwork extends Network {
  readonly proxy: KubeProxy;
  /** What kube-proxy has set up on each Node. */
  readonly rules: Rules;
  /** The Nodes to which a load balancer's address leads now, in their order; empty where it leads nowhere. */
  balancerNodes(address: string): readonly string[];
  /** What a Node's kernel remembers: flows that go on, then connections that are over. Empty for an unknown Node. */
  conntrack(nodeName: string): readonly ConntrackRow[];
  /** Whom a Node holds to which endpoint. */
  affinity(nodeName: string): readonly AffinityRow[];
}

const FIRST_SOURCE_PORT = 32_768;
const SOURCE_PORTS = 28_232;
const protocolNumbers = { TCP: 0, UDP: 1, SCTP: 2 } as const;

/**
 * Packets between clients, Nodes, Pods and the world outside, at the present simulated time.
 * `request` and `verdict` decide by the same code; only the trace is left out of the latter.
 */
export function createNetwork(context: EngineContext, runtime: Runtime, dns: DNS): SimulatedNetwork {
  let settings = context.settings();
  let currentBook = createAddressBook(settings, undefined);
  const book = (): AddressBook => currentBook;
  /** Before each request: the settings may have changed. */
  function refresh(): void {
    if (settings === context.settings()) return;
    settings = context.settings();
    currentBook = createAddressBook(settings, currentBook);
    clients.forget();
  }
  const clients = createClients(context, runtime, dns, book);
  const connections = createConnections();
  const proxy = startKubeProxy(context);
  const balancer = createBalancer(context, runtime, proxy.table, book);
  const delivery = createDelivery(context, book);
  const walker = createWalker({ context, runtime, proxy, balancer, delivery, book });
  const hotWalk = newWalk();
  const resolveParts = { context, runtime, dns };
  const sourcePorts = context.random('sourcePorts');
  let lastId = 0;
  const rules = createRules(proxy.table, (name) => {
    refresh();
    return book().machine(name);
  }, () => context.settings(), () => context.scheduler.nowMs);

  proxy.table.onSync((hasUDPChange) => {
    refresh();
    if (hasUDPChange) for (const machine of book().machines) cleanStaleEntries(proxy.table, machine);
  });
  runtime.onGone((sandbox) => {
    clients.forgetPod(sandbox);
    // A machine without power closes nothing; whoever talks to its Pods waits in vain.
    if (runtime.nodePower(sandbox.nodeName) !== 'down') connections.onGone(sandbox);
  });

  const sourcePort = (): number => FIRST_SOURCE_PORT + sourcePorts.int(SOURCE_PORTS);

  /** Finds the client and the address; false where the request ends with that. */
  function prepare(walk: Walk, spec: RequestSpec, trace: Trace | undefined): boolean {
    refresh();
    const prepared = clients.prepare(spec);
    if (prepared === undefined) {
      refuseToSend(walk, spec, trace);
      return false;
    }
    const { client, target } = prepared;
    startWalk(walk, client, target.host, target.port, protocolNumbers[spec.protocol], context.scheduler.nowMs);
    walk.trace = trace;
    walk.speaksFirst = target.speaksFirst;
    walk.sourcePort = sourcePort();
    return target.isAddress || resolveTarget(resolveParts, walk, prepared);
  }

  /** Nobody is there who could send it, or nobody could be meant. */
  function refuseToSend(walk: Walk, spec: RequestSpec, trace: Trace | undefined): void {
    const client = clients.find(spec.from);
    const nowMs = context.scheduler.nowMs;
    if (client === undefined) {
      endBefore(walk, trace, 'unreachable', spec.from.kind === 'workload' ? spec.from.id : spec.from.name);
      return;
    }
    startWalk(walk, client, '', 0, protocolNumbers[spec.protocol], nowMs);
    walk.outcome = 'unresolved';
    walk.failure = 'local';
    trace?.end('unresolved', { kind: 'client', client: spec.from }, nowMs, reason('unreachable.target', { target: spec.to }));
  }

  function endBefore(walk: Walk, trace: Trace | undefined, outcome: Outcome, client: string): void {
    const nowMs = context.scheduler.nowMs;
    walk.client = undefined;
    walk.outcome = outcome;
    walk.failure = 'local';
    walk.startMs = walk.sentMs = walk.endMs = nowMs;
    walk.sandbox = walk.machine = walk.entry = undefined;
    walk.host = '';
    trace?.end('unreachable', trace.way[0]?.place ?? { kind: 'dns' }, nowMs, reason('unreachable.noClient', { client }));
  }

  /** A new connection for each request, or the one that is kept. */
  function send(walk: Walk, spec: RequestSpec, trace: Trace | undefined): void {
    if (spec.connection === 'keepAlive') {
      sendKept(walk, spec, trace);
      return;
    }
    if (prepare(walk, spec, trace)) walker.run(walk);
  }

  function sendKept(walk: Walk, spec: RequestSpec, trace: Trace | undefined): void {
    const key = `${spec.protocol} ${JSON.stringify(spec.from)} ${spec.to}`;
    const known = connections.get(key);
    if (known?.state === 'open') {
      resume(walk, known, trace);
      if (walk.outcome !== 'answered') connections.remove(key);
      return;
    }
    connect(walk, spec, trace, key);
    if (walk.outcome !== 'answered') connections.remove(key);
  }

  /** Opens a connection under a key. A request that ends before anything is sent leaves none. */
  function connect(walk: Walk, spec: RequestSpec, trace: Trace | undefined, key: string): void {
    connections.remove(key);
    if (!prepare(walk, spec, trace)) return;
    const { client } = walk;
    if (client === undefined) return;
    const connection: Connection = {
      spec, client, address: walk.destinationIP, port: walk.destinationPort, sourcePort: walk.sourcePort, speaksFirst: walk.speaksFirst,
      flow: { entries: [] }, state: 'connecting', peer: undefined,
    };
    connections.put(key, connection);
    walk.flow = connection.flow;
    walker.run(walk);
    settle(walk, connection, true);
  }

  /** What a first packet's fate makes of a connection. */
  function settle(walk: Walk, connection: Connection, isFirst: boolean): void {
    if (walk.outcome === 'answered') {
      connection.state = 'open';
      connections.setPeer(connection, walk.sandbox);
      for (const { entry } of connection.flow.entries) {
        if (entry.server === undefined || entry.isHeld) continue;
        entry.server.active++;
        entry.isHeld = true;
      }
    } else if (connection.spec.protocol === 'UDP') connection.state = 'open';
    // Messages from the way do not end a client's first attempt; it tries once more.
    else if (walk.failure === 'reset' || walk.failure === 'local' || (walk.failure === 'icmp' && !isFirst)) connection.state = 'dead';
  }

  function resume(walk: Walk, connection: Connection, trace: Trace | undefined): void {
    const { flow, spec, client } = connection;
    refresh();
    const nowMs = context.scheduler.nowMs;
    for (const { machine, entry } of flow.entries) if (!isAlive(entry, nowMs)) machine.conntrack.remove(entry);
    flow.entries.splice(0, flow.entries.length, ...flow.entries.filter(({ entry }) => !entry.isDeleted));
    startWalk(walk, client, connection.address, connection.port, protocolNumbers[spec.protocol], nowMs);
    walk.trace = trace;
    walk.speaksFirst = connection.speaksFirst;
    walk.sourcePort = connection.sourcePort;
    walk.flow = flow;
    if (connection.state === 'closed' || connection.state === 'dead') {
      endAtOnce(walk, connection);
      return;
    }
    const wasOpen = connection.state === 'open' && spec.protocol !== 'UDP';
    const { peer } = connection;
    walker.run(walk);
    if (!wasOpen) settle(walk, connection, false);
    else if (walk.outcome !== 'timedOut' && (walk.outcome !== 'answered' || walk.sandbox !== peer)) breakOff(walk, connection);
  }

  /** The connection is over, and the client knows without sending. */
  function endAtOnce(walk: Walk, connection: Connection): void {
    const isClosed = connection.state === 'closed';
    walk.outcome = isClosed ? 'closed' : 'reset';
    walk.failure = 'local';
    walk.sandbox = connection.peer;
    const why = isClosed ? reason('closed.podGone', { pod: connection.peer?.name ?? '' }) : reason('reset.dead', {});
    walk.trace?.end('refuse', { kind: 'client', client: connection.spec.from }, walk.endMs, why);
  }

  /** An open connection meets someone who does not know it, or a message that an open connection does not heed. */
  function breakOff(walk: Walk, connection: Connection): void {
    if (walk.failure === 'icmp') {
      walk.outcome = 'timedOut';
      walk.endMs = walk.startMs + context.settings().delays.requestTimeoutMs;
      return;
    }
    if (walk.outcome !== 'reset') walk.trace?.end('refuse', { kind: 'client', client: connection.spec.from }, walk.endMs, reason('reset.forgotten', { node: walk.machine?.name ?? '' }));
    walk.outcome = 'reset';
    connection.state = 'dead';
  }

  function traced(spec: RequestSpec, flowId: string | undefined, run: (walk: Walk, trace: Trace) => void): RequestTrace {
    const start: Place = { kind: 'client', client: spec.from };
    const trace = createTrace(start, context.scheduler.nowMs);
    const walk = newWalk();
    run(walk, trace);
    return toRequestTrace({ api: context.api, domain: context.settings().dns.clusterDomain }, { id: ++lastId, spec, flowId, walk, trace });
  }

  return {
    proxy,
    rules,
    request: (spec, flowId) => traced(spec, flowId, (walk, trace) => {
      send(walk, spec, trace);
    }),
    verdict(spec) {
      send(hotWalk, spec, undefined);
      return hotWalk.outcome;
    },
    open: (name, spec) => traced(spec, undefined, (walk, trace) => {
      connect(walk, spec, trace, nameKey(name));
    }),
    send(name) {
      const connection = connections.get(nameKey(name));
      const spec = connection?.spec ?? { from: { kind: 'outside', name: '' }, to: '', protocol: 'TCP', connection: 'new' };
      return traced(spec, undefined, (walk, trace) => {
        if (connection === undefined) endBefore(walk, trace, 'reset', name);
        else resume(walk, connection, trace);
      });
    },
    healthCheck(nodeName, port) {
      return runtime.nodePower(nodeName) === 'up' ? serviceHealth(proxy.table, nodeName, port)?.code : undefined;
    },
    balancerNodes(address) {
      refresh();
      return balancer.nodes(address);
    },
    conntrack(nodeName) {
      refresh();
      const machine = book().machine(nodeName);
      return machine === undefined ? [] : conntrackRows(machine.conntrack.flows(), machine.conntrack.recent(), context.scheduler.nowMs);
    },
    affinity(nodeName) {
      const entries = context.api.list('Service').flatMap(({ metadata }) => proxy.table.entriesOf(objectId({ kind: 'Service', ...metadata })));
      return affinityRows(entries, nodeName, context.scheduler.nowMs);
    },
  };
}

/** Named connections and kept ones do not mix. */
const nameKey = (name: string): string => `named ${name}`;
