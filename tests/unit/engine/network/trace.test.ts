import { describe, expect, it } from 'vitest';
import { reasons } from '../../../../src/engine/network/reasons.ts';
import type { Hop, RequestTrace } from '../../../../src/protocol/request.ts';
import { presetSettings } from '../../../../src/protocol/settings.ts';
import { createCluster, specOf, webSpec, type TestCluster } from './cluster.ts';

const delays = { controllerMs: 0, proxyMs: 0, containerStartMs: 0, loadBalancerMs: 0, linkMs: 5, requestTimeoutMs: 1000 };

function world(mode: 'iptables' | 'nftables' | 'ipvs' = 'iptables'): TestCluster {
  const cluster = createCluster({ mode, settings: { delays } });
  cluster.pod('a', 'node-1');
  cluster.pod('b', 'node-2');
  cluster.pod('client', 'node-1', { labels: {} });
  return cluster;
}

/** Hops follow each other in time and place, and say what their codes ask for. */
function checkTrace(trace: RequestTrace): void {
  let at = JSON.stringify(trace.way[0]?.place);
  let atMs = trace.startMs;
  for (const hop of trace.hops) {
    if (JSON.stringify(hop.from) !== at) at = JSON.stringify(trace.way.find(({ place }) => JSON.stringify(place) === JSON.stringify(hop.from))?.place);
    expect(JSON.stringify(hop.from)).toBe(at);
    expect(hop.startMs).toBeGreaterThanOrEqual(atMs);
    expect(hop.endMs).toBeGreaterThanOrEqual(hop.startMs);
    atMs = hop.startMs;
    at = JSON.stringify(hop.to);
    const entry = Object.entries(reasons).find(([code]) => code === hop.reason.code)?.[1];
    expect(entry?.every((name) => Object.hasOwn(hop.reason.params, name)), hop.reason.code).toBe(true);
  }
  expect(trace.hops.at(-1)?.endMs).toBe(trace.endMs);
  for (const [index, { atMs: time }] of trace.way.entries()) expect(time).toBeGreaterThanOrEqual(trace.way[index - 1]?.atMs ?? trace.startMs);
}

const codes = (trace: RequestTrace): readonly string[] => trace.hops.map((hop) => hop.reason.code);
const find = (trace: RequestTrace, kind: Hop['kind']): Hop | undefined => trace.hops.find((hop) => hop.kind === kind);

