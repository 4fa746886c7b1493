import { describe, expect, it } from 'vitest';
import type { RequestTrace } from '../../src/protocol/request.ts';
import { countBy, ofFlow, runScenario, type ScenarioRun } from './runScenario.ts';

const isNew = (trace: RequestTrace): boolean => trace.pod?.includes('shop-v2') === true;

/** The share of v2, and how far chance may lead it from what is due: four standard deviations. */
function shareOfNew(run: ScenarioRun, due: number): { readonly share: number; readonly tolerance: number } {
  const traces = ofFlow(run.forMs(60_000), 'shoppers');
  expect(countBy(traces, (trace) => trace.outcome)).toEqual({ answered: traces.length });
  return { share: traces.filter(isNew).length / traces.length, tolerance: 4 * Math.sqrt((due * (1 - due)) / traces.length) };
}

function scale(run: ScenarioRun, v1: number, v2: number): void {
  run.edit('Deployment/default/shop-v1', ['spec', 'replicas'], v1);
  run.edit('Deployment/default/shop-v2', ['spec', 'replicas'], v2);
  run.forMs(5000);
}

describe('canary', () => {
  it.each([
    { v1: 9, v2: 1, due: 0.1 },
    { v1: 5, v2: 5, due: 0.5 },
    { v1: 1, v2: 9, due: 0.9 },
    { v1: 3, v2: 1, due: 0.25 },
  ])('gives the new version its share of the Pods: $v2 beside $v1', ({ v1, v2, due }) => {
    const run = runScenario('canary');
    scale(run, v1, v2);
    const { share, tolerance } = shareOfNew(run, due);
    expect(Math.abs(share - due)).toBeLessThan(tolerance);
  });

  it.each(['iptables', 'nftables', 'ipvs'] as const)('gives each of ten Pods about the same with %s', (mode) => {
    const { settings } = runScenario('canary').start;
    const run = runScenario('canary', { start: { settings: { ...settings, proxy: { ...settings.proxy, mode } } } });
    const counts = Object.values(countBy(ofFlow(run.forMs(60_000), 'shoppers'), (trace) => trace.pod ?? ''));
    expect(counts).toHaveLength(10);
    const total = counts.reduce((sum, count) => sum + count, 0);
    // In turn, rr leaves no difference; random choices scatter as chance has it.
    const tolerance = mode === 'ipvs' ? 1 : 4 * Math.sqrt(total * 0.1 * 0.9);
    for (const count of counts) expect(Math.abs(count - total / 10)).toBeLessThanOrEqual(tolerance);
  });

  it('cuts over at once with a longer selector', () => {
    const run = runScenario('canary');
    run.applyText(run.text().replace('app: shop #', 'app: shop\n    version: v2 #'));
    run.forMs(1000);
    expect(shareOfNew(run, 0.5).share).toBe(1);
  });
});
