import { describe, expect, it } from 'vitest';
import { compareHops } from '../../../../src/ui/inspector/compareHops.ts';
import { createCluster, webSpec, type TestCluster } from '../../engine/network/cluster.ts';

function world(spec: object = {}): TestCluster {
  const cluster = createCluster();
  cluster.pod('a', 'node-1');
  cluster.pod('client', 'node-1', { labels: {} });
  cluster.service('web', { ...webSpec, ...spec });
  return cluster;
}

const shown = (left: ReturnType<TestCluster['request']>, right: ReturnType<TestCluster['request']>): readonly string[] => compareHops(left, right).map((pair) => {
  const name = (index: number | null, trace: typeof left): string => (index === null ? '-' : (trace.hops[index]?.kind ?? '?'));
  return `${name(pair.left, left)} ${name(pair.right, right)}${pair.isSame ? '' : ' *'}`;
});

describe('two requests side by side', () => {
  it('are the same but for time and source port', () => {
    const cluster = world();
    const first = cluster.request('client', '10.96.1.10:80');
    cluster.settle(500);
    expect(shown(first, cluster.request('client', '10.96.1.10:80'))).toEqual(['send send', 'serviceRule serviceRule', 'dnat dnat', 'deliver deliver', 'answer answer']);
  });

  it('show a step that only one of them has', () => {
    const cluster = world();
    expect(shown(cluster.request('client', 'web:80'), cluster.request('client', '10.96.1.10:80'))[0]).toBe('dns - *');
  });

  it('show the step that came to something else, before and after an edit', () => {
    const cluster = world();
    const before = cluster.request('client', '10.96.1.10:80');
    cluster.patch('Service', 'web', { spec: { selector: { app: 'wbe' } } });
    const pairs = shown(before, cluster.request('client', '10.96.1.10:80'));
    expect(pairs[0]).toBe('send send');
    expect(pairs.some((pair) => pair.startsWith('dnat -'))).toBe(true);
    expect(pairs.some((pair) => pair.endsWith('refuse *'))).toBe(true);
  });
});
