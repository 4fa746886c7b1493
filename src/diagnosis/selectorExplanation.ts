import { matchesLabels } from '../kube/selectors.ts';
import type { Service } from '../kube/types.generated.ts';
import { nearest, SIMILAR, unlikeness } from './editDistance.ts';
import type { FindingDraft, Rule, RuleContext, Severity } from './rule.ts';
import { labelSets, matchedPods, matchedWorkloads, terminatingPods, wantedReplicas } from './servicePods.ts';
import { namespaceOf, printLabels, selectorOf, type Labels } from './serviceSelector.ts';

const MAX_SHOWN = 3;

/** What explains a selector that picks nothing, the likeliest first. */
export type Explanation =
  | { readonly kind: 'otherNamespace'; readonly namespace: string; readonly count: number }
  | { readonly kind: 'scaledToZero'; readonly workload: string }
  | { readonly kind: 'terminating'; readonly count: number }
  | { readonly kind: 'value'; readonly key: string; readonly value: string; readonly nearest: string }
  | { readonly kind: 'key'; readonly key: string; readonly nearest: string }
  | { readonly kind: 'others'; readonly labels: string }
  | { readonly kind: 'noPods' };

const known = new WeakMap<RuleContext, { readonly service: Service; readonly explanation: Explanation | undefined }>();

/** Undefined where it picks Pods, where there is none, and where Pods are on the way. */
function explain(service: Service, context: RuleContext): Explanation | undefined {
  const before = known.get(context);
  if (before?.service === service) return before.explanation;
  const explanation = findExplanation(service, context);
  known.set(context, { service, explanation });
  return explanation;
}

function findExplanation(service: Service, context: RuleContext): Explanation | undefined {
  const selector = selectorOf(service);
  if (selector === undefined || matchedPods(service, context).length > 0) return undefined;
  const workloads = matchedWorkloads(service, context);
  const [first] = workloads;
  if (first !== undefined) {
    // Their Pods are on the way.
    return workloads.every((workload) => wantedReplicas(workload) === 0) ? { kind: 'scaledToZero', workload: `${first.kind}/${first.metadata.name}` } : undefined;
  }
  const ending = terminatingPods(service, context).length;
  if (ending > 0) return { kind: 'terminating', count: ending };
  const namespace = namespaceOf(service);
  for (const other of context.shapes('Namespace')) {
    const { name } = other.metadata;
    const count = name === namespace ? 0 : matchedPods(service, context, name).length;
    if (count > 0) return { kind: 'otherNamespace', namespace: name, count };
  }
  return explainByLabels(selector, labelSets(context, namespace));
}

function explainByLabels(selector: Labels, sets: readonly Labels[]): Explanation {
  if (sets.length === 0) return { kind: 'noPods' };
  let best: { readonly cost: number; readonly explanation: Explanation } | undefined;
  for (const labels of sets) {
    const wrong = Object.entries(selector).filter(([key, value]) => !matchesLabels({ [key]: value }, labels));
    const [first] = wrong;
    if (wrong.length !== 1 || first === undefined) continue;
    const [key, value] = first;
    const mistake = misspelling(key, value, labels);
    if (mistake !== undefined && (best === undefined || mistake.cost < best.cost)) best = mistake;
  }
  return best?.explanation ?? { kind: 'others', labels: sets.slice(0, MAX_SHOWN).map(printLabels).join('; ') };
}

function misspelling(key: string, value: string, labels: Labels): { readonly cost: number; readonly explanation: Explanation } | undefined {
  const there = Object.hasOwn(labels, key) ? labels[key] : undefined;
  if (there !== undefined) {
    const cost = unlikeness(value, there);
    return cost <= SIMILAR ? { cost, explanation: { kind: 'value', key, value, nearest: there } } : undefined;
  }
  const similarKey = nearest(key, Object.keys(labels).filter((candidate) => labels[candidate] === value)) ?? Object.keys(labels).find((candidate) => labels[candidate] === value && value !== '');
  return similarKey === undefined ? undefined : { cost: 0.2 + unlikeness(key, similarKey), explanation: { kind: 'key', key, nearest: similarKey } };
}

/** A rule that speaks where this explains why a selector picks nothing. */
export function selectorRule<K extends Explanation['kind']>(id: string, severity: Severity, kind: K, finding: (explanation: Extract<Explanation, { kind: K }>, service: Service) => FindingDraft): Rule<Service> {
  return {
    id, severity,
    check(service, context) {
      const explanation = explain(service, context);
      return explanation !== undefined && isOf(explanation, kind) ? [finding(explanation, service)] : [];
    },
  };
}

function isOf<K extends Explanation['kind']>(explanation: Explanation, kind: K): explanation is Extract<Explanation, { kind: K }> {
  return explanation.kind === kind;
}

/** What each of these sentences may name. */
export function selectorParams(service: Service): { readonly service: string; readonly namespace: string; readonly selector: string } {
  return { service: service.metadata.name, namespace: namespaceOf(service), selector: printLabels(service.spec.selector ?? {}) };
}
