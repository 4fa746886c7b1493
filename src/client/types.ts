import type { PageCommand, PageLogEntry, PageMessage, Question, Answer, WorkerMessage } from '../protocol/message.ts';
import type { RequestSummary } from '../protocol/request.ts';
import type { ScenarioStart } from '../protocol/scenario.ts';
import type { TerminalInput } from '../protocol/terminal.ts';

/** The part of a Web Worker that the client uses, so that a test can stand in for it. */
export interface WorkerLike {
  onmessage: ((event: MessageEvent) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
  postMessage(message: PageMessage): void;
  terminate(): void;
}

/** Real time, injected. */
export interface ClientClock {
  nowMs(): number;
  /** Runs once after a delay; the returned function cancels. */
  after(delayMs: number, run: () => void): () => void;
}

/** `restarting`: the Worker died and its log is being replayed. `failed`: it died again and again; `start` begins anew. */
export type ConnectionState = 'starting' | 'live' | 'restarting' | 'failed';

/** What reaches the page, in order. Snapshots and diffs come without gaps: a diff always follows the revision before it. */
export type ClientEvent =
  | { readonly type: 'connection'; readonly state: ConnectionState }
  | Extract<WorkerMessage, { type: 'snapshot' | 'diff' | 'manifests' | 'notice' | 'terminal' | 'drift' }>;

export interface StartOptions {
  readonly isPlaying: boolean;
  readonly speed: number;
  /** What to replay, and up to when; absent: from the beginning. */
  readonly log?: readonly PageLogEntry[];
  readonly untilMs?: number;
}

export interface CommandResult {
  /** A code of the message catalogue, with its parameters. */
  readonly error?: string;
  readonly errorParams?: Readonly<Record<string, string | number>>;
  readonly requests: readonly RequestSummary[];
}

/** The page's end of the protocol. */
export interface Client {
  /** Forgets everything and starts a cluster; open questions are answered with `gone`. */
  start(start: ScenarioStart, options: StartOptions): void;
  /** Sends a text and gives its revision; the `manifests` event with that revision speaks of it. Only the newest text is sure to be answered. */
  setManifests(text: string): number;
  command(command: PageCommand): Promise<CommandResult>;
  setPlaying(isPlaying: boolean, speed: number): void;
  step(maxMs: number): void;
  ask(question: Question): Promise<Answer>;
  /** What is typed into the terminal; `terminal` events answer. */
  terminal(input: TerminalInput): void;
  /** What replays the cluster as it is: for a share link, and for a Worker that died. */
  log(): { readonly entries: readonly PageLogEntry[]; readonly untilMs: number };
  /** The listener hears everything from now on. Returns how to stop. */
  subscribe(listener: (event: ClientEvent) => void): () => void;
  dispose(): void;
}
