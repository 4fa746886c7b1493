import type { FieldError } from '../field.ts';
import { forbidden, invalid, invalidEach, required } from '../fieldErrors.ts';
import type { FieldPath } from '../fieldPath.ts';
import { internalValue } from '../internalValue.ts';
import type { JsonValue } from '../json.ts';
import type { Loose } from '../loose.ts';
import type { Labels } from '../selectors.ts';
import { matchesLabels, matchesLabelSelector } from '../selectors.ts';
import type { LabelSelector, LabelSelectorRequirement } from '../types.generated.ts';
import { isLabelValue, isQualifiedName } from './names.ts';
import { validateLabelName, validateLabels } from './objectMeta.ts';

const setOperators = new Set(['In', 'NotIn']);
const presenceOperators = new Set(['Exists', 'DoesNotExist']);

function validateRequirement(requirement: Loose<LabelSelectorRequirement>, path: FieldPath): FieldError[] {
  const { key = '', operator = '', values = [] } = requirement;
  const errors: FieldError[] = [];
  if (setOperators.has(operator)) {
    if (values.length === 0) errors.push(required(path.child('values'), "must be specified when `operator` is 'In' or 'NotIn'"));
  } else if (presenceOperators.has(operator)) {
    if (values.length > 0) errors.push(forbidden(path.child('values'), "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"));
  } else errors.push(invalid(path.child('operator'), operator, 'not a valid selector operator'));
  errors.push(...validateLabelName(key, path.child('key')));
  values.forEach((value, index) => errors.push(...invalidEach(path.child('values').index(index), value, isLabelValue(value))));
  return errors;
}

/**
 * The rules of a label selector; an absent one has none. Mirrors ValidateLabelSelector in
 * apimachinery/pkg/apis/meta/v1/validation/validation.go (v1.36).
 */
export function validateLabelSelector(selector: Loose<LabelSelector> | undefined, path: FieldPath): FieldError[] {
  if (selector === undefined) return [];
  return [
    ...validateLabels(selector.matchLabels, path.child('matchLabels')),
    ...(selector.matchExpressions ?? []).flatMap((requirement, index) => validateRequirement(requirement, path.child('matchExpressions').index(index))),
  ];
}

/** A selector that can be asked. */
export interface Matcher {
  /** Whether it has no requirement, and so matches everything. An absent selector matches nothing and is not empty. */
  readonly isEmpty: boolean;
  matches(labels: Labels | undefined): boolean;
}

function isReadable(requirement: Loose<LabelSelectorRequirement>): boolean {
  const { key = '', operator = '', values = [] } = requirement;
  const hasRightValues = setOperators.has(operator) ? values.length > 0 : presenceOperators.has(operator) && values.length === 0;
  return hasRightValues && isQualifiedName(key).length === 0 && values.every((value) => isLabelValue(value).length === 0);
}

/** What a LabelSelector matches; `undefined` where it cannot be read (bad operators, keys, values). Mirrors metav1.LabelSelectorAsSelector. */
export function labelSelectorAsMatcher(selector: Loose<LabelSelector> | undefined): Matcher | undefined {
  if (selector === undefined) return { isEmpty: false, matches: () => false };
  const pairs = Object.entries(selector.matchLabels ?? {});
  const requirements = selector.matchExpressions ?? [];
  if (!requirements.every(isReadable)) return undefined;
  if (!pairs.every(([key, value]) => isQualifiedName(key).length === 0 && isLabelValue(value).length === 0)) return undefined;
  const complete: LabelSelector = {
    matchLabels: Object.fromEntries(pairs),
    matchExpressions: requirements.map(({ key = '', operator = '', values = [] }) => ({ key, operator, values })),
  };
  return { isEmpty: pairs.length + requirements.length === 0, matches: (labels) => matchesLabelSelector(complete, labels ?? {}) };
}

/** What a map of labels matches: empty and absent ones match everything. */
export function selectorMapAsMatcher(selector: Labels | undefined): Matcher {
  const pairs = selector ?? {};
  return { isEmpty: Object.keys(pairs).length === 0, matches: (labels) => matchesLabels(pairs, labels) };
}

/** Whether a selector is there and has no requirement. */
export function isEmptyLabelSelector(selector: Loose<LabelSelector>): boolean {
  return Object.keys(selector.matchLabels ?? {}).length + (selector.matchExpressions ?? []).length === 0;
}

/** A selector as messages print it. */
export function printedSelector(selector: Loose<LabelSelector> | undefined): JsonValue {
  return internalValue('*LabelSelector', selector);
}
