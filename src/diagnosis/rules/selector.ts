import type { Service } from '../../kube/types.generated.ts';
import { matchesLabels } from '../../kube/selectors.ts';
import { nearest, SIMILAR, unlikeness } from '../editDistance.ts';
import type { FindingDraft, Rule, RuleContext } from '../rule.ts';
import { labelSets, matchedPods, matchedWorkloads, namespaceOf, printLabels, selectorOf, wantedReplicas } from '../servicePods.ts';

const MAX_SHOWN = 3;
const path = ['spec', 'selector'] as const;
type Labels = Readonly<Record<string, string>>;

/** What explains a selector that picks nothing, the likeliest first. */
type Explanation =
  | { readonly kind: 'otherNamespace'; readonly namespace: string; readonly count: number }
  | { readonly kind: 'scaledToZero'; readonly workload: string }
  | { readonly kind: 'value'; readonly key: string; readonly value: string; readonly nearest: string }
  | { readonly kind: 'key'; readonly key: string; readonly nearest: string }
  | { readonly kind: 'others'; readonly labels: string }
  | { readonly kind: 'noPods' };

function explain(service: Service, context: RuleContext): Explanation | undefined {
  const selector = selectorOf(service);
  if (selector === undefined || matchedPods(service, context).length > 0) return undefined;
  const workloads = matchedWorkloads(service, context);
  const [first] = workloads;
  if (first !== undefined) {
    // Their Pods are on the way.
    return workloads.every((workload) => wantedReplicas(workload) === 0) ? { kind: 'scaledToZero', workload: `${first.kind}/${first.metadata.name}` } : undefined;
  }
  const namespace = namespaceOf(service);
  for (const other of context.reader.list('Namespace')) {
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

function rule(id: string, severity: 'error' | 'warning' | 'info', finding: (explanation: Explanation, service: Service) => FindingDraft | undefined): Rule<Service> {
  return {
    id, severity,
    check(service, context) {
      const explanation = explain(service, context);
      const draft = explanation && finding(explanation, service);
      return draft === undefined ? [] : [draft];
    },
  };
}

const common = (service: Service) => ({ service: service.metadata.name, namespace: namespaceOf(service), selector: printLabels(service.spec.selector ?? {}) });

/** The selector's value is nearly that of a label. */
export const selectorValue = rule('selectorValue', 'error', (explanation, service) =>
  explanation.kind !== 'value' ? undefined : {
    path: [...path, explanation.key],
    params: { ...common(service), key: explanation.key, value: explanation.value, nearest: explanation.nearest },
    fix: { value: explanation.nearest },
  });

/** The selector asks for the right value under the wrong key. */
export const selectorKey = rule('selectorKey', 'error', (explanation, service) =>
  explanation.kind !== 'key' ? undefined : { path: [...path, explanation.key], params: { ...common(service), key: explanation.key, nearest: explanation.nearest } });

/** No Pod has these labels; what labels there are. */
export const selectorMatchesOthers = rule('selectorMatchesOthers', 'error', (explanation, service) =>
  explanation.kind !== 'others' ? undefined : { path, params: { ...common(service), labels: explanation.labels } });

/** There are no Pods at all. */
export const selectorNoPods = rule('selectorNoPods', 'warning', (explanation, service) =>
  explanation.kind !== 'noPods' ? undefined : { path, params: common(service) });

/** The Pods that the selector means live in another Namespace. */
export const otherNamespace = rule('otherNamespace', 'error', (explanation, service) =>
  explanation.kind !== 'otherNamespace' ? undefined : {
    path: ['metadata', 'namespace'],
    params: { ...common(service), otherNamespace: explanation.namespace, count: explanation.count },
    fix: { value: explanation.namespace },
  });

/** The workload that the selector means wants no Pods. */
export const scaledToZero = rule('scaledToZero', 'warning', (explanation, service) =>
  explanation.kind !== 'scaledToZero' ? undefined : { path, params: { ...common(service), workload: explanation.workload } });
