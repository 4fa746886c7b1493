import { describe, expect, it } from 'vitest';
import { createCluster, specOf, webSpec, type TestCluster } from './cluster.ts';

const ports = [{ containerPort: 8080 }, { containerPort: 53, protocol: 'UDP' }];
const spec = { clusterIP: '10.96.1.10', selector: { app: 'web' }, ports: [{ name: 'http', port: 80, targetPort: 8080 }, { name: 'dns', port: 53, protocol: 'UDP' }] };

function world(mode: 'iptables' | 'nftables' | 'ipvs' = 'iptables', service: Parameters<TestCluster['service']>[1] = spec): TestCluster {
  const cluster = createCluster({ mode });
  cluster.pod('client', 'node-1', { labels: {}, ports: [] });
  cluster.pod('a', 'node-1', { ports, isHeld: true });
  cluster.service('web', service);
  return cluster;
}

const podOf = (trace: { readonly pod?: string; readonly outcome: string }): string => (trace.outcome === 'answered' ? (trace.pod?.split('/').at(-1) ?? '') : trace.outcome);
const open = (cluster: TestCluster, name: string, to: string, protocol: 'TCP' | 'UDP' = 'TCP'): string => podOf(cluster.network.open(name, specOf('client', to, protocol)));
const send = (cluster: TestCluster, name: string): string => podOf(cluster.network.send(name));

describe.each(['iptables', 'nftables'] as const)('open connections with %s', (mode) => {
  it('outlive the readiness of their Pod, and end with it', () => {
    const cluster = world(mode);
    expect(open(cluster, 't', '10.96.1.10:80')).toBe('a');
    cluster.pod('b', 'node-2', { ports });
    cluster.ready('a', false);
    expect(send(cluster, 't')).toBe('a');
    expect(new Set(cluster.answers('client', '10.96.1.10:80', 10))).toEqual(new Set(['b']));
    cluster.remove('Pod', 'a');
    expect(send(cluster, 't')).toBe('a');
    cluster.kubelet.reportPod({ namespace: 'default', name: 'a' }, { isFinished: true });
    cluster.settle();
    expect([send(cluster, 't'), send(cluster, 't')]).toEqual(['closed', 'closed']);
  });

  it('outlive their Service and changes of it', () => {
    const cluster = world(mode);
    open(cluster, 't', '10.96.1.10:80');
    open(cluster, 'u', '10.96.1.10:53', 'UDP');
    cluster.patch('Service', 'web', { spec: { selector: { app: 'other' } } });
    expect(send(cluster, 't')).toBe('a');
    cluster.remove('Service', 'web');
    expect([send(cluster, 't'), send(cluster, 'u')]).toEqual(['a', 'a']);
    expect(open(cluster, 'v', '10.96.1.10:80')).toBe('timedOut');
  });

  it('tell of their state after they have failed', () => {
    const cluster = world(mode);
    cluster.patch('Service', 'web', { spec: { selector: { app: 'none' } } });
    expect([open(cluster, 'r', '10.96.1.10:80'), send(cluster, 'r'), send(cluster, 'r')]).toEqual(['refused', 'refused', 'reset']);
    expect([open(cluster, 'l', '10.244.0.3:9999'), send(cluster, 'l')]).toEqual(['refused', 'reset']);
    expect(send(cluster, 'nobody')).toBe('reset');
  });

  it('that were refused by rules get through once these let them', () => {
    const cluster = world(mode);
    cluster.patch('Service', 'web', { spec: { selector: { app: 'none' } } });
    expect(open(cluster, 'r', '10.96.1.10:80')).toBe('refused');
    cluster.patch('Service', 'web', { spec: { selector: { app: 'web' } } });
    expect(send(cluster, 'r')).toBe('a');
  });

  it('to an address before its Service is there', () => {
    const cluster = world(mode);
    expect(open(cluster, 'x', '10.96.1.99:80')).toBe('timedOut');
    expect(open(cluster, 'y', '10.96.1.99:53', 'UDP')).toBe('timedOut');
    cluster.service('late', { ...spec, clusterIP: '10.96.1.99' });
    // With iptables the packets left the Node and are remembered; flows of UDP are cleaned up, connections are not.
    expect(send(cluster, 'x')).toBe(mode === 'iptables' ? 'timedOut' : 'a');
    expect(send(cluster, 'y')).toBe('a');
  });

  it('time out where a link or a Node fails, and go on afterwards', () => {
    const cluster = world(mode);
    cluster.pod('b', 'node-2', { ports });
    cluster.ready('a', false);
    expect(open(cluster, 't', '10.96.1.10:80')).toBe('b');
    cluster.kubelet.nodes.setLink('node-1', 'node-2', true);
    expect(send(cluster, 't')).toBe('timedOut');
    cluster.kubelet.nodes.setLink('node-1', 'node-2', false);
    expect(send(cluster, 't')).toBe('b');
    cluster.kubelet.nodes.setPower('node-2', 'down');
    expect(send(cluster, 't')).toBe('timedOut');
  });
});