describe('traces', () => {
  it('follow a request by name through the cluster IP to another Node', () => {
    const cluster = world();
    cluster.ready('a', false);
    cluster.service('web', webSpec);
    const trace = cluster.request('client', 'http://web');
    checkTrace(trace);
    expect(codes(trace)).toEqual(['dns.resolved', 'send.fromPod', 'rule.clusterIP', 'dnat.only', 'forward.podCIDR', 'deliver.pod', 'answer.received']);
    expect(trace.way.map(({ place, atMs }) => `${place.kind} ${atMs}`)).toEqual(['client 0', 'dns 10', 'client 10', 'node 10', 'service 10', 'node 15', 'pod 15']);
    expect(trace).toMatchObject({ outcome: 'answered', service: 'Service/default/web', pod: 'Pod/default/b', node: 'node-2', startMs: 0, endMs: 20, seenSource: '10.244.0.3' });
    expect(find(trace, 'dns')?.queries).toEqual([{ query: 'web.default.svc.cluster.local.', type: 'A', rcode: 'NOERROR', answers: ['10.96.1.10'] }]);
    expect(find(trace, 'dnat')?.destination).toEqual({ before: { ip: '10.96.1.10', port: 80 }, after: { ip: '10.244.1.2', port: 8080 } });
    expect(find(trace, 'deliver')?.decidedBy).toEqual({ object: { apiVersion: 'v1', kind: 'Pod', namespace: 'default', name: 'b' }, path: ['spec', 'containers', 0, 'ports', 0, 'containerPort'] });
    expect(trace.notChosen).toEqual([{ pod: 'Pod/default/a', reason: { code: 'notChosen.notReady', params: {} } }]);
  });

  it('show both rewritings of a node port', () => {
    const cluster = world();
    cluster.ready('b', false);
    cluster.service('web', { ...webSpec, type: 'NodePort', ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }] });
    const trace = cluster.request('outside', 'node-2:30080');
    checkTrace(trace);
    expect(codes(trace)).toEqual(['send.fromOutside', 'rule.nodePort', 'dnat.only', 'snat.externalPolicyCluster', 'forward.podCIDR', 'deliver.pod', 'answer.received']);
    expect(find(trace, 'snat')).toMatchObject({ source: { before: { ip: '172.30.0.200' }, after: { ip: '172.30.0.12' } }, decidedBy: { path: ['spec', 'externalTrafficPolicy'] } });
    expect(find(trace, 'serviceRule')?.decidedBy?.path).toEqual(['spec', 'ports', 0, 'nodePort']);
    expect(trace.way.map(({ place }) => place.kind)).toEqual(['client', 'node', 'service', 'node', 'pod']);
  });

  it('show the balancer', () => {
    const cluster = world();
    cluster.service('web', { ...webSpec, type: 'LoadBalancer' });
    const trace = cluster.request('outside', '203.0.113.1:80');
    checkTrace(trace);
    expect(trace.way.slice(0, 3).map(({ place, atMs }) => `${place.kind} ${atMs}`)).toEqual(['client 0', 'loadBalancer 5', 'node 10']);
    expect(find(trace, 'balance')?.reason).toEqual({ code: 'balance.turn', params: { node: 'node-1', count: 2 } });
  });

  const broken: readonly { readonly name: string; readonly make: (cluster: TestCluster) => void; readonly to?: string; readonly outcome: string; readonly code: string; readonly path?: readonly (string | number)[] }[] = [
    { name: 'a selector that selects nothing', make: (cluster) => cluster.service('web', { ...webSpec, selector: { app: 'wbe' } }), outcome: 'refused', code: 'reject.noEndpoints', path: ['spec', 'selector'] },
    { name: 'a targetPort on which nobody listens', make: (cluster) => cluster.service('web', { ...webSpec, ports: [{ port: 80, targetPort: 9999 }] }), outcome: 'refused', code: 'refuse.notListening', path: ['spec', 'ports', 0, 'targetPort'] },
    { name: 'a targetPort that no container names', make: (cluster) => cluster.service('web', { ...webSpec, ports: [{ port: 80, targetPort: 'http' }] }), outcome: 'refused', code: 'reject.noEndpoints' },
    { name: 'Pods that are not ready', make: (cluster) => { cluster.service('web', webSpec); cluster.ready('a', false); cluster.ready('b', false); }, outcome: 'refused', code: 'reject.noEndpoints' },
    { name: 'a Local policy without an endpoint here', make: (cluster) => { cluster.service('web', { ...webSpec, internalTrafficPolicy: 'Local' }); cluster.ready('a', false); }, outcome: 'timedOut', code: 'drop.noLocalEndpoints', path: ['spec', 'internalTrafficPolicy'] },
    { name: 'a port that the Service does not have', make: (cluster) => cluster.service('web', webSpec), to: 'web:8080', outcome: 'timedOut', code: 'drop.noService' },
    { name: 'a name that does not exist', make: () => undefined, to: 'wbe', outcome: 'unresolved', code: 'dns.nameError' },
    { name: 'an ExternalName that is an address', make: (cluster) => cluster.service('web', { type: 'ExternalName', externalName: '198.51.100.10' }), to: 'web', outcome: 'unresolved', code: 'dns.nameError' },
    { name: 'a target that cannot be read', make: () => undefined, to: 'web:x', outcome: 'unresolved', code: 'unreachable.target' },
    { name: 'a Node without power', make: (cluster) => { cluster.service('web', webSpec); cluster.ready('a', false); cluster.kubelet.nodes.setPower('node-2', 'down'); }, outcome: 'timedOut', code: 'drop.nodeDown' },
    { name: 'a Node cut off', make: (cluster) => { cluster.service('web', webSpec); cluster.ready('a', false); cluster.kubelet.nodes.setPower('node-2', 'partitioned'); }, outcome: 'timedOut', code: 'drop.partitioned' },
    { name: 'a link cut', make: (cluster) => { cluster.service('web', webSpec); cluster.ready('a', false); cluster.kubelet.nodes.setLink('node-1', 'node-2', true); }, outcome: 'timedOut', code: 'drop.linkCut' },
  ];

  it.each(broken)('name what stands behind $name', ({ make, to = '10.96.1.10:80', outcome, code, path }) => {
    const cluster = world();
    make(cluster);
    const trace = cluster.request('client', to);
    checkTrace(trace);
    const last = trace.hops.at(-1);
    expect({ outcome: trace.outcome, code: last?.reason.code }).toEqual({ outcome, code });
    if (path !== undefined) expect(last?.decidedBy).toMatchObject({ object: { kind: 'Service', name: 'web' }, path });
    if (outcome === 'timedOut') expect(trace.endMs).toBe(to.startsWith('10.') ? 1000 : 1010);
  });

  it('say why each other Pod was not taken', () => {
    const cluster = world();
    cluster.pod('c', 'node-1', { ports: [{ containerPort: 8080, name: 'http' }] });
    cluster.pod('d', 'node-1', { ports: [{ containerPort: 8080, name: 'http' }], isHeld: true });
    cluster.pod('e', 'node-2', { ports: [{ containerPort: 8080, name: 'http' }] });
    cluster.service('web', { ...webSpec, internalTrafficPolicy: 'Local', ports: [{ port: 80, targetPort: 'http' }] });
    cluster.remove('Pod', 'd');
    const { notChosen } = cluster.request('client', '10.96.1.10:80');
    expect(Object.fromEntries(notChosen.map(({ pod, reason }) => [pod.split('/').at(-1), reason.code]))).toEqual({ a: 'notChosen.targetPort', b: 'notChosen.targetPort', d: 'notChosen.terminating', e: 'notChosen.policyLocal' });
  });

  it('tell of headless Services by the addresses of their name', () => {
    const cluster = world();
    cluster.service('web', { ...webSpec, clusterIP: 'None' });
    const trace = cluster.request('client', 'web:8080');
    checkTrace(trace);
    expect(trace).toMatchObject({ outcome: 'answered', service: 'Service/default/web' });
    expect(trace.hops[0]?.reason).toMatchObject({ code: 'dns.resolvedMany', params: { count: 2 } });
    expect(trace.notChosen.map(({ reason }) => reason.code)).toEqual(['notChosen.dns']);
  });

  it('point at slices made by hand', () => {
    const cluster = world();
    cluster.service('man', { clusterIP: '10.96.1.20', ports: [{ port: 80 }] });
    cluster.slice('by-hand', 'man', { endpoints: [{ addresses: ['10.244.0.2'] }] });
    expect(find(cluster.request('client', '10.96.1.20:80'), 'dnat')?.decidedBy).toMatchObject({ object: { kind: 'EndpointSlice', name: 'by-hand' }, path: ['endpoints'] });
  });

  it('take the latency of Pods into account, and their errors', () => {
    const cluster = world();
    cluster.service('web', webSpec);
    cluster.ready('b', false);
    cluster.behaviours.set('Pod/default/a', { latencyMs: 120 });
    expect(cluster.request('client', '10.96.1.10:80')).toMatchObject({ outcome: 'answered', endMs: 120 });
    cluster.behaviours.set('Pod/default/a', { latencyMs: 5000 });
    expect(cluster.request('client', '10.96.1.10:80')).toMatchObject({ outcome: 'timedOut', endMs: 1000 });
    cluster.behaviours.set('Pod/default/a', { errorRate: 1 });
    expect(cluster.request('client', '10.96.1.10:80').outcome).toBe('reset');
    cluster.behaviours.set('Pod/default/a', { listensOn: [9090] });
    expect(cluster.request('client', '10.96.1.10:80').outcome).toBe('refused');
  });

  it('come to the same as verdicts', () => {
    const targets = ['10.96.1.10:80', '10.96.1.10:81', 'http://web', 'wbe', 'node-1:30080', '10.244.0.77:80', '10.96.77.77:80', '127.0.0.1:1', 'web:x'];
    for (const mode of ['iptables', 'nftables', 'ipvs'] as const) {
      const pair = [world(mode), world(mode)] as const;
      for (const cluster of pair) cluster.service('web', { ...webSpec, type: 'NodePort', ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }] });
      for (const to of targets) for (const from of ['client', 'node-2', 'outside', 'ghost']) expect(`${from} ${to} ${pair[0].network.verdict(specOf(from, to))}`).toBe(`${from} ${to} ${pair[1].network.request(specOf(from, to)).outcome}`);
    }
  });

  it('know the names outside and their ports', () => {
    const cluster = createCluster({ settings: { outsideNames: presetSettings('kubeadm').outsideNames } });
    cluster.pod('client', 'node-1', { labels: {} });
    cluster.service('site', { type: 'ExternalName', externalName: 'www.example.com' });
    const trace = cluster.request('client', 'http://site');
    expect(trace).toMatchObject({ outcome: 'answered', service: 'Service/default/site', seenSource: '172.30.0.11' });
    expect(trace.hops[0]?.reason).toMatchObject({ code: 'dns.alias', params: { target: 'www.example.com.' } });
    expect(cluster.request('client', 'www.example.com:8080').outcome).toBe('refused');
  });
});
