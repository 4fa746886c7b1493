import type { FieldError } from '../field.ts';
import { forbidden, invalid, invalidEach, required } from '../fieldErrors.ts';
import type { FieldPath } from '../fieldPath.ts';
import type { Loose } from '../loose.ts';
import type { Affinity, LabelSelector, NodeAffinity, NodeSelectorRequirement, NodeSelectorTerm, PodAffinity, PodAffinityTerm } from '../types.generated.ts';
import { validateLabelSelector } from './labelSelector.ts';
import { isDNS1123Label, isDNS1123Subdomain, isLabelValue } from './names.ts';
import { validateLabelName } from './objectMeta.ts';

const requiredTerms = 'requiredDuringSchedulingIgnoredDuringExecution';
const preferredTerms = 'preferredDuringSchedulingIgnoredDuringExecution';

function validateWeight(weight: number, path: FieldPath): FieldError[] {
  return weight <= 0 || weight > 100 ? [invalid(path.child('weight'), weight, 'must be in the range 1-100')] : [];
}

function validateNodeRequirement(requirement: Loose<NodeSelectorRequirement>, hasLooseValues: boolean, path: FieldPath): FieldError[] {
  const { key = '', operator = '', values = [] } = requirement;
  const errors: FieldError[] = [];
  const at = path.child('values');
  switch (operator) {
    case 'In': case 'NotIn':
      if (values.length === 0) errors.push(required(at, "must be specified when `operator` is 'In' or 'NotIn'"));
      break;
    case 'Exists': case 'DoesNotExist':
      if (values.length > 0) errors.push(forbidden(at, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"));
      break;
    case 'Gt': case 'Lt':
      if (values.length !== 1) errors.push(required(at, "must be specified single value when `operator` is 'Lt' or 'Gt'"));
      break;
    default: errors.push(invalid(path.child('operator'), operator, 'not a valid selector operator'));
  }
  errors.push(...validateLabelName(key, path.child('key')));
  if (!hasLooseValues) values.forEach((value, index) => errors.push(...invalidEach(at.index(index), value, isLabelValue(value))));
  return errors;
}

function validateNodeFieldRequirement(requirement: Loose<NodeSelectorRequirement>, path: FieldPath): FieldError[] {
  const { key = '', operator = '', values = [] } = requirement;
  const errors: FieldError[] = [];
  if (operator !== 'In' && operator !== 'NotIn') errors.push(invalid(path.child('operator'), operator, 'not a valid selector operator'));
  else if (values.length !== 1) errors.push(required(path.child('values'), "must be only one value when `operator` is 'In' or 'NotIn' for node field selector"));
  if (key !== 'metadata.name') errors.push(invalid(path.child('key'), key, 'not a valid field selector key'));
  else values.forEach((value, index) => errors.push(...invalidEach(path.child('values').index(index), value, isDNS1123Subdomain(value))));
  return errors;
}

function validateNodeTerm(term: Loose<NodeSelectorTerm>, hasLooseValues: boolean, path: FieldPath): FieldError[] {
  return [
    ...(term.matchExpressions ?? []).flatMap((requirement, index) => validateNodeRequirement(requirement, hasLooseValues, path.child('matchExpressions').index(index))),
    ...(term.matchFields ?? []).flatMap((requirement, index) => validateNodeFieldRequirement(requirement, path.child('matchFields').index(index))),
  ];
}

function validateNodeAffinity(affinity: Loose<NodeAffinity>, path: FieldPath): FieldError[] {
  const selector = affinity[requiredTerms];
  const errors: FieldError[] = [];
  if (selector !== undefined) {
    const at = path.child(requiredTerms, 'nodeSelectorTerms');
    const terms = selector.nodeSelectorTerms ?? [];
    if (terms.length === 0) errors.push(required(at, 'must have at least one node selector term'));
    terms.forEach((term, index) => errors.push(...validateNodeTerm(term, false, at.index(index))));
  }
  (affinity[preferredTerms] ?? []).forEach(({ weight = 0, preference }, index) => {
    const at = path.child(preferredTerms).index(index);
    errors.push(...validateWeight(weight, at), ...validateNodeTerm(preference ?? {}, true, at.child('preference')));
  });
  return errors;
}

function validateLabelKeys(keys: readonly string[], selector: Loose<LabelSelector> | undefined, path: FieldPath): FieldError[] {
  if (keys.length === 0) return [];
  if (selector === undefined) return [forbidden(path, 'must not be specified when labelSelector is not set')];
  return keys.flatMap((key, index) => validateLabelName(key, path.index(index)));
}

/**
 * Keys whose values are taken from the Pod: label names, each in one of the lists only, and not in the selector (to which
 * they have been added by then). Mirrors ValidateMatchLabelKeysAndMismatchLabelKeys in
 * pkg/apis/core/validation/validation.go (v1.36).
 */
export function validateMatchLabelKeys(matchKeys: readonly string[], mismatchKeys: readonly string[], selector: Loose<LabelSelector> | undefined, path: FieldPath): FieldError[] {
  const errors = [
    ...validateLabelKeys(matchKeys, selector, path.child('matchLabelKeys')),
    ...validateLabelKeys(mismatchKeys, selector, path.child('mismatchLabelKeys')),
  ];
  const seen = new Set(Object.keys(selector?.matchLabels ?? {}));
  for (const { key = '' } of selector?.matchExpressions ?? []) {
    const index = matchKeys.lastIndexOf(key);
    if (index !== -1 && seen.has(key)) errors.push(invalid(path.index(index), key, 'exists in both matchLabelKeys and labelSelector'));
    seen.add(key);
  }
  matchKeys.forEach((key, index) => {
    if (mismatchKeys.includes(key)) errors.push(invalid(path.child('matchLabelKeys').index(index), key, 'exists in both matchLabelKeys and mismatchLabelKeys'));
  });
  return errors;
}

function validatePodTerm(term: Loose<PodAffinityTerm>, path: FieldPath): FieldError[] {
  const { labelSelector, namespaceSelector, namespaces = [], matchLabelKeys = [], mismatchLabelKeys = [], topologyKey = '' } = term;
  return [
    ...validateLabelSelector(labelSelector, path.child('labelSelector')),
    ...validateLabelSelector(namespaceSelector, path.child('namespaceSelector')),
    ...namespaces.flatMap((name) => invalidEach(path.child('namespace'), name, isDNS1123Label(name))),
    ...validateMatchLabelKeys(matchLabelKeys, mismatchLabelKeys, labelSelector, path),
    ...(topologyKey === '' ? [required(path.child('topologyKey'), 'can not be empty')] : []),
    ...validateLabelName(topologyKey, path.child('topologyKey')),
  ];
}

function validatePodAffinity(affinity: Loose<PodAffinity>, path: FieldPath): FieldError[] {
  return [
    ...(affinity[requiredTerms] ?? []).flatMap((term, index) => validatePodTerm(term, path.child(requiredTerms).index(index))),
    ...(affinity[preferredTerms] ?? []).flatMap(({ weight = 0, podAffinityTerm }, index) => {
      const at = path.child(preferredTerms).index(index);
      return [...validateWeight(weight, at), ...validatePodTerm(podAffinityTerm ?? {}, at.child('podAffinityTerm'))];
    }),
  ];
}

/** Affinity to Nodes and to other Pods. Mirrors validateAffinity (v1.36). */
export function validateAffinity(affinity: Loose<Affinity> | undefined, path: FieldPath): FieldError[] {
  const { nodeAffinity, podAffinity, podAntiAffinity } = affinity ?? {};
  return [
    ...(nodeAffinity ? validateNodeAffinity(nodeAffinity, path.child('nodeAffinity')) : []),
    ...(podAffinity ? validatePodAffinity(podAffinity, path.child('podAffinity')) : []),
    ...(podAntiAffinity ? validatePodAffinity(podAntiAffinity, path.child('podAntiAffinity')) : []),
  ];
}
