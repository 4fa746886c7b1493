import { describe, expect, it } from 'vitest';
import { createEngine } from '../../../src/engine/engine.ts';
import type { RequestSpec } from '../../../src/protocol/request.ts';
import { harness, pods, scenario, service } from './sessionHarness.ts';

const manifests = `${pods}---\n${service}`;
const request: RequestSpec = { from: { kind: 'pod', namespace: 'default', name: 'web-a' }, to: 'web.default:80', protocol: 'TCP', connection: 'new' };

describe('a session', () => {
  it('posts one snapshot, then what became of the text, then diffs without gaps', () => {
    const { start, run, posted, all, view } = harness();
    start(scenario(manifests));
    expect(posted.map((message) => message.type)).toEqual(['snapshot', 'manifests']);
    run(100);
    expect(all('snapshot')).toHaveLength(1);
    expect(posted.flatMap((message) => (message.type === 'diff' || message.type === 'snapshot' ? [message.revision] : []))).toEqual(Array.from({ length: all('diff').length + 1 }, (_, index) => index + 1));
    expect(view().services['Service/default/web']).toMatchObject({ endpoints: { ready: 2, notReady: 0, terminating: 0 }, pods: ['Pod/default/web-a', 'Pod/default/web-b'], ports: [{ targetPort: 'http', resolved: [80] }] });
    expect(view().pods['Pod/default/web-a']).toMatchObject({ state: 'ready', status: 'Running' });
    expect(Object.values(view().stored)).toEqual([]);
  });

  it('is at the same view by diffs as by a new snapshot', () => {
    const { start, run, send, view, last } = harness();
    start(scenario(manifests));
    run(20);
    send({ type: 'setManifests', textRevision: 1, text: `${pods.replaceAll('app: web', 'app: wbe')}---\n${service}---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n` });
    run(5);
    send({ type: 'command', id: 1, command: { type: 'killPod', namespace: 'default', name: 'web-b' } });
    send({ type: 'command', id: 2, command: { type: 'setNodePower', name: 'node-2', power: 'down' } });
    send({ type: 'command', id: 3, command: { type: 'cordonNode', name: 'node-1', isUnschedulable: true } });
    run(50);
    const byDiffs = view();
    send({ type: 'resnapshot' });
    expect(byDiffs).toEqual(last('snapshot')?.view);
    expect(byDiffs.nodes['Node//node-2']?.power).toBe('down');
    expect(byDiffs.stored).toHaveProperty('ConfigMap/default/c');
  });

  it.each([{ speed: 1, nowMs: 1600 }, { speed: 0.25, nowMs: 400 }, { speed: 4, nowMs: 6400 }, { speed: NaN, nowMs: 1600 }])('lets time pass at speed $speed', ({ speed, nowMs }) => {
    const { start, run, send, last } = harness();
    start(scenario(manifests), { speed });
    run(100);
    send({ type: 'resnapshot' });
    expect(last('snapshot')?.nowMs).toBe(nowMs);
  });

  it('stands still while paused, and needs no tick then', () => {
    const { start, run, send, last, session, all } = harness();
    start(scenario(manifests), { isPlaying: false });
    run(10);
    expect(session.needsTick()).toBe(false);
    const diffs = all('diff').length;
    run(100);
    expect(all('diff')).toHaveLength(diffs);
    send({ type: 'step', maxMs: 500 });
    run(3);
    expect(last('diff')?.nowMs).toBeGreaterThan(0);
    expect(last('diff')?.nowMs).toBeLessThanOrEqual(500);
  });

  it('takes the newest of several texts, and all of them before a command', () => {
    const { start, run, send, all, view } = harness();
    start(scenario(''));
    for (let textRevision = 1; textRevision <= 5; textRevision++) send({ type: 'setManifests', textRevision, text: service.replace('name: web', `name: web-${textRevision}`) });
    run(5);
    expect(all('manifests').map((message) => message.textRevision).filter((each) => each > 0)).toEqual([5]);
    expect(Object.keys(view().services)).toEqual(expect.arrayContaining(['Service/default/web-5']));
    send({ type: 'setManifests', textRevision: 6, text: '' }, { type: 'ask', id: 1, question: { kind: 'object', id: 'Service/default/web-5' } });
    expect(all('answer').at(-1)?.answer).toEqual({ kind: 'gone' });
  });

  it('keeps the last good state while a document cannot be read, and deletes nothing', () => {
    const { start, run, send, last, view } = harness();
    start(scenario(manifests));
    run(5);
    send({ type: 'setManifests', textRevision: 1, text: `${pods}---\napiVersion: v1\nkind: Service\nmetadata:\n\tname: web\n` });
    run(5);
    expect(last('manifests')).toMatchObject({ isComplete: false, textRevision: 1 });
    expect(last('manifests')?.diagnostics[0]).toMatchObject({ source: 'parse', rule: 'parse.tab', severity: 'error' });
    expect(view().services).toHaveProperty('Service/default/web');
  });

  it('answers questions', () => {
    const { start, run, send, all } = harness();
    start(scenario(manifests));
    run(10);
    send(
      { type: 'command', id: 1, command: { type: 'request', spec: request, times: 3 } },
      { type: 'ask', id: 2, question: { kind: 'object', id: 'Service/default/web' } },
      { type: 'ask', id: 3, question: { kind: 'endpoints', service: 'Service/default/web' } },
      { type: 'ask', id: 4, question: { kind: 'dns', service: 'Service/default/web' } },
      { type: 'ask', id: 5, question: { kind: 'locate', object: { apiVersion: 'v1', kind: 'Service', namespace: 'default', name: 'web' }, path: ['spec', 'ports', 0, 'targetPort'] } },
      { type: 'ask', id: 6, question: { kind: 'api', request: { verb: 'get', apiVersion: 'v1', kind: 'Service', namespace: 'default', name: 'web' } } },
      { type: 'ask', id: 7, question: { kind: 'endpoints', service: 'Service/default/nope' } },
    );
    const requests = all('commandDone')[0]?.requests ?? [];
    expect(requests.map(({ outcome }) => outcome)).toEqual(['answered', 'answered', 'answered']);
    send({ type: 'ask', id: 8, question: { kind: 'trace', requestId: requests[0]?.id ?? 0 } }, { type: 'ask', id: 9, question: { kind: 'trace', requestId: 999 } });
    const answers = new Map(all('answer').map(({ id, answer }) => [id, answer]));
    expect(answers.get(2)).toMatchObject({ kind: 'object', object: { kind: 'Service' } });
    expect(answers.get(2)).toHaveProperty('yaml', expect.stringContaining('apiVersion: v1\nkind: Service\nmetadata:\n'));
    expect(answers.get(3)).toMatchObject({ kind: 'endpoints', rows: [{ ports: '80/TCP', ready: true, terminating: false }, { ports: '80/TCP' }] });
    expect(answers.get(4)).toMatchObject({ kind: 'dns', records: [{ name: 'web.default.svc.cluster.local.', type: 'A' }] });
    const located = answers.get(5);
    const range = located?.kind === 'locate' ? located.range : null;
    expect(manifests.slice(range?.start, range?.end)).toBe('http');
    expect(answers.get(6)).toMatchObject({ kind: 'api', response: { code: 200 } });
    expect(answers.get(7)).toEqual({ kind: 'gone' });
    expect(answers.get(8)).toMatchObject({ kind: 'trace', trace: { outcome: 'answered' } });
    expect(answers.get(9)).toEqual({ kind: 'gone' });
  });

  it('reports requests and their numbers', () => {
    const { start, run, all } = harness();
    start(scenario(manifests, { traffic: [{ ...request, id: 'f', ratePerSecond: 50, isEnabled: true }] }));
    run(130);
    const requests = all('diff').flatMap((message) => message.requests);
    expect(requests.length).toBeGreaterThan(50);
    expect(new Set(requests.map(({ id }) => id)).size).toBe(requests.length);
    const stats = all('diff').findLast((message) => message.stats !== undefined)?.stats;
    expect(stats?.outcomes).toEqual({ answered: stats?.total });
    expect(Object.keys(stats?.perPod ?? {})).toEqual(['Pod/default/web-a', 'Pod/default/web-b']);
  });

  it('says when a command names something that is not there', () => {
    const { start, send, last } = harness();
    start(scenario(''));
    send({ type: 'command', id: 4, command: { type: 'killPod', namespace: 'default', name: 'nope' } });
    expect(last('commandDone')).toMatchObject({ id: 4, error: 'command.notFound', errorParams: { kind: 'Pod', name: 'nope' } });
  });

  it('refuses another version and answers whoever asks', () => {
    const { session, posted } = harness();
    session.receive({ type: 'start', version: 99, start: scenario(''), log: [], untilMs: 0, isPlaying: true, speed: 1 });
    session.receive({ type: 'ask', id: 1, question: { kind: 'trace', requestId: 1 } });
    session.receive({ type: 'ping' });
    session.tick(16);
    expect(posted.map((message) => (message.type === 'notice' ? message.code : message.type))).toEqual(['workerVersion', 'answer', 'pong']);
  });
});

