import { describe, expect, it } from 'vitest';
import type { RequestTrace } from '../../src/protocol/request.ts';
import { behind, codesOf, countBy, distinct, findPod, ofFlow, outcomesByFlow, podId, readyAddresses, runScenario } from './runScenario.ts';

const CLIENT = '172.30.0.200';
const sources = (traces: readonly RequestTrace[]): readonly string[] => distinct(traces, (trace) => trace.seenSource ?? 'nobody');
const nodes = (traces: readonly RequestTrace[]): readonly string[] => distinct(traces, (trace) => trace.node ?? 'none');
/** The Node at which a request entered the cluster. */
const entered = (traces: readonly RequestTrace[]): readonly string[] =>
  distinct(traces, ({ way }) => way.map(({ place }) => place).find((place) => place.kind === 'node')?.name ?? 'none');

describe('source-address', () => {
  it('shows the Pods a Node in the place of the client, until the policy is Local', () => {
    const run = runScenario('source-address');
    const users = ofFlow(run.forMs(10_000), 'users');
    expect(sources(users)).toEqual(['10.244.0.1', '10.244.1.1', '172.30.0.11', '172.30.0.12']);
    expect(users.every((trace) => codesOf(trace).includes('snat.externalPolicyCluster'))).toBe(true);

    run.edit('Service/default/web', ['spec', 'externalTrafficPolicy'], 'Local');
    run.forMs(1000);
    const local = ofFlow(run.forMs(10_000), 'users');
    expect(sources(local)).toEqual([CLIENT]);
    expect(distinct(local, (trace) => trace.outcome)).toEqual(['answered']);
    expect(local.some((trace) => codesOf(trace).includes('snat.externalPolicyCluster'))).toBe(false);
    expect(nodes(local)).toEqual(['node-1', 'node-2']);
  });

  it('answers for cache once its selector is mended', () => {
    const run = runScenario('source-address');
    run.applyFixes();
    run.forMs(1000);
    expect(run.diagnostics()).toEqual([]);
    expect(behind(run.engine, 'cache')).toEqual({ 'app=cache': 2 });
    expect(outcomesByFlow(run.forMs(4000))['lookups']).toEqual(['answered']);
  });
});

describe('clusterip', () => {
  it('shows the Pods who asked: the client Pod itself, and the Node by the address on that side', () => {
    const run = runScenario('clusterip');
    const traces = run.forMs(20_000);
    const client = findPod(run.engine, { app: 'client' });
    expect(sources(ofFlow(traces, 'by-name'))).toEqual([client.status?.podIP]);
    expect(sources(ofFlow(traces, 'from-node'))).toEqual(['10.244.0.1', '172.30.0.11']);
    expect(distinct(ofFlow(traces, 'from-outside'), (trace) => codesOf(trace).join())).toEqual(['unreachable.noRoute']);
  });

  it.each([3, 1, 6])('keeps its address and follows %i replicas', (replicas) => {
    const run = runScenario('clusterip');
    run.edit('Deployment/default/web', ['spec', 'replicas'], replicas);
    run.forMs(5000);
    expect(run.engine.reader.get('Service', 'default', 'demo-svc-clusterip')?.spec.clusterIP).toBe('10.96.1.1');
    expect(readyAddresses(run.engine, 'demo-svc-clusterip')).toHaveLength(replicas);
    const traces = ofFlow(run.forMs(10_000), 'by-name');
    expect(distinct(traces, (trace) => trace.pod ?? '')).toHaveLength(replicas);
    expect(distinct(traces, (trace) => trace.outcome)).toEqual(['answered']);
  });

  it('fails for a while when a Pod is killed, and is whole again with its successor', () => {
    const run = runScenario('clusterip', { start: { traffic: [{ id: 'many', from: { kind: 'node', name: 'node-1' }, to: '10.96.1.1:80', protocol: 'TCP', connection: 'new', ratePerSecond: 60, isEnabled: true }] } });
    run.forMs(1000);
    const victim = findPod(run.engine, { app: 'web' });
    run.dispatch({ type: 'killPod', namespace: 'default', name: victim.metadata.name });
    const right = countBy(run.forMs(3500), (trace) => trace.outcome);
    expect(right['answered']).toBeGreaterThan(100);
    expect(Object.keys(right).length).toBeGreaterThan(1);
    run.forMs(3000);
    expect(readyAddresses(run.engine, 'demo-svc-clusterip')).toHaveLength(3);
    expect(readyAddresses(run.engine, 'demo-svc-clusterip')).not.toContain(victim.status?.podIP);
    expect(countBy(run.forMs(2000), (trace) => trace.outcome)).toEqual({ answered: 120 });
  });
});

