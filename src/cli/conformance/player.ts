import { isJsonObject, type JsonObject, type JsonValue } from '../../kube/json.ts';
import { kindInfoByKind } from '../../kube/scheme.ts';
import { createEngine, type Engine } from '../../engine/engine.ts';
import type { ApiRequest, ApiResponse, Command } from '../../protocol/command.ts';
import { presetSettings, type ProxyMode } from '../../protocol/settings.ts';
import { documentRequest } from './document.ts';
import { kubectlStep } from './kubectl.ts';
import { maskObject } from './mask.ts';
import { createPackets, type Packets } from './packets.ts';
import type { Recording, Step } from './recording.ts';
import { rulesOf } from './rules.ts';
import { workloadState } from './workloadState.ts';

/** What a step comes to in the engine, in the recordings' own form; undefined where the step only sets the scene. */
export interface Player { play(step: Step): JsonValue | undefined }

function proxyMode(name: string): ProxyMode {
  return name === 'nftables' || name === 'ipvs' ? name : 'iptables';
}

/** When answers of the API server alone were recorded, the kubelets and the cloud were not given a turn. */
const standInsAtRest = { containerStartMs: 3_600_000, loadBalancerMs: 3_600_000 };

/** The recorder looked at the cluster until nothing moved, after these steps and before those; that took so long at least. */
const settledAfter: ReadonlySet<string> = new Set(['create', 'update', 'patch', 'delete', 'apply', 'kubectl', 'kubelet', 'node', 'settle']);
const settledBefore: ReadonlySet<string> = new Set(['get', 'workload']);
const settlingMs = 1400;

/** Starts the recordings' world and gives what plays steps in it. */
export function createPlayer(recording: Recording): Player {
  const settings = presetSettings('recordings', { nodes: recording.cluster.nodes, isDualStack: recording.cluster.isDualStack, mode: proxyMode(recording.cluster.proxy) });
  const engine = createEngine({ settings: recording.group === 'admission' ? { ...settings, delays: { ...settings.delays, ...standInsAtRest } } : settings, seed: 1 });
  const packets = createPackets(engine);
  return {
    play(step) {
      const isSettled = recording.group !== 'admission';
      if (isSettled && settledBefore.has(step.verb)) engine.advance(settlingMs);
      const got = playStep(engine, packets, recording, step);
      if (isSettled && settledAfter.has(step.verb)) engine.advance(settlingMs);
      return got;
    },
  };
}

function playStep(engine: Engine, packets: Packets, recording: Recording, step: Step): JsonValue | undefined {
  const { verb, argument } = step;
  const { doneText } = recording;
  const options = isJsonObject(argument) ? argument : {};
  switch (verb) {
    case 'create': return answer(send(engine, documentRequest('create', text(argument))), doneText);
    case 'update': return answer(send(engine, documentRequest('update', text(argument))), doneText);
    case 'patch': return answer(send(engine, patchRequest(options)), doneText);
    case 'delete': {
      const response = send(engine, { verb: 'delete', ...parseRef(text(argument)) });
      return 'status' in response && response.code >= 400 ? answer(response, doneText) : { code: response.code };
    }
    case 'get': return get(engine, text(argument), doneText);
    case 'apply': return kubectlStep(engine, { kubectl: 'apply -f -', stdin: text(argument) }, doneText);
    case 'kubectl': return kubectlStep(engine, step.step, doneText);
    case 'kubelet': reportKubelet(engine, options); return undefined;
    case 'node': reportNode(engine, options); return undefined;
    case 'settle': return undefined;
    case 'wait': engine.advance(Number(options['seconds'] ?? 0) * 1000); return undefined;
    case 'workload': return workloadState(engine, parseRef(text(argument)));
    case 'request': return packets.request(options);
    case 'open': return packets.open(options);
    case 'send': return packets.send(options);
    case 'dns': return packets.dns(options);
    case 'rules': return rulesOf(engine, options);
    case 'env': {
      const [namespace = 'default', name = ''] = text(options['pod'] ?? '').split('/');
      return { env: { ...(engine.envForPod(namespace, name) ?? {}) } };
    }
    default: return { unsupported: verb };
  }
}

const text = (value: JsonValue): string => (typeof value === 'string' ? value : '');

function send(engine: Engine, request: ApiRequest): ApiResponse {
  const { response, notices } = engine.dispatch({ type: 'api', request });
  if (notices.length > 0) throw new Error(`the engine hit a bound: ${JSON.stringify(notices)}`);
  if (response === undefined) throw new Error('an api command has a response');
  return response;
}