describe('a bug of the engine', () => {
  it('is told, and the session lives on', () => {
    const { start, run, send, last, all, view } = harness({
      createEngine: (given) => {
        const engine = createEngine(given);
        return {
          ...engine,
          get nowMs() {
            return engine.nowMs;
          },
          dispatch: (command) => {
            if (command.type === 'killPod') throw new Error('a bug');
            return engine.dispatch(command);
          },
        };
      },
    });
    start(scenario(manifests));
    run(5);
    send({ type: 'command', id: 1, command: { type: 'killPod', namespace: 'default', name: 'web-a' } });
    expect(last('notice')).toEqual({ type: 'notice', code: 'workerError', params: { message: 'a bug' } });
    expect(last('commandDone')).toMatchObject({ id: 1, error: 'workerError' });
    send({ type: 'setManifests', textRevision: 1, text: service });
    run(5);
    expect(view().services).toHaveProperty('Service/default/web');
    expect(all('manifests').at(-1)?.textRevision).toBe(1);
  });

  it('while it starts is told as well', () => {
    const { start, send, last } = harness({
      createEngine: () => {
        throw new Error('no cluster');
      },
    });
    start(scenario(manifests));
    expect(last('notice')?.code).toBe('workerError');
    send({ type: 'command', id: 1, command: { type: 'removeNode', name: 'node-1' } });
    expect(last('commandDone')?.error).toBe('workerError');
  });
});

