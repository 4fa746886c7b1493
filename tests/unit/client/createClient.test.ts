import { describe, expect, it } from 'vitest';
import { createClient } from '../../../src/client/createClient.ts';
import { createCommandLog } from '../../../src/client/commandLog.ts';
import type { ClientClock, ClientEvent, WorkerLike } from '../../../src/client/types.ts';
import { createEngine } from '../../../src/engine/engine.ts';
import type { PageMessage, WorkerMessage } from '../../../src/protocol/message.ts';
import { createSession } from '../../../src/worker/session.ts';
import { pods, scenario, service } from '../worker/sessionHarness.ts';

const manifests = `${pods}---\n${service}`;

/** A session behind the interface of a Web Worker: what is posted arrives when it is delivered. */
class TestWorker implements WorkerLike {
  onmessage: ((event: MessageEvent) => void) | null = null;
  onerror: ((event: ErrorEvent) => void) | null = null;
  onmessageerror: ((event: MessageEvent) => void) | null = null;
  readonly received: PageMessage[] = [];
  isTerminated = false;
  isSilent = false;
  /** Messages of this kind kill it. */
  poison: string | undefined;
  private inbox: PageMessage[] = [];
  private outbox: WorkerMessage[] = [];
  private readonly session = createSession({ createEngine, post: (message) => void this.outbox.push(structuredClone(message)) });

  postMessage(message: PageMessage): void {
    this.received.push(message);
    this.inbox.push(structuredClone(message));
  }

  terminate(): void {
    this.isTerminated = true;
  }

  crash(): void {
    this.onerror?.(new Event('error') as ErrorEvent);
  }

  tick(elapsedMs: number): void {
    if (this.isSilent || this.isTerminated) return;
    for (const message of this.inbox.splice(0)) {
      if (message.type === this.poison) {
        this.isSilent = true;
        this.crash();
        return;
      }
      this.session.receive(message);
    }
    this.session.tick(elapsedMs);
    this.deliver();
  }

  deliver(drop: (message: WorkerMessage) => boolean = () => false): void {
    for (const message of this.outbox.splice(0)) if (!drop(message)) this.onmessage?.(new MessageEvent('message', { data: message }));
  }

  /** Lets the session work without anything being heard of it. */
  workUnheard(elapsedMs: number): void {
    for (const message of this.inbox.splice(0)) this.session.receive(message);
    this.session.tick(elapsedMs);
    this.outbox = [];
  }

  say(message: WorkerMessage): void {
    this.onmessage?.(new MessageEvent('message', { data: message }));
  }
}

function world() {
  let nowMs = 0;
  const timers: { atMs: number; run: () => void }[] = [];
  const clock: ClientClock = {
    nowMs: () => nowMs,
    after: (delayMs, run) => {
      const timer = { atMs: nowMs + delayMs, run };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer), 1);
    },
  };
  const workers: TestWorker[] = [];
  const events: ClientEvent[] = [];
  let poison: string | undefined;
  const client = createClient({
    clock,
    createWorker: () => {
      const worker = new TestWorker();
      worker.poison = poison;
      workers.push(worker);
      return worker;
    },
  });
  client.subscribe((event) => events.push(event));
  return {
    client, workers, events, clock,
    worker: () => workers.at(-1) ?? new TestWorker(),
    poison: (kind: string | undefined) => {
      poison = kind;
      for (const worker of workers) worker.poison = kind;
    },
    run: (ms: number) => {
      for (const endMs = nowMs + ms; nowMs < endMs;) {
        nowMs += 20;
        workers.at(-1)?.tick(20);
        for (const timer of timers.filter(({ atMs }) => atMs <= nowMs)) {
          timers.splice(timers.indexOf(timer), 1);
          timer.run();
        }
      }
    },
    sleep: (ms: number) => {
      nowMs += ms;
    },
    of: <T extends ClientEvent['type']>(type: T) => events.filter((event): event is Extract<ClientEvent, { type: T }> => event.type === type),
    states: () => events.flatMap((event) => (event.type === 'connection' ? [event.state] : [])),
  };
}

const play = { isPlaying: true, speed: 1 };
const settled = async <T>(promise: Promise<T>): Promise<T | 'open'> => Promise.race([promise, Promise.resolve('open' as const)]);

