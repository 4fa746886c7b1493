import type { Service } from '../kube/types.generated.ts';
import type { RuleContext } from './rule.ts';
import { slicesOf } from './servicePods.ts';

/** The zones that Nodes are in, sorted. */
export function zonesOfNodes(context: RuleContext): readonly string[] {
  const zones = context.shapes('Node').map((node) => node.metadata.labels?.['topology.kubernetes.io/zone'] ?? '');
  return [...new Set(zones)].filter((zone) => zone !== '').sort();
}

/** The zones that hold ready endpoints of a Service. */
export function zonesOfEndpoints(service: Service, context: RuleContext): ReadonlySet<string> {
  return new Set(slicesOf(service, context).flatMap((slice) => (slice.endpoints ?? []).filter((endpoint) => endpoint.conditions?.ready !== false).map((endpoint) => endpoint.zone ?? '')));
}
