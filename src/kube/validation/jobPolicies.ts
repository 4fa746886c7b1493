import type { FieldError } from '../field.ts';
import { duplicate, invalid, notSupported, required, tooLong, tooMany } from '../fieldErrors.ts';
import type { FieldPath } from '../fieldPath.ts';
import type { Loose } from '../loose.ts';
import { quote } from '../quote.ts';
import { wasSentEmpty } from '../sentEmpty.ts';
import type { JobSpec, PodFailurePolicyOnExitCodesRequirement, PodFailurePolicyOnPodConditionsPattern, PodFailurePolicyRule, SuccessPolicyRule } from '../types.generated.ts';
import { utf8Length } from '../utf8.ts';
import { validateNonnegative, validateQualifiedName } from './fieldChecks.ts';

const actions = ['Count', 'FailIndex', 'FailJob', 'Ignore'];
const operators = ['In', 'NotIn'];
const statuses = ['False', 'True', 'Unknown'];
const mostRules = 20;
const mostPatterns = 20;
const mostExitCodes = 255;
const longestIndexes = 64 * 1024;

/** `valid values: ["a" "b"]` */
function validValues(values: readonly string[]): string {
  return `valid values: [${values.map(quote).join(' ')}]`;
}

function validateChoice(value: string, supported: readonly string[], path: FieldPath): FieldError[] {
  if (value === '') return [required(path, validValues(supported))];
  return supported.includes(value) ? [] : [notSupported(path, value, supported)];
}

function validateExitCodes(onExitCodes: Loose<PodFailurePolicyOnExitCodesRequirement>, containerNames: ReadonlySet<string>, path: FieldPath): FieldError[] {
  const { containerName, operator = '', values = [] } = onExitCodes;
  const at = path.child('values');
  const errors = validateChoice(operator, operators, path.child('operator'));
  if (containerName !== undefined && !containerNames.has(containerName)) {
    errors.push(invalid(path.child('containerName'), containerName, 'must be one of the container or initContainer names in the pod template'));
  }
  if (values.length === 0) errors.push(invalid(at, wasSentEmpty(onExitCodes, 'values') ? [] : null, 'at least one value is required'));
  else if (values.length > mostExitCodes) errors.push(tooMany(at, values.length, mostExitCodes));
  values.forEach((value, index) => {
    if (operator === 'In' && value === 0) errors.push(invalid(at.index(index), value, 'must not be 0 for the In operator'));
    if (values.indexOf(value) < index) errors.push(duplicate(at.index(index), value));
  });
  if (values.some((value, index) => index > 0 && (values[index - 1] ?? 0) > value)) errors.push(invalid(at, values, 'must be ordered'));
  return errors;
}

function validateConditions(patterns: readonly Loose<PodFailurePolicyOnPodConditionsPattern>[], path: FieldPath): FieldError[] {
  return [
    ...(patterns.length > mostPatterns ? [tooMany(path, patterns.length, mostPatterns)] : []),
    ...patterns.flatMap(({ type = '', status = '' }, index) => [
      ...validateQualifiedName(type, path.index(index).child('type')),
      ...validateChoice(status, statuses, path.index(index).child('status')),
    ]),
  ];
}

/** Invalid without the value, which upstream leaves out where it is a whole rule. */
function invalidRule(path: FieldPath, detail: string): FieldError {
  return { type: 'FieldValueInvalid', field: path.toString(), message: `Invalid value: ${detail}` };
}

function validateFailureRule(rule: Loose<PodFailurePolicyRule>, spec: Loose<JobSpec>, containerNames: ReadonlySet<string>, path: FieldPath): FieldError[] {
  const { action = '', onExitCodes, onPodConditions = [] } = rule;
  const at = path.child('action');
  const errors: FieldError[] = [];
  if (action === 'FailIndex') {
    if (spec.backoffLimitPerIndex === undefined) errors.push(invalid(at, action, 'requires the backoffLimitPerIndex to be set'));
  } else errors.push(...validateChoice(action, actions, at));
  if (onExitCodes !== undefined) errors.push(...validateExitCodes(onExitCodes, containerNames, path.child('onExitCodes')));
  errors.push(...validateConditions(onPodConditions, path.child('onPodConditions')));
  if (onExitCodes !== undefined && onPodConditions.length > 0) errors.push(invalidRule(path, 'specifying both OnExitCodes and OnPodConditions is not supported'));
  if (onExitCodes === undefined && onPodConditions.length === 0) errors.push(invalidRule(path, 'specifying one of OnExitCodes and OnPodConditions is required'));
  return errors;
}

