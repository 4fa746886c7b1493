import { createApiServer, type ControlPlaneApi } from '../../../../src/engine/apiserver/apiServer.ts';
import { bootstrap } from '../../../../src/engine/apiserver/bootstrap.ts';
import { createEventQueue, type EventQueue } from '../../../../src/engine/eventQueue.ts';
import { createRandom, type Random, type RandomStream } from '../../../../src/engine/random.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../../src/kube/json.ts';
import { kindInfoByKind } from '../../../../src/kube/scheme.ts';
import type { Pod, PodTemplateSpec, Service, ServiceSpec } from '../../../../src/kube/types.generated.ts';
import type { ApiRequest, ApiResponse } from '../../../../src/protocol/command.ts';
import { presetSettings, type ClusterSettings } from '../../../../src/protocol/settings.ts';

export interface ApiClusterOptions {
  readonly isDualStack?: boolean;
  readonly settings?: Partial<ClusterSettings>;
  readonly seed?: number;
}

/** An API server that has been set up, with nothing else around it. */
export interface ApiCluster {
  readonly api: ControlPlaneApi;
  readonly queue: EventQueue;
  /** A request about an object of a kind; `ref` is `Kind/namespace/name`. */
  readonly ask: (verb: ApiRequest['verb'], ref: string, body?: JsonValue, more?: Partial<ApiRequest>) => ApiResponse;
  /** POST of a document. */
  readonly create: (body: JsonObject, more?: Partial<ApiRequest>) => ApiResponse;
  /** Lets time pass. */
  readonly wait: (ms: number) => void;
}

export function apiCluster(options: ApiClusterOptions = {}): ApiCluster {
  const settings = { ...presetSettings('recordings', { isDualStack: options.isDualStack ?? false }), ...options.settings };
  const streams = new Map<RandomStream, Random>();
  const random = (stream: RandomStream): Random => {
    const found = streams.get(stream) ?? createRandom(options.seed ?? 1, stream);
    streams.set(stream, found);
    return found;
  };
  const queue = createEventQueue();
  const api = createApiServer({ scheduler: queue, settings: () => settings, random });
  bootstrap(api, settings);
  const text = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');
  return {
    api, queue,
    ask(verb, ref, body, more = {}) {
      const [kind = '', namespace = '', name = ''] = ref.split('/');
      const apiVersion = kindInfoByKind(kind)?.apiVersion ?? 'v1';
      return api.handle({ verb, apiVersion, kind, ...(namespace === '' ? {} : { namespace }), ...(name === '' ? {} : { name }), ...(body === undefined ? {} : { body }), ...more });
    },
    create: (body, more = {}) => api.handle({ verb: 'create', apiVersion: text(body.apiVersion), kind: text(body.kind), body, ...more }),
    wait: (ms) => void queue.runUntil(queue.nowMs + ms, 1000),
  };
}

export function serviceBody(name: string, spec: JsonObject = {}, metadata: JsonObject = {}): JsonObject {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name, ...metadata }, spec: { selector: { app: 'web' }, ports: [{ port: 80 }], ...spec } };
}

export function podBody(name: string, spec: JsonObject = {}, metadata: JsonObject = {}): JsonObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, ...metadata }, spec: { containers: [{ name: 'web', image: 'srv' }], ...spec } };
}

export const webTemplate: PodTemplateSpec = { metadata: { name: '', labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'srv' }] } };

export function pod(name: string, metadata: Partial<Pod['metadata']> = {}, spec: Partial<Pod['spec']> = {}): Pod {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'default', ...metadata }, spec: { ...webTemplate.spec, ...spec } };
}

export function service(name: string, spec: Partial<ServiceSpec> = {}): Service {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'default' }, spec: { selector: { app: 'web' }, ports: [{ port: 80 }], ...spec } };
}

/** A value inside of an answer's object; `undefined` where the way there ends early. */
export function at(response: ApiResponse, ...path: (string | number)[]): JsonValue | undefined {
  let value: JsonValue | undefined = 'object' in response ? response.object : undefined;
  for (const step of path) {
    if (Array.isArray(value)) value = (value as readonly JsonValue[])[Number(step)];
    else value = isJsonObject(value) ? value[step] : undefined;
  }
  return value;
}

/** The message of a refusal; empty for a success. */
export function messageOf(response: ApiResponse): string {
  return 'status' in response ? response.status.message : '';
}
