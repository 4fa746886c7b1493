import { describe, expect, it } from 'vitest';
import type { PageLogEntry } from '../../../src/protocol/message.ts';
import type { TerminalInput } from '../../../src/protocol/terminal.ts';
import { terminalCode } from '../../../src/worker/terminalCode.ts';
import { harness, pods, scenario, service, type Harness } from './sessionHarness.ts';

const manifests = `${pods}---\n${service}`;

interface Typist extends Harness {
  readonly type: (...inputs: readonly TerminalInput[]) => void;
  /** Everything that was printed. */
  readonly printed: () => string;
  readonly entries: () => readonly PageLogEntry[];
}

const enter = (line: string): TerminalInput => ({ kind: 'enter', line });

/** A session whose terminal's code has been loaded. */
async function world(isPlaying = true): Promise<Typist> {
  const made = harness({ loadTerminal: () => Promise.resolve(terminalCode) });
  made.start(scenario(manifests), { isPlaying });
  made.run(1);
  made.send({ type: 'terminal', input: { kind: 'complete', line: '', cursor: 0 } });
  await Promise.resolve();
  await Promise.resolve();
  return {
    ...made,
    type: (...inputs) => { made.send(...inputs.map((input) => ({ type: 'terminal', input }) as const)); },
    printed: () => made.all('terminal').map(({ update }) => update.output).join(''),
    entries: () => made.all('terminal').flatMap((message) => message.entries),
  };
}

/** Simulated milliseconds that the page was told of last. */
const nowMs = (made: Harness): number => made.posted.reduce((last, message) => ('nowMs' in message && typeof message.nowMs === 'number' ? message.nowMs : last), 0);

