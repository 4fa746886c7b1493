import type { ProxyEndpoint } from './endpointSliceCache.ts';
import { endpointsForNode, type AffinityTable, type ServiceEntry, type Zones } from './serviceEntry.ts';

/** More than this many clients are not remembered; the oldest go first. */
const MAX_CLIENTS = 4096;

function tableOf(entry: ServiceEntry, nodeName: string): AffinityTable {
  let table = entry.affinity.get(nodeName);
  if (table === undefined) {
    table = new Map();
    entry.affinity.set(nodeName, table);
  }
  return table;
}

/**
 * The endpoint that a client is held to: the first of the list to which it was sent within the timeout.
 * Undefined where there is none. The same for the recent lists of iptables and the affinity sets of nftables.
 */
export function heldEndpoint(entry: ServiceEntry, nodeName: string, clientIP: string, list: readonly ProxyEndpoint[], nowMs: number): ProxyEndpoint | undefined {
  const times = entry.affinity.get(nodeName)?.get(clientIP);
  if (times === undefined) return undefined;
  const since = nowMs - entry.info.affinityTimeoutMs;
  return list.find((endpoint) => {
    const atMs = times.get(endpoint.key);
    return atMs !== undefined && atMs > since;
  });
}

/** Remembers that a new connection of a client went to an endpoint: the timeout starts anew. */
export function remember(entry: ServiceEntry, nodeName: string, clientIP: string, endpoint: ProxyEndpoint, nowMs: number): void {
  const table = tableOf(entry, nodeName);
  const times = table.get(clientIP) ?? new Map<string, number>();
  // Asked-for clients move to the end, so that the first is the one that was silent longest.
  table.delete(clientIP);
  table.set(clientIP, times);
  const since = nowMs - entry.info.affinityTimeoutMs;
  for (const [key, atMs] of times) if (atMs <= since) times.delete(key);
  times.set(endpoint.key, nowMs);
  if (table.size <= MAX_CLIENTS) return;
  const oldest = table.keys().next();
  if (oldest.done !== true) table.delete(oldest.value);
}

/**
 * Forgets what concerned endpoints that a Node can no longer reach: their rules are gone, and with them their lists.
 * Without session affinity everything is forgotten. To be called after each change of the entry.
 */
export function forgetGone(entry: ServiceEntry, zones: Zones): void {
  if (entry.info.affinityTimeoutMs === 0) {
    entry.affinity.clear();
    return;
  }
  for (const [nodeName, table] of entry.affinity) {
    const { cluster, local } = endpointsForNode(entry, nodeName, zones);
    const keys = new Set([...cluster, ...local].map((endpoint) => endpoint.key));
    for (const [clientIP, times] of table) {
      for (const key of times.keys()) if (!keys.has(key)) times.delete(key);
      if (times.size === 0) table.delete(clientIP);
    }
    if (table.size === 0) entry.affinity.delete(nodeName);
  }
}

/** When the client's hold on an endpoint ends, in simulated milliseconds; 0 where there is none. */
export function heldUntilMs(entry: ServiceEntry, nodeName: string, clientIP: string, endpoint: ProxyEndpoint): number {
  const atMs = entry.affinity.get(nodeName)?.get(clientIP)?.get(endpoint.key);
  return atMs === undefined ? 0 : atMs + entry.info.affinityTimeoutMs;
}
