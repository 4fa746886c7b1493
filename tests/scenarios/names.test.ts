import { describe, expect, it } from 'vitest';
import type { RequestTrace } from '../../src/protocol/request.ts';
import { behind, codesOf, countBy, distinct, findPod, ofFlow, outcomesByFlow, readyAddresses, runScenario } from './runScenario.ts';

const queries = (trace: RequestTrace | undefined): readonly string[] => trace?.hops.flatMap((hop) => hop.queries ?? []).map(({ query, rcode, answers }) => `${query} ${rcode} ${answers.toSorted().join(' ')}`.trim()) ?? [];
const passesServiceRules = (trace: RequestTrace): boolean => trace.hops.some((hop) => hop.kind === 'serviceRule' || hop.kind === 'dnat');

describe('headless', () => {
  it('gives every Pod’s address under one name, and the client takes any; kube-proxy has no part in it', () => {
    const run = runScenario('headless');
    const traces = run.forMs(15_000);
    const addresses = readyAddresses(run.engine, 'my-service');
    expect(queries(ofFlow(traces, 'any')[0])).toEqual([`my-service.default.svc.cluster.local. NOERROR ${addresses.join(' ')}`]);
    expect(distinct(ofFlow(traces, 'any'), (trace) => trace.pod ?? '')).toEqual(['Pod/default/web-0', 'Pod/default/web-1', 'Pod/default/web-2']);
    expect(traces.some(passesServiceRules)).toBe(false);
    expect(run.engine.reader.get('Service', 'default', 'my-service')?.spec.clusterIPs).toEqual(['None']);
  });

  it('gives each Pod a name of its own', () => {
    const run = runScenario('headless');
    for (const name of ['web-0', 'web-1', 'web-2']) {
      const ip = run.engine.reader.get('Pod', 'default', name)?.status?.podIP ?? '';
      expect(run.engine.dns.query(`${name}.my-service.default.svc.cluster.local.`, 'A').answers.map((answer) => answer.data)).toEqual([ip]);
    }
    expect(distinct(ofFlow(run.forMs(5000), 'first'), (trace) => trace.pod ?? '')).toEqual(['Pod/default/web-0']);
  });

  it('leads to web-0 again under its name when it comes back with another address', () => {
    const run = runScenario('headless');
    const before = run.engine.reader.get('Pod', 'default', 'web-0')?.status?.podIP;
    run.dispatch({ type: 'killPod', namespace: 'default', name: 'web-0' });
    run.forMs(6000);
    const after = run.engine.reader.get('Pod', 'default', 'web-0')?.status?.podIP;
    expect(after).not.toBe(before);
    const trace = ofFlow(run.forMs(3000), 'first').at(-1);
    expect(trace).toMatchObject({ outcome: 'answered', pod: 'Pod/default/web-0' });
    expect(queries(trace)).toEqual([`web-0.my-service.default.svc.cluster.local. NOERROR ${after ?? ''}`]);
  });

  it('translates no port', () => {
    const traces = ofFlow(runScenario('headless').forMs(4000), 'wrong-port');
    expect(distinct(traces, (trace) => codesOf(trace).at(-1) ?? '')).toEqual(['refuse.notListening']);
  });

  it('balances as others do once it has a cluster IP', () => {
    const manifests = runScenario('headless').text().replace(/^ {2}clusterIP: None.*\n/m, '');
    const run = runScenario('headless', { start: { manifests } });
    const traces = run.forMs(10_000);
    expect(ofFlow(traces, 'any').every(passesServiceRules)).toBe(true);
    expect(distinct(ofFlow(traces, 'any'), (trace) => trace.outcome)).toEqual(['answered']);
  });
});

describe('externalname', () => {
  it('answers with a CNAME, and nothing of it is proxied', () => {
    const run = runScenario('externalname');
    const traces = run.forMs(5000);
    expect(queries(ofFlow(traces, 'www')[0])).toEqual(['demo-svc-externalname.default.svc.cluster.local. NOERROR 198.51.100.20 CNAME www.example.com.']);
    expect(queries(ofFlow(traces, 'database')[0])).toEqual(['database.default.svc.cluster.local. NOERROR 198.51.100.30 CNAME my-database.example.com.']);
    expect(traces.some(passesServiceRules)).toBe(false);
    for (const name of ['demo-svc-externalname', 'database']) {
      expect(run.engine.reader.get('Service', 'default', name)?.spec.clusterIP).toBeUndefined();
      expect(run.engine.reader.withLabels('EndpointSlice', 'default', { 'kubernetes.io/service-name': name })).toEqual([]);
    }
  });

  it('stops at DNS when the other name does not exist', () => {
    const run = runScenario('externalname');
    run.edit('Service/default/demo-svc-externalname', ['spec', 'externalName'], 'nobody.example.com');
    run.forMs(1000);
    const outcomes = outcomesByFlow(run.forMs(4000));
    expect(outcomes).toEqual({ www: ['unresolved'], 'closed-port': ['unresolved'], database: ['answered'] });
  });
});

