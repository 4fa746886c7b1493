import { objectId } from '../protocol/ref.ts';
import type { ObjectId } from '../protocol/ref.ts';
import type { ClientRef, TrafficFlow } from '../protocol/request.ts';
import type { ClusterSettings } from '../protocol/settings.ts';

/** What a click on a client selects: its object, or `Client//name` for a host outside the cluster. */
export function clientId(client: ClientRef): ObjectId {
  switch (client.kind) {
    case 'outside':
      return objectId({ kind: 'Client', name: client.name });
    case 'pod':
      return objectId({ kind: 'Pod', namespace: client.namespace, name: client.name });
    case 'node':
      return objectId({ kind: 'Node', name: client.name });
    case 'workload':
      return client.id;
  }
}

/** The key of a client's box. */
export const clientKey = (client: ClientRef): string => `client:${clientId(client)}`;

/** Everyone who has a card in the first lane: the hosts outside, then what sends traffic from inside, each once. */
export function clientsOf(settings: ClusterSettings, traffic: readonly TrafficFlow[]): ClientRef[] {
  const clients = new Map<string, ClientRef>();
  for (const { name } of settings.outsideClients) clients.set(clientKey({ kind: 'outside', name }), { kind: 'outside', name });
  for (const { from } of traffic) {
    const key = clientKey(from);
    if (!clients.has(key)) clients.set(key, from);
  }
  return [...clients.values()];
}

/** Requests a second of all flows of a client that are switched on. */
export function rateOf(id: ObjectId, traffic: readonly TrafficFlow[]): number {
  let rate = 0;
  for (const flow of traffic) if (flow.isEnabled && clientId(flow.from) === id) rate += flow.ratePerSecond;
  return rate;
}
