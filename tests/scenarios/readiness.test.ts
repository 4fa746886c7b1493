import { describe, expect, it } from 'vitest';
import { countBy, distinct, findPod, podId, readyAddresses, runScenario, type ScenarioRun } from './runScenario.ts';

/** From containers that run to rules that know: the slice's controller, then kube-proxy. */
const STEP_MS = 20;

/** The time at which a condition first holds, to the step. */
function whenIs(run: ScenarioRun, untilMs: number, condition: () => boolean): number {
  while (run.engine.nowMs < untilMs) {
    if (condition()) return run.engine.nowMs;
    run.forMs(STEP_MS);
  }
  return Infinity;
}

const ready = (run: ScenarioRun): number => readyAddresses(run.engine, 'api').length;
const outcomes = (run: ScenarioRun, ms: number): readonly string[] => distinct(run.forMs(ms), (trace) => trace.outcome);
const notReady = ({ engine }: ScenarioRun): readonly (string | undefined)[] =>
  engine.reader.get('Endpoints', 'default', 'api')?.subsets?.flatMap((subset) => subset.notReadyAddresses ?? []).map((address) => address.ip) ?? [];

describe('probes', () => {
  it('asks nobody before the first probe: five seconds and up to a whole period after the container’s start', () => {
    const run = runScenario('probes');
    const { containerStartMs, controllerMs } = run.start.settings.delays;
    expect(outcomes(run, 2000)).toEqual(['refused']);
    expect(notReady(run)).toHaveLength(4);
    const atMs = whenIs(run, 20_000, () => ready(run) === 3);
    expect(atMs).toBeGreaterThan(containerStartMs + 10_000);
    expect(atMs).toBeLessThan(containerStartMs + 10_000 + 10 * (controllerMs + STEP_MS));
  });

  it.each([
    { delay: 5, period: 10, expectedMs: 10_000 },
    { delay: 10, period: 10, expectedMs: 10_000 },
    { delay: 11, period: 10, expectedMs: 20_000 },
    { delay: 5, period: 2, expectedMs: 6000 },
    { delay: 0, period: 10, expectedMs: 0 },
  ])('begins at the second that the timings say: delay $delay, period $period', ({ delay, period, expectedMs }) => {
    const manifests = runScenario('probes').text().replace('initialDelaySeconds: 5 ', `initialDelaySeconds: ${delay} `).replace('periodSeconds: 10 ', `periodSeconds: ${period} `);
    const run = runScenario('probes', { start: { manifests, traffic: [] }, warmUpMs: 0 });
    const { containerStartMs, controllerMs } = run.start.settings.delays;
    const atMs = whenIs(run, 30_000, () => ready(run) === 3) - containerStartMs - expectedMs;
    expect(atMs).toBeGreaterThan(0);
    expect(atMs).toBeLessThan(10 * (controllerMs + STEP_MS));
  });

  it('moves a Pod that fails out at its next probe, and back at the one after it recovers; it runs on meanwhile', () => {
    const run = runScenario('probes');
    run.forMs(8000);
    const pod = findPod(run.engine, { release: 'stable' });
    const ip = pod.status?.podIP ?? '';
    const set = (failsReadiness: boolean): void => run.dispatch({ type: 'setBehaviour', target: podId(pod), behaviour: { failsReadiness } });
    set(true);
    expect(ready(run)).toBe(3);
    const outMs = whenIs(run, 40_000, () => !readyAddresses(run.engine, 'api').includes(ip));
    set(false);
    const inMs = whenIs(run, 60_000, () => readyAddresses(run.engine, 'api').includes(ip));
    // Probes come once in ten seconds, and one failure or success is enough.
    expect(Math.abs(inMs - outMs - 10_000)).toBeLessThanOrEqual(STEP_MS);
    expect((run.engine.reader.get('Pod', 'default', pod.metadata.name)?.status?.containerStatuses ?? []).map((status) => status.restartCount)).toEqual([0]);
    expect(countBy(run.forMs(2000), (trace) => trace.outcome)).toEqual({ answered: 16 });
  });

  it('needs three failures where the threshold is left out', () => {
    const run = runScenario('probes', { start: { manifests: runScenario('probes').text().replace(/ {10}failureThreshold: 1.*\n/, '') } });
    run.forMs(8000);
    const pod = findPod(run.engine, { release: 'stable' });
    const ip = pod.status?.podIP ?? '';
    run.dispatch({ type: 'setBehaviour', target: podId(pod), behaviour: { failsReadiness: true } });
    const outMs = whenIs(run, 60_000, () => !readyAddresses(run.engine, 'api').includes(ip));
    expect(Math.floor((outMs - run.start.settings.delays.containerStartMs) / 10_000)).toBe(4);
  });

  it('lists a failing Pod as not ready, asks it nothing, and says so', () => {
    const run = runScenario('probes');
    const next = findPod(run.engine, { release: 'next' });
    run.forMs(8000);
    expect(notReady(run)).toEqual([next.status?.podIP]);
    const traces = run.forMs(10_000);
    expect(distinct(traces, (trace) => trace.pod ?? '')).not.toContain(podId(next));
    expect(traces.every(({ notChosen }) => notChosen.some((other) => other.pod === podId(next) && other.reason.code === 'notChosen.notReady'))).toBe(true);
  });

  it('asks it all the same with publishNotReadyAddresses', () => {
    const run = runScenario('probes');
    run.forMs(8000);
    run.edit('Service/default/api', ['spec', 'publishNotReadyAddresses'], true);
    run.forMs(1000);
    const traces = run.forMs(10_000);
    expect(notReady(run)).toEqual([]);
    expect(distinct(traces, (trace) => trace.pod ?? '')).toContain(podId(findPod(run.engine, { release: 'next' })));
    expect(distinct(traces, (trace) => trace.outcome)).toEqual(['answered']);
  });

  it('lets an open connection go on after its Pod has left', () => {
    const run = runScenario('probes');
    run.forMs(8000);
    const client = findPod(run.engine, { app: 'client' }).metadata.name;
    const spec = { from: { kind: 'pod', namespace: 'default', name: client }, to: 'http://api/', protocol: 'TCP', connection: 'keepAlive' } as const;
    run.dispatch({ type: 'setTraffic', flows: [{ ...spec, id: 'kept', ratePerSecond: 1, isEnabled: true }] });
    const [pod = ''] = distinct(run.forMs(3000), (trace) => trace.pod ?? '');
    run.dispatch({ type: 'setBehaviour', target: pod, behaviour: { failsReadiness: true } });
    run.forMs(12_000);
    expect(ready(run)).toBe(2);
    expect(distinct(run.forMs(5000), (trace) => `${trace.outcome} ${trace.pod ?? ''}`)).toEqual([`answered ${pod}`]);
  });
});