describe('the terminal in the Worker', () => {
  it('runs a command and prompts again', async () => {
    const made = await world();
    expect(made.last('terminal')?.update).toMatchObject({ output: '', isRunning: false, prompt: '$ ', completion: made.last('terminal')?.update.completion });
    expect(made.last('terminal')?.update.completion?.candidates).toEqual(expect.arrayContaining(['kubectl', 'curl']));
    made.type(enter('kubectl get svc web -o name'));
    expect(made.last('terminal')?.update).toMatchObject({ output: 'service/web\n', isRunning: false, prompt: '$ ', given: 1 });
  });

  it('what was typed before the code was there is run when it is', async () => {
    const made = harness({ loadTerminal: () => Promise.resolve(terminalCode) });
    made.start(scenario(manifests));
    made.send({ type: 'terminal', input: enter('echo one') }, { type: 'terminal', input: enter('echo two') });
    expect(made.all('terminal')).toEqual([]);
    await Promise.resolve();
    await Promise.resolve();
    expect(made.all('terminal').map(({ update }) => update.output).join('')).toBe('one\ntwo\n');
  });

  it('programs go on with simulated time, and not without it', async () => {
    const made = await world(false);
    made.type(enter('sleep 1; echo awake'));
    made.run(200);
    expect(made.last('terminal')?.update.isRunning).toBe(true);
    made.send({ type: 'setPlaying', isPlaying: true, speed: 1 });
    made.run(100);
    expect(made.last('terminal')?.update).toMatchObject({ output: 'awake\n', isRunning: false, prompt: '$ ', given: 1 });
  });

  it('wakes a program at its time, however fast time passes', async () => {
    const made = await world();
    made.send({ type: 'setPlaying', isPlaying: true, speed: 100 });
    made.type(enter('for i in 1 2 3 4 5; do sleep 0.25; done; date'));
    const from = nowMs(made);
    made.run(10);
    expect(made.last('terminal')?.update.isRunning).toBe(false);
    expect(made.printed()).toMatch(/^Thu Jan {2}1 00:00:0[12] UTC 2026\n$/);
    expect(from).toBeLessThan(1000);
  });

  it.each(['sleep 1000', 'kubectl get pods -w', 'watch -n 1 kubectl get svc', 'ping node-1', 'kubectl port-forward svc/web 8080:80'])('Ctrl-C ends %s', async (line) => {
    const made = await world();
    made.run(150);
    made.type(enter(line));
    made.run(20);
    expect(made.last('terminal')?.update.isRunning).toBe(true);
    made.type({ kind: 'interrupt' });
    expect(made.last('terminal')?.update).toMatchObject({ isRunning: false, prompt: '$ ' });
    expect(made.last('terminal')?.update.output).toContain('^C\n');
    made.type(enter('echo $?'));
    expect(made.last('terminal')?.update.output).toBe('130\n');
  });

  it('a loop without end prints a bounded stretch a turn, lets time pass, and is interrupted', async () => {
    const made = await world();
    made.type(enter('while true; do echo x; done'));
    const before = nowMs(made);
    const first = made.printed().length;
    made.run(50);
    const outputs = made.all('terminal').map(({ update }) => update.output.length);
    expect(first).toBeGreaterThan(100);
    expect(Math.max(...outputs)).toBeLessThan(10_000);
    expect(nowMs(made)).toBeGreaterThan(before + 500);
    made.type({ kind: 'interrupt' });
    const { length } = made.printed();
    made.run(50);
    expect(made.printed()).toHaveLength(length);
  });

  it('an output without end in one go is cut, and says so', async () => {
    const made = await world();
    made.type(enter('seq 100000; seq 100000; seq 100000; seq 100000; seq 100000'));
    expect(made.printed().length).toBeLessThan(2_100_000);
    expect(made.printed()).toContain('… (output was cut here)');
    expect(made.last('terminal')?.update.isRunning).toBe(false);
  });

  it('completes', async () => {
    const made = await world();
    made.type({ kind: 'complete', line: 'kubectl get svc we', cursor: 18 });
    expect(made.last('terminal')?.update.completion).toEqual({ line: 'kubectl get svc we', from: 16, candidates: ['web'] });
  });

  it('tells what changed the cluster, and nothing else, so that a replay gives the same cluster', async () => {
    const made = await world();
    made.run(60);
    made.type(
      enter('kubectl get pods; kubectl describe svc web; kubectl create deployment more --image=nginx --dry-run=server -o name'),
      enter('kubectl create deployment more --image=nginx --replicas=2'),
      enter('kubectl expose deployment more --port=80'),
    );
    made.run(60);
    made.type(enter('kubectl scale deploy/more --replicas=3; curl -s node-1:1'));
    made.run(120);
    const log = made.entries();
    expect(log.map(({ entry }) => (entry.kind === 'command' ? (entry.command.type === 'api' ? entry.command.request.verb : entry.command.type) : entry.kind))).toEqual(['create', 'create', 'patch', 'request']);
    made.send({ type: 'resnapshot' });
    const snapshot = made.last('snapshot');

    const again = harness();
    again.start(scenario(manifests), { log, untilMs: nowMs(made), isPlaying: false });
    again.run(3);
    expect(again.view().pods).toEqual(snapshot?.view.pods);
    expect(again.view().services).toEqual(snapshot?.view.services);
    expect(again.view().workloads).toEqual(snapshot?.view.workloads);
  });

  it('reads what the editor says as a file', async () => {
    const made = await world();
    made.type(enter('ls; kubectl apply -f manifests.yaml --dry-run=server -o name; cat manifests.yaml | grep -c kind'));
    expect(made.printed()).toBe('manifests.yaml\npod/web-a\npod/web-b\nservice/web\n3\n');
  });

  it.each([
    { line: 'kubectl edit svc web', name: 'web', yaml: /^apiVersion: v1\nkind: Service\nmetadata:\n {2}name: web\nspec:\n/ },
    { line: 'kubectl create deploy d --image=nginx; sleep 1; kubectl edit $(kubectl get rs -o name)', name: /^d-/, yaml: /^$/ },
  ])('$line hands the page what is to be opened', async ({ line, name, yaml }) => {
    const made = await world();
    made.type(enter(line));
    made.run(150);
    const edits = made.all('terminal').flatMap(({ update }) => update.edit ?? []);
    expect(edits).toHaveLength(1);
    expect(edits[0]?.object.name).toEqual(typeof name === 'string' ? name : expect.stringMatching(name));
    expect(edits[0]?.yaml).toMatch(yaml);
    expect(edits[0]?.yaml).not.toMatch(/uid|resourceVersion|clusterIP:|status/);
  });

  it('another cluster drops it: what ran there does not go on', async () => {
    const made = await world();
    made.type(enter('while true; do echo x; sleep 0.1; done'));
    made.run(5);
    made.start(scenario(manifests));
    const { length } = made.printed();
    made.run(50);
    expect(made.printed()).toHaveLength(length);
    made.type(enter('echo again'));
    await Promise.resolve();
    await Promise.resolve();
    expect(made.printed().slice(length)).toBe('again\n');
  });
});
