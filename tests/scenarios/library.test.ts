import { describe, expect, it } from 'vitest';
import { scenarios } from '../../src/scenarios/library.ts';
import { behind, codesOf, decidersOf, ofFlow, outcomesByFlow, runScenario } from './runScenario.ts';

interface Expected {
  readonly id: string;
  /** How long after the warm-up its requests are looked at. */
  readonly afterMs?: number;
  /** Services of the text, each with the Pods that are ready behind it. */
  readonly behind: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly outcomes: Readonly<Record<string, readonly string[]>>;
  readonly warnings?: readonly string[];
  /** Rules that speak up, with the object that they speak of. */
  readonly findings?: readonly string[];
  /** Of one flow: fields that decide about its requests, with what is written there. */
  readonly decided: { readonly flow: string; readonly fields: Readonly<Record<string, string>> };
}

const table: readonly Expected[] = [
  {
    id: 'source-address',
    behind: { web: { 'app=web': 4 }, db: { 'app=db': 2 }, cache: {} },
    outcomes: { users: ['answered'], page: ['answered'], rows: ['answered'], lookups: ['refused'] },
    findings: ['selectorValue Service/default/cache'],
    decided: { flow: 'users', fields: { 'Service/web spec.type': 'LoadBalancer', 'Service/web spec.externalTrafficPolicy': 'Cluster' } },
  },
  {
    id: 'clusterip',
    behind: { 'demo-svc-clusterip': { 'app=web': 3 } },
    outcomes: { 'by-name': ['answered'], 'from-node': ['answered'], 'from-outside': ['unreachable'] },
    decided: { flow: 'by-name', fields: { 'Service/demo-svc-clusterip spec.ports.0.port': '80', 'Service/demo-svc-clusterip spec.selector': 'app: web' } },
  },
  {
    id: 'nodeport',
    behind: { 'httpd-svc': { 'run=httpd': 2 } },
    outcomes: { 'node-1': ['answered'], 'node-2': ['answered'], 'node-3': ['answered'], 'by-name': ['answered'] },
    decided: { flow: 'node-3', fields: { 'Service/httpd-svc spec.ports.0.nodePort': '32312' } },
  },
  {
    id: 'loadbalancer',
    behind: { 'web-cluster': { 'app=web': 2 }, 'web-local': { 'app=web': 2 } },
    outcomes: { first: ['answered'], second: ['answered'], 'node-port-cluster': ['answered'], 'node-port-local': ['timedOut'] },
    findings: ['localPolicyNodes Service/default/web-local'],
    decided: { flow: 'node-port-local', fields: { 'Service/web-local spec.ports.0.nodePort': '30081', 'Service/web-local spec.externalTrafficPolicy': 'Local' } },
  },
  {
    id: 'headless',
    behind: { 'my-service': { 'app=myapp': 3 } },
    outcomes: { any: ['answered'], first: ['answered'], 'wrong-port': ['refused'] },
    decided: { flow: 'any', fields: { 'Service/my-service spec.clusterIP': 'None' } },
  },
  {
    id: 'externalname',
    behind: { 'demo-svc-externalname': {}, database: {} },
    outcomes: { www: ['answered'], database: ['answered'], 'closed-port': ['refused'] },
    decided: { flow: 'database', fields: { 'Service/database spec.externalName': 'my-database.example.com' } },
  },
  {
    id: 'own-endpoints',
    behind: { 'mysql-external': { '10.0.0.206': 1 }, reports: { '10.0.0.207': 1 } },
    outcomes: { mysql: ['answered'], reports: ['answered'] },
    warnings: ['v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice'],
    decided: { flow: 'reports', fields: { 'Service/reports spec.ports.0.port': '80', 'EndpointSlice/reports-1 endpoints': '- addresses: [10.0.0.207]' } },
  },
  {
    id: 'named-ports',
    behind: { app: { 'app=app,release=new': 2, 'app=app,release=old': 2 } },
    outcomes: { http: ['answered'], metrics: ['answered'], udp: ['answered'] },
    findings: ['namedPortNumbersDiffer Service/default/app'],
    decided: { flow: 'udp', fields: { 'Service/app spec.ports.2.port': '8080' } },
  },
  {
    id: 'probes',
    afterMs: 8000,
    behind: { api: { 'app=api,release=stable': 3 } },
    outcomes: { calls: ['answered'] },
    decided: { flow: 'calls', fields: { 'Service/api spec.selector': 'app: api' } },
  },
  {
    id: 'affinity',
    behind: { 'session-svc': { 'app=session': 6 } },
    outcomes: { anna: ['answered'], ben: ['answered'], cleo: ['answered'], dora: ['answered'] },
    decided: { flow: 'anna', fields: { 'Service/session-svc spec.sessionAffinity': 'ClientIP' } },
  },
  {
    id: 'internal-policy',
    behind: { agent: { 'app=agent': 1 } },
    outcomes: { calls: ['answered', 'timedOut'] },
    findings: ['internalPolicyNodes Service/default/agent'],
    decided: { flow: 'calls', fields: { 'Service/agent spec.internalTrafficPolicy': 'Local' } },
  },
  {
    id: 'topology',
    behind: { near: { 'app=near': 4 } },
    outcomes: { 'from-a': ['answered'], 'from-b': ['answered'] },
    decided: { flow: 'from-a', fields: { 'Service/near spec.trafficDistribution': 'PreferSameZone' } },
  },
  {
    id: 'canary',
    behind: { shop: { 'app=shop,version=v1': 9, 'app=shop,version=v2': 1 } },
    outcomes: { shoppers: ['answered'] },
    decided: { flow: 'shoppers', fields: { 'Service/shop spec.selector': 'app: shop' } },
  },
  {
    id: 'broken',
    behind: { shop: {}, payments: { 'app=payments': 2 }, search: { 'app=search': 2 } },
    outcomes: { shop: ['refused'], payments: ['refused'], search: ['refused'], 'wrong-name': ['unresolved'] },
    findings: ['targetPortNotDeclared Service/default/payments', 'namedPortMissing Service/default/search', 'selectorValue Service/default/shop'],
    decided: { flow: 'search', fields: { 'Service/search spec.ports.0.targetPort': 'web' } },
  },
];

