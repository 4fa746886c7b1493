import { Store } from '../../../src/engine/apiserver/storage/store.ts';
import type { KubeObject, StoreReader, WatchEvent } from '../../../src/engine/context.ts';
import { parseManifests } from '../../../src/manifests/parseManifests.ts';

/** The engine's storage without an engine: objects are put in as they shall be. */
export interface TestCluster {
  readonly reader: StoreReader;
  put(yaml: string): void;
  remove(kind: string, namespace: string, name: string): void;
  watch(handler: (event: WatchEvent<KubeObject>) => void): void;
}

export function testCluster(yaml = ''): TestCluster {
  const store = new Store();
  // The storage keeps objects of any kind; what it gives for a kind is of that kind.
  const reader = {
    get: (kind: string, namespace: string, name: string) => store.get(kind, namespace, name),
    getAny: (kind: string, namespace: string, name: string) => store.get(kind, namespace, name),
    list: (kind: string, namespace?: string) => store.list(kind, namespace),
    listAny: (kind: string, namespace?: string) => store.list(kind, namespace),
    count: (kind: string) => store.count(kind),
    withLabels: (kind: string, namespace: string, labels: Record<string, string>) => store.withLabels(kind, namespace, labels),
    ownedBy: (uid: string) => store.ownedBy(uid),
    podsOnNode: (name: string) => store.podsOnNode(name),
  } as unknown as StoreReader;
  const cluster: TestCluster = {
    reader,
    put(text) {
      for (const { body, errors } of parseManifests(text).documents) {
        if (errors.length > 0) throw new Error(JSON.stringify(errors));
        const object = body as unknown as KubeObject;
        const isNamespaced = !['Node', 'Namespace'].includes(object.kind);
        const uid = object.metadata.uid ?? `${object.kind}-${object.metadata.name}`;
        store.put({ ...object, metadata: { ...(isNamespaced ? { namespace: 'default' } : {}), uid, ...object.metadata } });
      }
    },
    remove(kind, namespace, name) {
      store.remove(kind, namespace, name);
    },
    watch(handler) {
      store.watch(undefined, handler);
    },
  };
  cluster.put('kind: Namespace\nmetadata: {name: default}\n---\nkind: Namespace\nmetadata: {name: shop}\n');
  cluster.put(yaml);
  return cluster;
}

interface PodOptions { readonly labels?: string; readonly ports?: string; readonly ready?: boolean; readonly namespace?: string; readonly state?: string; readonly node?: string; readonly phase?: string; readonly extra?: string }

export function pod(name: string, options: PodOptions = {}): string {
  const { labels = '{app: web}', ports = '[{name: http, containerPort: 80}]', ready = true, namespace = 'default', state = '{running: {}}', node = 'node-1', phase = 'Running', extra = '' } = options;
  return `---
kind: Pod
metadata: {name: ${name}, namespace: ${namespace}, labels: ${labels}${extra}}
spec: {nodeName: ${node}, containers: [{name: c, ports: ${ports}}]}
status:
  phase: ${phase}
  podIP: 10.244.0.2
  conditions: [{type: Ready, status: "${ready ? 'True' : 'False'}"}]
  containerStatuses: [{name: c, ready: ${ready}, restartCount: 0, state: ${state}}]
`;
}

export function service(spec: string, name = 'web', namespace = 'default'): string {
  return `---
apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: ${namespace}}
spec: ${spec}
`;
}

export function deployment(name: string, labels: string, replicas = 1): string {
  return `---
kind: Deployment
metadata: {name: ${name}}
spec: {replicas: ${replicas}, selector: {matchLabels: ${labels}}, template: {metadata: {labels: ${labels}}, spec: {containers: []}}}
`;
}

export function slice(name: string, ports: string, endpoints: string, service = 'web'): string {
  return `---
kind: EndpointSlice
metadata: {name: ${name}, labels: {kubernetes.io/service-name: ${service}}}
addressType: IPv4
ports: ${ports}
endpoints: ${endpoints}
`;
}
