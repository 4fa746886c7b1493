import type { FieldRef, ObjectId } from './ref.ts';

/** Who sends. A workload stands for its Pods, in turn. */
export type ClientRef =
  | { readonly kind: 'outside'; readonly name: string }
  | { readonly kind: 'pod'; readonly namespace: string; readonly name: string }
  | { readonly kind: 'node'; readonly name: string }
  | { readonly kind: 'workload'; readonly id: ObjectId };

export type TransportProtocol = 'TCP' | 'UDP' | 'SCTP';

/** What is sent: to a URL, a `name:port` or an `address:port`. */
export interface RequestSpec {
  readonly from: ClientRef;
  readonly to: string;
  readonly protocol: TransportProtocol;
  /** `new`: a new connection each time. `keepAlive`: the connection of the last request is used while it lasts. */
  readonly connection: 'new' | 'keepAlive';
}

/** Requests that go on until they are removed. */
export interface TrafficFlow extends RequestSpec {
  readonly id: string;
  readonly ratePerSecond: number;
  readonly isEnabled: boolean;
}

/** How a request ended, as its client sees it. */
export type Outcome = 'answered' | 'refused' | 'timedOut' | 'unreachable' | 'unresolved' | 'reset' | 'closed';

/** Where a packet is. `service` is where the picture puts the rewriting of a Service's address. */
export type Place =
  | { readonly kind: 'client'; readonly client: ClientRef }
  | { readonly kind: 'dns' }
  | { readonly kind: 'loadBalancer'; readonly address: string; readonly service: ObjectId }
  | { readonly kind: 'node'; readonly name: string }
  | { readonly kind: 'service'; readonly id: ObjectId; readonly portName: string }
  | { readonly kind: 'pod'; readonly id: ObjectId }
  | { readonly kind: 'outside'; readonly name: string };

/** An `address:port` pair; IPv6 addresses are not bracketed here. */
export interface SocketAddress { readonly ip: string; readonly port: number }

/** Why something happened: a code of the message catalogue (`why.<code>`) and its parameters. Never a sentence. */
export interface Reason {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

export type HopKind =
  | 'send' | 'dns' | 'balance' | 'serviceRule' | 'dnat' | 'snat' | 'forward' | 'deliver' | 'answer' | 'refuse' | 'drop' | 'unreachable' | 'unresolved';

/** One step of a request's way. */
export interface Hop {
  readonly kind: HopKind;
  readonly from: Place;
  readonly to: Place;
  /** Simulated milliseconds; `endMs` is when it has arrived at `to`. */
  readonly startMs: number;
  readonly endMs: number;
  readonly reason: Reason;
  /** The object and the field that decided, where one did. */
  readonly decidedBy?: FieldRef;
  readonly source?: { readonly before: SocketAddress; readonly after: SocketAddress };
  readonly destination?: { readonly before: SocketAddress; readonly after: SocketAddress };
  /** The DNS queries of a `dns` hop, in the order tried. */
  readonly queries?: readonly DNSQueryTrace[];
}

export interface DNSQueryTrace {
  readonly query: string;
  readonly type: string;
  readonly rcode: string;
  readonly answers: readonly string[];
}

/** A Pod that the Service could have meant, and why it was not taken. */
export interface NotChosen { readonly pod: ObjectId; readonly reason: Reason }

/** What the page knows of a request without asking: enough to draw it and to list it. */
export interface RequestSummary {
  readonly id: number;
  /** The flow that sent it; absent for a one-shot request. */
  readonly flowId?: string;
  readonly spec: RequestSpec;
  readonly startMs: number;
  readonly endMs: number;
  readonly outcome: Outcome;
  /** The Service whose address or name was asked, where there is one. */
  readonly service?: ObjectId;
  /** Who answered, or where the packet ended. */
  readonly pod?: ObjectId;
  readonly node?: string;
  /** The way in the picture, with the time of arrival at each place; the answer's way back is the same reversed. */
  readonly way: readonly { readonly place: Place; readonly atMs: number }[];
}

/** How a packet came to a Node, and what its destination became there: enough to ask the Node's rules about it again. */
export interface NodePass {
  readonly node: string;
  /** `output`: a process of the Node sent it. */
  readonly hook: 'prerouting' | 'output';
  readonly source: SocketAddress;
  readonly destination: SocketAddress;
  /** The Node remembered the connection, so that its packets are rewritten without asking the rules. */
  readonly isEstablished: boolean;
  readonly translatedTo?: SocketAddress;
}

/** A request with everything that was decided on its way. */
export interface RequestTrace extends RequestSummary {
  readonly hops: readonly Hop[];
  readonly notChosen: readonly NotChosen[];
  /** The Nodes that the packet passed, in order; absent where it passed none. */
  readonly passes?: readonly NodePass[];
  /** The source address that the answering Pod saw. */
  readonly seenSource?: string;
}
