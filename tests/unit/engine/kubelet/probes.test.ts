import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/kube/json.ts';
import type { Behaviour } from '../../../../src/protocol/command.ts';
import { pod, testCluster, isReady, type TestCluster } from '../controllers/testCluster.ts';

function start(container: JsonObject, spec: JsonObject = {}): TestCluster {
  const cluster = testCluster('simulated');
  cluster.create(pod('p', { nodeName: 'node-1', containers: [{ name: 'srv', image: 'srv', ports: [{ name: 'web', containerPort: 8080 }], ...container }], ...spec }));
  return cluster;
}

const thePod = ({ engine }: TestCluster) => engine.reader.get('Pod', 'default', 'p');
const ready = (cluster: TestCluster): boolean => cluster.pods().some(isReady);
const restarts = (cluster: TestCluster): number => thePod(cluster)?.status?.containerStatuses?.[0]?.restartCount ?? -1;
const behave = (cluster: TestCluster, behaviour: Behaviour | null): void => void cluster.engine.dispatch({ type: 'setBehaviour', target: 'Pod/default/p', behaviour });

/** The second at which a condition holds for the first time, asked once a second; −1 where it does not within `most`. */
function secondsUntil(cluster: TestCluster, holds: () => boolean, most = 400): number {
  for (let second = 0; second <= most; second++) {
    if (holds()) return second;
    cluster.engine.advance(1000);
  }
  return -1;
}

describe('readiness', () => {
  it.each<{ name: string; container: JsonObject; behaviour?: Behaviour; want: number }>([
    { name: 'no probe: at once', container: {}, want: 0 },
    { name: 'the first try is at the start', container: { readinessProbe: { tcpSocket: { port: 8080 } } }, want: 0 },
    { name: 'a delay is rounded up to a period', container: { readinessProbe: { httpGet: { path: '/health', port: 'web' }, initialDelaySeconds: 5, periodSeconds: 10 } }, want: 10 },
    { name: 'a delay of whole periods', container: { readinessProbe: { tcpSocket: { port: 8080 }, initialDelaySeconds: 20, periodSeconds: 5 } }, want: 20 },
    { name: 'several successes in a row', container: { readinessProbe: { tcpSocket: { port: 8080 }, periodSeconds: 2, successThreshold: 3 } }, want: 4 },
    { name: 'a port that nothing listens on', container: { image: 'nginx', readinessProbe: { tcpSocket: { port: 9999 } } }, want: -1 },
    { name: 'a port that an unknown image does not declare', container: { readinessProbe: { tcpSocket: { port: 9999 } } }, want: 0 },
    { name: 'an answer that takes longer than the timeout', container: { readinessProbe: { httpGet: { port: 8080 }, timeoutSeconds: 1 } }, behaviour: { latencyMs: 1500 }, want: -1 },
    { name: 'a command succeeds by itself', container: { readinessProbe: { exec: { command: ['true'] } } }, want: 0 },
    { name: 'the startup probe comes first', container: { startupProbe: { tcpSocket: { port: 8080 }, initialDelaySeconds: 7, periodSeconds: 1 }, readinessProbe: { tcpSocket: { port: 8080 }, periodSeconds: 60 } }, want: 7 },
  ])('$name', ({ container, behaviour, want }) => {
    const cluster = testCluster('simulated');
    if (behaviour !== undefined) behave(cluster, behaviour);
    cluster.create(pod('p', { nodeName: 'node-1', containers: [{ name: 'srv', image: 'srv', ports: [{ name: 'web', containerPort: 8080 }], ...container }] }));
    expect(secondsUntil(cluster, () => ready(cluster), 60)).toBe(want);
  });

  it('goes after failureThreshold failures and comes back after one success', () => {
    const cluster = start({ readinessProbe: { tcpSocket: { port: 8080 }, periodSeconds: 10 } });
    cluster.engine.advance(14_000);
    behave(cluster, { failsReadiness: true });
    // Failures at 20, 30 and 40 s.
    expect(secondsUntil(cluster, () => !ready(cluster))).toBe(26);
    cluster.engine.advance(3000);
    behave(cluster, null);
    expect(secondsUntil(cluster, () => ready(cluster))).toBe(7);
  });

  it('needs the gates as well', () => {
    const cluster = start({}, { readinessGates: [{ conditionType: 'example.com/ok' }] });
    cluster.engine.advance(1000);
    expect(thePod(cluster)?.status?.conditions?.find(({ type }) => type === 'Ready')).toMatchObject({ status: 'False', reason: 'ReadinessGatesNotReady' });
  });

  it('costs nothing while nothing changes', () => {
    const cluster = start({ readinessProbe: { tcpSocket: { port: 8080 } }, livenessProbe: { tcpSocket: { port: 8080 } } });
    cluster.engine.advance(60_000);
    expect(cluster.engine.nextAtMs()).toBeUndefined();
  });
});

describe('liveness', () => {
  it('restarts after three failures, and only then backs off', () => {
    const cluster = start({ livenessProbe: { tcpSocket: { port: 8080 }, periodSeconds: 10 } });
    behave(cluster, { failsLiveness: true });
    cluster.engine.advance(29_000);
    expect(restarts(cluster)).toBe(0);
    cluster.engine.advance(5000);
    expect(restarts(cluster)).toBe(1);
    const kills = cluster.engine.events().filter(({ reason }) => reason === 'Killing');
    expect(kills[0]?.message).toBe('Container srv failed liveness probe, will be restarted');
  });
});

describe('a container that crashes', () => {
  it('is restarted after 1 s, then 10, 20, 40, … up to 300 s', () => {
    const cluster = testCluster('simulated');
    behave(cluster, { crashes: true });
    cluster.create(pod('p', { nodeName: 'node-1' }));
    const times: number[] = [];
    for (let count = 1; count <= 8; count++) {
      const from = cluster.engine.nowMs;
      expect(secondsUntil(cluster, () => restarts(cluster) >= count)).toBeGreaterThan(0);
      times.push(Math.round((cluster.engine.nowMs - from) / 1000));
    }
    expect(times.map((each) => Math.round(each / 10) * 10)).toEqual([0, 10, 20, 40, 80, 160, 300, 300]);
    expect(thePod(cluster)?.status?.phase).toBe('Running');
    cluster.engine.advance(1000);
    expect(thePod(cluster)?.status?.containerStatuses?.[0]?.state?.waiting?.reason).toBe('CrashLoopBackOff');
    expect(ready(cluster)).toBe(false);
    behave(cluster, null);
    expect(secondsUntil(cluster, () => ready(cluster))).toBeGreaterThan(0);
  });

  it.each([
    { policy: 'Never', phase: 'Failed' },
    { policy: 'OnFailure', phase: 'Running' },
  ])('with restartPolicy $policy is $phase', ({ policy, phase }) => {
    const cluster = testCluster('simulated');
    behave(cluster, { crashes: true });
    cluster.create(pod('p', { nodeName: 'node-1', restartPolicy: policy }));
    cluster.engine.advance(5000);
    expect(thePod(cluster)?.status?.phase).toBe(phase);
  });
});
