import { describe, expect, it } from 'vitest';
import type { RequestTrace } from '../../src/protocol/request.ts';
import { codesOf, distinct, ofFlow, runScenario, type ScenarioRun } from './runScenario.ts';

const pods = (traces: readonly RequestTrace[], ...flows: readonly string[]): readonly string[] => distinct(flows.flatMap((flow) => ofFlow(traces, flow)), (trace) => trace.pod ?? '');

function silence(run: ScenarioRun, quiet: string): void {
  run.dispatch({ type: 'setTraffic', flows: run.start.traffic.filter((flow) => flow.id !== quiet) });
}

describe('affinity', () => {
  it('keeps each client address with one Pod of the Node that was asked', () => {
    const run = runScenario('affinity');
    const traces = run.forMs(70_000);
    for (const client of ['anna', 'ben', 'cleo', 'dora']) expect(pods(traces, client), client).toHaveLength(1);
    expect(pods(traces, 'ben')).toEqual(pods(traces, 'cleo'));
    expect(pods(traces, 'anna', 'ben', 'dora')).toHaveLength(3);
    expect(distinct(traces, (trace) => trace.node ?? '')).toEqual(['node-1']);
    expect(distinct(traces, (trace) => trace.seenSource ?? '')).toEqual(['172.30.0.201', '172.30.0.202', '172.30.0.203']);
  });

  it('draws once for each address, and holds every later connection', () => {
    const traces = runScenario('affinity').forMs(20_000);
    const isDraw = (trace: RequestTrace): boolean => codesOf(trace).includes('affinity.new');
    const isHeld = (trace: RequestTrace): boolean => codesOf(trace).includes('affinity.held');
    expect(traces.filter(isDraw).map((trace) => trace.seenSource).sort()).toEqual(['172.30.0.201', '172.30.0.202', '172.30.0.203']);
    expect(traces.filter(isHeld)).toHaveLength(traces.length - 3);
    expect(traces.filter(isHeld).every(({ notChosen }) => notChosen.some(({ reason }) => reason.code === 'notChosen.affinity'))).toBe(true);
  });

  it.each([
    { quietMs: 50_000, isHeld: true },
    { quietMs: 70_000, isHeld: false },
  ])('holds on while a client is quiet for $quietMs ms: $isHeld', ({ quietMs, isHeld }) => {
    const run = runScenario('affinity');
    run.forMs(3000);
    silence(run, 'anna');
    run.forMs(quietMs);
    run.dispatch({ type: 'setTraffic', flows: run.start.traffic });
    const first = ofFlow(run.forMs(3000), 'anna')[0];
    expect(first && codesOf(first)).toContain(isHeld ? 'affinity.held' : 'affinity.new');
  });

  it('does not let a whole address expire while one of those behind it goes on', () => {
    const run = runScenario('affinity');
    const before = pods(run.forMs(3000), 'cleo');
    silence(run, 'ben');
    run.forMs(70_000);
    run.dispatch({ type: 'setTraffic', flows: run.start.traffic });
    const after = ofFlow(run.forMs(3000), 'ben');
    expect(after[0] && codesOf(after[0])).toContain('affinity.held');
    expect(pods(after, 'ben')).toEqual(before);
  });

  it('moves a client when its Pod is gone, and it sticks to the next', () => {
    const run = runScenario('affinity');
    const [pod = ''] = pods(run.forMs(3000), 'anna');
    run.dispatch({ type: 'killPod', namespace: 'default', name: pod.split('/')[2] ?? '' });
    run.forMs(4000);
    const traces = run.forMs(10_000);
    expect(distinct(ofFlow(traces, 'anna'), (trace) => trace.outcome)).toEqual(['answered']);
    expect(pods(traces, 'anna')).toHaveLength(1);
    expect(pods(traces, 'anna')).not.toContain(pod);
  });

  it('lets go of everybody with None', () => {
    const run = runScenario('affinity');
    const report = run.applyText(run.text().replace(/ {2}sessionAffinity: ClientIP[^\n]*\n(?: {2}sessionAffinityConfig:\n.*\n.*\n)/, '  sessionAffinity: None\n'));
    expect(report.results.map((result) => result.outcome)).toEqual(['configured', 'unchanged']);
    run.forMs(1000);
    const traces = run.forMs(15_000);
    for (const client of ['anna', 'ben', 'cleo', 'dora']) expect(pods(traces, client), client).toHaveLength(3);
  });

  it('holds clients that kube-proxy cannot tell apart to one Pod with externalTrafficPolicy Cluster all the same', () => {
    const run = runScenario('affinity');
    run.edit('Service/default/session-svc', ['spec', 'externalTrafficPolicy'], 'Cluster');
    run.forMs(1000);
    // The rules look at the source before it is rewritten.
    const traces = run.forMs(15_000);
    for (const client of ['anna', 'ben', 'dora']) expect(pods(traces, client), client).toHaveLength(1);
    expect(distinct(traces, (trace) => trace.seenSource ?? '')).not.toContain('172.30.0.201');
  });
});
