import { PROTOCOL_VERSION, type Answer, type PageMessage, type WorkerMessage } from '../protocol/message.ts';
import type { ScenarioStart } from '../protocol/scenario.ts';
import { createCommandLog, type CommandLog } from './commandLog.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import type { Client, ClientClock, ClientEvent, CommandResult, ConnectionState, StartOptions, WorkerLike } from './types.ts';
import { createWatchdog } from './watchdog.ts';

export interface ClientOptions {
  readonly createWorker: () => WorkerLike;
  readonly clock: ClientClock;
}

/** A Worker that lives this long has recovered. */
const HEALTHY_MS = 10_000;
/** Deaths in a row: at first everything is tried again, then what was not answered is left out, then the log too. */
const GIVE_UP = { unanswered: 2, log: 3, worker: 4 } as const;

export function createClient({ createWorker, clock }: ClientOptions): Client {
  const listeners = new Set<(event: ClientEvent) => void>();
  let worker: WorkerLike | undefined;
  let started: ScenarioStart | undefined;
  let log: CommandLog = createCommandLog([]);
  let outbox: Outbox = createOutbox();
  let play = { isPlaying: false, speed: 1 };
  let state: ConnectionState = 'starting';
  let nowMs = 0;
  let nextId = 1;
  let textRevision = 0;
  /** The revision of the text that the Worker was started with; to it, that is revision 0. */
  let baseTextRevision = 0;
  /** Undefined until a snapshot has come; diffs follow it without gaps. */
  let revision: number | undefined;
  let isAwaitingSnapshot = false;
  /** Everything before the pong to the ping that went ahead of `start` belongs to the cluster before. */
  let pings = { sent: 0, answered: 0, atStart: 0 };
  let deaths = 0;
  let restartedAtMs = 0;
  const watchdog = createWatchdog(clock, isExpectingLife, () => {
    died(worker);
  });

  function emit(event: ClientEvent): void {
    for (const listener of [...listeners]) listener(event);
  }

  function setState(next: ConnectionState): void {
    if (state === next) return;
    state = next;
    emit({ type: 'connection', state });
  }

  function send(message: PageMessage): void {
    if (message.type === 'ping') pings = { ...pings, sent: pings.sent + 1 };
    worker?.postMessage(message);
  }

  function isExpectingLife(): boolean {
    const isExpected = worker !== undefined && (play.isPlaying || !outbox.isEmpty || state !== 'live');
    if (isExpected) send({ type: 'ping' });
    return isExpected;
  }

  /** A Worker of our own, or undefined where none can be made. */
  function hire(): WorkerLike | undefined {
    watchdog.reset();
    pings = { sent: 0, answered: 0, atStart: 0 };
    try {
      const hired = createWorker();
      hired.onmessage = (event) => {
        if (hired === worker) receive(event.data);
      };
      hired.onerror = () => {
        died(hired);
      };
      hired.onmessageerror = () => {
        died(hired);
      };
      return hired;
    } catch {
      return undefined;
    }
  }

  function dismiss(): void {
    if (worker === undefined) return;
    worker.onmessage = null;
    worker.onerror = null;
    worker.onmessageerror = null;
    worker.terminate();
    worker = undefined;
  }

  function begin(start: ScenarioStart, untilMs: number): void {
    revision = undefined;
    isAwaitingSnapshot = true;
    send({ type: 'ping' });
    pings = { ...pings, atStart: pings.sent };
    send({ type: 'start', version: PROTOCOL_VERSION, start, log: log.entries(), untilMs, ...play });
  }

  function fail(): void {
    dismiss();
    outbox.giveUp();
    setState('failed');
  }

  /** The log brings another Worker to where the first one was; what had not been answered is said again. */
  function died(dead: WorkerLike | undefined): void {
    if (dead === undefined || dead !== worker || started === undefined) return;
    deaths = clock.nowMs() - restartedAtMs > HEALTHY_MS && state === 'live' ? 1 : deaths + 1;
    restartedAtMs = clock.nowMs();
    dismiss();
    if (deaths >= GIVE_UP.unanswered && !outbox.isEmpty) {
      outbox.giveUp();
      emit({ type: 'notice', code: 'workerUnanswered', params: {} });
    }
    if (deaths >= GIVE_UP.log) log = createCommandLog([]);
    worker = deaths >= GIVE_UP.worker ? undefined : hire();
    if (worker === undefined) {
      fail();
      return;
    }
    setState('restarting');
    baseTextRevision = deaths >= GIVE_UP.unanswered ? textRevision : baseTextRevision;
    begin(started, deaths >= GIVE_UP.log ? 0 : nowMs);
    for (const message of outbox.messages()) send(message);
  }

  function receive(data: unknown): void {
    watchdog.heard();
    // The other end is our own code; its version is checked when it starts.
    const message = data as WorkerMessage;
    if (message.type === 'pong') {
      pings = { ...pings, answered: pings.answered + 1 };
      return;
    }
    if (pings.answered < pings.atStart) return;
    switch (message.type) {
      case 'snapshot':
        revision = message.revision;
        isAwaitingSnapshot = false;
        nowMs = message.nowMs;
        emit(message);
        setState('live');
        break;
      case 'diff':
        takeDiff(message);
        break;
      case 'manifests':
        settle(message);
        if (message.textRevision > 0) baseTextRevision = message.textRevision;
        emit(message.textRevision > 0 ? message : { ...message, textRevision: baseTextRevision });
        break;
      case 'commandDone':
      case 'answer':
        settle(message);
        break;
      case 'terminal':
        for (const entry of message.entries) log.add(entry);
        emit(message);
        break;
      case 'drift':
      case 'notice':
        emit(message);
        break;
    }
  }

  function settle(message: Parameters<Outbox['settle']>[0]): void {
    const entry = outbox.settle(message);
    if (entry !== undefined) log.add(entry);
  }

  function takeDiff(message: Extract<WorkerMessage, { type: 'diff' }>): void {
    if (revision !== undefined && message.revision <= revision) return;
    if (revision === undefined || message.revision !== revision + 1) {
      if (!isAwaitingSnapshot) send({ type: 'resnapshot' });
      isAwaitingSnapshot = true;
      revision = undefined;
      return;
    }
    revision = message.revision;
    nowMs = message.nowMs;
    emit(message);
  }

  return {
    start(start: ScenarioStart, options: StartOptions) {
      outbox.giveUp();
      outbox = createOutbox();
      started = start;
      log = createCommandLog(options.log ?? []);
      play = { isPlaying: options.isPlaying, speed: options.speed };
      nowMs = options.untilMs ?? 0;
      deaths = 0;
      restartedAtMs = clock.nowMs();
      baseTextRevision = textRevision;
      worker ??= hire();
      if (worker === undefined) {
        fail();
        return;
      }
      setState('starting');
      begin(start, nowMs);
    },
    setManifests(text) {
      textRevision++;
      const message = { type: 'setManifests', textRevision, text } as const;
      if (worker !== undefined) outbox.add({ message });
      send(message);
      return textRevision;
    },
    command: (command) => new Promise<CommandResult>((resolve) => {
      if (worker === undefined) {
        resolve({ error: 'workerError', requests: [] });
        return;
      }
      const message = { type: 'command', id: nextId++, command } as const;
      outbox.add({ message, resolve });
      send(message);
    }),
    ask: (question) => new Promise<Answer>((resolve) => {
      if (worker === undefined) {
        resolve({ kind: 'gone' });
        return;
      }
      const message = { type: 'ask', id: nextId++, question } as const;
      outbox.add({ message, resolve });
      send(message);
    }),
    terminal(input) {
      send({ type: 'terminal', input });
    },
    setPlaying(isPlaying, speed) {
      play = { isPlaying, speed };
      send({ type: 'setPlaying', isPlaying, speed });
    },
    step(maxMs) {
      send({ type: 'step', maxMs });
    },
    log: () => ({ entries: log.entries(), untilMs: nowMs }),
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    dispose() {
      watchdog.stop();
      outbox.giveUp();
      dismiss();
      listeners.clear();
    },
  };
}
