import type { FieldError } from '../field.ts';
import { invalid, invalidEach, notSupported, required, tooLong } from '../fieldErrors.ts';
import type { FieldPath } from '../fieldPath.ts';
import { fieldPath } from '../fieldPath.ts';
import { internalValue } from '../internalValue.ts';
import type { Loose } from '../loose.ts';
import { deepEqual, valueOf } from '../objects.ts';
import type { CronJob, CronJobSpec, Job, JobSpec, JobTemplateSpec } from '../types.generated.ts';
import { utf8Length } from '../utf8.ts';
import { cronScheduleError, isTimeZone } from './cronSchedule.ts';
import { validateNonnegative } from './fieldChecks.ts';
import { validatePodFailurePolicy, validateSuccessPolicy } from './jobPolicies.ts';
import { validateJobTemplateUpdate } from './jobUpdate.ts';
import { validateKubeObjectMeta, validateKubeObjectMetaUpdate } from './kubeObjectMeta.ts';
import { labelSelectorAsMatcher, printedSelector, validateLabelSelector } from './labelSelector.ts';
import { isDNS1123Label, isDNS1123Subdomain, isHTTPPath } from './names.ts';
import { validateImmutableField } from './objectMeta.ts';
import { validatePodTemplateSpec, validateTemplateLabels } from './podTemplate.ts';

const specPath = fieldPath('spec');
const completionModes = ['NonIndexed', 'Indexed'];
const replacementPolicies = ['Failed', 'TerminatingOrFailed'];
const concurrencyPolicies = ['Allow', 'Forbid', 'Replace'];
const mostIndexes = 100_000;
const mostForManyCompletions = 10_000;
const longestManager = 63;
const longestCronJobName = 52;
const uidLabels = ['controller-uid', 'batch.kubernetes.io/controller-uid'];
const nameLabels = ['job-name', 'batch.kubernetes.io/job-name'];

/** The labels that the API server has put on the template, which a user must not have set to something else. */
function validateGeneratedSelector(job: Job): FieldError[] {
  const spec: Loose<JobSpec> = job.spec;
  const { uid = '', name } = job.metadata;
  if (spec.manualSelector === true || spec.selector === undefined) return [];
  const labels = spec.template?.metadata?.labels;
  const expected = uidLabels.flatMap((uidLabel, index): [string, string][] => [[uidLabel, uid], [nameLabels[index] ?? '', name]]);
  const errors = uid === '' ? [required(fieldPath('metadata', 'uid'))] : [];
  for (const [label, value] of expected) {
    const at = specPath.child('template', 'metadata', 'labels').key(label);
    const actual = valueOf(labels, label);
    if (actual === undefined) errors.push(required(at, `must be '${value}'`));
    else if (actual !== value) errors.push(invalid(at, internalValue('{}string', labels), `must be '${value}'`));
  }
  const matcher = labelSelectorAsMatcher(spec.selector);
  if (matcher !== undefined && !matcher.matches(Object.fromEntries(expected))) errors.push(invalid(specPath.child('selector'), printedSelector(spec.selector), '`selector` not auto-generated'));
  return errors;
}

/** A new Job, with defaults set and its selector made. Mirrors ValidateJob in pkg/apis/batch/validation/validation.go (v1.36). */
export function validateJob(job: Job): readonly FieldError[] {
  const { completions = 0, completionMode } = job.spec;
  const hostname = `${job.metadata.name}-${completions - 1}`;
  const hasBadHostname = completionMode === 'Indexed' && completions > 0 && isDNS1123Label(hostname).length > 0;
  return [
    ...validateKubeObjectMeta(job.metadata, isDNS1123Subdomain),
    ...validateGeneratedSelector(job),
    ...validateWholeJobSpec(job.spec),
    ...(hasBadHostname ? [invalid(fieldPath('metadata', 'name'), job.metadata.name, `will not able to create pod with invalid DNS label: ${hostname}`)] : []),
  ];
}

