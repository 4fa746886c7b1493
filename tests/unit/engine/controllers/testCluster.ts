import { createEngine, type Engine } from '../../../../src/engine/engine.ts';
import type { JsonObject } from '../../../../src/kube/json.ts';
import type { Pod } from '../../../../src/kube/types.generated.ts';
import type { ApiRequest } from '../../../../src/protocol/command.ts';
import { presetSettings, type ClusterSettings } from '../../../../src/protocol/settings.ts';

const noDelays = { controllerMs: 0, proxyMs: 0, containerStartMs: 0, loadBalancerMs: 0, linkMs: 0, requestTimeoutMs: 3000 };

export interface TestCluster {
  readonly engine: Engine;
  create(object: JsonObject): void;
  /** A merge patch. */
  patch(kind: string, name: string, body: JsonObject): void;
  remove(kind: string, name: string, namespace?: string): void;
  pods(): readonly Pod[];
  /** The next Pods that are not ready become so. */
  makeReady(count: number): void;
}

const apiVersions: Readonly<Record<string, string>> = {
  Deployment: 'apps/v1', ReplicaSet: 'apps/v1', StatefulSet: 'apps/v1', DaemonSet: 'apps/v1', EndpointSlice: 'discovery.k8s.io/v1',
};

export const isReady = (pod: Pod): boolean => pod.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') === true;

/** A cluster without delays. `simulated`: containers start at once and are probed in their time. */
export function testCluster(kubelet: ClusterSettings['kubelet'], change: Partial<ClusterSettings> & { readonly nodeCount?: number } = {}): TestCluster {
  const { nodeCount = 2, ...settings } = change;
  const engine = createEngine({ settings: { ...presetSettings('recordings', { nodes: nodeCount }), kubelet, delays: noDelays, ...settings }, seed: 1 });
  const request = (fields: Omit<ApiRequest, 'apiVersion'> & { readonly apiVersion?: string }): void => {
    const { response } = engine.dispatch({ type: 'api', request: { apiVersion: apiVersions[fields.kind] ?? 'v1', ...fields } });
    if (response === undefined || response.code >= 300) throw new Error(JSON.stringify(response));
  };
  return {
    engine,
    create(object) {
      const { kind, metadata } = object as { kind: string; metadata: { name: string; namespace?: string } };
      request({ verb: 'create', kind, name: metadata.name, body: object, ...(metadata.namespace === undefined ? {} : { namespace: metadata.namespace }) });
    },
    patch: (kind, name, body) => request({ verb: 'patch', patchType: 'merge', kind, name, body, ...(kind === 'Node' ? {} : { namespace: 'default' }) }),
    remove: (kind, name, namespace = 'default') => request({ verb: 'delete', kind, name, ...(kind === 'Node' || kind === 'Namespace' ? {} : { namespace }) }),
    pods: () => engine.reader.list('Pod'),
    makeReady(count) {
      const waiting = engine.reader.list('Pod').filter((pod) => !isReady(pod) && pod.metadata.deletionTimestamp === undefined);
      for (const { metadata } of waiting.slice(0, count)) engine.dispatch({ type: 'reportPod', pod: { namespace: metadata.namespace ?? '', name: metadata.name }, isReady: true });
    },
  };
}

const probe = { tcpSocket: { port: 8080 } };

/** A Pod template whose one container listens on 8080. */
export function template(options: { readonly app?: string; readonly image?: string; readonly isProbed?: boolean; readonly spec?: JsonObject; readonly container?: JsonObject } = {}): JsonObject {
  const { app = 'web', image = 'srv:1', isProbed = false, spec = {}, container = {} } = options;
  return {
    metadata: { labels: { app } },
    spec: { containers: [{ name: 'srv', image, ports: [{ containerPort: 8080 }], ...(isProbed ? { readinessProbe: probe } : {}), ...container }], ...spec },
  };
}

export function deployment(spec: JsonObject = {}): JsonObject {
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec: { replicas: 2, selector: { matchLabels: { app: 'web' } }, template: template({ isProbed: true }), ...spec } };
}

export function service(spec: JsonObject = {}, metadata: JsonObject = {}): JsonObject {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', ...metadata }, spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 8080 }], ...spec } };
}

export function pod(name: string, spec: JsonObject = {}, metadata: JsonObject = {}): JsonObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, labels: { app: 'web' }, ...metadata }, spec: { containers: [{ name: 'srv', image: 'srv', ports: [{ containerPort: 8080 }] }], ...spec } };
}
