import { describe, expect, it } from 'vitest';
import type { Outcome, RequestSummary } from '../../../src/protocol/request.ts';
import { scenarios } from '../../../src/scenarios/library.ts';
import { encodeLink } from '../../../src/share/link.ts';
import { defaultView } from '../../../src/share/sharedState.ts';
import { openLive } from '../store/liveWorld.ts';

/** What the last requests of each flow come to, once everything has started. */
const expected: Readonly<Record<string, Readonly<Record<string, readonly Outcome[]>>>> = {
  'source-address': { users: ['answered'], page: ['answered'], rows: ['answered'], lookups: ['refused'] },
  clusterip: { 'by-name': ['answered'], 'from-node': ['answered'], 'from-outside': ['unreachable', 'timedOut'] },
  nodeport: { 'node-1': ['answered'], 'node-2': ['answered'], 'node-3': ['answered'], 'by-name': ['answered'] },
  loadbalancer: { first: ['answered'], second: ['answered'], 'node-port-cluster': ['answered'], 'node-port-local': ['timedOut', 'answered'] },
  externalname: { www: ['answered'], database: ['answered'], 'closed-port': ['refused'] },
  headless: { any: ['answered'], first: ['answered'], 'wrong-port': ['refused'] },
  'own-endpoints': { mysql: ['answered'], reports: ['answered'] },
  'named-ports': { http: ['answered'], metrics: ['answered'], udp: ['answered'] },
  probes: { calls: ['answered'] },
  affinity: { anna: ['answered'], ben: ['answered'], cleo: ['answered'], dora: ['answered'] },
  'internal-policy': { calls: ['answered', 'timedOut'] },
  topology: { 'from-a': ['answered'], 'from-b': ['answered'] },
  canary: { shoppers: ['answered'] },
  broken: { shop: ['refused'], payments: ['refused'], search: ['refused'], 'wrong-name': ['unresolved'] },
};

describe.each(scenarios.map((scenario) => ({ name: scenario.id, scenario })))('$name', ({ name, scenario }) => {
  it('is accepted whole, and its requests end as its texts say', async () => {
    const live = openLive({ hash: encodeLink({ ...scenario.start, title: '', scenarioId: scenario.id }, defaultView) });
    const seen: RequestSummary[] = [];
    live.app.feed.subscribe((requests) => { seen.push(...requests); });
    await live.run(32_000);
    const { results, isComplete } = live.app.manifests.getState();
    expect(isComplete).toBe(true);
    expect(results.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
    const settled = seen.filter(({ startMs }) => startMs > 22_000);
    const outcomes = Object.fromEntries(scenario.start.traffic.map(({ id }) => [id, [...new Set(settled.filter(({ flowId }) => flowId === id).map(({ outcome }) => outcome))].sort()]));
    for (const [flow, allowed] of Object.entries(expected[name] ?? {})) {
      expect(outcomes[flow], flow).not.toEqual([]);
      expect(allowed, `${flow}: ${String(outcomes[flow])}`).toEqual(expect.arrayContaining(outcomes[flow] ?? []));
    }
    expect(Object.keys(outcomes).sort()).toEqual(Object.keys(expected[name] ?? {}).sort());
  });
});
