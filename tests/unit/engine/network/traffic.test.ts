import { describe, expect, it } from 'vitest';
import { createTraffic } from '../../../../src/engine/network/traffic.ts';
import type { RequestTrace, TrafficFlow } from '../../../../src/protocol/request.ts';
import { createCluster, specOf, webSpec, type TestCluster } from './cluster.ts';

function world(): { readonly cluster: TestCluster; readonly sent: RequestTrace[]; readonly traffic: ReturnType<typeof createTraffic> } {
  const cluster = createCluster();
  cluster.pod('a', 'node-1');
  cluster.pod('client', 'node-2', { labels: {} });
  cluster.service('web', webSpec);
  const sent: RequestTrace[] = [];
  return { cluster, sent, traffic: createTraffic(cluster.context, cluster.network, (trace) => void sent.push(trace)) };
}

const flow = (id: string, ratePerSecond: number, isEnabled = true): TrafficFlow => ({ ...specOf('client', 'web'), id, ratePerSecond, isEnabled });

describe('traffic', () => {
  it.each([[1, 10], [3, 30], [7, 70], [0.5, 5], [250, 2500]])('sends %d a second', (rate, expected) => {
    const { cluster, sent, traffic } = world();
    traffic.set([flow('f', rate)]);
    cluster.settle(10_000);
    expect(sent).toHaveLength(expected);
    expect(sent.every(({ flowId, outcome }) => flowId === 'f' && outcome === 'answered')).toBe(true);
    expect(new Set(sent.map(({ id }) => id)).size).toBe(expected);
  });

  it('does the same however time is split', () => {
    const times = [1, 1000].map((step) => {
      const { cluster, sent, traffic } = world();
      traffic.set([flow('f', 3), flow('g', 7)]);
      for (let ms = 0; ms < 3000; ms += step) cluster.settle(step);
      return sent.map(({ startMs, flowId, pod }) => `${startMs} ${flowId ?? ''} ${pod ?? ''}`);
    });
    expect(times[0]).toEqual(times[1]);
  });

  it('keeps the rhythm of flows that stay, and stops those that go', () => {
    const { cluster, sent, traffic } = world();
    traffic.set([flow('f', 1), flow('g', 1)]);
    cluster.settle(2500);
    const phase = sent.find(({ flowId }) => flowId === 'f')?.startMs;
    traffic.set([flow('f', 1), flow('g', 1, false)]);
    sent.length = 0;
    cluster.settle(3000);
    expect(sent.map(({ flowId }) => flowId)).toEqual(['f', 'f', 'f']);
    expect(sent.map(({ startMs }) => startMs % 1000)).toEqual([phase, phase, phase]);
    traffic.set([]);
    sent.length = 0;
    cluster.settle(3000);
    expect(sent).toEqual([]);
  });

  it('lets the running Pods of a workload take turns', () => {
    const { cluster, traffic } = world();
    const template = { metadata: { labels: { app: 'x' } }, spec: { nodeName: 'node-1', containers: [{ name: 'c', image: 'c' }] } };
    cluster.create({ apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'x', namespace: 'default' }, spec: { replicas: 2, serviceName: 'x', podManagementPolicy: 'Parallel', selector: { matchLabels: { app: 'x' } }, template } });
    cluster.settle();
    const spec = { ...specOf('client', 'web'), from: { kind: 'workload', id: 'StatefulSet/default/x' } } as const;
    const names = (): readonly string[] => Array.from({ length: 4 }, () => {
      const { from } = traffic.resolveClient(spec);
      return from.kind === 'pod' ? from.name : from.kind;
    });
    expect(names()).toEqual(['x-0', 'x-1', 'x-0', 'x-1']);
    cluster.patch('StatefulSet', 'x', { spec: { replicas: 1 } });
    expect(names()).toEqual(['x-0', 'x-0', 'x-0', 'x-0']);
    cluster.patch('StatefulSet', 'x', { spec: { replicas: 0 } });
    expect(names()).toEqual(['workload', 'workload', 'workload', 'workload']);
    expect(cluster.network.request(spec)).toMatchObject({ outcome: 'unreachable' });
  });
});