describe('nodeport', () => {
  it('opens the same door on every Node, with a Pod or without', () => {
    const run = runScenario('nodeport');
    const traces = run.forMs(10_000);
    for (const node of ['node-1', 'node-2', 'node-3']) {
      expect(entered(ofFlow(traces, node))).toEqual([node]);
      expect(nodes(ofFlow(traces, node))).toEqual(['node-1', 'node-2']);
    }
    expect(sources(ofFlow(traces, 'node-3'))).toEqual(['172.30.0.13']);
  });

  it.each([
    { to: '172.30.0.13:8080', code: 'refuse.notListening', outcome: 'refused' },
    { to: '172.30.0.13:80', code: 'refuse.notListening', outcome: 'refused' },
    { to: '172.30.0.13:32313', code: 'refuse.nodePortClosed', outcome: 'refused' },
  ])('tells its three ports apart: nobody is at $to', ({ to, code, outcome }) => {
    const run = runScenario('nodeport', { start: { traffic: [{ id: 'wrong', from: { kind: 'outside', name: 'outside' }, to, protocol: 'TCP', connection: 'new', ratePerSecond: 1, isEnabled: true }] } });
    const [trace] = ofFlow(run.forMs(2000), 'wrong');
    expect(trace?.outcome).toBe(outcome);
    expect(trace && codesOf(trace)).toContain(code);
  });

  it('keeps its port when the line is taken out, and allocates one for a Service that is new', () => {
    const run = runScenario('nodeport');
    const without = run.text().replace(/^ {4}nodePort: .*\n/m, '');
    const port = (): number => run.engine.reader.get('Service', 'default', 'httpd-svc')?.spec.ports?.[0]?.nodePort ?? 0;
    run.applyText(without);
    expect(port()).toBe(32_312);
    const fresh = runScenario('nodeport', { start: { manifests: without } });
    const allocated = fresh.engine.reader.get('Service', 'default', 'httpd-svc')?.spec.ports?.[0]?.nodePort ?? 0;
    expect(allocated).toBeGreaterThanOrEqual(30_000);
    expect(allocated).toBeLessThanOrEqual(32_767);
  });
});

describe('loadbalancer', () => {
  it('takes every Node with Cluster and loses the client, and with Local neither', () => {
    const traces = runScenario('loadbalancer').forMs(20_000);
    expect(entered(ofFlow(traces, 'first'))).toEqual(['node-1', 'node-2', 'node-3']);
    expect(entered(ofFlow(traces, 'second'))).toEqual(['node-1', 'node-2']);
    expect(sources(ofFlow(traces, 'first'))).not.toContain(CLIENT);
    expect(sources(ofFlow(traces, 'second'))).toEqual([CLIENT]);
    expect(sources(ofFlow(traces, 'node-port-cluster'))).toEqual(['172.30.0.13']);
  });

  it('drops on a Node without a Pod with Local, until there is one', () => {
    const run = runScenario('loadbalancer');
    const dropped = ofFlow(run.forMs(4000), 'node-port-local');
    expect(distinct(dropped, (trace) => codesOf(trace).at(-1) ?? '')).toEqual(['drop.noLocalEndpoints']);
    expect(nodes(dropped)).toEqual(['node-3']);
    run.edit('Deployment/default/web', ['spec', 'replicas'], 3);
    run.forMs(4000);
    const traces = run.forMs(10_000);
    expect(entered(ofFlow(traces, 'second'))).toEqual(['node-1', 'node-2', 'node-3']);
    expect(sources(ofFlow(traces, 'node-port-local'))).toEqual([CLIENT]);
    expect(run.diagnostics()).toEqual([]);
  });

  it('stays pending without a cloud, and its node port works all the same', () => {
    const run = runScenario('loadbalancer', { start: { settings: { ...runScenario('loadbalancer').start.settings, cloud: { kind: 'none' } } } });
    const traces = run.forMs(4000);
    expect(run.engine.reader.get('Service', 'default', 'web-cluster')?.status?.loadBalancer?.ingress).toBeUndefined();
    expect(distinct(ofFlow(traces, 'first'), (trace) => trace.outcome)).not.toContain('answered');
    expect(distinct(ofFlow(traces, 'node-port-cluster'), (trace) => trace.outcome)).toEqual(['answered']);
    expect(run.diagnostics().map(({ rule, object }) => `${rule ?? ''} ${object ?? ''}`)).toContain('loadBalancerPending Service/default/web-cluster');
  });
});

