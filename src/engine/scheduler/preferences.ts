import type { Node, Pod, Taint } from '../../kube/types.generated.ts';
import type { EngineContext } from '../context.ts';
import { matchesNodeSelector } from './nodeAffinity.ts';
import { podsByDomain, spreadCounts } from './podTopology.ts';
import { toleratesTaint } from './taints.ts';

const noTaints: readonly Taint[] = [];
const taintsOf = ({ spec }: Node): readonly Taint[] => spec.taints ?? noTaints;

/** How much a Pod would like a Node, by what it prefers; 0 for a Pod without preferences. */
export type Preference = (node: Node) => number;

/** The preferences of a Pod: of Nodes, of other Pods' neighbourhood, of even spread, and against PreferNoSchedule taints. */
export function preferenceOf(context: EngineContext, pod: Pod, nodes: readonly Node[]): Preference {
  const { affinity, tolerations = [], topologySpreadConstraints = [] } = pod.spec;
  const forNodes = affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
  const near = (affinity?.podAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []).map(({ weight, podAffinityTerm }) => ({ weight, term: podAffinityTerm }));
  const far = (affinity?.podAntiAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []).map(({ weight, podAffinityTerm }) => ({ weight: -weight, term: podAffinityTerm }));
  const neighbours = [...near, ...far].map(({ weight, term }) => ({ weight, key: term.topologyKey, counts: podsByDomain(context, pod, term) }));
  const soft = topologySpreadConstraints.filter(({ whenUnsatisfiable }) => whenUnsatisfiable === 'ScheduleAnyway')
    .map((constraint) => ({ key: constraint.topologyKey, counts: spreadCounts(context, pod, constraint, nodes) }));
  return (node) => {
    const { labels = {} } = node.metadata;
    let score = 0;
    for (const { weight, preference } of forNodes) if (matchesNodeSelector({ nodeSelectorTerms: [preference] }, node)) score += weight;
    for (const { weight, key, counts } of neighbours) score += weight * (counts.get(labels[key] ?? '') ?? 0);
    for (const { key, counts } of soft) score -= counts.get(labels[key] ?? '') ?? 0;
    for (const taint of taintsOf(node)) {
      if (taint.effect === 'PreferNoSchedule' && !tolerations.some((toleration) => toleratesTaint(toleration, taint))) score -= 1;
    }
    return score;
  };
}
