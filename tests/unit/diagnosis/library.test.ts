import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkManifests } from '../../../src/cli/check/checkManifests.ts';
import { presetSettings } from '../../../src/protocol/settings.ts';
import { scenarios } from '../../../src/scenarios/library.ts';

const app = (name: string): string => readFileSync(new URL(`../../e2e/apps/${name}.yaml`, import.meta.url), 'utf8');

/** What there is to say about manifests that are as their authors want them: what the scenario is about, and nothing else. */
const expected: Readonly<Record<string, readonly string[]>> = {
  'source-address': ['selectorValue'],
  loadbalancer: ['localPolicyNodes'],
  // The API server's own words on v1 Endpoints.
  'own-endpoints': ['warning'],
  'named-ports': ['namedPortNumbersDiffer'],
  'internal-policy': ['internalPolicyNodes'],
  broken: ['namedPortMissing', 'selectorValue', 'targetPortNotDeclared'],
};

describe('manifests that are fine', () => {
  it.each([
    ...scenarios.map(({ id, start }) => ({ name: id, text: start.manifests, settings: start.settings, behaviours: start.behaviours })),
    ...['bookinfo', 'guestbook', 'shop'].map((name) => ({ name, text: app(name), settings: presetSettings('kubeadm'), behaviours: {} })),
  ])('$name', ({ name, text, settings, behaviours }) => {
    const { problems } = checkManifests([{ name, text }], { settings, behaviours });
    expect(problems.map(({ rule }) => rule).sort()).toEqual(expected[name] ?? []);
  });
});
