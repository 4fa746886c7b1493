import type { ApiResponse, Command, ManifestResult } from '../protocol/command.ts';
import type { AffinityRow, ConntrackRow } from '../protocol/inspection.ts';
import type { ClientRef, RequestSummary, RequestTrace } from '../protocol/request.ts';
import type { NodeRules, RulesHit } from '../protocol/rules.ts';
import type { ClusterSettings } from '../protocol/settings.ts';
import type { EventView } from '../protocol/view.ts';
import { createCluster, type EngineStart, type Notice } from './cluster.ts';
import type { Behaviours, KubeObject, Runtime, StoreReader, WatchEvent } from './context.ts';
import type { DNS } from './dns/dns.ts';
import { createManifestSet } from './manifestSet.ts';
import { createTraffic } from './network/traffic.ts';
import { createRequestHistory } from './requestHistory.ts';

/** What can run within one call; beyond it the rest waits for the next call and a notice says so. */
const MAX_EVENTS_PER_ADVANCE = 100_000;
/** Requests that one command may send. */
const MAX_REQUESTS_PER_COMMAND = 10_000;

/** Commands about Pods and Nodes as machines. */
type MachineCommand = Extract<Command, { type: 'killPod' | 'setNodePower' | 'cordonNode' | 'drainNode' | 'setNodeZone' | 'addNode' | 'removeNode' | 'setLink' | 'reportPod' | 'reportNode' }>;

/** What happened since the call before: data to draw, in order. */
export interface EngineOutput {
  readonly changes: readonly WatchEvent<KubeObject>[];
  readonly requests: readonly RequestSummary[];
  readonly events: readonly EventView[];
  readonly notices: readonly Notice[];
}

export interface DispatchOutput extends EngineOutput {
  /** Of an `api` command. */
  readonly response?: ApiResponse;
  /** Of `applyManifests`, one a document. */
  readonly results?: readonly ManifestResult[];
  /** The command named something that is not there; a code of the catalogue. */
  readonly error?: Notice;
}

/** A cluster. `dispatch` and `advance` are the only ways to change it; both return what happened as data. */
export interface Engine {
  /** Simulated milliseconds since the start. */
  readonly nowMs: number;
  /** Read-only views of what is stored. */
  readonly reader: StoreReader;
  readonly runtime: Runtime;
  /** What containers were told to do. */
  readonly behaviours: Pick<Behaviours, 'forPod'>;
  readonly dns: DNS;
  settings(): ClusterSettings;
  /** Carries out a command at the present time. What it sets off later happens in `advance`. */
  dispatch(command: Command): DispatchOutput;
  /** Lets `ms` milliseconds pass; the clock jumps to each event's own time. Any split of a stretch gives the same. */
  advance(ms: number): EngineOutput;
  /** When the next thing happens; undefined where nothing is waiting. */
  nextAtMs(): number | undefined;
  /** Everything about a request that was sent not too long ago. */
  trace(requestId: number): RequestTrace | undefined;
  /** Requests that are kept, oldest first. */
  requests(): readonly RequestTrace[];
  /** Service environment variables that a Pod's containers started with; undefined where the Pod has not started. */
  envForPod(namespace: string, name: string): Readonly<Record<string, string>> | undefined;
  /** The Nodes to which a load balancer's address leads now, in their order; empty where it leads nowhere. */
  balancerNodes(address: string): readonly string[];
  /** What a Node's kernel remembers of connections, the newest first. */
  conntrack(nodeName: string): readonly ConntrackRow[];
  /** Whom a Node's kube-proxy holds to which endpoint by session affinity. */
  affinity(nodeName: string): readonly AffinityRow[];
  /** What kube-proxy has set up on a Node now, chain by chain; undefined where there is no such Node. See `formatRules` for its text. */
  rules(nodeName: string): NodeRules | undefined;
  /** The rules that a request met, Node by Node in the order of its way, asked of the Nodes as they are now; undefined once the request is too old. */
  rulesHit(requestId: number): RulesHit | undefined;
  /** Events that are kept, oldest first. */
  events(): readonly EventView[];
}

/**
 * Starts a cluster: its Nodes and system objects are there at 0 ms, and nothing has happened yet.
 * Pure: same start and same commands at the same times give the same outputs, byte for byte.
 */
