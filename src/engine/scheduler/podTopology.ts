import type { Node, Pod, PodAffinityTerm, TopologySpreadConstraint } from '../../kube/types.generated.ts';
import { matchesLabelSelector } from '../../kube/selectors.ts';
import type { EngineContext } from '../context.ts';
import { isPodTerminal } from '../controllers/podConditions.ts';
import { matchesRequiredNodeAffinity } from './nodeAffinity.ts';
import type { NodeInfos } from './nodeInfo.ts';
import { findUntoleratedTaint } from './taints.ts';

/** Why a Node does not do; undefined where it does. */
export type Filter = (node: Node) => string | undefined;

const nodeLabel = (context: EngineContext, nodeName: string, key: string): string | undefined => context.api.get('Node', '', nodeName)?.metadata.labels?.[key];

function namespacesOf(context: EngineContext, pod: Pod, term: PodAffinityTerm): readonly string[] {
  const own = pod.metadata.namespace ?? '';
  if (term.namespaceSelector === undefined) return (term.namespaces ?? []).length === 0 ? [own] : term.namespaces ?? [];
  const selected = context.api.list('Namespace').filter(({ metadata }) => matchesLabelSelector(term.namespaceSelector, metadata.labels)).map(({ metadata }) => metadata.name);
  return [...new Set([...(term.namespaces ?? []), ...selected])];
}

function matchesTerm(context: EngineContext, owner: Pod, term: PodAffinityTerm, pod: Pod): boolean {
  return namespacesOf(context, owner, term).includes(pod.metadata.namespace ?? '') && matchesLabelSelector(term.labelSelector, pod.metadata.labels);
}

/** How many bound Pods of a term stand in each domain of its topology. */
export function podsByDomain(context: EngineContext, pod: Pod, term: PodAffinityTerm): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const namespace of namespacesOf(context, pod, term)) {
    for (const other of context.api.withLabels('Pod', namespace, term.labelSelector?.matchLabels ?? {})) {
      const { nodeName = '' } = other.spec;
      if (nodeName === '' || isPodTerminal(other) || !matchesLabelSelector(term.labelSelector, other.metadata.labels)) continue;
      const domain = nodeLabel(context, nodeName, term.topologyKey);
      if (domain !== undefined) counts.set(domain, (counts.get(domain) ?? 0) + 1);
    }
  }
  return counts;
}

/** Required affinity and anti-affinity between Pods, those of the Pods that are there included. Mirrors plugins/interpodaffinity (v1.36). */
export function interPodAffinityFilter(context: EngineContext, infos: NodeInfos, pod: Pod): Filter | undefined {
  const terms = pod.spec.affinity?.podAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
  const antiTerms = pod.spec.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
  if (terms.length === 0 && antiTerms.length === 0 && infos.withAntiAffinity.size === 0) return undefined;
  const wanted = terms.map((term) => ({ term, counts: podsByDomain(context, pod, term) }));
  const unwanted = antiTerms.map((term) => ({ term, counts: podsByDomain(context, pod, term) }));
  // The first Pod of a group that wants to be near itself may go anywhere.
  const isFirst = wanted.every(({ counts }) => counts.size === 0) && terms.every((term) => matchesTerm(context, pod, term, pod));
  const refused = refusedDomains(context, infos, pod);
  return ({ metadata: { labels = {} } }) => {
    const isNear = wanted.every(({ term, counts }) => labels[term.topologyKey] !== undefined && (isFirst || counts.has(labels[term.topologyKey] ?? '')));
    if (!isNear) return "node(s) didn't match pod affinity rules";
    if (unwanted.some(({ term, counts }) => counts.has(labels[term.topologyKey] ?? ''))) return "node(s) didn't match pod anti-affinity rules";
    if (refused.some(({ key, value }) => labels[key] === value)) return "node(s) didn't satisfy existing pods anti-affinity rules";
    return undefined;
  };
}