describe('own-endpoints', () => {
  it('mirrors the Endpoints object into a slice, and the other slice stays the user’s own', () => {
    const { engine } = runScenario('own-endpoints');
    const managers = (service: string): unknown => engine.reader.withLabels('EndpointSlice', 'default', { 'kubernetes.io/service-name': service }).map((slice) => slice.metadata.labels?.['endpointslice.kubernetes.io/managed-by']);
    expect(managers('mysql-external')).toEqual(['endpointslicemirroring-controller.k8s.io']);
    expect(managers('reports')).toEqual([undefined]);
  });

  it('is translated to the number in the Endpoints', () => {
    const [trace] = ofFlow(runScenario('own-endpoints').forMs(3000), 'mysql');
    expect(trace?.hops.find((hop) => hop.kind === 'dnat')?.destination?.after).toEqual({ ip: '10.0.0.206', port: 3306 });
    expect(trace?.pod).toBeUndefined();
  });

  it('refuses when the port names differ, and says so', () => {
    const run = runScenario('own-endpoints');
    run.edit('Endpoints/default/mysql-external', ['subsets', 0, 'ports', 0, 'name'], 'db');
    run.forMs(1000);
    expect(outcomesByFlow(run.forMs(4000))['mysql']).toEqual(['refused']);
    expect(run.diagnostics().map(({ rule }) => rule)).toEqual(['endpointsPortNameDiffers']);
    run.applyFixes();
    run.forMs(1000);
    expect(outcomesByFlow(run.forMs(4000))['mysql']).toEqual(['answered']);
  });

  it('loses the slice with its label', () => {
    const run = runScenario('own-endpoints');
    run.applyText(run.text().replace(/^ {4}kubernetes.io\/service-name: reports.*\n/m, '    other: label\n'));
    run.forMs(1000);
    expect(behind(run.engine, 'reports')).toEqual({});
    expect(outcomesByFlow(run.forMs(4000))).toEqual({ mysql: ['answered'], reports: ['refused'] });
  });
});

describe('named-ports', () => {
  const reached = (traces: readonly RequestTrace[], engine: ReturnType<typeof runScenario>['engine']): Readonly<Record<string, number>> => countBy(traces, (trace) => {
    const pod = engine.reader.get('Pod', 'default', trace.pod?.split('/')[2] ?? '');
    return `${pod?.metadata.labels?.['release'] ?? ''} ${trace.hops.find((hop) => hop.kind === 'dnat')?.destination?.after.port ?? 0}`;
  });

  it('reaches in each Pod the number that the name has there', () => {
    const run = runScenario('named-ports');
    const traces = run.forMs(15_000);
    expect(Object.keys(reached(ofFlow(traces, 'http'), run.engine))).toEqual(['new 8000', 'old 80']);
    expect(Object.keys(reached(ofFlow(traces, 'metrics'), run.engine))).toEqual(['new 9090', 'old 9090']);
    expect(Object.keys(reached(ofFlow(traces, 'udp'), run.engine))).toEqual(['new 5353', 'old 5353']);
  });

  it('puts Pods that resolve it differently into different slices', () => {
    const { engine } = runScenario('named-ports');
    const slices = engine.reader.withLabels('EndpointSlice', 'default', { 'kubernetes.io/service-name': 'app' });
    expect(slices.map((slice) => [slice.ports?.find((port) => port.name === 'http')?.port, slice.endpoints?.length]).sort()).toEqual([[80, 2], [8000, 2]]);
  });

  it('leaves out Pods that lose the name, and blames them', () => {
    const run = runScenario('named-ports');
    run.applyText(run.text().replace('{name: web, containerPort: 8000}', '{name: other, containerPort: 8000}'));
    run.forMs(8000);
    expect(Object.keys(reached(ofFlow(run.forMs(8000), 'http'), run.engine))).toEqual(['old 80']);
    expect(run.diagnostics().map(({ rule }) => rule)).toEqual(['namedPortMissingOnSome']);
    expect(findPod(run.engine, { release: 'new' }).spec.containers[0]?.ports?.map((port) => port.name)).toContain('other');
  });
});
