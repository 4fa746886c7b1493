import { affinity } from './affinity.ts';
import { broken } from './broken.ts';
import { canary } from './canary.ts';
import { clusterIP } from './clusterIP.ts';
import { externalName } from './externalName.ts';
import { headless } from './headless.ts';
import { internalPolicy } from './internalPolicy.ts';
import { loadBalancer } from './loadBalancer.ts';
import { namedPorts } from './namedPorts.ts';
import { nodePort } from './nodePort.ts';
import { ownEndpoints } from './ownEndpoints.ts';
import { probes } from './probes.ts';
import type { Scenario } from './scenario.ts';
import { sourceAddress } from './sourceAddress.ts';
import { topology } from './topology.ts';

/** What the first visit opens. */
export const firstScenario: Scenario = sourceAddress;

/** In the order of the menu: from what a Service is to what goes wrong with it. */
export const scenarios: readonly Scenario[] = [
  sourceAddress,
  clusterIP,
  nodePort,
  loadBalancer,
  headless,
  externalName,
  ownEndpoints,
  namedPorts,
  probes,
  affinity,
  internalPolicy,
  topology,
  canary,
  broken,
];

export function findScenario(id: string): Scenario | undefined {
  return scenarios.find((scenario) => scenario.id === id);
}