/** What a Job makes of failed Pods. Mirrors validatePodFailurePolicy in pkg/apis/batch/validation/validation.go (v1.36). */
export function validatePodFailurePolicy(spec: Loose<JobSpec>, path: FieldPath): FieldError[] {
  const rules = spec.podFailurePolicy?.rules ?? [];
  const at = path.child('rules');
  const podSpec = spec.template?.spec;
  const containerNames = new Set([...(podSpec?.containers ?? []), ...(podSpec?.initContainers ?? [])].map(({ name = '' }) => name));
  return [
    ...(rules.length > mostRules ? [tooMany(at, rules.length, mostRules)] : []),
    ...rules.flatMap((rule, index) => validateFailureRule(rule, spec, containerNames, at.index(index))),
  ];
}

/** A range of indexes, or what is wrong with it. */
function parseInterval(text: string, completions: number): { readonly first: number; readonly last: number } | { readonly error: string } {
  const limits = text.split('-');
  if (limits.length > 2) return { error: `the fragment ${quote(text)} violates the requirement that an index interval can have at most two parts separated by '-'` };
  const numbers: number[] = [];
  for (const limit of limits) {
    if (!/^[+-]?\d+$/.test(limit)) return { error: `cannot convert string to integer for index: ${quote(limit)}` };
    const number = Number(limit);
    if (number >= completions) return { error: `too large index: ${quote(limit)}` };
    numbers.push(number);
  }
  const [first = 0, last = first] = numbers;
  return limits.length === 2 && first >= last ? { error: `non-increasing order, previous: ${first}, current: ${last}` } : { first, last };
}

/** How many indexes `0,3-5` names, or what is wrong with it. */
function countIndexes(text: string, completions: number): number | { readonly error: string } {
  let count = 0;
  let previous: number | undefined;
  for (const part of text === '' ? [] : text.split(',')) {
    const interval = parseInterval(part, completions);
    if ('error' in interval) return interval;
    if (previous !== undefined && previous >= interval.first) return { error: `non-increasing order, previous: ${previous}, current: ${interval.first}` };
    count += interval.last - interval.first + 1;
    previous = interval.last;
  }
  return count;
}

function validateSuccessRule(rule: Loose<SuccessPolicyRule>, completions: number, path: FieldPath): FieldError[] {
  const { succeededCount, succeededIndexes } = rule;
  const errors: FieldError[] = [];
  if (succeededCount === undefined && succeededIndexes === undefined) errors.push(required(path, 'at least one of succeededCount or succeededIndexes must be specified'));
  let indexes = 0;
  if (succeededIndexes !== undefined) {
    const at = path.child('succeededIndexes');
    if (utf8Length(succeededIndexes) > longestIndexes) errors.push(tooLong(at, longestIndexes));
    const count = countIndexes(succeededIndexes, completions);
    if (typeof count === 'number') indexes = count;
    else errors.push(invalid(at, succeededIndexes, `error parsing succeededIndexes: ${count.error}`));
  }
  if (succeededCount === undefined) return errors;
  const at = path.child('succeededCount');
  errors.push(...validateNonnegative(succeededCount, at));
  if (succeededCount > completions) errors.push(invalid(at, succeededCount, `must be less than or equal to ${completions} (the number of specified completions)`));
  if (succeededIndexes !== undefined && succeededCount > indexes) {
    errors.push(invalid(at, succeededCount, `must be less than or equal to ${indexes} (the number of indexes in the specified succeededIndexes field)`));
  }
  return errors;
}

/** When an Indexed Job has succeeded. Mirrors validateSuccessPolicy (v1.36). */
export function validateSuccessPolicy(spec: Loose<JobSpec>, path: FieldPath): FieldError[] {
  const rules = spec.successPolicy?.rules ?? [];
  const at = path.child('rules');
  return [
    ...(rules.length === 0 ? [required(at, 'at least one rules must be specified when the successPolicy is specified')] : []),
    ...(rules.length > mostRules ? [tooMany(at, rules.length, mostRules)] : []),
    ...rules.flatMap((rule, index) => validateSuccessRule(rule, spec.completions ?? 0, at.index(index))),
  ];
}
