import type { ClusterView } from '../../protocol/view.ts';

/** Addresses and names that make sense to ask, for the suggestions of a target field: what Services, Nodes and balancers offer. */
export function targetSuggestions(view: ClusterView, max = 60): readonly string[] {
  const suggestions: string[] = [];
  const firstNode = Object.values(view.nodes)[0]?.name;
  for (const service of Object.values(view.services)) {
    const name = service.namespace === 'default' ? service.name : `${service.name}.${service.namespace}`;
    if (service.type === 'ExternalName') suggestions.push(name);
    for (const port of service.ports) {
      suggestions.push(`${name}:${port.port}`);
      for (const address of service.loadBalancerAddresses) suggestions.push(`${address}:${port.port}`);
      if (port.nodePort !== 0 && firstNode !== undefined) suggestions.push(`${firstNode}:${port.nodePort}`);
      const [clusterIP] = service.clusterIPs;
      if (clusterIP !== undefined && clusterIP !== 'None' && clusterIP !== '') suggestions.push(`${clusterIP}:${port.port}`);
    }
    if (suggestions.length >= max) break;
  }
  return [...new Set(suggestions)].slice(0, max);
}
