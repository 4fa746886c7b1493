import { bootstrap } from '../../../../src/engine/apiserver/bootstrap.ts';
import { createApiServer } from '../../../../src/engine/apiserver/apiServer.ts';
import { createBehaviours, type MutableBehaviours } from '../../../../src/engine/behaviours.ts';
import type { EngineContext } from '../../../../src/engine/context.ts';
import { startControllers } from '../../../../src/engine/controllers/controllerManager.ts';
import { createDNS, type DNS } from '../../../../src/engine/dns/dns.ts';
import { createEventQueue } from '../../../../src/engine/eventQueue.ts';
import { createEventRecorder } from '../../../../src/engine/eventRecorder.ts';
import { startKubelet } from '../../../../src/engine/kubelet/kubelet.ts';
import { createNetwork, type SimulatedNetwork } from '../../../../src/engine/network/network.ts';
import { createRandom, type Random, type RandomStream } from '../../../../src/engine/random.ts';
import type { JsonValue } from '../../../../src/kube/json.ts';
import type { ClientRef, RequestSpec, RequestTrace } from '../../../../src/protocol/request.ts';
import { presetSettings, type ClusterSettings, type ProxyMode } from '../../../../src/protocol/settings.ts';

export interface ClusterOptions {
  readonly nodes?: number;
  readonly mode?: ProxyMode;
  readonly isDualStack?: boolean;
  readonly settings?: Partial<ClusterSettings>;
  readonly seed?: number;
}

export interface PodOptions {
  readonly labels?: Readonly<Record<string, string>>;
  readonly ports?: readonly { readonly containerPort: number; readonly name?: string; readonly protocol?: string }[];
  readonly isReady?: boolean;
  readonly isHeld?: boolean;
  readonly namespace?: string;
  readonly spec?: Readonly<Record<string, JsonValue>>;
}

/** A cluster as the recordings have it: its kubelets only say what they are told, and nothing takes time. */
export interface TestCluster {
  readonly context: EngineContext;
  readonly network: SimulatedNetwork;
  readonly dns: DNS;
  readonly kubelet: ReturnType<typeof startKubelet>;
  readonly behaviours: MutableBehaviours;
  settle(ms?: number): void;
  set(change: Partial<ClusterSettings>): void;
  create(object: Readonly<Record<string, JsonValue>>): void;
  patch(kind: string, name: string, body: JsonValue): void;
  remove(kind: string, name: string, namespace?: string): void;
  namespace(name: string): void;
  pod(name: string, node: string, options?: PodOptions): void;
  service(name: string, spec: Readonly<Record<string, JsonValue>>, namespace?: string): void;
  slice(name: string, service: string, fields: Readonly<Record<string, JsonValue>>): void;
  ready(pod: string, isReady: boolean): void;
  request(from: string, to: string, protocol?: 'TCP' | 'UDP'): RequestTrace;
  /** Who answered, in order; other outcomes by their names. */
  answers(from: string, to: string, times: number, protocol?: 'TCP' | 'UDP'): readonly string[];
}

/** `outside`, `node-1`, or a Pod as `name` or `namespace/name`. */
function clientOf(text: string): ClientRef {
  if (text.startsWith('outside')) return { kind: 'outside', name: text };
  if (/^node-\d+$/.test(text)) return { kind: 'node', name: text };
  const [namespace, name] = text.includes('/') ? text.split('/') : ['default', text];
  return { kind: 'pod', namespace: namespace ?? '', name: name ?? '' };
}

export function specOf(from: string, to: string, protocol: 'TCP' | 'UDP' = 'TCP', connection: RequestSpec['connection'] = 'new'): RequestSpec {
  return { from: clientOf(from), to, protocol, connection };
}

