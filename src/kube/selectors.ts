/** Label selectors: what they match, their text form. Mirrors apimachinery/pkg/labels/selector.go (v1.36). */
import type { LabelSelector } from './types.generated.ts';
import { hasKey, valueOf } from './objects.ts';
import { compareBytes } from './utf8.ts';

export type Labels = Readonly<Record<string, string>>;

export interface Requirement {
  readonly key: string;
  readonly operator: '=' | '==' | '!=' | 'in' | 'notin' | 'exists' | '!' | 'gt' | 'lt';
  readonly values: readonly string[];
}

/** Whether labels carry every pair of a selector map. An empty map matches all; an absent one (a Service without selector) nothing. */
export function matchesLabels(selector: Labels | undefined, labels: Labels | undefined): boolean {
  if (selector === undefined) return false;
  for (const key of Object.keys(selector)) {
    if (valueOf(labels, key) !== selector[key]) return false;
  }
  return true;
}

/** Whether labels match a LabelSelector. An empty one matches all; an absent one nothing. */
export function matchesLabelSelector(selector: LabelSelector | undefined, labels: Labels | undefined): boolean {
  if (selector === undefined) return false;
  return matchesLabels(selector.matchLabels ?? {}, labels)
    && (selector.matchExpressions ?? []).every(({ key, operator, values = [] }) => matchesExpression(key, operator, values, labels));
}

function matchesExpression(key: string, operator: string, values: readonly string[], labels: Labels | undefined): boolean {
  switch (operator) {
    case 'In': return matchesRequirement({ key, operator: 'in', values }, labels);
    case 'NotIn': return matchesRequirement({ key, operator: 'notin', values }, labels);
    case 'Exists': return hasKey(labels, key);
    case 'DoesNotExist': return !hasKey(labels, key);
    default: return false;
  }
}

/** Whether labels match one requirement of a selector's text form. */
function matchesRequirement(requirement: Requirement, labels: Labels | undefined): boolean {
  const value = valueOf(labels, requirement.key);
  switch (requirement.operator) {
    case '=': case '==': case 'in': return value !== undefined && requirement.values.includes(value);
    case '!=': case 'notin': return value === undefined || !requirement.values.includes(value);
    case 'exists': return value !== undefined;
    case '!': return value === undefined;
    case 'gt': case 'lt': return compareIntegers(requirement, value);
  }
}

function compareIntegers({ operator, values }: Requirement, value: string | undefined): boolean {
  const integer = /^[+-]?\d+$/;
  const [limit] = values;
  if (value === undefined || limit === undefined || !integer.test(value) || !integer.test(limit)) return false;
  return operator === 'gt' ? BigInt(value) > BigInt(limit) : BigInt(value) < BigInt(limit);
}

/** Whether labels match all requirements; no requirements match all. */
export function matchesRequirements(requirements: readonly Requirement[], labels: Labels | undefined): boolean {
  return requirements.every((requirement) => matchesRequirement(requirement, labels));
}

/** `a=b,c in (d,e),!f`, as kubectl prints and the API takes it. Keys as given: parsed ones are sorted. */
export function formatRequirements(requirements: readonly Requirement[]): string {
  return requirements.map(formatRequirement).join(',');
}

function formatRequirement({ key, operator, values }: Requirement): string {
  const list = [...values].sort(compareBytes).join(',');
  switch (operator) {
    case '!': return `!${key}`;
    case 'exists': return key;
    case 'in': return `${key} in (${list})`;
    case 'notin': return `${key} notin (${list})`;
    case 'gt': return `${key}>${list}`;
    case 'lt': return `${key}<${list}`;
    case '=': case '==': case '!=': return `${key}${operator}${list}`;
  }
}

/** The text form of a selector map: `a=b,c=d`, sorted by key. */
export function formatLabels(labels: Labels): string {
  return Object.keys(labels).sort(compareBytes).map((key) => `${key}=${labels[key] ?? ''}`).join(',');
}

/** The text form of a LabelSelector (metav1.FormatLabelSelector): `<none>` where it matches all, `<error>` where it cannot be read. */
export function formatLabelSelector(selector: LabelSelector | undefined): string {
  if (selector === undefined) return '<none>';
  const requirements = requirementsOf(selector);
  if (requirements === undefined) return '<error>';
  return requirements.length === 0 ? '<none>' : formatRequirements(requirements);
}

/** The requirements of a LabelSelector, sorted by key; `undefined` where it has an operator that there is not. */
function requirementsOf(selector: LabelSelector): Requirement[] | undefined {
  const requirements: Requirement[] = Object.entries(selector.matchLabels ?? {}).map(([key, value]) => ({ key, operator: '=', values: [value] }));
  for (const { key, operator, values = [] } of selector.matchExpressions ?? []) {
    switch (operator) {
      case 'In': requirements.push({ key, operator: 'in', values }); break;
      case 'NotIn': requirements.push({ key, operator: 'notin', values }); break;
      case 'Exists': requirements.push({ key, operator: 'exists', values: [] }); break;
      case 'DoesNotExist': requirements.push({ key, operator: '!', values: [] }); break;
      default: return undefined;
    }
  }
  return requirements.sort((a, b) => compareBytes(a.key, b.key));
}
