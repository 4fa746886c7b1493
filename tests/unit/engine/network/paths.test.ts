import { describe, expect, it } from 'vitest';
import type { ProxyMode } from '../../../../src/protocol/settings.ts';
import { createCluster, webSpec, type TestCluster } from './cluster.ts';

/** Pod a on node-1 behind everything; client on node-1, client-2 on node-2. */
function world(mode: ProxyMode, fill: (cluster: TestCluster) => void): TestCluster {
  const cluster = createCluster({ mode });
  cluster.pod('a', 'node-1', { ports: [{ containerPort: 8080 }, { containerPort: 8080, protocol: 'UDP' }] });
  cluster.pod('client', 'node-1', { labels: {}, ports: [] });
  cluster.pod('client-2', 'node-2', { labels: {}, ports: [] });
  fill(cluster);
  return cluster;
}

const nodePort = (extra = {}): Parameters<TestCluster['service']>[1] => ({ ...webSpec, type: 'NodePort', ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }], ...extra });
const balanced = (extra = {}): Parameters<TestCluster['service']>[1] => ({ ...nodePort(), type: 'LoadBalancer', ...extra });
const withWeb = (spec: Parameters<TestCluster['service']>[1]) => (cluster: TestCluster): void => {
  cluster.service('web', spec);
};

type Expected = string;
type Row = readonly [from: string, to: string, iptables: Expected, nftables?: Expected | undefined, protocol?: 'TCP' | 'UDP'];