function validateWholeJobSpec(spec: Loose<JobSpec>): FieldError[] {
  const { selector } = spec;
  const at = specPath.child('selector');
  const matcher = labelSelectorAsMatcher(selector);
  return [
    ...validateJobSpec(spec, specPath),
    ...(selector === undefined ? [required(at)] : validateLabelSelector(selector, at)),
    ...(matcher === undefined ? [] : validateTemplateLabels(spec.template ?? {}, matcher, specPath.child('template'))),
  ];
}

function validateIndexedMode(spec: Loose<JobSpec>, path: FieldPath): FieldError[] {
  const { completions, parallelism = 0, maxFailedIndexes, backoffLimitPerIndex } = spec;
  const failedPath = path.child('maxFailedIndexes');
  const failed = maxFailedIndexes ?? 0;
  const errors: FieldError[] = [];
  if (completions === undefined) errors.push(required(path.child('completions'), 'when completion mode is Indexed'));
  if (parallelism > mostIndexes) errors.push(invalid(path.child('parallelism'), parallelism, `must be less than or equal to ${mostIndexes} when completion mode is Indexed`));
  if (completions !== undefined && failed > completions) errors.push(invalid(failedPath, failed, 'must be less than or equal to completions'));
  if (failed > mostIndexes) errors.push(invalid(failedPath, failed, `must be less than or equal to ${mostIndexes}`));
  if ((completions ?? 0) <= mostIndexes || backoffLimitPerIndex === undefined) return errors;
  const detail = `must be less than or equal to ${mostForManyCompletions} when completions are above ${mostIndexes} and used with backoff limit per index`;
  if (maxFailedIndexes === undefined) errors.push(required(failedPath, `must be specified when completions is above ${mostIndexes}`));
  if (parallelism > mostForManyCompletions) errors.push(invalid(path.child('parallelism'), parallelism, detail));
  if (failed > mostForManyCompletions) errors.push(invalid(failedPath, failed, detail));
  return errors;
}

function validateCompletionMode(spec: Loose<JobSpec>, path: FieldPath): FieldError[] {
  const { completionMode = 'NonIndexed', backoffLimitPerIndex, maxFailedIndexes } = spec;
  if (completionMode === 'Indexed') return validateIndexedMode(spec, path);
  if (!completionModes.includes(completionMode)) return [notSupported(path.child('completionMode'), completionMode, completionModes)];
  const refuse = (value: number | undefined, name: string): FieldError[] => (value === undefined ? [] : [invalid(path.child(name), value, 'requires indexed completion mode')]);
  return [...refuse(backoffLimitPerIndex, 'backoffLimitPerIndex'), ...refuse(maxFailedIndexes, 'maxFailedIndexes')];
}

function validateManagedBy(manager: string | undefined, path: FieldPath): FieldError[] {
  if (manager === undefined) return [];
  const [, host, rest] = /^([^/]+)\/(.+)$/s.exec(manager) ?? [];
  const errors: FieldError[] = [];
  if (manager === '') errors.push(required(path));
  else if (host === undefined || rest === undefined) errors.push(invalid(path, manager, 'must be a domain-prefixed path (such as "acme.io/foo")'));
  else errors.push(...invalidEach(path, host, isDNS1123Subdomain(host)), ...invalidEach(path, rest, isHTTPPath(rest)));
  if (utf8Length(manager) > longestManager) errors.push(tooLong(path, longestManager));
  return errors;
}

function validateReplacementPolicy(spec: Loose<JobSpec>, path: FieldPath): FieldError[] {
  const { podReplacementPolicy: policy } = spec;
  const supported = spec.podFailurePolicy === undefined ? replacementPolicies : ['Failed'];
  return policy === undefined || supported.includes(policy) ? [] : [notSupported(path, policy, supported)];
}

/** Pods of a Job come to an end. */
function validateRestartPolicy(spec: Loose<JobSpec>, path: FieldPath): FieldError[] {
  const policy = spec.template?.spec?.restartPolicy ?? '';
  if (policy === '' || policy === 'Always') return [required(path, 'valid values: "OnFailure", "Never"')];
  if (policy !== 'OnFailure' && policy !== 'Never') return [notSupported(path, policy, ['OnFailure', 'Never'])];
  return spec.podFailurePolicy !== undefined && policy !== 'Never' ? [invalid(path, policy, 'only "Never" is supported when podFailurePolicy is specified')] : [];
}

