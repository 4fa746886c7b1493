import type { ClientRef, RequestTrace, TransportProtocol } from '../../protocol/request.ts';
import { hostResolvConf, type ResolvConf } from '../../engine/dns/resolvConf.ts';
import type { Pod } from '../../kube/types.generated.ts';
import type { ClusterAccess, Pause } from '../program.ts';
import type { Place } from './place.ts';

/** A program on a machine: what it is told beside its arguments. */
export type Waiting<T> = Generator<Pause, T, void>;

export function clientOf(place: Place): ClientRef {
  switch (place.kind) {
    case 'local': return { kind: 'outside', name: place.client };
    case 'node': return { kind: 'node', name: place.name };
    case 'pod': return { kind: 'pod', namespace: place.namespace, name: place.name };
  }
}

/** /etc/resolv.conf of the machine or container. */
export function resolvConfOf(cluster: ClusterAccess, place: Place): ResolvConf {
  if (place.kind !== 'pod') return hostResolvConf;
  return cluster.engine.dns.resolvConf(place.namespace, place.name) ?? hostResolvConf;
}

/** The Pod of a container; undefined elsewhere, and where it is gone. */
export function podAt(cluster: ClusterAccess, place: Place): Pod | undefined {
  return place.kind === 'pod' ? cluster.engine.reader.get('Pod', place.namespace, place.name) : undefined;
}

export function hostNameOf(cluster: ClusterAccess, place: Place): string {
  if (place.kind === 'local') return place.client;
  const pod = podAt(cluster, place);
  if (pod?.spec.hostNetwork === true) return pod.spec.nodeName ?? place.name;
  return pod?.spec.hostname ?? place.name;
}

/** Addresses of the machine or container, the primary family first. */
export function addressesOf(cluster: ClusterAccess, place: Place): readonly string[] {
  switch (place.kind) {
    case 'local': return cluster.engine.settings().outsideClients.filter(({ name }) => name === place.client).map(({ address }) => address);
    case 'node': return cluster.engine.settings().nodes.find(({ name }) => name === place.name)?.addresses ?? [];
    case 'pod': return cluster.engine.runtime.byPod(place.namespace, place.name)?.ips ?? [];
  }
}

/** The machine whose network a place uses: a Pod on its Node's network uses the Node's. */
export function onNetworkOf(cluster: ClusterAccess, place: Place): Place {
  const pod = podAt(cluster, place);
  return pod?.spec.hostNetwork === true ? { kind: 'node', name: pod.spec.nodeName ?? '' } : place;
}

/** The addresses of Services that ipvs puts on its dummy interface. */
export function serviceAddresses(cluster: ClusterAccess): readonly string[] {
  return [...new Set(cluster.engine.reader.list('Service').flatMap(({ spec, status }) => [
    ...(spec.clusterIPs ?? []).filter((ip) => ip !== 'None'), ...(spec.externalIPs ?? []), ...(status?.loadBalancer?.ingress ?? []).flatMap(({ ip }) => ip ?? []),
  ]))];
}

/** Lets simulated time pass until then. */
export function* until(cluster: ClusterAccess, untilMs: number): Waiting<void> {
  while (cluster.nowMs < untilMs) yield { untilMs, orOnChange: false };
}

const isLocalhost = (host: string): boolean => host === 'localhost' || host === '::1' || host.startsWith('127.');

/**
 * Who sends, and where to. A forwarded port of one's own machine comes out inside the Pod that it leads to.
 * Simplified: what a Pod sends to its own localhost goes to its own address; a server that listens on all addresses sees no difference but that.
 */
function sendingOf(cluster: ClusterAccess, place: Place, to: string): { readonly from: ClientRef; readonly to: string } {
  const socket = hostAndPort(to, 0);
  if (socket === undefined || !isLocalhost(socket.host)) return { from: clientOf(place), to };
  const forward = place.kind === 'local' ? place.forwards?.get(socket.port) : undefined;
  // /etc/hosts says what localhost is, not DNS.
  if (place.kind !== 'pod' && forward === undefined) return { from: clientOf(place), to: socket.host === 'localhost' ? socketOf('127.0.0.1', socket.port) : to };
  const { namespace, name, remote } = forward ?? { namespace: '', name: '', ...place, remote: socket.port };
  const [own] = cluster.engine.runtime.byPod(namespace, name)?.ips ?? [];
  return { from: { kind: 'pod', namespace, name }, to: own === undefined ? to : socketOf(own, remote) };
}

/**
 * Sends one request and waits for its end. `timeoutMs`: the program gives up after this much time; what nobody answers is waited
 * for as long, though the network has given up before. Undefined where the machine cannot send.
 */
export function* exchange(cluster: ClusterAccess, place: Place, to: string, protocol: TransportProtocol, timeoutMs = Infinity): Waiting<RequestTrace | undefined> {
  const sending = sendingOf(cluster, place, to);
  const { requests, error } = cluster.dispatch({ type: 'request', spec: { ...sending, protocol, connection: 'new' }, times: 1 });
  const id = requests.at(-1)?.id;
  const trace = id === undefined || error !== undefined ? undefined : cluster.engine.trace(id);
  if (trace === undefined) return undefined;
  const waitsOn = trace.outcome === 'timedOut' && Number.isFinite(timeoutMs);
  yield* until(cluster, waitsOn ? trace.startMs + timeoutMs : Math.min(trace.endMs, trace.startMs + timeoutMs));
  return trace;
}

/** Where packets went: the address that the name came to. */
export function addressAsked(trace: RequestTrace): string | undefined {
  const hop = trace.hops.find(({ kind }) => kind === 'send' || kind === 'serviceRule' || kind === 'forward' || kind === 'deliver' || kind === 'unreachable' || kind === 'drop' || kind === 'refuse');
  const address = hop?.reason.params['address'];
  return typeof address === 'string' ? address : undefined;
}

const socketShape = /^(?:\[(?<wide>[^\]]+)\]|(?<host>[^:]*))(?::(?<port>\d+))?$/;

/** The parts of `host:port`, `[v6]:port`; undefined where it is neither. */
export function hostAndPort(text: string, defaultPort: number): { readonly host: string; readonly port: number } | undefined {
  const groups = socketShape.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const host = groups['wide'] ?? groups['host'] ?? '';
  const port = groups['port'] === undefined ? defaultPort : Number(groups['port']);
  return host === '' || port > 65_535 ? undefined : { host, port };
}

/** `host:port` as requests name it. */
export function socketOf(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
