import { describe, expect, it } from 'vitest';
import { humanDuration } from '../../../../src/kube/humanDuration.ts';
import type { JsonObject } from '../../../../src/kube/json.ts';
import { tableHandler } from '../../../../src/kube/printers/printers.ts';

const nowMs = Date.UTC(2026, 0, 1, 1);
const metadata = { name: 'a', creationTimestamp: '2026-01-01T00:57:00Z' };

/** The cells of an object by the names of their columns. */
function cells(object: JsonObject & { readonly kind: string }): Readonly<Record<string, unknown>> {
  const handler = tableHandler(object.kind);
  const { columns } = handler;
  const values = handler.row(object, nowMs);
  return Object.fromEntries(columns.map(({ name }, index) => [name, values[index]]));
}

describe('humanDuration', () => {
  it.each([
    [-5000, '<invalid>'], [-1000, '0s'], [0, '0s'], [119_000, '119s'], [120_000, '2m'], [121_000, '2m1s'], [599_000, '9m59s'], [600_000, '10m'], [10_799_000, '179m'],
    [10_800_000, '3h'], [10_860_000, '3h1m'], [28_800_000, '8h'], [172_799_000, '47h'], [172_800_000, '2d'], [176_400_000, '2d1h'], [691_200_000, '8d'],
    [365 * 86_400_000, '365d'], [2 * 365 * 86_400_000, '2y'], [(2 * 365 + 1) * 86_400_000, '2y1d'], [8 * 365 * 86_400_000, '8y'],
  ])('%d ms: %s', (ms, text) => {
    expect(humanDuration(ms)).toBe(text);
  });
});

describe('tables', () => {
  it('shows how a Service can be reached', () => {
    const spec = { type: 'NodePort', clusterIPs: ['10.96.0.7'], ports: [{ port: 80, nodePort: 30080, protocol: 'TCP' }, { port: 53, protocol: 'UDP' }], selector: { b: '1', a: '2' } };
    expect(cells({ kind: 'Service', metadata, spec })).toEqual({
      'Name': 'a', 'Type': 'NodePort', 'Cluster-IP': '10.96.0.7', 'External-IP': '<none>', 'Port(s)': '80:30080/TCP,53/UDP', 'Age': '3m', 'Selector': 'a=2,b=1',
    });
  });

  it('shows the addresses of load balancers and external names', () => {
    expect(cells({ kind: 'Service', metadata, spec: { type: 'LoadBalancer', clusterIP: '10.96.0.7' } })['External-IP']).toBe('<pending>');
    const status = { loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } };
    expect(cells({ kind: 'Service', metadata, spec: { type: 'LoadBalancer', clusterIP: '10.96.0.7', externalIPs: ['192.0.2.9'] }, status })['External-IP']).toBe('192.0.2.1,192.0.2.9');
    const external = cells({ kind: 'Service', metadata, spec: { type: 'ExternalName', externalName: 'db.example' } });
    expect([external['Cluster-IP'], external['External-IP'], external['Port(s)']]).toEqual(['<none>', 'db.example', '<none>']);
  });

  it('cuts long lists of endpoints', () => {
    const subsets = [{ addresses: [{ ip: '10.0.0.1' }, { ip: '10.0.0.2' }, { ip: '10.0.0.3' }, { ip: '10.0.0.4' }], ports: [{ port: 80 }] }];
    expect(cells({ kind: 'Endpoints', metadata, subsets })['Endpoints']).toBe('10.0.0.1:80,10.0.0.2:80,10.0.0.3:80 + 1 more...');
    expect(cells({ kind: 'Endpoints', metadata, subsets: [] })['Endpoints']).toBe('<none>');
    const slice = { kind: 'EndpointSlice', metadata, addressType: 'IPv4', ports: [{ port: 80 }, {}], endpoints: [{ addresses: ['10.0.0.1'] }, { addresses: ['10.0.0.2'] }] };
    expect(cells(slice)).toEqual({ Name: 'a', AddressType: 'IPv4', Ports: '80,*', Endpoints: '10.0.0.1,10.0.0.2', Age: '3m' });
  });

  it('says why a Pod does not run', () => {
    const waiting = { name: 'c', ready: false, restartCount: 3, state: { waiting: { reason: 'CrashLoopBackOff' } }, lastState: { terminated: { finishedAt: '2026-01-01T00:59:30Z', exitCode: 1 } } };
    const pod = { kind: 'Pod', metadata, spec: { nodeName: 'n', containers: [{ name: 'c' }, { name: 'd' }] }, status: { phase: 'Running', podIPs: [{ ip: '10.244.0.1' }], containerStatuses: [waiting, { name: 'd', ready: true, restartCount: 0, state: { running: {} } }] } };
    const shown = cells(pod);
    expect([shown['Ready'], shown['Status'], shown['Restarts'], shown['IP'], shown['Node'], shown['Nominated Node']]).toEqual(['1/2', 'CrashLoopBackOff', '3 (30s ago)', '10.244.0.1', 'n', '<none>']);
    expect(cells({ ...pod, metadata: { ...metadata, deletionTimestamp: '2026-01-01T01:00:00Z' } })['Status']).toBe('Terminating');
  });

  it('counts what a Deployment has', () => {
    const shown = cells({ kind: 'Deployment', metadata, spec: { replicas: 3, selector: { matchLabels: { app: 'a' } }, template: { spec: { containers: [{ name: 'c', image: 'i:1' }] } } }, status: { readyReplicas: 1, updatedReplicas: 2, availableReplicas: 1 } });
    expect(shown).toEqual({ 'Name': 'a', 'Ready': '1/3', 'Up-to-date': 2, 'Available': 1, 'Age': '3m', 'Containers': 'c', 'Images': 'i:1', 'Selector': 'app=a' });
  });

  it('shows kinds without a table of their own with the time they were made', () => {
    expect(cells({ kind: 'ClusterRole', metadata })).toEqual({ 'Name': 'a', 'Created At': '2026-01-01T00:57:00Z' });
  });
});
