/** Label keys whose values a Pod's own labels supply to its affinity and spread selectors. Mirrors pkg/registry/core/pod/strategy.go (v1.36). */
import type { Affinity, LabelSelector, Pod, PodAffinityTerm, PodSpec, TopologySpreadConstraint } from '../../../../kube/types.generated.ts';

type Labels = Readonly<Record<string, string>>;

function withKeys(selector: LabelSelector, keys: readonly string[], operator: 'In' | 'NotIn', labels: Labels): LabelSelector {
  const added = keys.filter((key) => Object.hasOwn(labels, key)).map((key) => ({ key, operator, values: [labels[key] ?? ''] }));
  return added.length === 0 ? selector : { ...selector, matchExpressions: [...(selector.matchExpressions ?? []), ...added] };
}

function mutateTerm(term: PodAffinityTerm, labels: Labels): PodAffinityTerm {
  const { labelSelector, matchLabelKeys = [], mismatchLabelKeys = [] } = term;
  if (labelSelector === undefined || (matchLabelKeys.length === 0 && mismatchLabelKeys.length === 0)) return term;
  const matched = withKeys(labelSelector, matchLabelKeys, 'In', labels);
  return { ...term, labelSelector: withKeys(matched, mismatchLabelKeys, 'NotIn', labels) };
}

type PodAffinityTerms = NonNullable<Affinity['podAffinity']>;

function mutateTerms(terms: PodAffinityTerms, labels: Labels): PodAffinityTerms {
  const { requiredDuringSchedulingIgnoredDuringExecution: required, preferredDuringSchedulingIgnoredDuringExecution: preferred } = terms;
  return {
    ...terms,
    ...(required === undefined ? {} : { requiredDuringSchedulingIgnoredDuringExecution: required.map((term) => mutateTerm(term, labels)) }),
    ...(preferred === undefined ? {} : {
      preferredDuringSchedulingIgnoredDuringExecution: preferred.map((each) => ({ ...each, podAffinityTerm: mutateTerm(each.podAffinityTerm, labels) })),
    }),
  };
}

function mutateAffinity(affinity: Affinity, labels: Labels): Affinity {
  const { podAffinity, podAntiAffinity } = affinity;
  return {
    ...affinity,
    ...(podAffinity === undefined ? {} : { podAffinity: mutateTerms(podAffinity, labels) }),
    ...(podAntiAffinity === undefined ? {} : { podAntiAffinity: mutateTerms(podAntiAffinity, labels) }),
  };
}

function mutateConstraint(constraint: TopologySpreadConstraint, labels: Labels): TopologySpreadConstraint {
  const { labelSelector, matchLabelKeys = [] } = constraint;
  if (labelSelector === undefined || matchLabelKeys.length === 0) return constraint;
  return { ...constraint, labelSelector: withKeys(labelSelector, matchLabelKeys, 'In', labels) };
}

/** The spec of a new Pod with those selectors completed; the same spec where there is nothing to complete. */
export function applyMatchLabelKeys(pod: Pod): PodSpec {
  const { spec, metadata: { labels = {} } } = pod;
  const { affinity, topologySpreadConstraints } = spec;
  if (affinity?.podAffinity === undefined && affinity?.podAntiAffinity === undefined && topologySpreadConstraints === undefined) return spec;
  return {
    ...spec,
    ...(affinity === undefined ? {} : { affinity: mutateAffinity(affinity, labels) }),
    ...(topologySpreadConstraints === undefined ? {} : { topologySpreadConstraints: topologySpreadConstraints.map((each) => mutateConstraint(each, labels)) }),
  };
}
