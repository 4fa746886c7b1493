import type { FieldEdit } from './edit.ts';
import type { FieldRef, ObjectId } from './ref.ts';
import type { Reason } from './request.ts';

/** What a Node's kernel remembers of one connection, as `conntrack -L` has it: both directions, and how long it is kept. */
export interface ConntrackRow {
  readonly protocol: 'tcp' | 'udp' | 'sctp';
  /** Of TCP; empty for UDP. */
  readonly state: 'SYN_SENT' | 'ESTABLISHED' | 'TIME_WAIT' | 'CLOSE' | '';
  readonly secondsLeft: number;
  /** As the client sent it. */
  readonly source: string;
  readonly sourcePort: number;
  readonly destination: string;
  readonly destinationPort: number;
  /** Where answers come from and go to: what the Node made of it. */
  readonly replySource: string;
  readonly replySourcePort: number;
  readonly replyDestination: string;
  readonly hasReply: boolean;
  readonly pod: ObjectId | null;
  readonly service: ObjectId | null;
}

/** Whom a Node sends where by session affinity. */
export interface AffinityRow {
  readonly service: ObjectId;
  readonly portName: string;
  readonly client: string;
  readonly endpoint: string;
  readonly pod: ObjectId | null;
  readonly secondsLeft: number;
}

/** A Service that a container's environment says nothing or something old of, and why. */
export interface EnvironmentGap {
  readonly service: ObjectId;
  readonly reason: 'later' | 'changed' | 'gone' | 'headless' | 'linksOff';
}

/** Answers to one Service's requests from one Pod, beside what an even draw would give. */
export interface BalanceRow {
  readonly pod: ObjectId;
  readonly answered: number;
  /** Of what the draws would give if each new connection were drawn evenly among the endpoints that could be chosen. */
  readonly expected: number;
  readonly connections: number;
  readonly clients: number;
}

/** One field that, changed alone, would have given another outcome, or let another Pod answer. */
export interface WhatWouldChange {
  readonly reason: Reason;
  /** What diagnosis says, where the change is its fix: the text is `diagnosis.<rule>`. */
  readonly finding?: { readonly rule: string; readonly params: Reason['params'] };
  readonly field?: FieldRef;
  readonly edits?: readonly FieldEdit[];
  /** Another target that would be answered; the manifests stay. */
  readonly to?: string;
}

export type InspectionQuestion =
  | { readonly kind: 'conntrack'; readonly node: string; readonly limit: number }
  | { readonly kind: 'environment'; readonly pod: ObjectId }
  | { readonly kind: 'balance'; readonly service: ObjectId };

export type InspectionAnswer =
  | { readonly kind: 'conntrack'; readonly rows: readonly ConntrackRow[]; readonly total: number; readonly affinity: readonly AffinityRow[] }
  | { readonly kind: 'environment'; readonly variables: readonly { readonly name: string; readonly value: string }[]; readonly gaps: readonly EnvironmentGap[] }
  | { readonly kind: 'balance'; readonly rows: readonly BalanceRow[]; readonly answered: number; readonly connections: number; readonly failed: number; readonly isAffine: boolean; readonly sinceMs: number };
