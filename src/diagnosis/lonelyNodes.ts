import type { Service } from '../kube/types.generated.ts';
import type { Params, RuleContext } from './rule.ts';
import { printNames, slicesOf } from './servicePods.ts';

/** The Nodes without a ready endpoint of the Service; undefined where all have one or none has. */
export function nodesWithout(service: Service, context: RuleContext): Params | undefined {
  const withEndpoints = new Set(slicesOf(service, context).flatMap((slice) => (slice.endpoints ?? []).filter((endpoint) => endpoint.conditions?.ready !== false).map((endpoint) => endpoint.nodeName ?? '')));
  if (withEndpoints.size === 0) return undefined;
  const all = context.shapes('Node').map((node) => node.metadata.name);
  const without = all.filter((name) => !withEndpoints.has(name));
  return without.length === 0 ? undefined : { nodes: printNames(without), count: without.length, total: all.length };
}
