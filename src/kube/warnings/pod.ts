import type { FieldPath } from '../fieldPath.ts';
import { fieldPath } from '../fieldPath.ts';
import type { KubeObjectLike } from '../kubeObject.ts';
import type { Loose } from '../loose.ts';
import { deepEqual } from '../objects.ts';
import type { CronJob, DaemonSet, Deployment, Job, JobSpec, ObjectMeta, Pod, PodTemplate, ReplicaSet, ReplicationController, StatefulSet } from '../types.generated.ts';
import { isDNS1123Label } from '../validation/names.ts';
import { persistentVolumeClaimSpecWarnings, podSpecWarnings, podTemplateWarnings } from './podSpec.ts';

const templatePath = fieldPath('spec', 'template');
const podNames = 'Pod names and hostnames';
const manyCompletions = 100_000;
const muchParallelism = 10_000;

interface WithMeta { readonly metadata: ObjectMeta }

/** A name that will be part of others, and is no DNS label. `use` says of which. */
function nameWarnings(name: string, use: string): string[] {
  const messages = isDNS1123Label(name);
  if (messages.length === 0) return [];
  return [`metadata.name: this is used in ${use}, which can result in surprising behavior; a DNS label is recommended: [${messages.join(' ')}]`];
}

/** Whether an object is new or another generation of itself: templates are only looked at then. */
function isNewGeneration(object: WithMeta, old: WithMeta | undefined): boolean {
  return old === undefined || object.metadata.generation !== old.metadata.generation;
}

function nameWarningsOnCreate(object: WithMeta, old: WithMeta | undefined): string[] {
  return old === undefined ? nameWarnings(object.metadata.name, podNames) : [];
}

/** Of a Pod, when it is new: changed Pods give no warnings. Mirrors pkg/registry/core/pod/strategy.go (v1.36). */
function newPodWarnings(pod: Pod, old?: Pod): string[] {
  return old === undefined ? [...nameWarnings(pod.metadata.name, "the Pod's hostname"), ...podSpecWarnings(pod)] : [];
}

/** Of a Deployment or ReplicaSet. Mirrors the strategies in pkg/registry/apps (v1.36). `old` is absent on creation. */
function replicatedWarnings(object: Deployment | ReplicaSet, old?: Deployment | ReplicaSet): string[] {
  return [...nameWarningsOnCreate(object, old), ...(isNewGeneration(object, old) ? podTemplateWarnings(object.spec.template, templatePath) : [])];
}

/** Of a ReplicationController. Upstream looks at the old template where there is one. */
function replicationControllerWarnings(controller: ReplicationController, old?: ReplicationController): string[] {
  const { template } = (old ?? controller).spec;
  return [...nameWarningsOnCreate(controller, old), ...(isNewGeneration(controller, old) ? podTemplateWarnings(template, templatePath) : [])];
}

/** Of a DaemonSet: its template's, where that is new. */
function daemonSetWarnings(daemonSet: DaemonSet, old?: DaemonSet): string[] {
  return old !== undefined && deepEqual(daemonSet.spec.template, old.spec.template) ? [] : podTemplateWarnings(daemonSet.spec.template, templatePath);
}

/** Of a StatefulSet: its template's, its claims', and of a history without end. */
function statefulSetWarnings(statefulSet: StatefulSet, old?: StatefulSet): string[] {
  const { template, volumeClaimTemplates = [], revisionHistoryLimit = 0 } = statefulSet.spec;
  const claimsPath = fieldPath('spec', 'volumeClaimTemplates');
  const claimPath = (index: number): FieldPath => (old === undefined ? claimsPath.index(index) : claimsPath.index(index).child('Spec'));
  return [
    ...(isNewGeneration(statefulSet, old) ? podTemplateWarnings(template, templatePath) : []),
    ...volumeClaimTemplates.flatMap((claim, index) => persistentVolumeClaimSpecWarnings(claim.spec, claimPath(index))),
    ...(revisionHistoryLimit < 0 ? ['spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 is recommended'] : []),
  ];
}

/** Of a PodTemplate. */
function podTemplateKindWarnings(podTemplate: PodTemplate, old?: PodTemplate): string[] {
  return isNewGeneration(podTemplate, old) ? podTemplateWarnings(podTemplate.template, fieldPath('template')) : [];
}

function jobSpecWarnings(spec: Loose<JobSpec>, path: FieldPath): string[] {
  const { completionMode, completions = 0, parallelism = 0 } = spec;
  const isTooMuch = completionMode === 'Indexed' && completions > manyCompletions && parallelism > muchParallelism;
  const text = 'In Indexed Jobs with a number of completions higher than 10^5 and a parallelism higher than 10^4, Kubernetes might not be able to track completedIndexes when a big number of indexes fail';
  return [...(isTooMuch ? [`${path.toString()}: ${text}`] : []), ...podTemplateWarnings(spec.template, path.child('template'))];
}

/** Of a Job. Mirrors pkg/api/job/warnings.go (v1.36). */
function jobWarnings(job: Job, old?: Job): string[] {
  return [...nameWarningsOnCreate(job, old), ...(isNewGeneration(job, old) ? jobSpecWarnings(job.spec, fieldPath('spec')) : [])];
}

/** Of a CronJob: its Jobs', and of a time zone in the schedule, which only old ones may have. */
function cronJobWarnings(cronJob: CronJob, old?: CronJob): string[] {
  const hasZone = old !== undefined && cronJob.spec.schedule.includes('TZ');
  return [
    ...nameWarningsOnCreate(cronJob, old),
    ...(isNewGeneration(cronJob, old) ? jobSpecWarnings(cronJob.spec.jobTemplate.spec, fieldPath('spec', 'jobTemplate', 'spec')) : []),
    ...(hasZone ? ['cannot use TZ or CRON_TZ in spec.spec.schedule, use timeZone instead, see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/ for more details'] : []),
  ];
}

type Warner = (object: KubeObjectLike, old: KubeObjectLike | undefined) => readonly string[];

/** The table is keyed by kind, so each function only ever meets objects of its own type, which decoding has checked. */
function of<T extends KubeObjectLike>(warn: (object: T, old?: T) => readonly string[]): Warner {
  return (object, old) => (old === undefined ? warn(object as T) : warn(object as T, old as T));
}

const warners: Readonly<Record<string, Warner>> = {
  Pod: of(newPodWarnings),
  PodTemplate: of(podTemplateKindWarnings),
  ReplicationController: of(replicationControllerWarnings),
  Deployment: of<Deployment>(replicatedWarnings),
  ReplicaSet: of<ReplicaSet>(replicatedWarnings),
  DaemonSet: of(daemonSetWarnings),
  StatefulSet: of(statefulSetWarnings),
  Job: of(jobWarnings),
  CronJob: of(cronJobWarnings),
};

/**
 * What is odd about a Pod, or about the template of a workload, that is let through; nothing for other kinds. `old` is what
 * the object replaces, absent on creation; generations must be set.
 */
export function podWarnings(object: KubeObjectLike, old?: KubeObjectLike): readonly string[] {
  return warners[object.kind]?.(object, old) ?? [];
}