/** What holds for the spec of a Job and for that in a CronJob's template. Mirrors validateJobSpec (v1.36). */
function validateJobSpec(spec: Loose<JobSpec>, path: FieldPath): FieldError[] {
  const numbers = ['parallelism', 'completions', 'activeDeadlineSeconds', 'backoffLimit', 'ttlSecondsAfterFinished', 'backoffLimitPerIndex', 'maxFailedIndexes'] as const;
  const lacksLimit = spec.maxFailedIndexes !== undefined && spec.backoffLimitPerIndex === undefined;
  const successPath = path.child('successPolicy');
  const successErrors = (): FieldError[] =>
    spec.completionMode === 'Indexed' ? validateSuccessPolicy(spec, successPath) : [invalid(successPath, internalValue('SuccessPolicy', spec.successPolicy), 'requires indexed completion mode')];
  return [
    ...numbers.flatMap((name) => validateNonnegative(spec[name], path.child(name))),
    ...(lacksLimit ? [required(path.child('backoffLimitPerIndex'), 'when maxFailedIndexes is specified')] : []),
    ...validateManagedBy(spec.managedBy, path.child('managedBy')),
    ...validateCompletionMode(spec, path),
    ...(spec.podFailurePolicy === undefined ? [] : validatePodFailurePolicy(spec, path.child('podFailurePolicy'))),
    ...(spec.successPolicy === undefined ? [] : successErrors()),
    ...validateReplacementPolicy(spec, path.child('podReplacementPolicy')),
    ...validatePodTemplateSpec(spec.template ?? {}, path.child('template')),
    ...validateRestartPolicy(spec, path.child('template', 'spec', 'restartPolicy')),
  ];
}

/** An Indexed Job may change its completions together with its parallelism; no other may. */
function validateCompletions(spec: JobSpec, old: JobSpec, path: FieldPath): FieldError[] {
  if (spec.completionMode !== 'Indexed') return validateImmutableField(spec.completions, old.completions, path);
  if (spec.completions === undefined || deepEqual(spec.completions, old.completions) || spec.completions === spec.parallelism) return [];
  return [invalid(path, spec.completions, 'can only be modified in tandem with spec.parallelism')];
}

/** A policy that must stay as it is: one without rules is not the same as none. */
function validateImmutablePolicy(name: 'podFailurePolicy' | 'successPolicy', spec: JobSpec, old: JobSpec): FieldError[] {
  const policy = spec[name];
  if (deepEqual({ [name]: policy }, { [name]: old[name] })) return [];
  const shown = policy?.rules.length === 0 ? { Rules: [] } : internalValue(name === 'podFailurePolicy' ? '*PodFailurePolicy' : '*SuccessPolicy', policy);
  return [invalid(specPath.child(name), shown, 'field is immutable')];
}

/** A Job that replaces `old`: all rules again, and what must not change. Mirrors the strategy's ValidateUpdate, with ValidateJobUpdate (v1.36). */
export function validateJobUpdate(job: Job, old: Job): readonly FieldError[] {
  const { spec } = job;
  return [
    ...validateJob(job),
    ...validateKubeObjectMetaUpdate(job.metadata, old.metadata),
    ...validateWholeJobSpec(spec),
    ...validateCompletions(spec, old.spec, specPath.child('completions')),
    ...validateImmutableField(spec.selector, old.spec.selector, specPath.child('selector'), printedSelector(spec.selector)),
    ...validateJobTemplateUpdate(job, old, specPath),
    ...validateImmutableField(spec.completionMode, old.spec.completionMode, specPath.child('completionMode')),
    ...validateImmutablePolicy('podFailurePolicy', spec, old.spec),
    ...validateImmutableField(spec.backoffLimitPerIndex, old.spec.backoffLimitPerIndex, specPath.child('backoffLimitPerIndex')),
    ...validateImmutableField(spec.managedBy, old.spec.managedBy, specPath.child('managedBy')),
    ...validateImmutablePolicy('successPolicy', spec, old.spec),
  ];
}