/** What is expected is the source that the Pod saw, or the outcome; nftables only where it differs. */
const scenes: readonly { readonly name: string; readonly fill: (cluster: TestCluster) => void; readonly rows: readonly Row[] }[] = [
  {
    name: 'addresses of no Service',
    fill: () => undefined,
    rows: [
      ['client', '10.244.0.2:8080', '10.244.0.3'],
      ['client-2', '10.244.0.2:8080', '10.244.1.2'],
      ['node-1', '10.244.0.2:8080', '10.244.0.1'],
      ['node-2', '10.244.0.2:8080', '172.30.0.12'],
      ['outside', '10.244.0.2:8080', 'unreachable'],
      ['a', '10.244.0.2:8080', '10.244.0.2'],
      ['a', '127.0.0.1:8080', 'refused'],
      ['client', '10.244.0.2:9999', 'refused'],
      ['client', '10.244.0.77:80', 'unreachable'],
      ['client', '10.244.1.77:80', 'unreachable'],
      ['client', '10.244.0.77:80', 'timedOut', undefined, 'UDP'],
      ['node-1', '10.244.0.77:80', 'unreachable', undefined, 'UDP'],
      ['node-1', '10.244.1.77:80', 'timedOut', undefined, 'UDP'],
      ['client', '172.30.0.222:80', 'unreachable'],
      ['node-1', '172.30.0.222:80', 'timedOut', undefined, 'UDP'],
      ['client', '172.30.0.200:8080', 'timedOut'],
      ['node-1', '172.30.0.200:8080', '172.30.0.11'],
      ['node-1', '172.30.0.200:9999', 'refused'],
      ['outside', '172.30.0.200:8080', '172.30.0.200'],
      ['client', '198.51.100.10:80', 'timedOut'],
      ['node-1', '198.51.100.10:80', 'unreachable'],
      ['outside', '8.8.8.8:53', 'unreachable'],
      ['client', '10.96.77.77:80', 'timedOut'],
      ['client', '10.96.0.1:443', 'timedOut'],
      ['client', '10.96.0.1:444', 'timedOut', 'refused'],
      ['node-1', '172.30.0.1:9999', 'refused'],
      ['client', 'node-2:8080', 'refused'],
    ],
  },
  {
    name: 'a cluster IP',
    fill: withWeb(webSpec),
    rows: [
      ['client', '10.96.1.10:80', '10.244.0.3'],
      ['client', 'web:80', '10.244.0.3'],
      ['client', 'web.nowhere:80', 'unresolved'],
      ['a', '10.96.1.10:80', '10.244.0.1'],
      ['node-1', '10.96.1.10:80', '10.244.0.1'],
      ['node-2', '10.96.1.10:80', '172.30.0.12'],
      ['outside', '10.96.1.10:80', 'unreachable'],
      ['client', '10.96.1.10:81', 'timedOut', 'refused'],
      ['client', '10.96.1.10:80', 'timedOut', 'refused', 'UDP'],
    ],
  },
  {
    name: 'a node port',
    fill: withWeb(nodePort()),
    rows: [
      ['outside', 'node-1:30080', '10.244.0.1'],
      ['outside', 'node-2:30080', '172.30.0.12'],
      ['client', 'node-2:30080', '172.30.0.12'],
      ['a', 'node-2:30080', '172.30.0.12'],
      ['client', '10.244.0.1:30080', '10.244.0.1', 'refused'],
      ['node-2', '127.0.0.1:30080', '172.30.0.12', 'refused'],
      ['client', '127.0.0.1:30080', 'refused'],
      ['outside', 'node-1:30081', 'refused'],
      ['outside', 'node-1:30080', 'refused', undefined, 'UDP'],
    ],
  },
  {
    name: 'a node port under externalTrafficPolicy Local',
    fill: withWeb(nodePort({ externalTrafficPolicy: 'Local' })),
    rows: [
      ['outside', 'node-1:30080', '172.30.0.200'],
      ['outside', 'node-2:30080', 'timedOut'],
      ['node-1', 'node-2:30080', 'timedOut'],
      ['node-2', 'node-2:30080', '172.30.0.12'],
      ['client-2', 'node-1:30080', '10.244.1.2'],
      ['client-2', 'node-2:30080', '10.244.1.2'],
      ['client', 'node-2:30080', 'timedOut'],
      ['a', 'node-1:30080', '10.244.0.1'],
      ['a', 'node-2:30080', '172.30.0.12', 'timedOut'],
      ['client-2', '10.96.1.10:80', '10.244.1.2'],
    ],
  },
  {
    name: 'both policies Local',
    fill: withWeb(nodePort({ externalTrafficPolicy: 'Local', internalTrafficPolicy: 'Local' })),
    rows: [
      ['client', '10.96.1.10:80', '10.244.0.3'],
      ['client-2', '10.96.1.10:80', 'timedOut'],
      ['client-2', 'node-2:30080', '10.244.1.2'],
      ['node-2', 'node-2:30080', '172.30.0.12'],
    ],
  },
  {
    name: 'a load balancer',
    fill: withWeb(balanced()),
    rows: [
      ['client', '203.0.113.1:80', '10.244.0.1'],
      ['client', '203.0.113.1:81', 'timedOut'],
      ['outside', '203.0.113.1:81', 'timedOut'],
      ['outside', '203.0.113.9:80', 'timedOut'],
    ],
  },
  {
    name: 'a load balancer under externalTrafficPolicy Local',
    fill: withWeb(balanced({ externalTrafficPolicy: 'Local', healthCheckNodePort: 32000 })),
    rows: [
      ['outside', '203.0.113.1:80', '172.30.0.200'],
      ['client-2', '203.0.113.1:80', '10.244.1.2'],
      ['node-2', '203.0.113.1:80', '172.30.0.12'],
      ['outside', 'node-1:32000', 'timedOut'],
      ['outside', 'http://node-1:32000/healthz', '172.30.0.200'],
      ['node-1', '127.0.0.1:32000', 'timedOut', 'refused'],
      ['client', '10.244.0.1:32000', 'timedOut', 'refused'],
    ],
  },
  {
    name: 'datagrams that the sender\'s own machine stops: the socket hears of it as it sends',
    fill(cluster) {
      const ports = [{ name: 'tcp', port: 80, targetPort: 8080 }, { name: 'udp', port: 80, targetPort: 8080, protocol: 'UDP' }];
      cluster.service('web', { ...webSpec, ports, internalTrafficPolicy: 'Local' });
      cluster.service('none', { clusterIP: '10.96.1.99', selector: { app: 'none' }, ports });
      cluster.service('closed', { type: 'LoadBalancer', clusterIP: '10.96.1.98', selector: { app: 'web' }, ports, loadBalancerSourceRanges: ['10.0.0.0/8'] });
    },
    rows: [
      ['node-1', '10.96.1.99:80', 'unreachable', undefined, 'UDP'],
      ['node-1', '10.96.1.99:80', 'refused'],
      ['client', '10.96.1.99:80', 'refused', undefined, 'UDP'],
      ['node-2', '10.96.1.10:80', 'unreachable', undefined, 'UDP'],
      ['node-2', '10.96.1.10:80', 'timedOut'],
      ['client-2', '10.96.1.10:80', 'timedOut', undefined, 'UDP'],
      ['node-1', '10.96.1.10:99', 'timedOut', 'unreachable', 'UDP'],
      ['node-2', '203.0.113.1:80', 'unreachable', undefined, 'UDP'],
      ['node-2', '203.0.113.1:80', 'timedOut'],
      ['outside', '203.0.113.1:80', 'timedOut', undefined, 'UDP'],
    ],
  },
  {
    name: 'a load balancer with source ranges',
    fill: withWeb(balanced({ loadBalancerSourceRanges: ['10.244.1.0/24', '172.30.0.11/32'] })),
    rows: [
      ['client', '203.0.113.1:80', 'timedOut'],
      ['client-2', '203.0.113.1:80', '172.30.0.12'],
      ['node-1', '203.0.113.1:80', '10.244.0.1'],
      ['outside', '203.0.113.1:80', 'timedOut'],
      ['outside', 'node-1:30080', '10.244.0.1'],
    ],
  },
  {
    name: 'a load balancer without endpoints',
    fill: withWeb(balanced({ selector: { app: 'none' }, loadBalancerSourceRanges: ['198.51.100.0/24'] })),
    rows: [
      ['client', '203.0.113.1:80', 'refused', 'timedOut'],
      ['outside', '203.0.113.1:80', 'refused', 'timedOut'],
      ['node-1', '203.0.113.1:80', 'timedOut'],
      ['outside', 'node-1:30080', 'refused'],
      ['client', '10.96.1.10:80', 'refused'],
    ],
  },
  {
    name: 'external IPs',
    fill: withWeb({ ...webSpec, externalIPs: ['172.30.0.240', '172.30.0.200'] }),
    rows: [
      ['client', '172.30.0.240:80', '10.244.0.1'],
      ['node-2', '172.30.0.240:80', '172.30.0.12'],
      ['outside', '172.30.0.240:80', 'unreachable'],
      ['client', '172.30.0.200:80', '10.244.0.1'],
      ['client', '172.30.0.240:81', 'unreachable'],
    ],
  },
  {
    name: 'an external IP without endpoints',
    fill: withWeb({ ...webSpec, selector: { app: 'none' }, externalIPs: ['172.30.0.240'] }),
    rows: [
      ['client', '172.30.0.240:80', 'refused'],
      ['node-1', '172.30.0.240:80', 'unreachable', 'refused'],
    ],
  },
  {
    name: 'a slice that leads to a node port',
    fill: (cluster) => {
      cluster.service('web', nodePort());
      cluster.service('man', { clusterIP: '10.96.1.20', ports: [{ port: 80 }] });
      cluster.slice('m', 'man', { ports: [{ port: 30080 }], endpoints: [{ addresses: ['172.30.0.12'] }] });
    },
    rows: [
      ['client', '10.96.1.20:80', '172.30.0.12'],
      ['node-1', '10.96.1.20:80', '172.30.0.12'],
      ['client-2', '10.96.1.20:80', 'refused'],
    ],
  },
  {
    name: 'a slice that leads to a cluster IP',
    fill: (cluster) => {
      cluster.service('web', webSpec);
      cluster.service('man', { clusterIP: '10.96.1.20', ports: [{ port: 80 }] });
      cluster.slice('m', 'man', { ports: [{ port: 80 }], endpoints: [{ addresses: ['10.96.1.10'] }] });
    },
    rows: [
      ['client', '10.96.1.20:80', 'timedOut', 'refused'],
      ['node-1', '10.96.1.20:80', 'timedOut', 'refused'],
    ],
  },
  {
    name: 'a slice that leads to nobody',
    fill: (cluster) => {
      cluster.service('man', { clusterIP: '10.96.1.20', ports: [{ port: 80 }] });
      cluster.slice('m', 'man', { ports: [{ port: 80 }], endpoints: [{ addresses: ['10.244.1.99'] }] });
    },
    rows: [
      ['client', '10.96.1.20:80', 'unreachable'],
      ['node-1', '10.96.1.20:80', 'unreachable'],
      ['node-2', '10.96.1.20:80', 'timedOut'],
    ],
  },
  {
    name: 'a Pod on the network of its Node',
    fill: (cluster) => {
      cluster.pod('host', 'node-1', { labels: { app: 'host' }, ports: [{ containerPort: 9090 }], spec: { hostNetwork: true } });
      cluster.service('web', nodePort({ selector: { app: 'host' }, ports: [{ port: 80, targetPort: 9090, nodePort: 30080 }] }));
    },
    rows: [
      ['outside', 'node-1:30080', '172.30.0.200'],
      ['outside', 'node-2:30080', '172.30.0.12'],
      ['outside', 'node-1:9090', '172.30.0.200'],
      ['client', '10.96.1.10:80', '10.244.0.3'],
      ['node-1', '10.96.1.10:80', '172.30.0.11'],
      ['node-1', '127.0.0.1:9090', 'refused'],
      ['host', '10.244.0.2:8080', '10.244.0.1'],
    ],
  },
];