/** Domains in which a Pod that is there does not want this one. */
function refusedDomains(context: EngineContext, infos: NodeInfos, pod: Pod): readonly { readonly key: string; readonly value: string }[] {
  const refused: { key: string; value: string }[] = [];
  for (const podKey of infos.withAntiAffinity) {
    const slash = podKey.indexOf('/');
    const other = context.api.get('Pod', podKey.slice(0, slash), podKey.slice(slash + 1));
    if (other === undefined) continue;
    for (const term of other.spec.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []) {
      const value = nodeLabel(context, other.spec.nodeName ?? '', term.topologyKey);
      if (value !== undefined && matchesTerm(context, other, term, pod)) refused.push({ key: term.topologyKey, value });
    }
  }
  return refused;
}

function isCounted(constraint: TopologySpreadConstraint, pod: Pod, node: Node): boolean {
  if (node.metadata.labels?.[constraint.topologyKey] === undefined) return false;
  if (constraint.nodeAffinityPolicy !== 'Ignore' && !matchesRequiredNodeAffinity(pod.spec, node)) return false;
  return constraint.nodeTaintsPolicy !== 'Honor' || findUntoleratedTaint(node.spec.taints, pod.spec.tolerations, ['NoSchedule', 'NoExecute']) === undefined;
}

function spreadSelector(constraint: TopologySpreadConstraint, pod: Pod): Required<Pick<TopologySpreadConstraint, 'labelSelector'>>['labelSelector'] {
  const keys = Object.fromEntries((constraint.matchLabelKeys ?? []).flatMap((key) => (pod.metadata.labels?.[key] === undefined ? [] : [[key, pod.metadata.labels[key]]])));
  return { ...constraint.labelSelector, matchLabels: { ...constraint.labelSelector?.matchLabels, ...keys } };
}

/** How many matching Pods each domain of a constraint holds; domains of Nodes that do not count are left out. */
export function spreadCounts(context: EngineContext, pod: Pod, constraint: TopologySpreadConstraint, nodes: readonly Node[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const domains = new Map<string, string>();
  for (const node of nodes) {
    if (!isCounted(constraint, pod, node)) continue;
    const domain = node.metadata.labels?.[constraint.topologyKey] ?? '';
    domains.set(node.metadata.name, domain);
    counts.set(domain, 0);
  }
  const selector = spreadSelector(constraint, pod);
  for (const other of context.api.withLabels('Pod', pod.metadata.namespace ?? '', selector.matchLabels ?? {})) {
    const domain = domains.get(other.spec.nodeName ?? '');
    if (domain === undefined || other.metadata.deletionTimestamp !== undefined || !matchesLabelSelector(selector, other.metadata.labels)) continue;
    counts.set(domain, (counts.get(domain) ?? 0) + 1);
  }
  return counts;
}

/** Hard topology spread constraints. Mirrors plugins/podtopologyspread/filtering.go (v1.36). */
export function topologySpreadFilter(context: EngineContext, pod: Pod, nodes: readonly Node[]): Filter | undefined {
  const hard = (pod.spec.topologySpreadConstraints ?? []).filter(({ whenUnsatisfiable }) => whenUnsatisfiable === 'DoNotSchedule');
  if (hard.length === 0) return undefined;
  const states = hard.map((constraint) => {
    const counts = spreadCounts(context, pod, constraint, nodes);
    const hasEnoughDomains = counts.size >= (constraint.minDomains ?? 1);
    const self = matchesLabelSelector(spreadSelector(constraint, pod), pod.metadata.labels) ? 1 : 0;
    return { constraint, counts, least: hasEnoughDomains ? Math.min(...counts.values()) : 0, self };
  });
  return ({ metadata: { labels = {} } }) => {
    for (const { constraint, counts, least, self } of states) {
      const domain = labels[constraint.topologyKey];
      if (domain === undefined) return "node(s) didn't match pod topology spread constraints (missing required label)";
      if ((counts.get(domain) ?? 0) + self - least > constraint.maxSkew) return "node(s) didn't match pod topology spread constraints";
    }
    return undefined;
  };
}
