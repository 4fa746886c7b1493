import type { RealServer } from '../proxy/ipvsVirtualServer.ts';
import type { MasqueradeReason } from '../proxy/proxier.ts';
import type { ServiceEntry } from '../proxy/serviceEntry.ts';

/** What a machine's kernel remembers of one connection or flow. */
export interface ConntrackEntry {
  /** As `protocolNumber` gives it. */
  protocolNumber: number;
  sourceIP: string;
  sourcePort: number;
  /** Where it was sent. */
  destinationIP: string;
  destinationPort: number;
  /** Where it goes; the same where nothing was rewritten. */
  endpointIP: string;
  endpointPort: number;
  /** What the source became; empty where it stays. */
  masqueradeIP: string;
  masquerade: MasqueradeReason;
  startedMs: number;
  lastMs: number;
  hasReply: boolean;
  /** The reply refused it. */
  isReset: boolean;
  isDeleted: boolean;
  entry: ServiceEntry | undefined;
  server: RealServer | undefined;
  /** It counts among the server's open connections. */
  isHeld: boolean;
}

const UDP = 1;
/** nf_conntrack_udp_timeout, and what a flow of more than two seconds that is answered gets. */
const UDP_TIMEOUT_MS = 30_000;
const UDP_STREAM_TIMEOUT_MS = 120_000;
const UDP_STREAM_AFTER_MS = 2000;
/** A connection that was never answered. */
const TCP_SYN_SENT_TIMEOUT_MS = 120_000;
/** What kube-proxy sets for established connections. */
const TCP_ESTABLISHED_TIMEOUT_MS = 24 * 3_600_000;

/** How long an entry lives after its last packet, in milliseconds. */
export function timeoutMs(entry: ConntrackEntry): number {
  if (entry.protocolNumber !== UDP) return entry.hasReply ? TCP_ESTABLISHED_TIMEOUT_MS : TCP_SYN_SENT_TIMEOUT_MS;
  return entry.hasReply && entry.lastMs - entry.startedMs >= UDP_STREAM_AFTER_MS ? UDP_STREAM_TIMEOUT_MS : UDP_TIMEOUT_MS;
}

/** Whether the kernel still knows an entry. */
export function isAlive(entry: ConntrackEntry, nowMs: number): boolean {
  return !entry.isDeleted && nowMs < entry.lastMs + timeoutMs(entry);
}

/** Connections that are over are kept for a look back only; more than this are not. */
const RING_SIZE = 1024;

/** The connections that pass one machine. */
export interface Conntrack {
  /** An entry for a flow that goes on: it can be found, cleaned and expires. */
  track(entry: ConntrackEntry): void;
  /** An entry for a connection that is over as soon as it is answered. The returned object is used again later. */
  closed(): ConntrackEntry;
  /** Flows that go on, oldest first. */
  flows(): Iterable<ConntrackEntry>;
  /** Closed connections, in no order. */
  recent(): readonly ConntrackEntry[];
  remove(entry: ConntrackEntry): void;
}

/** An entry to be filled in. */
export function newConntrackEntry(): ConntrackEntry {
  return {
    protocolNumber: 0, sourceIP: '', sourcePort: 0, destinationIP: '', destinationPort: 0, endpointIP: '', endpointPort: 0,
    masqueradeIP: '', masquerade: '', startedMs: 0, lastMs: 0, hasReply: false, isReset: false, isDeleted: false, entry: undefined, server: undefined, isHeld: false,
  };
}

/** A kernel that has seen no connection yet. Mirrors what the tables of nf_conntrack keep. */
export function createConntrack(): Conntrack {
  const live = new Set<ConntrackEntry>();
  const ring: ConntrackEntry[] = [];
  let next = 0;
  return {
    track: (entry) => void live.add(entry),
    closed() {
      let entry = ring[next];
      if (entry === undefined) {
        entry = newConntrackEntry();
        ring.push(entry);
      }
      next = (next + 1) % RING_SIZE;
      return entry;
    },
    flows: () => live,
    recent: () => ring,
    remove(entry) {
      entry.isDeleted = true;
      live.delete(entry);
    },
  };
}
