import { describe, expect, it } from 'vitest';
import { hostResolvConf, podResolvConf, searchOrder } from '../../../../src/engine/dns/resolvConf.ts';
import type { Pod, PodSpec } from '../../../../src/kube/types.generated.ts';
import { presetSettings } from '../../../../src/protocol/settings.ts';
import { createCluster, webSpec } from '../network/cluster.ts';

const { dns } = presetSettings('kubeadm');
const pod = (spec: Partial<PodSpec>): Pod => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', namespace: 'shop' }, spec: { containers: [], ...spec } });
const cluster = { nameservers: ['10.96.0.10'], searches: ['shop.svc.cluster.local', 'svc.cluster.local', 'cluster.local'], options: ['ndots:5'] };

describe('podResolvConf', () => {
  it.each<{ name: string; spec: Partial<PodSpec>; expected: unknown }>([
    { name: 'ClusterFirst', spec: { dnsPolicy: 'ClusterFirst' }, expected: cluster },
    { name: 'no policy', spec: {}, expected: cluster },
    { name: 'ClusterFirst on the network of the host', spec: { dnsPolicy: 'ClusterFirst', hostNetwork: true }, expected: hostResolvConf },
    { name: 'ClusterFirstWithHostNet', spec: { dnsPolicy: 'ClusterFirstWithHostNet', hostNetwork: true }, expected: cluster },
    { name: 'Default', spec: { dnsPolicy: 'Default' }, expected: hostResolvConf },
    { name: 'None', spec: { dnsPolicy: 'None', dnsConfig: { nameservers: ['192.0.2.1'], searches: ['a.example'], options: [{ name: 'ndots', value: '2' }, { name: 'edns0' }] } }, expected: { nameservers: ['192.0.2.1'], searches: ['a.example'], options: ['ndots:2', 'edns0'] } },
    { name: 'dnsConfig on top', spec: { dnsConfig: { nameservers: ['10.96.0.10', '192.0.2.1', '192.0.2.2', '192.0.2.3'], searches: ['cluster.local', 'a.example'], options: [{ name: 'ndots', value: '1' }] } }, expected: { nameservers: ['10.96.0.10', '192.0.2.1', '192.0.2.2'], searches: [...cluster.searches, 'a.example'], options: ['ndots:1'] } },
  ])('$name', ({ spec, expected }) => {
    expect(podResolvConf(pod(spec), dns)).toEqual(expected);
  });
});

describe('searchOrder', () => {
  const conf = { nameservers: [], searches: ['a.b', 'b'], options: ['ndots:2'] };
  it.each([
    ['web', ['web.a.b.', 'web.b.', 'web.']],
    ['web.x', ['web.x.a.b.', 'web.x.b.', 'web.x.']],
    ['web.x.y', ['web.x.y.', 'web.x.y.a.b.', 'web.x.y.b.']],
    ['web.', ['web.']],
  ])('asks for %s', (name, expected) => {
    expect(searchOrder(conf, name)).toEqual(expected);
  });
});

describe('who asks', () => {
  function world(kubelet: 'reported' | 'simulated') {
    const result = createCluster({ settings: { kubelet } });
    result.namespace('shop');
    result.service('web', webSpec);
    return result;
  }
  const outcome = (world: ReturnType<typeof createCluster>, from: string, to: string): string => world.request(from, to).outcome;

  it('is the cluster for everyone where kubelets are stand-ins', () => {
    const stand = world('reported');
    stand.pod('host', 'node-1', { namespace: 'shop', spec: { hostNetwork: true } });
    expect([outcome(stand, 'node-1', 'web'), outcome(stand, 'outside', 'web'), outcome(stand, 'shop/host', 'web'), outcome(stand, 'shop/host', 'web.default')]).toEqual(['refused', 'unreachable', 'unresolved', 'refused']);
  });

  it('is the cluster only for those whose file says so', () => {
    const real = world('simulated');
    real.pod('host', 'node-1', { labels: {}, spec: { hostNetwork: true } });
    real.pod('none', 'node-1', { labels: {}, spec: { dnsPolicy: 'None', dnsConfig: { nameservers: ['192.0.2.99'] } } });
    real.pod('client', 'node-1', { labels: {} });
    real.settle(10_000);
    expect([outcome(real, 'node-1', 'web'), outcome(real, 'outside', 'web'), outcome(real, 'host', 'web'), outcome(real, 'none', 'web'), outcome(real, 'client', 'web')]).toEqual(['unresolved', 'unresolved', 'unresolved', 'unresolved', 'refused']);
    expect(real.request('none', 'web').hops[0]?.reason.code).toBe('dns.noServer');
    expect(real.dns.resolvConf('default', 'host')).toEqual(hostResolvConf);
    expect(real.dns.resolvConf('default', 'nobody')).toBeUndefined();
  });
});

describe('resolve', () => {
  it('walks the search list until something answers', () => {
    const { dns: server } = createCluster();
    expect(server.resolve('shop', 'kubernetes.default', 'A', true).tried.map(({ query, rcode }) => `${query} ${rcode}`)).toEqual(['kubernetes.default.shop.svc.cluster.local. NXDOMAIN', 'kubernetes.default.svc.cluster.local. NOERROR']);
    expect(server.resolve('shop', 'kubernetes.default', 'A', false).tried).toEqual([{ query: 'kubernetes.default.', rcode: 'NXDOMAIN', answers: [] }]);
    expect(server.resolve('default', 'kubernetes', 'AAAA', true).tried).toHaveLength(4);
  });
});