const rowsOf = (mode: 'iptables' | 'nftables') =>
  scenes.flatMap(({ name, fill, rows }) => rows.map(([from, to, iptables, nftables, protocol = 'TCP' as const]) => ({ mode, scene: name, fill, from, to, protocol, expected: mode === 'nftables' ? (nftables ?? iptables) : iptables })));

describe.each(['iptables', 'nftables'] as const)('packets with %s', (mode) => {
  it.each(rowsOf(mode))('$scene: $from → $to $protocol: $expected', ({ fill, from, to, protocol, expected }) => {
    const { outcome, seenSource } = world(mode, fill).request(from, to, protocol);
    expect(outcome === 'answered' ? seenSource : outcome).toBe(expected);
  });
});

describe('load balancers', () => {
  it('give Nodes their turn, without those that are not ready or excluded', () => {
    const cluster = createCluster({ nodes: 4 });
    cluster.pod('a', 'node-1');
    cluster.service('web', balanced());
    const entries = (): readonly (string | undefined)[] => Array.from({ length: 4 }, () => {
      const place = cluster.request('outside', '203.0.113.1:80').way[2]?.place;
      return place?.kind === 'node' ? place.name : undefined;
    });
    expect(entries()).toEqual(['node-1', 'node-2', 'node-3', 'node-4']);
    cluster.patch('Node', 'node-2', { metadata: { labels: { 'node.kubernetes.io/exclude-from-external-load-balancers': '' } } });
    cluster.kubelet.nodes.report('node-3', false);
    cluster.settle();
    expect(cluster.network.balancerNodes('203.0.113.1')).toEqual(['node-1', 'node-4']);
    expect(new Set(entries())).toEqual(new Set(['node-1', 'node-4']));
  });

  it('follow the health check where there is one', () => {
    const cluster = createCluster();
    cluster.pod('a', 'node-1', { isHeld: true });
    cluster.pod('b', 'node-2');
    cluster.service('web', balanced({ externalTrafficPolicy: 'Local', healthCheckNodePort: 32000 }));
    expect(cluster.network.balancerNodes('203.0.113.1')).toEqual(['node-1', 'node-2']);
    cluster.remove('Pod', 'a');
    expect([cluster.network.healthCheck('node-1', 32000), cluster.network.healthCheck('node-2', 32000), cluster.network.healthCheck('node-2', 32001)]).toEqual([503, 200, undefined]);
    expect(cluster.network.balancerNodes('203.0.113.1')).toEqual(['node-2']);
    expect(cluster.answers('outside', 'node-1:30080', 1)).toEqual(['a']);
  });
});
