import type { KubeObject } from '../engine/context.ts';
import type { DispatchOutput, Engine, EngineOutput, EngineStart } from '../engine/engine.ts';
import { allKinds } from '../kube/scheme.ts';
import type { ManifestParse } from '../manifests/parseManifests.ts';
import { parseManifests } from '../manifests/parseManifests.ts';
import { createDiagnoser, type Diagnoser } from '../diagnosis/diagnoser.ts';
import type { Command, ManifestResult } from '../protocol/command.ts';
import { PROTOCOL_VERSION, type Answer, type ManifestDiagnostic, type PageCommand, type PageLogEntry, type PageMessage, type Question, type WorkerMessage } from '../protocol/message.ts';
import type { RequestSummary } from '../protocol/request.ts';
import type { ClusterSettings } from '../protocol/settings.ts';
import type { EventView } from '../protocol/view.ts';
import { answer } from './answers.ts';
import { documentsToApply, findingDiagnostics, resultsByDocument, textDiagnostics } from './manifestReport.ts';
import { createStatsWindow } from './trafficStats.ts';
import { createViews, type Views } from './views.ts';

/** What a session needs of an engine. */
export type SessionEngine = Pick<Engine, 'nowMs' | 'reader' | 'runtime' | 'dns' | 'settings' | 'dispatch' | 'advance' | 'nextAtMs' | 'trace' | 'events'>;

export interface SessionOptions {
  createEngine(start: EngineStart): SessionEngine;
  post(message: WorkerMessage): void;
  /** Whether this turn may go on; false hands control back, and the rest waits for the next tick. Absent: always. */
  hasTime?(): boolean;
}

/** The Worker without its clock: messages and stretches of real time go in, messages come out. */
export interface Session {
  receive(message: PageMessage): void;
  tick(elapsedRealMs: number): void;
  /** False while nothing would come of a tick. */
  needsTick(): boolean;
}

/** Real milliseconds between reports. */
const INTERVALS = { diff: 33, timeOnly: 250, stats: 250, findings: 250 } as const;
/** A tab that slept does not catch up. */
const MAX_ELAPSED_REAL_MS = 250;
const SPEED = { min: 0.01, max: 1000 } as const;
/** Simulated time between looks at the clock. */
const CHUNK_MS = 100;
const MAX_REQUESTS_PER_DIFF = 2000;
const MAX_DIAGNOSED_PER_DIFF = 300;

interface TextReport { readonly textRevision: number; readonly atMs: number; readonly parse: ManifestParse | undefined; readonly results: readonly ManifestResult[]; readonly diagnostics: readonly ManifestDiagnostic[] }

interface Running {
  readonly engine: SessionEngine;
  readonly views: Views;
  readonly diagnoser: Diagnoser;
  readonly stats: ReturnType<typeof createStatsWindow>;
  /** What is still to be replayed before the page sees anything. */
  replay: { readonly log: readonly PageLogEntry[]; next: number; readonly untilMs: number } | undefined;
  requests: RequestSummary[];
  events: EventView[];
  sentSettings: ClusterSettings;
  sentNowMs: number;
  report: TextReport;
}