/** `Kind/namespace/name`, or `Kind/name` for kinds without namespace. */
function parseRef(ref: string): { apiVersion: string; kind: string; namespace?: string; name: string } {
  const [kind = '', ...rest] = ref.split('/');
  const apiVersion = kindInfoByKind(kind)?.apiVersion ?? 'v1';
  return rest.length >= 2 ? { apiVersion, kind, namespace: rest[0] ?? '', name: rest[1] ?? '' } : { apiVersion, kind, name: rest[0] ?? '' };
}

function patchRequest(options: JsonObject): ApiRequest {
  const type = options['type'];
  return {
    verb: 'patch',
    ...parseRef(text(options['ref'] ?? '')),
    body: options['body'] ?? null,
    patchType: type === 'merge' || type === 'json' ? type : 'strategic',
    fieldValidation: 'Strict',
  };
}

function answer(response: ApiResponse, doneText: string): JsonValue {
  const warnings = response.warnings.length > 0 ? { warnings: response.warnings } : {};
  if ('object' in response) return { code: response.code, object: maskObject(response.object, doneText), ...warnings };
  const { code, reason, message, causes } = response.status;
  return { code, reason, message, ...(causes.length > 0 ? { causes: causes.map(({ reason: causeReason, message: text, field }) => ({ ...(causeReason === '' ? {} : { reason: causeReason }), message: text, ...(field === '' ? {} : { field }) })) } : {}), ...warnings };
}

function get(engine: Engine, ref: string, doneText: string): JsonValue {
  const slices = /^(\w+)\?service=(.+)\/(.+)$/.exec(ref);
  if (slices === null) return answer(send(engine, { verb: 'get', ...parseRef(ref) }), doneText);
  const [, , namespace = '', name = ''] = slices;
  const items = engine.reader.withLabels('EndpointSlice', namespace, { 'kubernetes.io/service-name': name });
  return { items: items.map((slice) => {
    const { kind: _kind, apiVersion: _apiVersion, ...rest } = toJson(slice);
    return maskObject(rest, doneText);
  }) };
}

/** What would travel as JSON. */
function toJson(value: unknown): JsonObject {
  const parsed: unknown = JSON.parse(JSON.stringify(value));
  return isJsonObject(parsed as JsonValue) ? (parsed as JsonObject) : {};
}

function dispatchAll(engine: Engine, commands: readonly Command[]): void {
  for (const command of commands) engine.dispatch(command);
}

function reportKubelet(engine: Engine, options: JsonObject): void {
  if (typeof options['next'] === 'number') {
    const waiting = engine.reader.list('Pod').filter((pod) => (pod.spec.nodeName ?? '') !== '' && pod.metadata.deletionTimestamp === undefined && pod.status?.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True') !== true);
    const order = (pod: (typeof waiting)[number]): string => `${pod.metadata.creationTimestamp ?? ''} ${pod.metadata.name}`;
    const next = [...waiting].sort((a, b) => (order(a) < order(b) ? -1 : 1)).slice(0, options['next']);
    dispatchAll(engine, next.map((pod) => ({ type: 'reportPod', pod: { namespace: pod.metadata.namespace ?? '', name: pod.metadata.name }, isReady: true })));
    return;
  }
  const [first = '', second] = text(options['pod'] ?? '').split('/');
  const pod = second === undefined ? { namespace: 'default', name: first } : { namespace: first, name: second };
  engine.dispatch({
    type: 'reportPod',
    pod,
    ...(typeof options['ready'] === 'boolean' ? { isReady: options['ready'] } : {}),
    ...(typeof options['phase'] === 'string' ? { phase: options['phase'] } : {}),
    ...(options['finish'] === true ? { isFinished: true } : {}),
  });
}

function reportNode(engine: Engine, options: JsonObject): void {
  const name = text(options['name'] ?? '');
  if (typeof options['ready'] === 'boolean') engine.dispatch({ type: 'reportNode', name, isReady: options['ready'] });
  const body: Record<string, JsonValue> = {};
  if (options['label'] !== undefined) body['metadata'] = { labels: options['label'] };
  if (options['unschedulable'] !== undefined) body['spec'] = { unschedulable: options['unschedulable'] };
  if (Object.keys(body).length > 0) send(engine, { verb: 'patch', apiVersion: 'v1', kind: 'Node', name, body, patchType: 'merge' });
}
