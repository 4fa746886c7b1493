import { maybe } from '../maybe.ts';
import type { CronJob, CronJobSpec, Job, JobSpec, PodFailurePolicy } from '../types.generated.ts';
import { namelessMeta } from './meta.ts';
import { labelsFromTemplate, setPodTemplateSpecDefaults } from './pod.ts';

const maxInt32 = 2147483647;

function setPodFailurePolicyDefaults(policy: PodFailurePolicy): PodFailurePolicy {
  const rules = (maybe(policy.rules) ?? []).map((rule) => {
    if (rule.onPodConditions === undefined) return rule;
    return { ...rule, onPodConditions: rule.onPodConditions.map((pattern) => ({ ...pattern, status: pattern.status || 'True' })) };
  });
  return { ...policy, rules };
}

/** What the Job of a CronJob's template gets too. */
function setTemplateDefaults(spec: Partial<JobSpec>): JobSpec {
  return {
    ...spec,
    ...(spec.podFailurePolicy && { podFailurePolicy: setPodFailurePolicyDefaults(spec.podFailurePolicy) }),
    template: setPodTemplateSpecDefaults(spec.template),
  };
}

/** A Job as the API server holds it before its selector is made. Mirrors SetDefaults_Job in pkg/apis/batch/v1/defaults.go (v1.36). */
export function setJobDefaults(job: Job): Job {
  const spec: Partial<JobSpec> = maybe(job.spec) ?? {};
  const isSingle = spec.completions === undefined && spec.parallelism === undefined;
  return {
    ...job,
    metadata: labelsFromTemplate(job.metadata, spec.template),
    spec: {
      ...setTemplateDefaults(spec),
      ...(isSingle && { completions: 1 }),
      parallelism: spec.parallelism ?? 1,
      backoffLimit: spec.backoffLimit ?? (spec.backoffLimitPerIndex === undefined ? 6 : maxInt32),
      completionMode: spec.completionMode ?? 'NonIndexed',
      suspend: spec.suspend ?? false,
      podReplacementPolicy: spec.podReplacementPolicy ?? (spec.podFailurePolicy === undefined ? 'TerminatingOrFailed' : 'Failed'),
      manualSelector: spec.manualSelector ?? false,
    },
  };
}

/** A CronJob as the API server stores it. Its Job template gets the defaults of Pods, not those of Jobs. Mirrors SetDefaults_CronJob (v1.36). */
export function setCronJobDefaults(cronJob: CronJob): CronJob {
  const spec: Partial<CronJobSpec> = maybe(cronJob.spec) ?? {};
  return {
    ...cronJob,
    spec: {
      ...spec,
      schedule: spec.schedule ?? '',
      concurrencyPolicy: spec.concurrencyPolicy || 'Allow',
      suspend: spec.suspend ?? false,
      jobTemplate: { ...spec.jobTemplate, metadata: spec.jobTemplate?.metadata ?? namelessMeta, spec: setTemplateDefaults(maybe(spec.jobTemplate?.spec) ?? {}) },
      successfulJobsHistoryLimit: spec.successfulJobsHistoryLimit ?? 3,
      failedJobsHistoryLimit: spec.failedJobsHistoryLimit ?? 1,
    },
  };
}
