import { describe, expect, it } from 'vitest';
import { createServiceTable } from '../../../../src/engine/proxy/serviceTable.ts';
import { endpointsForNode, type ServiceEntry } from '../../../../src/engine/proxy/serviceEntry.ts';
import { createRandom } from '../../../../src/engine/random.ts';
import { createCluster, webSpec } from '../network/cluster.ts';

const describeEntry = (entry: ServiceEntry): unknown => ({ info: entry.info, endpoints: entry.endpoints.map(({ key, isReady, isServing, isTerminating, pod }) => [key, isReady, isServing, isTerminating, pod]) });

describe('the table of Services', () => {
  it('is the same whether it followed every change or was made at the end', () => {
    const cluster = createCluster({ nodes: 3 });
    const { context, network } = cluster;
    const random = createRandom(5, 'names');
    const alive = new Set<string>();
    const services = new Set<string>();
    for (let step = 0; step < 120; step++) {
      const name = `p${random.int(8)}`;
      const service = `s${random.int(4)}`;
      const act = random.int(6);
      if (act < 2 && !alive.has(name)) {
        cluster.pod(name, `node-${random.int(3) + 1}`, { labels: { app: `a${random.int(2)}` }, ports: [{ containerPort: 8080, name: 'http' }] });
        alive.add(name);
      } else if (act === 2 && alive.delete(name)) cluster.remove('Pod', name);
      else if (act === 3 && alive.has(name)) cluster.ready(name, random.int(2) === 0);
      else if (act === 4 && !services.has(service)) {
        cluster.service(service, { type: random.int(2) === 0 ? 'NodePort' : 'ClusterIP', selector: { app: `a${random.int(2)}` }, ports: [{ port: 80, targetPort: random.int(2) === 0 ? 'http' : 8080 }, { name: 'u', port: 53, protocol: 'UDP' }].slice(0, 1) });
        services.add(service);
      } else if (act === 5 && services.delete(service)) cluster.remove('Service', service);
      const fresh = createServiceTable(context);
      cluster.settle();
      for (const id of ['s0', 's1', 's2', 's3', 'kubernetes'].map((one) => `Service/default/${one}`)) {
        expect(network.proxy.table.entriesOf(id).map(describeEntry)).toEqual(fresh.entriesOf(id).map(describeEntry));
        for (const [index, entry] of network.proxy.table.entriesOf(id).entries()) {
          const other = fresh.entriesOf(id)[index];
          if (other === undefined) continue;
          for (const node of ['node-1', 'node-2', 'node-3']) expect(endpointsForNode(entry, node, network.proxy.table).cluster.map((item) => item.key)).toEqual(endpointsForNode(other, node, fresh).cluster.map((item) => item.key));
          const { clusterIP, port, protocolNumber, nodePort, family } = entry.info;
          expect(network.proxy.table.byAddress(clusterIP, port, protocolNumber)?.entry).toBe(entry);
          if (nodePort !== 0) expect(network.proxy.table.byNodePort(nodePort, protocolNumber, family)).toBe(entry);
        }
      }
    }
  });

  it('takes changes over together, after the delay', () => {
    const cluster = createCluster({ settings: { delays: { controllerMs: 0, proxyMs: 300, containerStartMs: 0, loadBalancerMs: 0, linkMs: 0, requestTimeoutMs: 3000 } } });
    cluster.pod('a', 'node-1');
    cluster.pod('client', 'node-1', { labels: {} });
    cluster.service('web', webSpec);
    expect(cluster.request('client', '10.96.1.10:80').outcome).toBe('timedOut');
    cluster.settle(300);
    expect(cluster.request('client', '10.96.1.10:80').outcome).toBe('answered');
    cluster.pod('b', 'node-2');
    cluster.settle(200);
    cluster.ready('a', false);
    expect(new Set(cluster.answers('client', '10.96.1.10:80', 20))).toEqual(new Set(['a']));
    cluster.settle(100);
    expect(new Set(cluster.answers('client', '10.96.1.10:80', 20))).toEqual(new Set(['b']));
  });

  it.each([
    ['a headless Service', { clusterIP: 'None', selector: { app: 'web' }, ports: [{ port: 80 }] }],
    ['an ExternalName', { type: 'ExternalName', externalName: 'db.example.com', ports: [{ port: 80 }] }],
  ])('knows nothing of %s', (_name, spec) => {
    const cluster = createCluster();
    cluster.service('web', spec);
    expect(cluster.network.proxy.table.entriesOf('Service/default/web')).toEqual([]);
  });

  it('lets the first by name have an address that two Services claim', () => {
    const cluster = createCluster();
    for (const name of ['z', 'b']) cluster.service(name, { selector: { app: name }, ports: [{ port: 80 }], externalIPs: ['198.51.100.1'] });
    const owner = (): string | undefined => cluster.network.proxy.table.byAddress('198.51.100.1', 80, 0)?.entry.info.serviceName;
    expect(owner()).toBe('b');
    cluster.remove('Service', 'b');
    expect(owner()).toBe('z');
  });
});
