import { describe, expect, it } from 'vitest';
import { load } from 'js-yaml';
import { findScenario, firstScenario, scenarios } from '../../../src/scenarios/library.ts';
import { en } from '../../../src/ui/messages/en.ts';

const cases = scenarios.map((scenario) => ({ name: scenario.id, scenario }));

/** The text of the catalogue at a dotted key. */
function text(key: string): unknown {
  return key.split('.').reduce<unknown>((part, name) => (typeof part === 'object' && part !== null ? Object.entries(part).find(([entry]) => entry === name)?.[1] : undefined), en);
}

describe('the library', () => {
  it('has ten scenarios or more, each with its own id, and the first among them', () => {
    expect(scenarios.length).toBeGreaterThanOrEqual(10);
    expect(new Set(scenarios.map((scenario) => scenario.id)).size).toBe(scenarios.length);
    expect(scenarios).toContain(firstScenario);
    expect(findScenario('nodeport')?.id).toBe('nodeport');
    expect(findScenario('none')).toBeUndefined();
  });

  it.each(cases)('$name has texts for its title, summary and steps', ({ scenario }) => {
    for (const key of [scenario.title, scenario.summary, ...scenario.steps]) expect(text(key), key).toBeTypeOf('string');
    expect(scenario.steps.length).toBeGreaterThan(0);
  });

  it.each(cases)('$name has readable manifests and a comment that invites to change something', ({ scenario }) => {
    expect(scenario.start.manifests).toMatch(/#/);
    for (const document of scenario.start.manifests.split(/^---$/m)) expect(load(document)).toHaveProperty('metadata.name');
  });

  it.each(cases)('$name has traffic, and every client of it exists', ({ scenario }) => {
    const { traffic, settings, manifests } = scenario.start;
    expect(traffic.length).toBeGreaterThan(0);
    expect(new Set(traffic.map((flow) => flow.id)).size).toBe(traffic.length);
    for (const { from } of traffic) {
      if (from.kind === 'outside') expect(settings.outsideClients.map((client) => client.name)).toContain(from.name);
      if (from.kind === 'node') expect(settings.nodes.map((node) => node.name)).toContain(from.name);
      if (from.kind === 'workload') expect(manifests).toContain(`name: ${from.id.split('/')[2] ?? ''}`);
    }
  });
});
