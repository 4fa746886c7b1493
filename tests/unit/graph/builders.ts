import type { LayoutInput } from '../../../src/graph/layout.ts';
import type { TrafficFlow, ClientRef } from '../../../src/protocol/request.ts';
import { presetSettings } from '../../../src/protocol/settings.ts';
import type { ClusterSettings } from '../../../src/protocol/settings.ts';
import type { ClusterView, NodeView, PodView, ServiceView, WorkloadView } from '../../../src/protocol/view.ts';

export const node = (name: string, patch: Partial<NodeView> = {}): NodeView => ({
  id: `Node//${name}`, name, zone: 'zone-a', addresses: [`172.30.0.${10 + Number(/\d+$/.exec(name)?.[0] ?? 0)}`], podCIDRs: [], ready: 'True', power: 'up', isUnschedulable: false, taints: [], ...patch,
});

export const pod = (name: string, nodeName: string, workload: string | null = 'web', patch: Partial<PodView> = {}): PodView => ({
  id: `Pod/shop/${name}`, namespace: 'shop', name, nodeName, podIP: nodeName === '' ? '' : '10.244.0.9', state: nodeName === '' ? 'pending' : 'ready', status: 'Running', restarts: 0,
  ...(workload === null ? {} : { workload: `Deployment/shop/${workload}` }), labels: { app: workload ?? name }, ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }], ...patch,
});

export const workload = (name: string, replicas: number | null = 2): WorkloadView => ({
  id: `Deployment/shop/${name}`, kind: 'Deployment', namespace: 'shop', name, replicas, ready: replicas ?? 0, updated: 0, desired: replicas ?? 0, labels: {},
});

export const service = (name: string, pods: readonly PodView[] = [], patch: Partial<ServiceView> = {}): ServiceView => ({
  id: `Service/shop/${name}`, namespace: 'shop', name, type: 'ClusterIP', isHeadless: false, clusterIPs: ['10.96.0.20'], externalIPs: [], externalName: '',
  ports: [{ name: 'http', port: 80, protocol: 'TCP', targetPort: 'http', resolved: [8080], nodePort: 0 }], selector: { app: name }, sessionAffinity: 'None', externalTrafficPolicy: 'Cluster',
  internalTrafficPolicy: 'Cluster', trafficDistribution: '', loadBalancerAddresses: [], isLoadBalancerPending: false, endpoints: { ready: pods.length, notReady: 0, terminating: 0 },
  pods: pods.map(({ id }) => id).sort(), otherAddresses: [], ...patch,
});

export interface Parts { nodes?: readonly NodeView[]; pods?: readonly PodView[]; services?: readonly ServiceView[]; workloads?: readonly WorkloadView[] }

const byId = <T extends { readonly id: string }>(items: readonly T[] = []): Record<string, T> => Object.fromEntries(items.map((item) => [item.id, item]));

export const view = ({ nodes = [node('node-1'), node('node-2')], pods, services, workloads }: Parts = {}): ClusterView => ({
  nodes: byId(nodes), pods: byId(pods), services: byId(services), workloads: byId(workloads), stored: {}, findings: {},
});

export const settings: ClusterSettings = presetSettings('kubeadm', { nodes: 2 });

export const outside: ClientRef = { kind: 'outside', name: 'outside' };
export const podClient = (name: string): ClientRef => ({ kind: 'pod', namespace: 'shop', name });

export const flow = (from: ClientRef, to: string, ratePerSecond = 5): TrafficFlow => ({ id: to, from, to, protocol: 'TCP', connection: 'new', ratePerSecond, isEnabled: true });

export const input = (parts: Parts = {}, traffic: readonly TrafficFlow[] = []): LayoutInput => ({ view: view(parts), settings, traffic });