describe('a replay', () => {
  const log = [
    { atMs: 200, entry: { kind: 'command', command: { type: 'request', spec: request, times: 5 } } },
    { atMs: 300, entry: { kind: 'manifests', text: `${manifests}---\n${service.replace('name: web', 'name: web-2')}` } },
    { atMs: 500, entry: { kind: 'command', command: { type: 'killPod', namespace: 'default', name: 'web-a' } } },
  ] as const;

  it('leads to the cluster that the same messages led to', () => {
    const live = harness();
    live.start(scenario(manifests), { isPlaying: false });
    let nowMs = 0;
    for (const [index, { atMs, entry }] of log.entries()) {
      live.send({ type: 'step', maxMs: 0 });
      while (nowMs < atMs) {
        live.send({ type: 'step', maxMs: atMs - nowMs });
        live.run(3);
        live.send({ type: 'resnapshot' });
        nowMs = live.last('snapshot')?.nowMs ?? Infinity;
      }
      if (entry.kind === 'command') live.send({ type: 'command', id: index + 1, command: entry.command });
      else live.send({ type: 'setManifests', textRevision: index + 1, text: entry.text });
      live.run(3);
    }
    live.send({ type: 'resnapshot' });
    const again = harness();
    again.start(scenario(manifests), { log, untilMs: nowMs, isPlaying: false });
    expect(again.last('snapshot')).toEqual({ ...live.last('snapshot'), revision: 1 });
    expect(again.last('manifests')?.results).toEqual(live.last('manifests')?.results);
  });

  it('in slices leads to the same, and messages wait for its end', () => {
    const whole = harness();
    whole.start(scenario(manifests), { log, untilMs: 2000, isPlaying: false });
    let turns = 0;
    const sliced = harness({ hasTime: () => turns++ % 3 !== 0 });
    sliced.start(scenario(manifests), { log, untilMs: 2000, isPlaying: false });
    sliced.send({ type: 'ask', id: 1, question: { kind: 'object', id: 'Service/default/web-2' } }, { type: 'ping' });
    expect(sliced.posted.map((message) => message.type)).toEqual(['pong']);
    sliced.run(200);
    expect(sliced.last('snapshot')).toEqual(whole.last('snapshot'));
    expect(sliced.last('answer')?.answer.kind).toBe('object');
  });
});
