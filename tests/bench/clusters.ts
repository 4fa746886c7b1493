import { createCluster, type Cluster } from '../../src/engine/cluster.ts';
import type { EndpointSlice, Pod, Service } from '../../src/kube/types.generated.ts';
import { presetSettings } from '../../src/protocol/settings.ts';

export interface Sizes { readonly nodes: number; readonly services: number; readonly podsPerService: number }

const service = (index: number): Service => ({
  apiVersion: 'v1', kind: 'Service', metadata: { name: `svc-${index}`, namespace: 'default' },
  spec: {
    type: 'ClusterIP', clusterIP: addressOf(index), clusterIPs: [addressOf(index)], ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack',
    internalTrafficPolicy: 'Cluster', sessionAffinity: 'None', selector: { app: `app-${index}` }, ports: [{ port: 80, targetPort: 8080, protocol: 'TCP' }],
  },
});

const pod = (app: number, index: number, nodeName: string): Pod => ({
  apiVersion: 'v1', kind: 'Pod', metadata: { name: `app-${app}-${index}`, namespace: 'default', labels: { app: `app-${app}` } },
  spec: { nodeName, containers: [{ name: 'srv', image: 'srv', ports: [{ containerPort: 8080, protocol: 'TCP' }], ...(index === 0 ? { readinessProbe: { tcpSocket: { port: 8080 } } } : {}) }] },
});

/** The ClusterIP of the index-th Service. */
export function addressOf(index: number): string {
  return `10.96.${100 + Math.floor(index / 250)}.${1 + (index % 250)}`;
}

/** A settled cluster whose kubelets say what they are told to; the first Pod of each Service waits for that, and is ready. */
export function settledCluster({ nodes, services, podsPerService }: Sizes): Cluster {
  const cluster = createCluster({ settings: { ...presetSettings('recordings', { nodes }), podCIDRs: ['10.0.0.0/8'] }, seed: 1 }, () => undefined);
  const { api } = cluster.context;
  for (let app = 0; app < services; app++) {
    api.create('Service', service(app));
    for (let index = 0; index < podsPerService; index++) api.create('Pod', pod(app, index, `node-${((app * podsPerService + index) % nodes) + 1}`));
  }
  settle(cluster);
  for (let app = 0; app < services; app++) cluster.kubelet.reportPod({ namespace: 'default', name: `app-${app}-0` }, { isReady: true });
  settle(cluster);
  return cluster;
}

/** Runs everything that is due now. */
export function settle(cluster: Cluster): void {
  while (cluster.queue.runUntil(cluster.queue.nowMs, 1_000_000).isExhausted);
}

const slice = (index: number): EndpointSlice => ({
  apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', metadata: { name: `svc-${index}-1`, namespace: 'default', labels: { 'kubernetes.io/service-name': `svc-${index}` } },
  addressType: 'IPv4', ports: [{ name: '', port: 8080, protocol: 'TCP' }],
  endpoints: [0, 1].map((place) => ({ addresses: [`10.${200 + place}.${Math.floor(index / 250)}.${1 + (index % 250)}`], conditions: { ready: true }, nodeName: `node-${1 + place}` })),
});

/** A settled cluster whose Services have two endpoints each, written by hand: nothing but what proxies look at. */
export function clusterOfSlices(services: number): Cluster {
  const cluster = createCluster({ settings: presetSettings('recordings', { nodes: 2 }), seed: 1 }, () => undefined);
  const { api } = cluster.context;
  for (let index = 0; index < services; index++) {
    const { selector: _selector, ...spec } = service(index).spec;
    api.create('Service', { ...service(index), spec });
    api.create('EndpointSlice', slice(index));
  }
  settle(cluster);
  return cluster;
}
