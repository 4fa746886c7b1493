import type { Outcome } from '../../protocol/request.ts';
import type { PodSandbox } from '../context.ts';
import type { Packet } from '../proxy/proxier.ts';
import type { ServiceEntry } from '../proxy/serviceEntry.ts';
import type { Client } from './client.ts';
import type { ConntrackEntry } from './conntrack.ts';
import type { Machine } from './machines.ts';
import type { Trace } from './trace.ts';

/** How a failure reached the client: what its socket can do afterwards depends on it. */
export type Failure = '' | 'reset' | 'icmp' | 'local' | 'silent';

/** One rewriting on a packet's way. */
export interface Translation {
  machine: Machine | undefined;
  /** The source before it. */
  sourceIP: string;
  isMasqueraded: boolean;
  /** What the machine remembers of a connection that is over with this request. */
  closed: ConntrackEntry | undefined;
}

/** A connection or a flow of datagrams that is used more than once: what the machines on its way remember of it. */
export interface Flow {
  readonly entries: { readonly machine: Machine; readonly entry: ConntrackEntry }[];
}

/**
 * A packet on its way, and what became of it. One object is used for all requests that keep no trace.
 * `source…` and `destination…` are what they are at the moment.
 */
export interface Walk extends Packet {
  client: Client | undefined;
  sourcePort: number;
  /** The server would have to be spoken to first, and the client does. */
  speaksFirst: boolean;
  flow: Flow | undefined;
  trace: Trace | undefined;
  /** When the request was made. */
  startMs: number;
  /** When its first packet was sent: after the name was looked up. */
  sentMs: number;
  /** When the packet is where it is. */
  timeMs: number;
  /** When the client knows. */
  endMs: number;
  visits: number;
  readonly translations: Translation[];
  translationCount: number;
  /** The Service that was asked for first. */
  entry: ServiceEntry | undefined;
  outcome: Outcome;
  failure: Failure;
  /** The Pod that answered, or at which the packet ended. */
  sandbox: PodSandbox | undefined;
  /** The machine on which it ended; undefined outside. */
  machine: Machine | undefined;
  /** Who is there, where that is neither a Pod nor a Node. */
  host: string;
}

export const MAX_TRANSLATIONS = 8;
/** Machines that a packet may pass. */
export const MAX_VISITS = 16;

/** A packet that is nowhere yet: `startWalk` puts it somewhere. */
export function newWalk(): Walk {
  return {
    sourceIP: '', destinationIP: '', destinationPort: 0, protocolNumber: 0,
    client: undefined, sourcePort: 0, speaksFirst: false, flow: undefined, trace: undefined,
    startMs: 0, sentMs: 0, timeMs: 0, endMs: 0, visits: 0,
    translations: Array.from({ length: MAX_TRANSLATIONS }, () => ({ machine: undefined, sourceIP: '', isMasqueraded: false, closed: undefined })),
    translationCount: 0, entry: undefined, outcome: 'timedOut', failure: 'silent', sandbox: undefined, machine: undefined, host: '',
  };
}

/** Puts a packet at its client, at a time. */
export function startWalk(walk: Walk, client: Client, destinationIP: string, destinationPort: number, protocolNumber: number, nowMs: number): void {
  walk.client = client;
  walk.sourceIP = destinationIP.includes(':') ? client.ipv6 : client.ipv4;
  walk.destinationIP = destinationIP;
  walk.destinationPort = destinationPort;
  walk.protocolNumber = protocolNumber;
  walk.speaksFirst = false;
  walk.flow = undefined;
  walk.trace = undefined;
  walk.startMs = nowMs;
  walk.sentMs = nowMs;
  walk.timeMs = nowMs;
  walk.endMs = nowMs;
  walk.visits = 0;
  walk.translationCount = 0;
  walk.entry = undefined;
  walk.outcome = 'timedOut';
  walk.failure = 'silent';
  walk.sandbox = undefined;
  walk.machine = undefined;
  walk.host = '';
}

