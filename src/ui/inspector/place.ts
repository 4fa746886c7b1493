import type { TFunction } from 'i18next';
import { parseObjectId } from '../../protocol/ref.ts';
import type { ClientRef, Hop, Reason, SocketAddress } from '../../protocol/request.ts';

/** A client as people name it. */
export function clientName(client: ClientRef): string {
  switch (client.kind) {
    case 'outside': case 'node': case 'pod': return client.name;
    case 'workload': return parseObjectId(client.id).name;
  }
}

/** `10.96.0.1:80`, `[fd00::1]:80`. */
export function socketText({ ip, port }: SocketAddress): string {
  return ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`;
}

/** The Node whose kube-proxy works where a hop stands at a Service: the one that the packet was at last. */
export function workingNode(hops: readonly Hop[], index: number): string | undefined {
  const places = hops.slice(0, index).reverse().flatMap(({ from, to }) => [to, from]);
  const node = places.find((place) => place.kind === 'node');
  return node?.kind === 'node' ? node.name : undefined;
}

/** What happened at a hop, in a few words. */
export function hopTitle(t: TFunction, hops: readonly Hop[], index: number): string {
  const hop = hops[index];
  if (hop === undefined) return '';
  const at = (place: Hop['from']): string => {
    switch (place.kind) {
      case 'client': return clientName(place.client);
      case 'dns': return 'DNS';
      case 'loadBalancer': return t('panels.place.loadBalancer', { address: place.address });
      case 'node': return place.name;
      case 'service': return workingNode(hops, index) ?? parseObjectId(place.id).name;
      case 'pod': return parseObjectId(place.id).name;
      case 'outside': return place.name;
    }
  };
  return t(`panels.hop.${hop.kind}`, { from: at(hop.from), to: at(hop.to) });
}

const idShape = /^[A-Z]\w+\/[^/]*\/[^/]+$/;

/** Why it happened, as a sentence; ids of objects in it are said as people say them. */
export function reasonText(t: TFunction, { code, params }: Reason): string {
  const said = Object.entries(params).map(([key, value]): [string, string | number] => {
    if (typeof value !== 'string' || !idShape.test(value)) return [key, value];
    const { kind, name } = parseObjectId(value);
    return [key, `${kind} ${name}`];
  });
  return t(`why.${code}`, { ...Object.fromEntries(said), defaultValue: code });
}

/** Simulated time as `00:41.207`. */
export function clockText(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  const seconds = Math.floor(ms / 1000) % 60;
  return `${String(minutes).padStart(2, '0')}:${String(seconds).padStart(2, '0')}.${String(Math.floor(ms) % 1000).padStart(3, '0')}`;
}
