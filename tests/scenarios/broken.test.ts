import { describe, expect, it } from 'vitest';
import { behind, codesOf, decidersOf, ofFlow, outcomesByFlow, runScenario } from './runScenario.ts';

const services = [
  { name: 'shop', rule: 'selectorValue', written: 'shpo', fix: 'shop', reason: 'reject.noEndpoints', decider: 'Service/shop spec.selector' },
  { name: 'payments', rule: 'targetPortNotDeclared', written: '8081', fix: '8080', reason: 'refuse.notListening', decider: 'Service/payments spec.ports.0.targetPort' },
  { name: 'search', rule: 'namedPortMissing', written: 'web', fix: 'http', reason: 'reject.noEndpoints', decider: 'Service/search spec.ports.0.targetPort' },
];

describe('broken', () => {
  it.each(services)('tells why $name is refused, and which field is to blame', ({ name, reason, decider }) => {
    const [trace] = ofFlow(runScenario('broken').forMs(2000), name);
    expect(trace && codesOf(trace).at(-1)).toBe(reason);
    expect(trace && decidersOf(trace).at(-1)).toBe(decider);
  });

  it.each(services)('marks the wrong characters of $name, and the fix is in their place', ({ name, rule, written, fix }) => {
    const run = runScenario('broken');
    const found = run.diagnostics().filter((diagnostic) => diagnostic.object === `Service/default/${name}`);
    expect(found.map((diagnostic) => diagnostic.rule)).toEqual([rule]);
    const [diagnostic] = found;
    expect(diagnostic && run.text().slice(diagnostic.range.start, diagnostic.range.end)).toBe(written);
    const edit = diagnostic?.fixes[0]?.edits[0];
    expect(edit && run.text().slice(edit.range.start, edit.range.end)).toBe(written);
    expect(edit?.text).toBe(fix);
  });

  it('is whole when every fix has been applied, apart from the name that no Service has', () => {
    const run = runScenario('broken');
    const before = run.text();
    const report = run.applyFixes();
    expect(report.results.map((result) => result.outcome).filter((outcome) => outcome !== 'unchanged')).toEqual(['configured', 'configured', 'configured']);
    expect(run.text().split('\n').filter((line, index) => line !== before.split('\n')[index])).toEqual(['    app: shop', '    targetPort: 8080', '    targetPort: http']);
    run.forMs(1000);
    expect(outcomesByFlow(run.forMs(5000))).toEqual({ shop: ['answered'], payments: ['answered'], search: ['answered'], 'wrong-name': ['unresolved'] });
    expect(run.diagnostics()).toEqual([]);
    for (const { name } of services) expect(behind(run.engine, name)).toEqual({ [`app=${name}`]: 2 });
  });

  it('tries every name of the search list before it gives up', () => {
    const [trace] = ofFlow(runScenario('broken').forMs(2000), 'wrong-name');
    expect(trace?.hops.flatMap((hop) => hop.queries ?? []).map(({ query, rcode }) => `${query} ${rcode}`)).toEqual([
      'serach.default.svc.cluster.local. NXDOMAIN', 'serach.svc.cluster.local. NXDOMAIN', 'serach.cluster.local. NXDOMAIN', 'serach. NXDOMAIN',
    ]);
  });

  it.each([
    { name: 'a Service in another Namespace', edit: (text: string) => text.replace('name: payments\n', 'name: payments\n  namespace: kube-public\n'), rule: 'otherNamespace' },
    { name: 'Pods that are none', edit: (text: string) => text.replace('replicas: 2', 'replicas: 0').replace('shpo', 'shop'), rule: 'scaledToZero' },
  ])('finds $name', ({ edit, rule }) => {
    const run = runScenario('broken');
    const { results } = run.applyText(edit(run.text()));
    expect(results.map((result) => result.outcome)).not.toContain('failed');
    run.forMs(4000);
    expect(run.diagnostics().map((diagnostic) => diagnostic.rule)).toContain(rule);
  });
});
