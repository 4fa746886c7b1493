import type { RequestSpec, TrafficFlow, TransportProtocol } from '../../protocol/request.ts';
import type { ClusterSettings } from '../../protocol/settings.ts';
import type { ClusterView, ServiceView } from '../../protocol/view.ts';

const protocols: readonly TransportProtocol[] = ['TCP', 'UDP', 'SCTP'];
const asProtocol = (text: string): TransportProtocol => protocols.find((protocol) => protocol === text) ?? 'TCP';

const bracketed = (address: string): string => (address.includes(':') ? `[${address}]` : address);

/** A request from inside the cluster to a Service: by whoever sends already, or by a Pod that is ready, or by a Node. Null where nobody can. */
export function requestFromInside(service: ServiceView, view: ClusterView, traffic: readonly TrafficFlow[]): RequestSpec | null {
  const port = service.ports[0];
  const to = `${service.name}.${service.namespace}${port === undefined ? '' : `:${port.port}`}`;
  const rest = { protocol: asProtocol(port?.protocol ?? 'TCP'), connection: 'new' } as const;
  const known = traffic.find(({ from }) => from.kind === 'pod' || from.kind === 'workload');
  if (known !== undefined) return { from: known.from, to, ...rest };
  const pods = Object.values(view.pods).filter((pod) => pod.state === 'ready');
  const pod = pods.find(({ namespace }) => namespace === service.namespace) ?? pods[0];
  if (pod !== undefined) return { from: { kind: 'pod', namespace: pod.namespace, name: pod.name }, to, ...rest };
  const node = Object.values(view.nodes)[0];
  const address = service.clusterIPs.find((ip) => ip !== 'None');
  return node === undefined || address === undefined || port === undefined ? null : { from: { kind: 'node', name: node.name }, to: `${bracketed(address)}:${port.port}`, ...rest };
}

/** A request from outside, by the load balancer, an external IP or a node port. Null where no way leads in. */
export function requestFromOutside(service: ServiceView, view: ClusterView, settings: ClusterSettings): RequestSpec | null {
  const client = settings.outsideClients[0];
  const port = service.ports[0];
  if (client === undefined || port === undefined) return null;
  const from = { kind: 'outside', name: client.name } as const;
  const rest = { protocol: asProtocol(port.protocol), connection: 'new' } as const;
  const address = service.loadBalancerAddresses[0] ?? service.externalIPs[0];
  if (address !== undefined) return { from, to: `${bracketed(address)}:${port.port}`, ...rest };
  const nodeAddress = Object.values(view.nodes)[0]?.addresses[0];
  return port.nodePort === 0 || nodeAddress === undefined ? null : { from, to: `${bracketed(nodeAddress)}:${port.nodePort}`, ...rest };
}