describe('a client', () => {
  it('hears one snapshot, then diffs without gaps', () => {
    const { client, run, of, states } = world();
    client.start(scenario(manifests), play);
    run(500);
    expect(states()).toEqual(['live']);
    expect(of('snapshot')).toHaveLength(1);
    const revisions = of('diff').map(({ revision }) => revision);
    expect(revisions).toEqual(revisions.map((_, index) => index + 2));
    expect(of('manifests')[0]).toMatchObject({ textRevision: 0, isComplete: true });
  });

  it('asks for a new snapshot after a gap, once, and drops what does not follow', () => {
    const { client, run, of, worker } = world();
    client.start(scenario(manifests), play);
    run(300);
    worker().workUnheard(300);
    run(300);
    expect(worker().received.filter(({ type }) => type === 'resnapshot')).toHaveLength(1);
    expect(of('snapshot')).toHaveLength(2);
    let last = 0;
    for (const event of [...of('snapshot'), ...of('diff')].sort((a, b) => a.revision - b.revision)) {
      if (event.type === 'diff') expect(event.revision).toBe(last + 1);
      last = event.revision;
    }
    worker().say({ type: 'diff', revision: 1, nowMs: 0, changes: {}, events: [], requests: [] });
    expect(of('diff').at(-1)?.revision).not.toBe(1);
  });

  it('pairs replies with what was asked', async () => {
    const { client, run } = world();
    client.start(scenario(manifests), play);
    const asked = client.ask({ kind: 'object', id: 'Service/default/web' });
    const killed = client.command({ type: 'killPod', namespace: 'default', name: 'web-a' });
    const missing = client.command({ type: 'killPod', namespace: 'default', name: 'nope' });
    expect(await settled(asked)).toBe('open');
    run(200);
    expect(await asked).toMatchObject({ kind: 'object' });
    expect(await killed).toEqual({ requests: [] });
    expect(await missing).toEqual({ error: 'command.notFound', errorParams: { kind: 'Pod', name: 'nope' }, requests: [] });
  });

  it('counts texts, and knows the one that a start brought as the newest', () => {
    const { client, run, of } = world();
    client.start(scenario(manifests), play);
    run(100);
    expect(client.setManifests('')).toBe(1);
    expect(client.setManifests(service)).toBe(2);
    run(100);
    expect(of('manifests').at(-1)?.textRevision).toBe(2);
    client.start(scenario(manifests), play);
    run(100);
    expect(of('manifests').at(-1)).toMatchObject({ textRevision: 2 });
    expect(of('manifests').at(-1)?.results).toHaveLength(3);
  });

  it('starts anew on the same Worker, and hears nothing more of the cluster before', async () => {
    const { client, run, of, workers, events } = world();
    client.start(scenario(manifests), play);
    run(100);
    const lost = client.ask({ kind: 'object', id: 'Service/default/web' });
    client.start(scenario('', { seed: 2 }), { isPlaying: false, speed: 1 });
    expect(await lost).toEqual({ kind: 'gone' });
    const before = events.length;
    run(100);
    expect(workers).toHaveLength(1);
    expect(events.slice(before).find((event) => event.type === 'diff' || event.type === 'snapshot')?.type).toBe('snapshot');
    expect(Object.keys(of('snapshot').at(-1)?.view.pods ?? {})).toEqual([]);
  });

  it('logs what changes the cluster, with the times at which it did', () => {
    const { client, run } = world();
    client.start(scenario(manifests), play);
    run(400);
    void client.command({ type: 'killPod', namespace: 'default', name: 'web-a' });
    run(400);
    client.setManifests('a');
    client.setManifests(service);
    void client.ask({ kind: 'object', id: 'Service/default/web' });
    void client.ask({ kind: 'api', request: { verb: 'get', apiVersion: 'v1', kind: 'Service', namespace: 'default', name: 'web' } });
    void client.ask({ kind: 'api', request: { verb: 'delete', apiVersion: 'v1', kind: 'Service', namespace: 'default', name: 'web' } });
    run(400);
    const { entries, untilMs } = client.log();
    expect(entries.map(({ entry }) => (entry.kind === 'manifests' ? 'text' : entry.command.type))).toEqual(['killPod', 'text', 'api']);
    expect(entries.map(({ atMs }) => atMs)).toEqual([400, 800, 800].map((ms) => expect.closeTo(ms, -2) as number));
    expect(untilMs).toBeGreaterThan(1000);
  });
});

