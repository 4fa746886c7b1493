import type { ApiRequest, ApiResponse, Command, ManifestResult } from './command.ts';
import type { InspectionAnswer, InspectionQuestion, WhatWouldChange } from './inspection.ts';
import type { Drift } from './drift.ts';
import type { MendOffer } from './mending.ts';
import type { FieldPath, ObjectId, ObjectRef } from './ref.ts';
import type { Reason, RequestSummary, RequestTrace } from './request.ts';
import type { RulesAnswer, RulesQuestion } from './rules.ts';
import type { ScenarioStart } from './scenario.ts';
import type { ClusterSettings } from './settings.ts';
import type { TerminalInput, TerminalUpdate } from './terminal.ts';
import type { ClusterView, EventView, ViewChanges } from './view.ts';

/** Raised when a message changes its meaning. */
export const PROTOCOL_VERSION = 1;

/** Commands that only the page gives; manifests travel as text and are parsed beside the engine. */
export type PageCommand = Exclude<Command, { type: 'applyManifests' }>;

/** From the page to the Worker. `id` pairs a question with its reply. */
export type PageMessage =
  /** Forget everything and start; with a log, replay it up to `untilMs` first. */
  | { readonly type: 'start'; readonly version: number; readonly start: ScenarioStart; readonly log: readonly PageLogEntry[]; readonly untilMs: number; readonly isPlaying: boolean; readonly speed: number }
  | { readonly type: 'setManifests'; readonly textRevision: number; readonly text: string }
  | { readonly type: 'command'; readonly id: number; readonly command: PageCommand }
  | { readonly type: 'setPlaying'; readonly isPlaying: boolean; readonly speed: number }
  /** Advance by one step: to the next thing that happens, at most `maxMs`. */
  | { readonly type: 'step'; readonly maxMs: number }
  | { readonly type: 'ask'; readonly id: number; readonly question: Question }
  | { readonly type: 'terminal'; readonly input: TerminalInput }
  | { readonly type: 'resnapshot' }
  /** Answered at once with `pong`, so that the page can tell a busy Worker from a dead one. */
  | { readonly type: 'ping' };

/** A page command or a text, with its time: what a share link or a restarted Worker replays. */
export interface PageLogEntry { readonly atMs: number; readonly entry: { readonly kind: 'command'; readonly command: PageCommand } | { readonly kind: 'manifests'; readonly text: string } }

export type Question =
  | { readonly kind: 'object'; readonly id: ObjectId }
  | { readonly kind: 'trace'; readonly requestId: number }
  | { readonly kind: 'locate'; readonly object: ObjectRef; readonly path: FieldPath }
  | { readonly kind: 'endpoints'; readonly service: ObjectId }
  | { readonly kind: 'dns'; readonly service: ObjectId }
  | { readonly kind: 'api'; readonly request: ApiRequest }
  | InspectionQuestion
  | RulesQuestion;

export type Answer =
  | { readonly kind: 'object'; readonly object: unknown; readonly yaml: string }
  | { readonly kind: 'trace'; readonly trace: RequestTrace; readonly changes: readonly WhatWouldChange[] }
  | { readonly kind: 'locate'; readonly range: TextRange | null }
  | { readonly kind: 'endpoints'; readonly rows: readonly EndpointRow[] }
  | { readonly kind: 'dns'; readonly records: readonly { readonly name: string; readonly type: string; readonly ttlSeconds: number; readonly value: string }[] }
  /** `atMs`: when it was carried out, for the log. */
  | { readonly kind: 'api'; readonly response: ApiResponse; readonly atMs?: number }
  | InspectionAnswer
  | RulesAnswer
  | { readonly kind: 'gone' };

export interface EndpointRow {
  readonly address: string;
  readonly ports: string;
  readonly pod: ObjectId | null;
  readonly nodeName: string;
  readonly zone: string;
  readonly ready: boolean;
  readonly serving: boolean;
  readonly terminating: boolean;
  readonly slice: string;
  /** Why its conditions are so; or, where it has no slice, why it is in none. */
  readonly reason: Reason;
}

/** Offsets into the manifests' text, and the same as 1-based lines and columns. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Something wrong with the manifests, at its place. */
export interface ManifestDiagnostic {
  readonly severity: 'error' | 'warning' | 'info';
  /** `parse`: the text is not YAML. `api`: the API server refuses it. `warning`: it says something. `diagnosis`: valid, but hardly meant. */
  readonly source: 'parse' | 'api' | 'warning' | 'diagnosis';
  readonly message: string;
  /** With diagnosis, the catalogue entry instead of a message. */
  readonly rule?: string;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly range: TextRange;
  readonly object?: ObjectId;
  /** What would mend it, the best first; each is one step. */
  readonly fixes: readonly ManifestFix[];
}

/** An offer to change the text: replacements that do not overlap and are made together. */
export interface ManifestFix {
  /** An entry of the catalogue. */
  readonly title: { readonly code: string; readonly params: Readonly<Record<string, string | number>> };
  readonly edits: readonly { readonly range: TextRange; readonly text: string }[];
}

/** Numbers of the last stretch of simulated time. */
export interface TrafficStats {
  readonly windowMs: number;
  readonly total: number;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly p95Ms: number;
  readonly perPod: Readonly<Record<ObjectId, number>>;
}

/** From the Worker to the page. Snapshots and diffs carry a revision; a gap asks for a new snapshot. */
export type WorkerMessage =
  | { readonly type: 'snapshot'; readonly version: number; readonly revision: number; readonly nowMs: number; readonly view: ClusterView; readonly settings: ClusterSettings; readonly events: readonly EventView[] }
  | { readonly type: 'diff'; readonly revision: number; readonly nowMs: number; readonly changes: ViewChanges; readonly events: readonly EventView[]; readonly requests: readonly RequestSummary[]; readonly stats?: TrafficStats; readonly settings?: ClusterSettings }
  /** `atMs`: when the text took effect, for the log. */
  | { readonly type: 'manifests'; readonly textRevision: number; readonly atMs: number; readonly results: readonly ManifestResult[]; readonly diagnostics: readonly ManifestDiagnostic[]; readonly isComplete: boolean; readonly mending?: MendOffer }
  /** `atMs`: when the command was carried out, for the log. `error` is a code of the catalogue. */
  | { readonly type: 'commandDone'; readonly id: number; readonly atMs: number; readonly error?: string; readonly errorParams?: Readonly<Record<string, string | number>>; readonly requests: readonly RequestSummary[] }
  | { readonly type: 'answer'; readonly id: number; readonly answer: Answer }
  /** An engine bound was hit, or the Worker met a bug; the page says so. */
  | { readonly type: 'notice'; readonly code: string; readonly params: Readonly<Record<string, string | number>> }
  /** All of it, whenever some of it is different. */
  | { readonly type: 'drift'; readonly drifts: readonly Drift[] }
  /** `entries`: what the terminal's commands changed, for the log. */
  | { readonly type: 'terminal'; readonly update: TerminalUpdate; readonly entries: readonly PageLogEntry[] }
  | { readonly type: 'pong' };