export function createEngine(start: EngineStart): Engine {
  let notices: Notice[] = [];
  let changes: WatchEvent<KubeObject>[] = [];
  const cluster = createCluster(start, (notice) => void notices.push(notice));
  const { queue, context, recorder, behaviours, kubelet, dns, network } = cluster;
  const { api } = context;
  api.watchAll((event) => void changes.push(event));
  const history = createRequestHistory();
  const traffic = createTraffic(context, network, (trace) => void history.add(trace));
  const manifests = createManifestSet(api);
  settleNow();

  function settleNow(): void {
    if (queue.runUntil(queue.nowMs, MAX_EVENTS_PER_ADVANCE).isExhausted) context.notice('engine.tooMuchAtOnce', { count: MAX_EVENTS_PER_ADVANCE });
  }

  function drain(): EngineOutput {
    const output = { changes, requests: history.drain(), events: recorder.drain(), notices };
    changes = [];
    notices = [];
    return output;
  }

  const missing = (kind: string, name: string): { error: Notice } => ({ error: { code: 'command.notFound', params: { kind, name } } });
  const found = (isFound: boolean, kind: string, name: string): { error?: Notice } => (isFound ? {} : missing(kind, name));

  function checkClient(from: ClientRef): { error?: Notice } {
    if (from.kind === 'outside') return found(context.settings().outsideClients.some((client) => client.name === from.name), 'client', from.name);
    if (from.kind === 'pod') return found(kubelet.runtime.byPod(from.namespace, from.name) !== undefined, 'Pod', from.name);
    if (from.kind === 'node') return found(api.get('Node', '', from.name) !== undefined, 'Node', from.name);
    return {};
  }

  function sendRequests(command: Extract<Command, { type: 'request' }>): { error?: Notice } {
    const problem = checkClient(command.spec.from);
    if (problem.error !== undefined) return problem;
    for (let sent = 0; sent < Math.min(command.times, MAX_REQUESTS_PER_COMMAND); sent++) history.add(network.request(traffic.resolveClient(command.spec)));
    return {};
  }

  function setSettings(change: Partial<ClusterSettings>): Record<string, never> {
    cluster.changeSettings(change);
    return {};
  }

  function execute(command: Command): Omit<DispatchOutput, keyof EngineOutput> {
    switch (command.type) {
      case 'api': return { response: api.handle(command.request) };
      case 'applyManifests': return { results: manifests.apply(command.documents, command.mayPrune, command.isReplacement ?? false) };
      case 'request': return sendRequests(command);
      case 'setTraffic': traffic.set(command.flows); return {};
      case 'setBehaviour': behaviours.set(command.target, command.behaviour); return {};
      case 'openConnection': history.add(network.open(command.name, command.spec)); return {};
      case 'sendOnConnection': history.add(network.send(command.name)); return {};
      case 'setProxy': return setSettings({ proxy: command.proxy });
      case 'setCloud': return setSettings({ cloud: command.cloud });
      case 'setDelays': return setSettings({ delays: command.delays });
      default: return executeOnMachines(command);
    }
  }

  function executeOnMachines(command: MachineCommand): { error?: Notice } {
    const { nodes } = kubelet;
    switch (command.type) {
      case 'killPod': return found(kubelet.killPod(command.namespace, command.name), 'Pod', command.name);
      case 'setNodePower': return found(nodes.setPower(command.name, command.power), 'Node', command.name);
      case 'cordonNode': return found(nodes.cordon(command.name, command.isUnschedulable), 'Node', command.name);
      case 'drainNode': return found(nodes.drain(command.name), 'Node', command.name);
      case 'setNodeZone': return found(nodes.setZone(command.name, command.zone), 'Node', command.name);
      case 'setLink': nodes.setLink(command.a, command.b, command.isCut); return {};
      case 'reportPod': return found(kubelet.reportPod(command.pod, command), 'Pod', command.pod.name);
      case 'reportNode': return found(nodes.report(command.name, command.isReady), 'Node', command.name);
      case 'addNode':
        if (context.settings().nodes.some((node) => node.name === command.node.name)) return { error: { code: 'command.alreadyExists', params: { kind: 'Node', name: command.node.name } } };
        setSettings({ nodes: [...context.settings().nodes, command.node] });
        nodes.add(command.node);
        return {};
      case 'removeNode':
        setSettings({ nodes: context.settings().nodes.filter((node) => node.name !== command.name) });
        return found(nodes.remove(command.name), 'Node', command.name);
    }
  }

  return {
    get nowMs() {
      return queue.nowMs;
    },
    reader: api,
    runtime: kubelet.runtime,
    behaviours,
    dns,
    settings: () => context.settings(),
    dispatch(command) {
      const outcome = execute(command);
      settleNow();
      return { ...drain(), ...outcome };
    },
    advance(ms) {
      const { isExhausted } = queue.runUntil(queue.nowMs + Math.max(0, Math.round(ms)), MAX_EVENTS_PER_ADVANCE);
      if (isExhausted) context.notice('engine.tooMuchAtOnce', { count: MAX_EVENTS_PER_ADVANCE });
      return drain();
    },
    nextAtMs: () => queue.nextAtMs(),
    trace: (id) => history.trace(id),
    requests: () => history.all(),
    envForPod: (namespace, name) => kubelet.envForPod(namespace, name),
    balancerNodes: (address) => network.balancerNodes(address),
    conntrack: (nodeName) => network.conntrack(nodeName),
    affinity: (nodeName) => network.affinity(nodeName),
    rules: (nodeName) => network.rules.of(nodeName),
    rulesHit(requestId) {
      const trace = history.trace(requestId);
      return trace && network.rules.hit(trace);
    },
    events: () => recorder.all(),
  };
}
