/** Mirrors the printers of apps, batch and policy kinds of pkg/printers/internalversion/printers.go (v1.36). */
import { humanDuration } from '../humanDuration.ts';
import type { Loose } from '../loose.ts';
import { formatLabelSelector } from '../selectors.ts';
import { parseTime } from '../time.ts';
import type {
  ControllerRevision, CronJob, DaemonSet, Deployment, Job, LabelSelector, PodDisruptionBudget, PodTemplate, ReplicaSet, ReplicationController, StatefulSet,
} from '../types.generated.ts';
import { labelsText } from './service.ts';
import { age, columns, containerCells, handler, since } from './table.ts';

const containerColumns = ['Containers', 'Images', 'Selector'];

function selectorText(selector: Loose<LabelSelector> | undefined): string {
  // A stored selector has passed validation, so that its required fields are there.
  return formatLabelSelector(selector as LabelSelector | undefined);
}

export const deploymentTable = handler<Deployment>(columns(['Name', 'Ready', 'Up-to-date', 'Available', 'Age'], containerColumns), (deployment, nowMs) => {
  const { metadata, spec, status } = deployment;
  const selector = selectorText(spec?.selector);
  return [
    metadata?.name ?? '', `${status?.readyReplicas ?? 0}/${spec?.replicas ?? 0}`, status?.updatedReplicas ?? 0, status?.availableReplicas ?? 0, age(deployment, nowMs),
    ...containerCells(spec?.template?.spec?.containers), selector === '<none>' ? '' : selector,
  ];
});

export const replicaSetTable = handler<ReplicaSet>(columns(['Name', 'Desired', 'Current', 'Ready', 'Age'], containerColumns), (replicaSet, nowMs) => {
  const { metadata, spec, status } = replicaSet;
  return [
    metadata?.name ?? '', spec?.replicas ?? 0, status?.replicas ?? 0, status?.readyReplicas ?? 0, age(replicaSet, nowMs),
    ...containerCells(spec?.template?.spec?.containers), selectorText(spec?.selector),
  ];
});

export const replicationControllerTable = handler<ReplicationController>(columns(['Name', 'Desired', 'Current', 'Ready', 'Age'], containerColumns), (controller, nowMs) => {
  const { metadata, spec, status } = controller;
  return [
    metadata?.name ?? '', spec?.replicas ?? 0, status?.replicas ?? 0, status?.readyReplicas ?? 0, age(controller, nowMs),
    ...containerCells(spec?.template?.spec?.containers), labelsText(spec?.selector),
  ];
});

export const statefulSetTable = handler<StatefulSet>(columns(['Name', 'Ready', 'Age'], ['Containers', 'Images']), (set, nowMs) => [
  set.metadata?.name ?? '', `${set.status?.readyReplicas ?? 0}/${set.spec?.replicas ?? 0}`, age(set, nowMs), ...containerCells(set.spec?.template?.spec?.containers),
]);

export const daemonSetTable = handler<DaemonSet>(columns(['Name', 'Desired', 'Current', 'Ready', 'Up-to-date', 'Available', 'Node Selector', 'Age'], containerColumns), (set, nowMs) => {
  const { metadata, spec, status } = set;
  return [
    metadata?.name ?? '', status?.desiredNumberScheduled ?? 0, status?.currentNumberScheduled ?? 0, status?.numberReady ?? 0,
    status?.updatedNumberScheduled ?? 0, status?.numberAvailable ?? 0, labelsText(spec?.template?.spec?.nodeSelector), age(set, nowMs),
    ...containerCells(spec?.template?.spec?.containers), selectorText(spec?.selector),
  ];
});

export const controllerRevisionTable = handler<ControllerRevision>(columns(['Name', 'Controller', 'Revision', 'Age']), (revision, nowMs) => {
  const owner = (revision.metadata?.ownerReferences ?? []).find(({ controller }) => controller === true);
  const [group = '', version] = (owner?.apiVersion ?? '').split('/');
  const name = owner === undefined ? '<none>' : `${(owner.kind ?? '').toLowerCase()}${version === undefined ? '' : `.${group}`}/${owner.name ?? ''}`;
  return [revision.metadata?.name ?? '', name, revision.revision ?? 0, age(revision, nowMs)];
});

export const podTemplateTable = handler<PodTemplate>(columns(['Name', 'Containers', 'Images', 'Pod Labels']), ({ metadata, template }) => [
  metadata?.name ?? '', ...containerCells(template?.spec?.containers), labelsText(template?.metadata?.labels),
]);

function jobCompletions({ spec, status }: Loose<Job>): string {
  const succeeded = status?.succeeded ?? 0;
  if (spec?.completions !== undefined) return `${succeeded}/${spec.completions}`;
  const parallelism = spec?.parallelism ?? 0;
  return parallelism > 1 ? `${succeeded}/1 of ${parallelism}` : `${succeeded}/1`;
}

function jobStatus({ metadata, status }: Loose<Job>): string {
  const has = (wanted: string): boolean => (status?.conditions ?? []).find(({ type }) => type === wanted)?.status === 'True';
  if (has('Complete')) return 'Complete';
  if (has('Failed')) return 'Failed';
  if (metadata?.deletionTimestamp !== undefined) return 'Terminating';
  return [['Suspended', 'Suspended'], ['FailureTarget', 'FailureTarget'], ['SuccessCriteriaMet', 'SuccessCriteriaMet']].find(([type = '']) => has(type))?.[1] ?? 'Running';
}

function jobDuration({ status }: Loose<Job>, nowMs: number): string {
  if (status?.startTime === undefined) return '';
  if (status.completionTime === undefined) return since(status.startTime, nowMs);
  const end = parseTime(status.completionTime);
  return end.ok ? since(status.startTime, end.ms) : humanDuration(0);
}

export const jobTable = handler<Job>(columns(['Name', 'Status', 'Completions', 'Duration', 'Age'], containerColumns), (job, nowMs) => [
  job.metadata?.name ?? '', jobStatus(job), jobCompletions(job), jobDuration(job, nowMs), age(job, nowMs),
  ...containerCells(job.spec?.template?.spec?.containers), selectorText(job.spec?.selector),
]);

function pointerText(value: boolean | undefined): string {
  if (value === undefined) return '<unset>';
  return value ? 'True' : 'False';
}

export const cronJobTable = handler<CronJob>(columns(['Name', 'Schedule', 'Timezone', 'Suspend', 'Active', 'Last Schedule', 'Age'], containerColumns), (job, nowMs) => {
  const { metadata, spec, status } = job;
  return [
    metadata?.name ?? '', spec?.schedule ?? '', spec?.timeZone ?? '<none>', pointerText(spec?.suspend), status?.active?.length ?? 0,
    status?.lastScheduleTime === undefined ? '<none>' : since(status.lastScheduleTime, nowMs), age(job, nowMs),
    ...containerCells(spec?.jobTemplate?.spec?.template?.spec?.containers), selectorText(spec?.jobTemplate?.spec?.selector),
  ];
});

export const podDisruptionBudgetTable = handler<PodDisruptionBudget>(columns(['Name', 'Min Available', 'Max Unavailable', 'Allowed Disruptions', 'Age']), (budget, nowMs) => {
  const text = (value: number | string | undefined): string => (value === undefined ? 'N/A' : String(value));
  return [budget.metadata?.name ?? '', text(budget.spec?.minAvailable), text(budget.spec?.maxUnavailable), budget.status?.disruptionsAllowed ?? 0, age(budget, nowMs)];
});
