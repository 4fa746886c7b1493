import { PROTOCOL_VERSION, type Answer, type PageCommand, type PageMessage, type Question, type WorkerMessage } from '../protocol/message.ts';
import type { ClusterSettings } from '../protocol/settings.ts';
import type { TerminalInput } from '../protocol/terminal.ts';
import { answer } from './answers.ts';
import { inspect } from './inspection.ts';
import { createLiveCluster, type LiveCluster, type SessionEngine } from './liveCluster.ts';
import { createReplay, type Replay } from './replay.ts';
import { createTerminalHost, type TerminalCode, type TerminalHost } from './terminalHost.ts';
import { applyText, reportMessage, type TextReport } from './textReport.ts';

export interface SessionOptions {
  createEngine(start: { readonly settings: ClusterSettings; readonly seed: number }): SessionEngine;
  readonly post: (message: WorkerMessage) => void;
  /** Loads the terminal's code. Absent: there is no terminal. */
  loadTerminal?(): Promise<TerminalCode>;
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

type Message<T extends PageMessage['type']> = Extract<PageMessage, { type: T }>;

/** Real milliseconds between reports of a kind. */
const INTERVALS = { diff: 33, timeOnly: 250, stats: 250, report: 250 } as const;
/** A tab that slept does not catch up. */
const MAX_ELAPSED_REAL_MS = 250;
const SPEED = { min: 0.01, max: 1000 } as const;
/** What a start may ask for. */
const MAX_WARM_UP_MS = 60_000;
/** Simulated time between looks at the clock. */
const CHUNK_MS = 100;

interface Running {
  readonly cluster: LiveCluster;
  report: TextReport;
  /** Of the findings that the last report had. */
  reportedFindings: number;
  /** Of the drift that was told last. */
  reportedDrift: number;
  replay: Replay | undefined;
  /** What was typed before the code was there waits. */
  terminal: TerminalHost | TerminalInput[] | undefined;
}

export function createSession(options: SessionOptions): Session {
  const { post } = options;
  const hasTime = (): boolean => options.hasTime?.() ?? true;
  let running: Running | undefined;
  let pendingText: Message<'setManifests'> | undefined;
  /** What came in during a replay. */
  let waiting: PageMessage[] = [];
  let revision = 0;
  let play = { isPlaying: false, speed: 1 };
  let carryMs = 0;
  let isTerminalEager = false;
  const since = { diff: Infinity, stats: Infinity, report: Infinity, drift: Infinity };

  /** Runs what may meet a bug of the engine; the page is told, and time stands still. */
  function guard<T>(run: () => T): T | undefined {
    try {
      return run();
    } catch (error) {
      play = { ...play, isPlaying: false };
      post({ type: 'notice', code: 'workerError', params: { message: (error instanceof Error ? error.message : String(error)).slice(0, 300) } });
      return undefined;
    }
  }

  function setPlaying(isPlaying: boolean, speed: number): void {
    play = { isPlaying, speed: Number.isFinite(speed) ? Math.min(SPEED.max, Math.max(SPEED.min, speed)) : 1 };
  }

  function start(message: Message<'start'>): void {
    running = undefined;
    pendingText = undefined;
    waiting = [];
    carryMs = 0;
    setPlaying(message.isPlaying, message.speed);
    if (message.version !== PROTOCOL_VERSION) {
      post({ type: 'notice', code: 'workerVersion', params: { page: message.version, worker: PROTOCOL_VERSION } });
      return;
    }
    const { settings, seed, manifests, behaviours, traffic } = message.start;
    const cluster = guard(() => createLiveCluster(options.createEngine({ settings, seed }), ({ code, params }) => {
      post({ type: 'notice', code, params });
    }));
    if (cluster === undefined) return;
    const current: Running = { cluster, report: nothingRead(0, 0), reportedFindings: -1, reportedDrift: 0, replay: undefined, terminal: undefined };
    running = current;
    guard(() => {
      current.report = applyText(cluster, 0, manifests);
    });
    guard(() => {
      for (const [target, behaviour] of Object.entries(behaviours)) cluster.dispatch({ type: 'setBehaviour', target, behaviour });
      // A cluster that is opened has been running for a while: its Pods are up before the first client comes.
      cluster.advance(Math.min(message.start.warmUpMs ?? 0, MAX_WARM_UP_MS));
      if (traffic.length > 0) cluster.dispatch({ type: 'setTraffic', flows: traffic });
    });
    current.replay = createReplay(message.log, message.untilMs, {
      get nowMs() {
        return cluster.engine.nowMs;
      },
      advance: (ms) => {
        cluster.advance(ms);
      },
      apply: (entry) => {
        if (entry.kind === 'command') cluster.dispatch(entry.command);
        else current.report = applyText(cluster, 0, entry.text, current.report);
      },
    });
    continueReplay(current);
  }

  /** When all of it has been replayed, the page gets its first picture, and what it said meanwhile is done. */
  function continueReplay(current: Running): void {
    const isDone = guard(() => current.replay?.run(hasTime) ?? true);
    if (isDone === false) return;
    current.replay = undefined;
    sendSnapshot(current);
    sendReport(current);
    const kept = waiting;
    waiting = [];
    for (const message of kept) handle(current, message);
  }

  function takeText(current: Running): void {
    if (pendingText === undefined) return;
    const { textRevision, text } = pendingText;
    pendingText = undefined;
    current.report = guard(() => applyText(current.cluster, textRevision, text, current.report)) ?? nothingRead(textRevision, current.cluster.engine.nowMs);
    sendDiff(current);
    sendReport(current);
  }

  function sendSnapshot(current: Running): void {
    const snapshot = guard(() => current.cluster.takeSnapshot());
    if (snapshot === undefined) return;
    since.diff = 0;
    revision++;
    post({ type: 'snapshot', version: PROTOCOL_VERSION, revision, ...snapshot });
  }

  function sendDiff({ cluster }: Running): void {
    const isTimeNew = cluster.engine.nowMs !== cluster.takenAtMs || cluster.hasNews();
    const isStatsDue = isTimeNew && since.stats >= INTERVALS.stats;
    const diff = guard(() => cluster.takeDiff(isStatsDue ? 'withStats' : 'withoutStats'));
    if (diff === undefined) return;
    since.diff = 0;
    if (isStatsDue) since.stats = 0;
    revision++;
    post({ type: 'diff', revision, ...diff });
  }

  function sendReport(current: Running): void {
    const message = guard(() => reportMessage(current.report, current.cluster.findings()));
    since.report = 0;
    current.reportedFindings = current.cluster.findingsRevision;
    if (message !== undefined) post(message);
  }

  function sendDrift(current: Running): void {
    since.drift = 0;
    current.reportedDrift = current.cluster.driftRevision;
    const drifts = guard(() => current.cluster.drifts());
    if (drifts !== undefined) post({ type: 'drift', drifts });
  }

  function flush(current: Running): void {
    const { cluster } = current;
    const isLate = cluster.engine.nowMs !== cluster.takenAtMs && since.diff >= INTERVALS.timeOnly;
    if (isLate || (since.diff >= INTERVALS.diff && cluster.hasNews())) sendDiff(current);
    if (cluster.findingsRevision !== current.reportedFindings && since.report >= INTERVALS.report) sendReport(current);
    if (cluster.driftRevision !== current.reportedDrift && since.drift >= INTERVALS.report) sendDrift(current);
  }

  function command({ cluster }: Running, id: number, given: PageCommand): void {
    const atMs = cluster.engine.nowMs;
    const output = guard(() => cluster.dispatch(given));
    if (output === undefined) post({ type: 'commandDone', id, atMs, error: 'workerError', requests: [] });
    else if (output.error === undefined) post({ type: 'commandDone', id, atMs, requests: output.requests });
    else post({ type: 'commandDone', id, atMs, error: output.error.code, errorParams: output.error.params, requests: output.requests });
  }

  function ask({ cluster, report }: Running, id: number, question: Question): void {
    const gone: Answer = { kind: 'gone' };
    const given = guard((): Answer => {
      if (question.kind === 'conntrack' || question.kind === 'environment' || question.kind === 'balance') return inspect(cluster.engine, cluster.balance, question);
      if (question.kind !== 'api') return answer(cluster.engine, report.parse, cluster.findings(), question);
      const atMs = cluster.engine.nowMs;
      const { response } = cluster.dispatch({ type: 'api', request: question.request });
      return response === undefined ? gone : { kind: 'api', response, atMs };
    });
    post({ type: 'answer', id, answer: given ?? gone });
  }

  /** The terminal's code comes with the first thing that is typed. */
  function typed(current: Running, input: TerminalInput): void {
    if (Array.isArray(current.terminal)) current.terminal.push(input);
    else if (current.terminal !== undefined) {
      const { terminal } = current;
      guard(() => { terminal.input(input); });
    } else {
      const waitingInput = [input];
      current.terminal = waitingInput;
      void options.loadTerminal?.().then((code) => {
        if (running !== current) return;
        const terminal = createTerminalHost(code, current.cluster, () => current.report.parse?.text ?? '', post);
        current.terminal = terminal;
        for (const each of waitingInput) guard(() => { terminal.input(each); });
        flush(current);
      });
    }
  }

  /** Programs of the terminal go on when their time has come; true where one could go on at once. */
  function resumeTerminal({ terminal }: Running): boolean {
    return terminal !== undefined && !Array.isArray(terminal) && terminal.isRunning && guard(() => terminal.resume()) === true;
  }

  /** To the next thing that happens. */
  function step({ cluster }: Running, maxMs: number): void {
    const nextMs = (cluster.engine.nextAtMs() ?? Infinity) - cluster.engine.nowMs;
    const stepMs = Math.max(1, Math.min(nextMs, Number.isFinite(maxMs) ? Math.round(maxMs) : CHUNK_MS));
    guard(() => {
      cluster.advance(stepMs);
    });
  }

  function handle(current: Running, message: PageMessage): void {
    if (message.type === 'setManifests') {
      pendingText = message;
      return;
    }
    // What was typed before counts before.
    if (message.type === 'command' || message.type === 'ask' || message.type === 'step' || message.type === 'terminal') takeText(current);
    switch (message.type) {
      case 'command': command(current, message.id, message.command); break;
      case 'ask': ask(current, message.id, message.question); break;
      case 'step': step(current, message.maxMs); break;
      case 'setPlaying': setPlaying(message.isPlaying, message.speed); break;
      case 'terminal': typed(current, message.input); break;
      case 'resnapshot': sendSnapshot(current); break;
      case 'start':
      case 'ping':
        break;
    }
    flush(current);
  }

  function advance(current: Running, elapsedRealMs: number): void {
    const { cluster } = current;
    carryMs += Math.min(elapsedRealMs, MAX_ELAPSED_REAL_MS) * play.speed;
    let leftMs = Math.floor(carryMs);
    carryMs -= leftMs;
    while (leftMs > 0 && play.isPlaying && hasTime()) {
      const stepMs = Math.min(CHUNK_MS, leftMs, stretchMs(current));
      leftMs -= stepMs;
      guard(() => {
        cluster.advance(stepMs);
      });
      resumeTerminal(current);
    }
  }

  /** Not past the time at which a program of the terminal wants to go on. */
  function stretchMs({ cluster, terminal }: Running): number {
    const untilMs = terminal === undefined || Array.isArray(terminal) ? undefined : terminal.waitsUntilMs();
    return Math.max(1, untilMs === undefined || !Number.isFinite(untilMs) ? Infinity : Math.ceil(untilMs - cluster.engine.nowMs));
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
      since.report += elapsedRealMs;
      since.drift += elapsedRealMs;
      if (running === undefined) return;
      if (running.replay !== undefined) {
        continueReplay(running);
        return;
      }
      takeText(running);
      if (play.isPlaying) advance(running, elapsedRealMs);
      isTerminalEager = resumeTerminal(running);
      flush(running);
    },
    needsTick() {
      if (running === undefined) return false;
      const { cluster, replay, reportedFindings, reportedDrift } = running;
      return play.isPlaying || isTerminalEager || pendingText !== undefined || replay !== undefined || cluster.hasNews() || cluster.engine.nowMs !== cluster.takenAtMs || cluster.findingsRevision !== reportedFindings || cluster.driftRevision !== reportedDrift;
    },
  };
}

function nothingRead(textRevision: number, atMs: number): TextReport {
  return { textRevision, atMs, results: [], diagnostics: [] };
}

/** Nobody waits for ever, though there is no cluster. */
function refuse(post: (message: WorkerMessage) => void, message: PageMessage): void {
  if (message.type === 'command') post({ type: 'commandDone', id: message.id, atMs: 0, error: 'workerError', requests: [] });
  if (message.type === 'ask') post({ type: 'answer', id: message.id, answer: { kind: 'gone' } });
}
