import { describe, expect, it } from 'vitest';
import type { IPVSScheduler } from '../../../../src/protocol/settings.ts';
import { createCluster, specOf, webSpec, type TestCluster } from '../network/cluster.ts';

function cluster(scheduler: IPVSScheduler = 'rr', pods = 3): TestCluster {
  const result = createCluster({ mode: 'ipvs', settings: { proxy: { mode: 'ipvs', ipvsScheduler: scheduler, clusterCIDR: '10.244.0.0/16' } } });
  for (let index = 0; index < pods; index++) result.pod(`p${index}`, `node-${(index % 2) + 1}`);
  result.pod('client', 'node-1', { labels: {} });
  result.pod('client-2', 'node-2', { labels: {} });
  return result;
}

const sorted = (list: readonly string[]): readonly string[] => [...list].sort();

describe('ipvs', () => {
  it('takes real servers in turn, on each Node and at each address on its own', () => {
    const world = cluster();
    world.service('web', { ...webSpec, type: 'NodePort', ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }] });
    const round = world.answers('client', '10.96.1.10:80', 3);
    expect(sorted(round)).toEqual(['p0', 'p1', 'p2']);
    expect(world.answers('client', '10.96.1.10:80', 3)).toEqual(round);
    expect(world.answers('client-2', '10.96.1.10:80', 1)).toEqual(round.slice(0, 1));
    expect(world.answers('outside', 'node-1:30080', 1)).toEqual(round.slice(0, 1));
  });

  it('gives new connections to the server with the fewest', () => {
    const world = cluster('lc', 2);
    world.service('web', webSpec);
    const held = world.network.open('held', specOf('client', '10.96.1.10:80'));
    const other = held.pod === 'Pod/default/p0' ? 'p1' : 'p0';
    expect(new Set(world.answers('client', '10.96.1.10:80', 40))).toEqual(new Set([other]));
  });

  it('hashes sources', () => {
    const world = cluster('sh', 3);
    world.service('web', webSpec);
    expect(new Set(world.answers('client', '10.96.1.10:80', 10)).size).toBe(1);
  });

  it('holds clients at each address of the Service on its own', () => {
    const world = cluster('rr', 3);
    world.service('web', { ...webSpec, sessionAffinity: 'ClientIP', type: 'NodePort', ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }] });
    expect(new Set(world.answers('client', '10.96.1.10:80', 6)).size).toBe(1);
    const [held] = world.answers('client', '10.96.1.10:80', 1);
    world.answers('client-2', '10.96.1.10:80', 1);
    expect(world.answers('client', '10.96.1.10:80', 1)).toEqual([held]);
    expect(world.answers('client', 'node-1:30080', 2)).toEqual(['p0', 'p0']);
  });

  it('refuses undefined ports of a Service address, and a virtual server without servers', () => {
    const world = cluster('rr', 0);
    world.service('web', webSpec);
    expect(world.answers('client', '10.96.1.10:81', 1)).toEqual(['refused']);
    expect(world.request('client', '10.96.1.10:80').hops.at(-1)).toMatchObject({ kind: 'refuse', reason: { code: 'reject.noEndpoints' } });
  });

  it('falls back to other Nodes under a Local policy, which helps Pods and not hosts outside', () => {
    const world = cluster('rr', 1);
    world.service('web', { ...webSpec, type: 'NodePort', externalTrafficPolicy: 'Local', ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }] });
    expect(world.answers('client-2', 'node-2:30080', 1)).toEqual(['p0']);
    const lost = world.request('outside', 'node-2:30080');
    expect(lost.outcome).toBe('timedOut');
    expect(lost.hops.map((hop) => hop.reason.code)).toContain('dnat.fallback');
    expect(lost.hops.at(-1)?.reason.code).toBe('answer.lost');
  });

  it('has nothing to fall back to where internalTrafficPolicy is Local and nothing comes from outside', () => {
    const world = cluster('rr', 1);
    world.service('web', { ...webSpec, internalTrafficPolicy: 'Local' });
    expect(world.answers('client', '10.96.1.10:80', 1)).toEqual(['p0']);
    expect(world.answers('client-2', '10.96.1.10:80', 1)).toEqual(['refused']);
  });

  it('sends nothing new to a removed server while its connections go on', () => {
    const world = cluster('rr', 2);
    world.service('web', webSpec);
    const held = world.network.open('held', specOf('client', '10.96.1.10:80')).pod ?? '';
    world.ready(held.split('/').at(-1) ?? '', false);
    const other = held === 'Pod/default/p0' ? 'p1' : 'p0';
    expect(new Set(world.answers('client', '10.96.1.10:80', 5))).toEqual(new Set([other]));
    expect(world.network.send('held')).toMatchObject({ outcome: 'answered', pod: held });
  });

  it('makes the sources of Nodes those of Nodes', () => {
    const world = cluster('rr', 1);
    world.service('web', webSpec);
    expect(world.request('node-1', '10.96.1.10:80').seenSource).toBe('10.244.0.1');
    expect(world.request('node-2', '10.96.1.10:80').seenSource).toBe('172.30.0.12');
    expect(world.request('client', '10.96.1.10:80').seenSource).toBe('10.244.0.3');
  });
});
