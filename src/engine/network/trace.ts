import type { FieldRef } from '../../protocol/ref.ts';
import type { DNSQueryTrace, Hop, HopKind, NodePass, Place, Reason, SocketAddress } from '../../protocol/request.ts';
import { parseObjectId } from '../../protocol/ref.ts';
import type { CategorizedEndpoints } from '../proxy/topology.ts';
import type { Decision, PickReason } from '../proxy/proxier.ts';
import type { ProxyEndpoint } from '../proxy/endpointSliceCache.ts';
import type { ServiceEntry } from '../proxy/serviceEntry.ts';

/** What belongs to a hop beside its way and its reason. */
export interface HopDetail {
  readonly decidedBy?: FieldRef | undefined;
  readonly source?: { readonly before: SocketAddress; readonly after: SocketAddress };
  readonly destination?: { readonly before: SocketAddress; readonly after: SocketAddress };
  readonly queries?: readonly DNSQueryTrace[];
}

/** A choice among a Service's endpoints, kept to say afterwards why others were not chosen. */
export interface Choice {
  readonly entry: ServiceEntry;
  readonly nodeName: string;
  readonly zone: string;
  readonly candidates: readonly ProxyEndpoint[];
  readonly endpoints: CategorizedEndpoints | undefined;
  readonly endpoint: ProxyEndpoint | undefined;
  readonly pick: PickReason;
  readonly policy: 'Cluster' | 'Local';
  readonly isShortCircuit: boolean;
  readonly clientIP: string;
  /** The connection was there already. */
  readonly isEstablished: boolean;
}

/** Writes down what is decided on a request's way. Nothing of it is done for requests that keep no trace. */
export interface Trace {
  readonly hops: readonly Hop[];
  readonly way: readonly { readonly place: Place; readonly atMs: number }[];
  readonly passes: readonly NodePass[];
  /** The first choice that was made. */
  readonly choice: Choice | undefined;
  /** The packet has come to a Node. A rewriting that is noted afterwards happened there. */
  enter(pass: NodePass): void;
  /** The packet goes on to a place, where it is at `atMs`. */
  move(kind: HopKind, to: Place, atMs: number, reason: Reason, detail?: HopDetail): void;
  /** The packet's sender has an answer from where it asked, and goes on from its own place. */
  back(to: Place, atMs: number): void;
  /** Something is decided where the packet is. */
  note(kind: HopKind, reason: Reason, detail?: HopDetail): void;
  /** What comes back to the client, or that nothing does. */
  end(kind: HopKind, to: Place, endMs: number, reason: Reason, detail?: HopDetail): void;
  choose(choice: Choice): void;
}

function withDetail(hop: Omit<Hop, 'decidedBy' | 'source' | 'destination' | 'queries'>, detail: HopDetail | undefined): Hop {
  if (detail === undefined) return hop;
  const { decidedBy, ...rest } = detail;
  return decidedBy === undefined ? { ...hop, ...rest } : { ...hop, ...rest, decidedBy };
}

/** A trace that begins at a place and time. */
export function createTrace(start: Place, startMs: number): Trace {
  const hops: Hop[] = [];
  const way: { place: Place; atMs: number }[] = [{ place: start, atMs: startMs }];
  const passes: NodePass[] = [];
  let at = start;
  let atMs = startMs;
  let choice: Choice | undefined;
  return {
    hops,
    way,
    passes,
    get choice() {
      return choice;
    },
    enter(pass) {
      passes.push(pass);
    },
    move(kind, to, endMs, reason, detail) {
      hops.push(withDetail({ kind, from: at, to, startMs: atMs, endMs, reason }, detail));
      way.push({ place: to, atMs: endMs });
      at = to;
      atMs = endMs;
    },
    back(to, endMs) {
      way.push({ place: to, atMs: endMs });
      at = to;
      atMs = endMs;
    },
    note(kind, reason, detail) {
      hops.push(withDetail({ kind, from: at, to: at, startMs: atMs, endMs: atMs, reason }, detail));
      const pass = passes.at(-1);
      if (kind === 'dnat' && pass !== undefined && detail?.destination !== undefined) passes[passes.length - 1] = { ...pass, translatedTo: detail.destination.after };
    },
    end(kind, to, endMs, reason, detail) {
      hops.push(withDetail({ kind, from: at, to, startMs: atMs, endMs, reason }, detail));
    },
    choose(made) {
      choice ??= made;
    },
  };
}

/** A field of a Service. */
export function serviceField(entry: ServiceEntry, ...path: (string | number)[]): FieldRef {
  const { namespace, name } = parseObjectId(entry.info.service);
  return { object: { apiVersion: 'v1', kind: 'Service', namespace, name }, path };
}

/** The field that gives a Service the address at which it was asked. */
export function roleField(decision: Decision, entry: ServiceEntry, destinationIP: string): FieldRef {
  const { info } = entry;
  switch (decision.role) {
    case 'clusterIP': return serviceField(entry, 'spec', 'ports', info.portIndex, 'port');
    case 'externalIP': return serviceField(entry, 'spec', 'externalIPs', Math.max(0, info.externalIPs.indexOf(destinationIP)));
    case 'loadBalancer': return serviceField(entry, 'spec', 'type');
    case 'nodePort': return serviceField(entry, 'spec', 'ports', info.portIndex, 'nodePort');
  }
}

/** The policy field that governed a choice. */
export function policyField(decision: Decision, entry: ServiceEntry): FieldRef {
  return serviceField(entry, 'spec', decision.role === 'clusterIP' ? 'internalTrafficPolicy' : 'externalTrafficPolicy');
}