export function createSession(options: SessionOptions): Session {
  const { post } = options;
  const hasTime = options.hasTime ?? (() => true);
  let running: Running | undefined;
  let pendingText: Extract<PageMessage, { type: 'setManifests' }> | undefined;
  /** What came in during a replay. */
  let waiting: PageMessage[] = [];
  let revision = 0;
  let play = { isPlaying: false, speed: 1 };
  let carryMs = 0;
  const since = { diff: Infinity, stats: Infinity, findings: Infinity };
  let isReportStale = false;

  /** Runs engine code; a bug in it is told, and time stands still. */
  function guard<T>(run: () => T): T | undefined {
    try {
      return run();
    } catch (error) {
      play = { ...play, isPlaying: false };
      post({ type: 'notice', code: 'workerError', params: { message: (error instanceof Error ? error.message : String(error)).slice(0, 300) } });
      return undefined;
    }
  }

  function take(current: Running, output: EngineOutput): void {
    for (const event of output.changes) {
      current.views.observe(event);
      current.diagnoser.observe(event);
    }
    current.stats.add(output.requests);
    current.requests.push(...output.requests);
    if (current.requests.length > MAX_REQUESTS_PER_DIFF) current.requests = current.requests.slice(-MAX_REQUESTS_PER_DIFF);
    current.events.push(...output.events);
    for (const { code, params } of output.notices) post({ type: 'notice', code, params });
  }

  function dispatch(current: Running, command: Command): DispatchOutput {
    const before = current.engine.settings();
    const output = current.engine.dispatch(command);
    take(current, output);
    if (current.engine.settings() !== before) current.diagnoser.observeSettings();
    if (command.type !== 'request' && command.type !== 'applyManifests') current.views.touchNodes();
    return output;
  }

  function start(message: Extract<PageMessage, { type: 'start' }>): void {
    running = undefined;
    pendingText = undefined;
    waiting = [];
    carryMs = 0;
    setPlaying(message.isPlaying, message.speed);
    if (message.version !== PROTOCOL_VERSION) {
      post({ type: 'notice', code: 'workerVersion', params: { page: message.version, worker: PROTOCOL_VERSION } });
      return;
    }
    const created = guard(() => {
      const engine = options.createEngine({ settings: message.start.settings, seed: message.start.seed });
      return begin(engine, message);
    });
    if (created === undefined) return;
    running = created;
    guard(() => {
      created.report = applyText(created, { textRevision: 0, text: message.start.manifests });
      for (const [target, behaviour] of Object.entries(message.start.behaviours)) dispatch(created, { type: 'setBehaviour', target, behaviour });
      if (message.start.traffic.length > 0) dispatch(created, { type: 'setTraffic', flows: message.start.traffic });
    });
    continueReplay(created);
  }

  function begin(engine: SessionEngine, message: Extract<PageMessage, { type: 'start' }>): Running {
    const current: Running = {
      engine,
      views: createViews(engine.reader, engine.runtime),
      diagnoser: createDiagnoser(engine.reader, () => engine.settings()),
      stats: createStatsWindow(),
      replay: { log: message.log, next: 0, untilMs: message.untilMs },
      requests: [], events: [...engine.events()],
      sentSettings: engine.settings(), sentNowMs: engine.nowMs,
      report: { textRevision: 0, atMs: 0, parse: undefined, results: [], diagnostics: [] },
    };
    const there: readonly KubeObject[] = allKinds.flatMap(({ kind }) => engine.reader.listAny(kind));
    for (const object of there) {
      current.views.observe({ type: 'ADDED', object });
      current.diagnoser.observe({ type: 'ADDED', object });
    }
    return current;
  }

  /** Up to the end, or until time is up; then the page gets its first picture. */
  function continueReplay(current: Running): void {
    const { replay } = current;
    if (replay === undefined) return;
    while (replay.next < replay.log.length || current.engine.nowMs < replay.untilMs) {
      if (!hasTime()) return;
      const entry = replay.log[replay.next];
      const nextMs = entry === undefined ? replay.untilMs : Math.max(entry.atMs, current.engine.nowMs);
      const stepMs = Math.min(CHUNK_MS, nextMs - current.engine.nowMs);
      const isDone = guard(() => {
        if (stepMs > 0) take(current, current.engine.advance(stepMs));
        else if (entry !== undefined) replayEntry(current, entry);
        return true;
      });
      if (isDone === undefined) break;
      if (stepMs <= 0) replay.next++;
    }
    current.replay = undefined;
    sendSnapshot(current);
    sendReport(current);
    const kept = waiting;
    waiting = [];
    for (const message of kept) handle(current, message);
  }

  function replayEntry(current: Running, { entry }: PageLogEntry): void {
    if (entry.kind === 'command') dispatch(current, entry.command);
    else current.report = applyText(current, { textRevision: 0, text: entry.text });
  }

  function applyText(current: Running, { text, textRevision }: { readonly text: string; readonly textRevision: number }): TextReport {
    const parse = parseManifests(text);
    const applied = documentsToApply(parse);
    const atMs = current.engine.nowMs;
    const output = dispatch(current, { type: 'applyManifests', documents: applied.documents, mayPrune: parse.isComplete });
    const results = resultsByDocument(output.results ?? [], applied);
    return { textRevision, atMs, parse, results, diagnostics: textDiagnostics(parse, results) };
  }

  function takeText(current: Running): void {
    if (pendingText === undefined) return;
    const message = pendingText;
    pendingText = undefined;
    const report = guard(() => applyText(current, message));
    current.report = report ?? { textRevision: message.textRevision, atMs: current.engine.nowMs, parse: undefined, results: [], diagnostics: [] };
    guard(() => {
      sendDiff(current);
    });
    sendReport(current);
  }

  function sendSnapshot(current: Running): void {
    diagnose(current, Infinity);
    current.views.takeChanges();
    const events = guard(() => current.engine.events()) ?? [];
    current.requests = [];
    current.events = [];
    current.sentSettings = current.engine.settings();
    current.sentNowMs = current.engine.nowMs;
    since.diff = 0;
    revision++;
    post({ type: 'snapshot', version: PROTOCOL_VERSION, revision, nowMs: current.engine.nowMs, view: current.views.snapshot(), settings: current.sentSettings, events });
  }

  function diagnose(current: Running, maxObjects: number): void {
    if (!current.diagnoser.hasWork()) return;
    const changes = guard(() => current.diagnoser.update(maxObjects));
    if (changes === undefined || (changes.upserts.length === 0 && changes.removes.length === 0)) return;
    current.views.setFindings(changes);
    isReportStale = true;
  }

  function sendDiff(current: Running): void {
    diagnose(current, MAX_DIAGNOSED_PER_DIFF);
    const settings = current.engine.settings();
    const { nowMs } = current.engine;
    const isStatsDue = since.stats >= INTERVALS.stats && (current.requests.length > 0 || nowMs !== current.sentNowMs);
    revision++;
    post({
      type: 'diff', revision, nowMs,
      changes: current.views.takeChanges(),
      events: current.events,
      requests: current.requests,
      ...(isStatsDue ? { stats: current.stats.stats(nowMs) } : {}),
      ...(settings === current.sentSettings ? {} : { settings }),
    });
    if (isStatsDue) since.stats = 0;
    since.diff = 0;
    current.requests = [];
    current.events = [];
    current.sentSettings = settings;
    current.sentNowMs = nowMs;
  }

  function sendReport(current: Running): void {
    const { textRevision, atMs, parse, results, diagnostics } = current.report;
    const found = parse === undefined ? [] : (guard(() => findingDiagnostics(parse, current.diagnoser.findings())) ?? []);
    isReportStale = false;
    since.findings = 0;
    post({ type: 'manifests', textRevision, atMs, results, diagnostics: [...diagnostics, ...found], isComplete: parse?.isComplete ?? false });
  }

  function flush(current: Running): void {
    const hasNews = current.views.hasChanges() || current.diagnoser.hasWork() || current.requests.length > 0 || current.events.length > 0 || current.engine.settings() !== current.sentSettings;
    const isLate = current.engine.nowMs !== current.sentNowMs && since.diff >= INTERVALS.timeOnly;
    if ((hasNews && since.diff >= INTERVALS.diff) || isLate) guard(() => {
      sendDiff(current);
    });
    if (isReportStale && since.findings >= INTERVALS.findings) sendReport(current);
  }

  function command(current: Running, id: number, given: PageCommand): void {
    const atMs = current.engine.nowMs;
    const output = guard(() => dispatch(current, given));
    if (output === undefined) post({ type: 'commandDone', id, atMs, error: 'workerError', requests: [] });
    else if (output.error === undefined) post({ type: 'commandDone', id, atMs, requests: output.requests });
    else post({ type: 'commandDone', id, atMs, error: output.error.code, errorParams: output.error.params, requests: output.requests });
  }

  function ask(current: Running, id: number, question: Question): void {
    const gone: Answer = { kind: 'gone' };
    const given = guard((): Answer => {
      if (question.kind !== 'api') return answer(current.engine, current.report.parse, question);
      const { response } = dispatch(current, { type: 'api', request: question.request });
      return response === undefined ? gone : { kind: 'api', response };
    });
    post({ type: 'answer', id, answer: given ?? gone });
  }

  function setPlaying(isPlaying: boolean, speed: number): void {
    play = { isPlaying, speed: Number.isFinite(speed) ? Math.min(SPEED.max, Math.max(SPEED.min, speed)) : 1 };
  }

  function step(current: Running, maxMs: number): void {
    const { nowMs } = current.engine;
    const nextMs = current.engine.nextAtMs() ?? Infinity;
    const stepMs = Math.max(1, Math.min(nextMs - nowMs, Number.isFinite(maxMs) ? Math.round(maxMs) : CHUNK_MS));
    guard(() => {
      take(current, current.engine.advance(stepMs));
    });
  }

  function handle(current: Running, message: PageMessage): void {
    if (message.type === 'setManifests') {
      pendingText = message;
      return;
    }
    // What was typed before counts before.
    if (message.type === 'command' || message.type === 'ask' || message.type === 'step') takeText(current);
    switch (message.type) {
      case 'command': command(current, message.id, message.command); break;
      case 'ask': ask(current, message.id, message.question); break;
      case 'step': step(current, message.maxMs); break;
      case 'setPlaying': setPlaying(message.isPlaying, message.speed); break;
      case 'resnapshot': guard(() => {
        sendSnapshot(current);
      }); break;
      case 'start':
      case 'ping':
        break;
    }
    flush(current);
  }

  function advance(current: Running, elapsedRealMs: number): void {
    carryMs += Math.min(elapsedRealMs, MAX_ELAPSED_REAL_MS) * play.speed;
    let leftMs = Math.floor(carryMs);
    carryMs -= leftMs;
    while (leftMs > 0 && hasTime()) {
      const stepMs = Math.min(CHUNK_MS, leftMs);
      const output = guard(() => current.engine.advance(stepMs));
      if (output === undefined) return;
      take(current, output);
      leftMs -= stepMs;
    }
  }

  return {
    receive(message) {
      if (message.type === 'ping') post({ type: 'pong' });
      else if (message.type === 'start') start(message);
      else if (running === undefined) refuse(post, message);
      else if (running.replay !== undefined) waiting.push(message);
      else handle(running, message);
    },
    tick(elapsedRealMs) {
      since.diff += elapsedRealMs;
      since.stats += elapsedRealMs;
      since.findings += elapsedRealMs;
      if (running === undefined) return;
      if (running.replay !== undefined) {
        continueReplay(running);
        return;
      }
      takeText(running);
      if (play.isPlaying) advance(running, elapsedRealMs);
      flush(running);
    },
    needsTick: () => running !== undefined && (play.isPlaying || pendingText !== undefined || running.replay !== undefined || isReportStale || running.views.hasChanges() || running.diagnoser.hasWork() || running.requests.length > 0 || running.events.length > 0 || running.engine.nowMs !== running.sentNowMs),
  };
}

/** Nobody waits for ever, though there is no cluster. */
function refuse(post: (message: WorkerMessage) => void, message: PageMessage): void {
  if (message.type === 'command') post({ type: 'commandDone', id: message.id, atMs: 0, error: 'workerError', requests: [] });
  if (message.type === 'ask') post({ type: 'answer', id: message.id, answer: { kind: 'gone' } });
}