describe('the library', () => {
  it('has a row here for every scenario', () => {
    expect(table.map((row) => row.id).sort()).toEqual(scenarios.map((scenario) => scenario.id).sort());
  });
});

describe.each(table)('$id', (row) => {
  const run = runScenario(row.id);
  run.forMs(row.afterMs ?? 0);
  const traces = run.forMs(5000);

  it('is accepted as it stands, with no more warnings than it is about', () => {
    expect(run.report().parse?.isComplete).toBe(true);
    expect(run.report().results.map((result) => result.outcome)).toEqual(run.report().results.map(() => 'created'));
    expect(run.report().results.length).toBeGreaterThan(1);
    expect(run.report().diagnostics.map((diagnostic) => diagnostic.message)).toEqual(row.warnings ?? []);
  });

  it('has the endpoints that it should', () => {
    expect(Object.fromEntries(Object.keys(row.behind).map((service) => [service, behind(run.engine, service)]))).toEqual(row.behind);
  });

  it('ends its requests as it says', () => {
    expect(outcomesByFlow(traces)).toEqual(row.outcomes);
  });

  it('is diagnosed with what is wrong, and with nothing else', () => {
    expect(run.diagnostics().map(({ rule, object }) => `${rule ?? ''} ${object ?? ''}`).sort()).toEqual([...row.findings ?? []].sort());
  });

  it('names the fields that decide, and finds them in its text', () => {
    const found = ofFlow(traces, row.decided.flow).flatMap((trace) => trace.hops).flatMap(({ decidedBy }) => {
      const written = decidedBy && run.written(decidedBy);
      return decidedBy === undefined || written === undefined ? [] : [[`${decidedBy.object.kind}/${decidedBy.object.name} ${decidedBy.path.join('.')}`, written] as const];
    });
    expect(Object.fromEntries(found)).toMatchObject(row.decided.fields);
  });

  it('gives each hop a place in time after the one before', () => {
    for (const { hops, startMs, endMs } of traces) {
      const times = hops.flatMap((hop) => [hop.startMs, hop.endMs]);
      expect(hops.length).toBeGreaterThan(0);
      expect(times.every((atMs) => atMs >= startMs && atMs <= endMs)).toBe(true);
      expect(hops.every((hop, index) => hop.startMs >= (hops[index - 1]?.startMs ?? startMs))).toBe(true);
    }
  });

  it('runs the same when it is opened again', () => {
    const again = runScenario(row.id);
    again.forMs(row.afterMs ?? 0);
    expect(again.forMs(5000)).toEqual(traces);
    expect(again.engine.nowMs).toBe(run.engine.nowMs);
  });

  it('says why for every request', () => {
    for (const trace of traces) {
      expect(codesOf(trace).every((code) => code !== '')).toBe(true);
      if (trace.outcome === 'answered') expect(codesOf(trace).at(-1)).toBe('answer.received');
      else expect(codesOf(trace).at(-1)).not.toBe('answer.received');
    }
    expect(traces.some((trace) => decidersOf(trace).length > 0)).toBe(true);
  });
});