describe('a Worker that dies', () => {
  it('is replaced by one that has come to the same state', async () => {
    const { client, run, of, states, worker, workers } = world();
    client.start(scenario(manifests), { isPlaying: false, speed: 1 });
    run(40);
    for (const name of ['web-a', 'web-b']) {
      client.step(100);
      void client.command({ type: 'killPod', namespace: 'default', name });
      run(100);
    }
    client.setManifests(manifests.replace('targetPort: http', 'targetPort: 80'));
    run(100);
    void client.ask({ kind: 'object', id: 'x' });
    const view = await new Promise((resolve) => {
      worker().postMessage({ type: 'resnapshot' });
      run(40);
      resolve(of('snapshot').at(-1)?.view);
    });
    worker().crash();
    run(200);
    expect(states()).toEqual(['live', 'restarting', 'live']);
    expect(workers.map(({ isTerminated }) => isTerminated)).toEqual([true, false]);
    expect(of('snapshot').at(-1)?.view).toEqual(view);
    expect(of('manifests').at(-1)).toMatchObject({ textRevision: 1 });
  });

  it('answers what was still open, once it lives again', async () => {
    const { client, run, worker } = world();
    client.start(scenario(manifests), play);
    run(100);
    const asked = client.ask({ kind: 'object', id: 'Service/default/web' });
    const revision = client.setManifests('');
    worker().crash();
    run(300);
    expect(await asked).toMatchObject({ kind: 'object' });
    expect(revision).toBe(1);
    expect(client.log().entries.map(({ entry }) => entry)).toEqual([{ kind: 'manifests', text: '' }]);
  });

  it('is noticed when it only falls silent, but not when the page slept', () => {
    const { client, run, sleep, states, worker } = world();
    client.start(scenario(manifests), play);
    run(3000);
    sleep(120_000);
    run(3000);
    expect(states()).toEqual(['live']);
    worker().isSilent = true;
    run(20_000);
    expect(states()).toEqual(['live', 'restarting', 'live']);
  });

  it('of a message is not given that message again and again', async () => {
    const { client, run, states, workers, poison, of } = world();
    client.start(scenario(manifests), play);
    run(100);
    poison('command');
    const poisonous = client.command({ type: 'killPod', namespace: 'default', name: 'web-a' });
    run(300);
    expect(await poisonous).toEqual({ error: 'workerError', requests: [] });
    expect(workers).toHaveLength(3);
    expect(states().at(-1)).toBe('live');
    expect(of('notice').map(({ code }) => code)).toEqual(['workerUnanswered']);
  });

  it('whatever it is given is given up, until there is a new start', async () => {
    const { client, run, states, workers, poison } = world();
    poison('start');
    client.start(scenario(manifests), play);
    run(300);
    expect(states().at(-1)).toBe('failed');
    expect(workers.length).toBeLessThan(10);
    expect(await client.command({ type: 'removeNode', name: 'node-1' })).toEqual({ error: 'workerError', requests: [] });
    expect(await client.ask({ kind: 'trace', requestId: 1 })).toEqual({ kind: 'gone' });
    poison(undefined);
    client.start(scenario(manifests), play);
    run(300);
    expect(states().at(-1)).toBe('live');
  });

  it('and cannot be made at all is a failure, not an exception', () => {
    const { clock } = world();
    const states: string[] = [];
    const client = createClient({
      clock,
      createWorker: () => {
        throw new Error('no Workers here');
      },
    });
    client.subscribe((event) => {
      if (event.type === 'connection') states.push(event.state);
    });
    client.start(scenario(''), play);
    expect(states).toEqual(['failed']);
  });
});

describe('the log', () => {
  const text = (atMs: number, length: number) => ({ atMs, entry: { kind: 'manifests', text: 'x'.repeat(length) } }) as const;
  const command = (atMs: number) => ({ atMs, entry: { kind: 'command', command: { type: 'drainNode', name: 'n' } } }) as const;

  it.each([
    { name: 'is kept whole within its limits', entries: [text(1, 10), command(2), text(3, 10)], kept: [1, 2, 3] },
    { name: 'forgets texts that were replaced when they are too many', entries: Array.from({ length: 30 }, (_, index) => text(index, 1)), kept: [11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29] },
    { name: 'forgets them when they are too long, never the last', entries: [text(1, 600), command(2), text(3, 600), command(4), text(5, 2000)], kept: [2, 4, 5] },
  ])('$name', ({ entries, kept }) => {
    const log = createCommandLog(entries, { maxEntries: 20, maxTextLength: 1000 });
    const times = log.entries().map(({ atMs }) => atMs);
    expect(times.length).toBeLessThanOrEqual(20);
    expect(times.at(-1)).toBe(kept.at(-1));
    if (kept.length < 10) expect(times).toEqual(kept);
  });
});
