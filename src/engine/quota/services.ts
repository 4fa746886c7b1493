import type { Service } from '../../kube/types.generated.ts';
import { isKind } from '../apiserver/registry/kinds.ts';
import type { Evaluator } from './evaluator.ts';
import { countOf } from './usage.ts';

const resources: ReadonlySet<string> = new Set(['count/services', 'services', 'services.nodeports', 'services.loadbalancers']);

/** The node ports that a Service asks for; those that are still to be allocated count. */
function nodePorts({ spec }: Service): number {
  const { ports = [] } = spec;
  if (spec.type === 'NodePort') return ports.length;
  if (spec.type !== 'LoadBalancer') return 0;
  return spec.allocateLoadBalancerNodePorts === false ? ports.filter(({ nodePort = 0 }) => nodePort !== 0).length : ports.length;
}

/** Mirrors pkg/quota/v1/evaluator/core/services.go (v1.36). */
export const serviceEvaluator: Evaluator = {
  kind: 'Service',
  matches: (resource) => resources.has(resource),
  handles: () => true,
  usage: (object) => {
    if (!isKind(object, 'Service')) return new Map();
    return new Map([
      ['count/services', countOf(1)], ['services', countOf(1)],
      ['services.nodeports', countOf(nodePorts(object))], ['services.loadbalancers', countOf(object.spec.type === 'LoadBalancer' ? 1 : 0)],
    ]);
  },
};
