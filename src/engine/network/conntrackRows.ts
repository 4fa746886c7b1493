import type { AffinityRow, ConntrackRow } from '../../protocol/inspection.ts';
import type { ProxyEndpoint } from '../proxy/endpointSliceCache.ts';
import type { ServiceEntry } from '../proxy/serviceEntry.ts';
import { isAlive, timeoutMs, type ConntrackEntry } from './conntrack.ts';

const protocols = ['tcp', 'udp', 'sctp'] as const;
/** nf_conntrack_tcp_timeout_time_wait: how long a connection that was closed in order is kept. */
const TIME_WAIT_MS = 120_000;
/** nf_conntrack_tcp_timeout_close: how long one that was refused is. */
const CLOSE_MS = 10_000;

function endpointOf({ entry, endpointIP, endpointPort }: ConntrackEntry): ProxyEndpoint | undefined {
  return entry?.endpoints.find((endpoint) => endpoint.ip === endpointIP && endpoint.port === endpointPort);
}

function row(entry: ConntrackEntry, state: ConntrackRow['state'], leftMs: number): ConntrackRow {
  return {
    protocol: protocols[entry.protocolNumber] ?? 'tcp', state, secondsLeft: Math.ceil(leftMs / 1000),
    source: entry.sourceIP, sourcePort: entry.sourcePort, destination: entry.destinationIP, destinationPort: entry.destinationPort,
    replySource: entry.endpointIP, replySourcePort: entry.endpointPort, replyDestination: entry.masqueradeIP === '' ? entry.sourceIP : entry.masqueradeIP,
    hasReply: entry.hasReply, pod: endpointOf(entry)?.pod ?? null, service: entry.entry?.info.service ?? null,
  };
}

const isUDP = (entry: ConntrackEntry): boolean => protocols[entry.protocolNumber] === 'udp';

/** A flow that goes on. */
function flowRow(entry: ConntrackEntry, nowMs: number): ConntrackRow {
  const state = isUDP(entry) ? '' : entry.hasReply ? 'ESTABLISHED' : 'SYN_SENT';
  return row(entry, state, entry.lastMs + timeoutMs(entry) - nowMs);
}

/** A connection that was over as soon as it was answered. */
function closedRow(entry: ConntrackEntry, nowMs: number): ConntrackRow | undefined {
  const keptMs = isUDP(entry) || !entry.hasReply ? timeoutMs(entry) : entry.isReset ? CLOSE_MS : TIME_WAIT_MS;
  const leftMs = entry.lastMs + keptMs - nowMs;
  if (leftMs <= 0 || entry.isDeleted) return undefined;
  const state = !entry.hasReply ? 'SYN_SENT' : entry.isReset ? 'CLOSE' : 'TIME_WAIT';
  return row(entry, isUDP(entry) ? '' : state, leftMs);
}

/**
 * What a Node's kernel still remembers at `nowMs`, the newest first: flows that go on, then connections that are over.
 * Mirrors what `conntrack -L` lists; a connection that is over is in TIME_WAIT for two minutes.
 * Simplified: of the connections that are over, the last 1,024 of a Node are known.
 */
export function conntrackRows(flows: Iterable<ConntrackEntry>, closed: readonly ConntrackEntry[], nowMs: number): readonly ConntrackRow[] {
  const live = [...flows].filter((entry) => isAlive(entry, nowMs)).sort((a, b) => b.lastMs - a.lastMs);
  const over = [...closed].sort((a, b) => b.lastMs - a.lastMs);
  return [...live.map((entry) => flowRow(entry, nowMs)), ...over.flatMap((entry) => closedRow(entry, nowMs) ?? [])];
}

/** Whom a Node holds to which endpoint at `nowMs`, by Service and client; the oldest hold first. */
export function affinityRows(entries: Iterable<ServiceEntry>, nodeName: string, nowMs: number): readonly AffinityRow[] {
  const rows: AffinityRow[] = [];
  for (const entry of entries) {
    const { service, portName, affinityTimeoutMs } = entry.info;
    for (const [client, times] of entry.affinity.get(nodeName) ?? []) {
      for (const [key, atMs] of times) {
        const leftMs = atMs + affinityTimeoutMs - nowMs;
        const endpoint = entry.endpoints.find((candidate) => candidate.key === key);
        if (leftMs > 0 && endpoint !== undefined) rows.push({ service, portName, client, endpoint: endpoint.key, pod: endpoint.pod ?? null, secondsLeft: Math.ceil(leftMs / 1000) });
      }
    }
  }
  return rows;
}