describe('flows of UDP', () => {
  it.each([
    ['moves when its Pod is unready', (cluster: TestCluster) => cluster.ready('a', false), 'b'],
    ['stays while its Pod terminates and serves', (cluster: TestCluster) => cluster.remove('Pod', 'a'), 'a'],
    ['stays when the port of the Service is not one for UDP any more', (cluster: TestCluster) => cluster.patch('Service', 'web', { spec: { ports: [{ name: 'http', port: 80, targetPort: 8080 }] } }), 'a'],
  ])('one %s', (_name, change, expected) => {
    const cluster = world();
    expect(open(cluster, 'u', '10.96.1.10:53', 'UDP')).toBe('a');
    cluster.pod('b', 'node-2', { ports });
    change(cluster);
    expect(send(cluster, 'u')).toBe(expected);
  });

  it('are left alone while no endpoint serves', () => {
    const cluster = world();
    open(cluster, 'u', '10.96.1.10:53', 'UDP');
    cluster.ready('a', false);
    expect(send(cluster, 'u')).toBe('a');
  });

  it('leave a terminating Pod at once with ipvs', () => {
    const cluster = world('ipvs');
    open(cluster, 'u', '10.96.1.10:53', 'UDP');
    cluster.pod('b', 'node-2', { ports });
    cluster.remove('Pod', 'a');
    expect(send(cluster, 'u')).toBe('b');
  });

  it('stay with one Pod as long as they are not silent too long', () => {
    const cluster = world();
    for (const name of ['b', 'c', 'd', 'e']) cluster.pod(name, 'node-2', { ports });
    const first = open(cluster, 'u', '10.96.1.10:53', 'UDP');
    for (let turn = 0; turn < 10; turn++) {
      cluster.settle(20_000);
      expect(send(cluster, 'u')).toBe(first);
    }
    const later = Array.from({ length: 10 }, () => {
      cluster.settle(130_000);
      return send(cluster, 'u');
    });
    expect(new Set(later).size).toBeGreaterThan(1);
  });
});

describe('session affinity', () => {
  const sticky = (timeoutSeconds: number): Parameters<TestCluster['service']>[1] => ({ ...webSpec, sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds } } });
  function crowd(timeoutSeconds = 10): TestCluster {
    const cluster = createCluster();
    for (let index = 0; index < 6; index++) cluster.pod(`p${index}`, `node-${(index % 2) + 1}`);
    for (const [name, node] of [['c1', 'node-1'], ['c2', 'node-2']] as const) cluster.pod(name, node, { labels: {} });
    cluster.service('web', sticky(timeoutSeconds));
    return cluster;
  }
  const ask = (cluster: TestCluster, times = 1): readonly string[] => cluster.answers('c1', '10.96.1.10:80', times);

  it('is prolonged by each new connection and ends when it is silent', () => {
    const cluster = crowd();
    const [first] = ask(cluster);
    for (let turn = 0; turn < 20; turn++) {
      cluster.settle(9000);
      expect(ask(cluster)).toEqual([first]);
    }
    const later = Array.from({ length: 12 }, () => {
      cluster.settle(10_000);
      return ask(cluster)[0];
    });
    expect(new Set(later).size).toBeGreaterThan(1);
  });

  it('is forgotten with the endpoint, also when that comes back', () => {
    const cluster = crowd(3600);
    const [first = ''] = ask(cluster);
    cluster.ready(first, false);
    const [second] = ask(cluster);
    expect(second).not.toBe(first);
    cluster.ready(first, true);
    expect(new Set(ask(cluster, 5))).toEqual(new Set([second]));
  });

  it('is forgotten when it is switched off', () => {
    const cluster = crowd(3600);
    ask(cluster);
    cluster.patch('Service', 'web', { spec: { sessionAffinity: 'None' } });
    expect(new Set(ask(cluster, 60)).size).toBe(6);
  });

  it('tells in traces who is held until when', () => {
    const cluster = crowd(10);
    ask(cluster);
    cluster.settle(4000);
    const held = cluster.request('c1', '10.96.1.10:80');
    expect(held.hops.find((hop) => hop.kind === 'dnat')).toMatchObject({ reason: { code: 'affinity.held', params: { client: '10.244.0.5' } }, decidedBy: { path: ['spec', 'sessionAffinity'] } });
    expect(held.notChosen).toHaveLength(5);
    expect(new Set(held.notChosen.map(({ reason }) => reason.code))).toEqual(new Set(['notChosen.affinity']));
  });

  it('holds everyone behind one address together', () => {
    const cluster = createCluster({ settings: { outsideClients: [{ name: 'outside-1', address: '172.30.0.200' }, { name: 'outside-2', address: '172.30.0.200' }, { name: 'outside-3', address: '172.30.0.201' }] } });
    for (let index = 0; index < 8; index++) cluster.pod(`p${index}`, 'node-1');
    cluster.service('web', { ...sticky(3600), type: 'NodePort', ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }] });
    const [one] = cluster.answers('outside-1', 'node-1:30080', 1);
    expect(cluster.answers('outside-2', 'node-1:30080', 5)).toEqual([one, one, one, one, one]);
  });
});

describe('kept connections', () => {
  it('stay with their Pod and are opened anew when it goes', () => {
    const cluster = world();
    for (const name of ['b', 'c', 'd']) cluster.pod(name, 'node-2', { ports });
    const ask = (): string => podOf(cluster.network.request(specOf('client', 'http://web', 'TCP', 'keepAlive')));
    const first = ask();
    expect(Array.from({ length: 20 }, ask)).toEqual(Array.from({ length: 20 }, () => first));
    cluster.patch('Pod', first, { metadata: { annotations: { 'svc/hold': null } } });
    cluster.remove('Pod', first);
    expect(['a', 'b', 'c', 'd'].filter((name) => name !== first)).toContain(ask());
  });

  it('give the same verdicts without a trace', () => {
    const cluster = world();
    expect(cluster.network.verdict(specOf('client', 'http://web', 'TCP', 'keepAlive'))).toBe('answered');
    expect(cluster.network.request(specOf('client', 'http://web', 'TCP', 'keepAlive')).hops.map((hop) => hop.reason.code)).toContain('conntrack.established');
  });
});