export function createCluster(options: ClusterOptions = {}): TestCluster {
  let settings: ClusterSettings = { ...presetSettings('recordings', { nodes: options.nodes ?? 2, isDualStack: options.isDualStack ?? false, mode: options.mode ?? 'iptables' }), ...options.settings };
  const queue = createEventQueue();
  const streams = new Map<RandomStream, Random>();
  const base = {
    scheduler: queue,
    events: createEventRecorder(() => queue.nowMs),
    settings: () => settings,
    random(stream: RandomStream) {
      const random = streams.get(stream) ?? createRandom(options.seed ?? 1, stream);
      streams.set(stream, random);
      return random;
    },
    notice: () => undefined,
  };
  const api = createApiServer(base);
  const behaviours = createBehaviours(api);
  const context: EngineContext = { ...base, api, behaviours };
  const kubelet = startKubelet(context);
  startControllers(context);
  const dns = createDNS(context);
  const network = createNetwork(context, kubelet.runtime, dns);
  bootstrap(api, settings);

  const settle = (ms = 0): void => void queue.runUntil(queue.nowMs + ms, 1_000_000);
  const versions: Readonly<Record<string, string>> = { EndpointSlice: 'discovery.k8s.io/v1', StatefulSet: 'apps/v1' };
  const versionOf = (kind: string): string => versions[kind] ?? 'v1';
  function handle(request: Parameters<typeof api.handle>[0]): void {
    const response = api.handle(request);
    if (response.code >= 400) throw new Error(JSON.stringify(response));
    settle();
  }
  function create(object: Readonly<Record<string, JsonValue>>): void {
    const { apiVersion, kind, metadata } = object as { apiVersion: string; kind: string; metadata: { name: string; namespace?: string } };
    const { namespace = 'default' } = metadata;
    handle({ verb: 'create', apiVersion, kind, ...(kind === 'Namespace' ? {} : { namespace }), name: metadata.name, body: object });
  }
  settle();

  const cluster: TestCluster = {
    context, network, dns, kubelet, behaviours, settle, create,
    set(change) {
      settings = { ...settings, ...change };
    },
    patch: (kind, name, body) => {
      handle({ verb: 'patch', apiVersion: versionOf(kind), kind, ...(kind === 'Node' ? {} : { namespace: 'default' }), name, patchType: 'merge', body });
    },
    remove: (kind, name, namespace = 'default') => {
      handle({ verb: 'delete', apiVersion: versionOf(kind), kind, ...(kind === 'Node' || kind === 'Namespace' ? {} : { namespace }), name });
    },
    namespace: (name) => {
      create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    },
    pod: (name, node, { labels = { app: 'web' }, ports = [{ containerPort: 8080 }], isReady = true, isHeld = false, namespace = 'default', spec = {} } = {}) => {
      const container: JsonValue = { name: 'srv', image: 'srv', ports: ports.map((port) => ({ ...port })), ...(isReady ? {} : { readinessProbe: { tcpSocket: { port: 8080 } } }) };
      create({ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace, labels, ...(isHeld ? { annotations: { 'svc/hold': 'true' } } : {}) }, spec: { nodeName: node, containers: [container], ...spec } });
    },
    service: (name, spec, namespace = 'default') => {
      create({ apiVersion: 'v1', kind: 'Service', metadata: { name, namespace }, spec });
    },
    slice: (name, service, fields) => {
      create({ apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', metadata: { name, labels: { 'kubernetes.io/service-name': service } }, addressType: 'IPv4', ports: [{ port: 8080 }], ...fields });
    },
    ready: (name, isReady) => {
      kubelet.reportPod({ namespace: 'default', name }, { isReady });
      settle();
    },
    request: (from, to, protocol) => network.request(specOf(from, to, protocol)),
    answers: (from, to, times, protocol) =>
      Array.from({ length: times }, () => {
        const { outcome, pod } = network.request(specOf(from, to, protocol));
        return outcome === 'answered' ? (pod?.split('/').at(-1) ?? 'outside') : outcome;
      }),
  };
  return cluster;
}

/** A ClusterIP Service `web` at 10.96.1.10 that leads from 80 to 8080 of the Pods labelled app=web. */
export const webSpec = { clusterIP: '10.96.1.10', selector: { app: 'web' }, ports: [{ port: 80, targetPort: 8080 }] } as const;
