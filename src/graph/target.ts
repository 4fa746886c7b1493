import { objectId, parseObjectId } from '../protocol/ref.ts';
import type { ObjectId } from '../protocol/ref.ts';
import type { ClientRef, RequestSpec } from '../protocol/request.ts';
import type { ClusterSettings } from '../protocol/settings.ts';
import type { ClusterView, ServiceView } from '../protocol/view.ts';

/** What a request's destination is in the picture. */
export type Target =
  | { readonly kind: 'service'; readonly id: ObjectId; readonly via: 'clusterIP' | 'loadBalancer' | 'nodePort' | 'externalIP' | 'name' }
  | { readonly kind: 'pod'; readonly id: ObjectId }
  | { readonly kind: 'node'; readonly id: ObjectId }
  | { readonly kind: 'outside'; readonly name: string; readonly address: string };

export interface HostAndPort { readonly host: string; readonly port: number | null }

/** The host and port of a URL, a `name:port` or an `address:port`; brackets around IPv6 are taken off. */
export function parseHostAndPort(to: string): HostAndPort {
  const withoutScheme = to.trim().replace(/^[a-z][a-z0-9+.-]*:\/\//i, '');
  const authority = (withoutScheme.split(/[/?#]/, 1)[0] ?? '').replace(/^.*@/, '');
  const bracketed = /^\[([^\]]*)\](?::(\d+))?$/.exec(authority);
  if (bracketed !== null) return { host: bracketed[1] ?? '', port: portOf(bracketed[2]) };
  const colon = authority.indexOf(':');
  // More than one colon without brackets is an IPv6 address alone.
  if (colon === -1 || authority.includes(':', colon + 1)) return { host: authority, port: null };
  return { host: authority.slice(0, colon), port: portOf(authority.slice(colon + 1)) };
}

const portOf = (text: string | undefined): number | null => (text !== undefined && /^\d{1,5}$/.test(text) ? Number(text) : null);

const isAddress = (host: string): boolean => /^\d{1,3}(\.\d{1,3}){3}$/.test(host) || host.includes(':');

/** The namespace in which a client's names are looked up; null outside Pods, where no search list leads into the cluster. */
function namespaceOf(client: ClientRef): string | null {
  if (client.kind === 'pod') return client.namespace;
  return client.kind === 'workload' ? parseObjectId(client.id).namespace : null;
}

type View = Pick<ClusterView, 'pods' | 'services' | 'nodes'>;

/** Where a request would go, as far as its destination says it; null where that names nothing in the picture. */
export function resolveTarget(spec: Pick<RequestSpec, 'from' | 'to'>, view: View, settings: ClusterSettings): Target | null {
  const { host, port } = parseHostAndPort(spec.to);
  if (host === '') return null;
  return isAddress(host) ? targetOfAddress(host.toLowerCase(), port, view, settings) : targetOfName(host.toLowerCase().replace(/\.$/, ''), namespaceOf(spec.from), view, settings);
}

function targetOfAddress(address: string, port: number | null, view: View, settings: ClusterSettings): Target | null {
  for (const service of Object.values(view.services)) {
    if (service.clusterIPs.includes(address)) return { kind: 'service', id: service.id, via: 'clusterIP' };
    if (service.loadBalancerAddresses.includes(address)) return { kind: 'service', id: service.id, via: 'loadBalancer' };
    if (service.externalIPs.includes(address)) return { kind: 'service', id: service.id, via: 'externalIP' };
  }
  for (const node of Object.values(view.nodes)) {
    if (!node.addresses.includes(address)) continue;
    const service = Object.values(view.services).find((candidate) => port !== null && candidate.ports.some((servicePort) => servicePort.nodePort === port));
    return service === undefined ? { kind: 'node', id: node.id } : { kind: 'service', id: service.id, via: 'nodePort' };
  }
  for (const pod of Object.values(view.pods)) {
    if (pod.podIP === address) return { kind: 'pod', id: pod.id };
  }
  const outside = settings.outsideNames.find((name) => name.address === address);
  return { kind: 'outside', name: outside?.name ?? address, address };
}

function targetOfName(name: string, namespace: string | null, view: View, settings: ClusterSettings): Target | null {
  const service = namespace === null ? undefined : serviceOfName(name, namespace, view, settings.dns.clusterDomain);
  if (service !== undefined) return { kind: 'service', id: service.id, via: 'name' };
  const outside = settings.outsideNames.find((known) => known.name === name);
  if (outside !== undefined) return { kind: 'outside', name, address: outside.address };
  const node = namespace === null ? view.nodes[objectId({ kind: 'Node', name })] : undefined;
  return node === undefined ? null : { kind: 'node', id: node.id };
}

/** `web`, `web.shop`, `web.shop.svc`, `web.shop.svc.cluster.local`, and the same with a Pod's host name before it. */
function serviceOfName(name: string, namespace: string, view: View, clusterDomain: string): ServiceView | undefined {
  const withoutDomain = name.endsWith(`.svc.${clusterDomain}`) ? name.slice(0, -clusterDomain.length - 1) : name;
  const labels = withoutDomain.endsWith('.svc') ? withoutDomain.slice(0, -4).split('.') : name.split('.');
  const isQualified = withoutDomain.endsWith('.svc');
  const service = (serviceName: string | undefined, inNamespace: string): ServiceView | undefined =>
    serviceName === undefined ? undefined : view.services[objectId({ kind: 'Service', namespace: inNamespace, name: serviceName })];
  if (labels.length === 1) return isQualified ? undefined : service(labels[0], namespace);
  if (labels.length === 2) return service(labels[0], labels[1] ?? '') ?? (isQualified ? undefined : service(labels[1], namespace));
  return labels.length === 3 ? service(labels[1], labels[2] ?? '') : undefined;
}
