import { describe, expect, it } from 'vitest';
import { createCluster, specOf, webSpec, type TestCluster } from './cluster.ts';

function world(spec: object = {}): TestCluster {
  const cluster = createCluster();
  cluster.pod('a', 'node-2');
  cluster.pod('client', 'node-1', { labels: {} });
  cluster.service('web', { ...webSpec, ...spec });
  return cluster;
}

describe('what a kernel remembers', () => {
  it('an open connection, both ways, for a day', () => {
    const cluster = world();
    cluster.network.open('c', specOf('client', '10.96.1.10:80'));
    expect(cluster.network.conntrack('node-1')).toMatchObject([{
      protocol: 'tcp', state: 'ESTABLISHED', secondsLeft: 86_400, source: '10.244.0.2', destination: '10.96.1.10', destinationPort: 80,
      replySource: '10.244.1.2', replySourcePort: 8080, replyDestination: '10.244.0.2', pod: 'Pod/default/a', service: 'Service/default/web',
    }]);
  });

  it('a connection that is over for two minutes', () => {
    const cluster = world();
    cluster.request('client', '10.96.1.10:80');
    expect(cluster.network.conntrack('node-1')).toMatchObject([{ state: 'TIME_WAIT', secondsLeft: 120 }]);
    cluster.settle(60_000);
    expect(cluster.network.conntrack('node-1')).toMatchObject([{ state: 'TIME_WAIT', secondsLeft: 60 }]);
    cluster.settle(60_000);
    expect(cluster.network.conntrack('node-1')).toEqual([]);
  });

  it('one that was refused for ten seconds', () => {
    const cluster = world({ ports: [{ port: 80, targetPort: 9 }] });
    expect(cluster.request('client', '10.96.1.10:80').outcome).toBe('refused');
    expect(cluster.network.conntrack('node-1')).toMatchObject([{ state: 'CLOSE', secondsLeft: 10 }]);
  });

  it('a rewritten source, to which answers go', () => {
    const cluster = world({ type: 'NodePort', ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }] });
    cluster.request('outside', 'node-1:30080');
    expect(cluster.network.conntrack('node-1')).toMatchObject([{ source: '172.30.0.200', destination: '172.30.0.11', destinationPort: 30080, replySource: '10.244.1.2', replyDestination: '172.30.0.11' }]);
  });

  it('of UDP no state, and half a minute', () => {
    const cluster = createCluster();
    cluster.pod('dns', 'node-2', { ports: [{ containerPort: 53, protocol: 'UDP' }] });
    cluster.pod('client', 'node-1', { labels: {} });
    cluster.service('web', { ...webSpec, ports: [{ port: 53, protocol: 'UDP' }] });
    cluster.network.open('c', specOf('client', '10.96.1.10:53', 'UDP'));
    expect(cluster.network.conntrack('node-1')).toMatchObject([{ protocol: 'udp', state: '', secondsLeft: 30 }]);
  });

  it('and kube-proxy whom it holds, until when', () => {
    const cluster = world({ sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: 100 } } });
    cluster.request('client', '10.96.1.10:80');
    cluster.settle(40_000);
    expect(cluster.network.affinity('node-1')).toEqual([{ service: 'Service/default/web', portName: '', client: '10.244.0.2', endpoint: '10.244.1.2:8080', pod: 'Pod/default/a', secondsLeft: 60 }]);
    expect(cluster.network.affinity('node-2')).toEqual([]);
    cluster.settle(60_000);
    expect(cluster.network.affinity('node-1')).toEqual([]);
  });

  it('an unknown Node nothing', () => {
    expect(world().network.conntrack('node-9')).toEqual([]);
  });
});