function validateSchedule(spec: Loose<CronJobSpec>, old: CronJobSpec | undefined, path: FieldPath): FieldError[] {
  const { schedule = '', timeZone } = spec;
  if (schedule === '') return [required(path)];
  const error = cronScheduleError(schedule);
  const errors = error === undefined ? [] : [invalid(path, schedule, error)];
  if (!schedule.includes('TZ')) return errors;
  if (old?.schedule.includes('TZ') !== true) errors.push(invalid(path, schedule, 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead'));
  else if (timeZone !== undefined) errors.push(invalid(path, schedule, 'cannot use both timeZone field and TZ or CRON_TZ in schedule'));
  return errors;
}

function validateTimeZone(timeZone: string | undefined, path: FieldPath): FieldError[] {
  if (timeZone === undefined) return [];
  if (timeZone === '') return [invalid(path, timeZone, 'timeZone must be nil or non-empty string')];
  const isOdd = (part: string): boolean => part === '.' || part === '..' || part.startsWith('-') || !/^[A-Za-z.\-_0-9+]{1,14}$/.test(part);
  if (timeZone.split('/').some(isOdd)) return [invalid(path, timeZone, `unknown time zone ${timeZone}`)];
  return [
    ...(timeZone.toLowerCase() === 'local' ? [invalid(path, timeZone, 'timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones')] : []),
    ...(isTimeZone(timeZone) ? [] : [invalid(path, timeZone, `unknown time zone ${timeZone}`)]),
  ];
}

function validateConcurrencyPolicy(policy: string, path: FieldPath): FieldError[] {
  if (policy === '') return [required(path)];
  return concurrencyPolicies.includes(policy) ? [] : [notSupported(path, policy, concurrencyPolicies)];
}

function validateJobTemplate(template: Loose<JobTemplateSpec>, path: FieldPath): FieldError[] {
  const spec = template.spec ?? {};
  return [
    ...validateJobSpec(spec, path.child('spec')),
    ...(spec.selector === undefined ? [] : [invalid(path.child('spec', 'selector'), printedSelector(spec.selector), '`selector` will be auto-generated')]),
    ...(spec.manualSelector === true ? [notSupported(path.child('spec', 'manualSelector'), true, ['nil', 'false'])] : []),
  ];
}

function validateCronJobSpec(spec: Loose<CronJobSpec>, old: CronJobSpec | undefined): FieldError[] {
  const { timeZone } = spec;
  return [
    ...validateSchedule(spec, old, specPath.child('schedule')),
    ...validateNonnegative(spec.startingDeadlineSeconds, specPath.child('startingDeadlineSeconds')),
    ...(old !== undefined && old.timeZone === timeZone ? [] : validateTimeZone(timeZone, specPath.child('timeZone'))),
    ...validateConcurrencyPolicy(spec.concurrencyPolicy ?? '', specPath.child('concurrencyPolicy')),
    ...validateJobTemplate(spec.jobTemplate ?? {}, specPath.child('jobTemplate')),
    ...validateNonnegative(spec.successfulJobsHistoryLimit, specPath.child('successfulJobsHistoryLimit')),
    ...validateNonnegative(spec.failedJobsHistoryLimit, specPath.child('failedJobsHistoryLimit')),
  ];
}

/** A new CronJob, with defaults set. Its Jobs' names are longer by eleven characters. Mirrors ValidateCronJobCreate (v1.36). */
export function validateCronJob(cronJob: CronJob): readonly FieldError[] {
  const { name } = cronJob.metadata;
  return [
    ...validateKubeObjectMeta(cronJob.metadata, isDNS1123Subdomain),
    ...validateCronJobSpec(cronJob.spec, undefined),
    ...(utf8Length(name) > longestCronJobName ? [invalid(fieldPath('metadata', 'name'), name, `must be no more than ${longestCronJobName} characters`)] : []),
  ];
}

/** Mirrors ValidateCronJobUpdate (v1.36). */
export function validateCronJobUpdate(cronJob: CronJob, old: CronJob): readonly FieldError[] {
  return [...validateKubeObjectMetaUpdate(cronJob.metadata, old.metadata), ...validateCronJobSpec(cronJob.spec, old.spec)];
}