describe('internal-policy', () => {
  const from = (traces: readonly RequestTrace[], ip: string | undefined): readonly RequestTrace[] => traces.filter(({ spec }) => spec.from.kind === 'pod' && spec.from.name === ip);

  it('answers on the agent’s own Node and drops on the other, until the policy is Cluster', () => {
    const run = runScenario('internal-policy');
    const [near, far] = ['node-1', 'node-2'].map((node) => findPod(run.engine, { app: 'client' }, node).metadata.name);
    const traces = run.forMs(6000);
    expect(distinct(from(traces, near), (trace) => `${trace.outcome} ${trace.node ?? ''}`)).toEqual(['answered node-1']);
    expect(distinct(from(traces, far), (trace) => `${trace.outcome} ${codesOf(trace).at(-1) ?? ''}`)).toEqual(['timedOut drop.noLocalEndpoints']);
    run.edit('Service/default/agent', ['spec', 'internalTrafficPolicy'], 'Cluster');
    run.forMs(1000);
    expect(distinct(from(run.forMs(4000), far), (trace) => `${trace.outcome} ${trace.node ?? ''}`)).toEqual(['answered node-1']);
  });

  it('can be combined with externalTrafficPolicy Local', () => {
    const run = runScenario('internal-policy');
    const report = run.applyText(run.text().replace('internalTrafficPolicy: Local', 'type: NodePort\n  externalTrafficPolicy: Local\n  internalTrafficPolicy: Local'));
    expect(report.diagnostics).toEqual([]);
    expect(run.engine.reader.get('Service', 'default', 'agent')?.spec).toMatchObject({ internalTrafficPolicy: 'Local', externalTrafficPolicy: 'Local' });
  });
});

describe('topology', () => {
  const byFlow = (traces: readonly RequestTrace[]): unknown => Object.fromEntries(['from-a', 'from-b'].map((flow) => [flow, nodes(ofFlow(traces, flow))]));

  it('keeps requests in the zone of their client', () => {
    const traces = runScenario('topology').forMs(10_000);
    expect(byFlow(traces)).toEqual({ 'from-a': ['node-1', 'node-3'], 'from-b': ['node-2', 'node-4'] });
    expect(traces.every(({ notChosen }) => notChosen.filter(({ reason }) => reason.code === 'notChosen.otherZone').length === 2)).toBe(true);
  });

  it('keeps them on the Node with PreferSameNode, and nowhere without the line', () => {
    const run = runScenario('topology');
    run.edit('Service/default/near', ['spec', 'trafficDistribution'], 'PreferSameNode');
    run.forMs(1000);
    expect(byFlow(run.forMs(10_000))).toEqual({ 'from-a': ['node-1'], 'from-b': ['node-2'] });
    run.applyText(run.text().replace(/^ {2}trafficDistribution: .*\n/m, ''));
    run.forMs(1000);
    const all = ['node-1', 'node-2', 'node-3', 'node-4'];
    expect(byFlow(run.forMs(10_000))).toEqual({ 'from-a': all, 'from-b': all });
  });

  it('crosses over when a zone has nobody left', () => {
    const run = runScenario('topology');
    run.edit('Deployment/default/near', ['spec', 'replicas'], 1);
    run.forMs(4000);
    const last = findPod(run.engine, { app: 'near' });
    expect(byFlow(run.forMs(4000))).toEqual({ 'from-a': [last.spec.nodeName], 'from-b': [last.spec.nodeName] });
    expect(podId(last)).toContain('near-');
  });
});
