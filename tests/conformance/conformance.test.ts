import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runConformance } from '../../src/cli/conformance/run.ts';

const recordings = new URL('recordings', import.meta.url).pathname;

/** How many recordings of each group hold. A figure may rise, never fall. */
const floor = JSON.parse(readFileSync(new URL('floor.json', import.meta.url), 'utf8')) as Record<string, number>;

describe('recordings of a real Kubernetes', () => {
  const report = runConformance([recordings]);

  it.each(Object.entries(floor))('%s: at least %i hold', (group, passed) => {
    const failures = report.failures.filter((failure) => failure.group === group).map((failure) => `${failure.name} step ${failure.step} ${failure.path}`);
    expect(report.groups[group]?.passed ?? 0, failures.join('\n')).toBeGreaterThanOrEqual(passed);
  });

  it('names every group that was recorded', () => {
    expect(Object.keys(floor).sort()).toEqual(Object.keys(report.groups).sort());
  });
});
