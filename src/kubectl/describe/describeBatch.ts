/** Jobs and CronJobs. Mirrors describeJob and describeCronJob of kubectl/pkg/describe/describe.go (v1.36). */
import { parseTime } from '../../engine/apiserver/time.ts';
import { humanDuration } from '../../kube/humanDuration.ts';
import type { CronJob, Job, JobTemplateSpec } from '../../kube/types.generated.ts';
import type { Describer } from './describeContext.ts';
import { printBool } from './describeContainers.ts';
import { writeEvents } from './describeEvents.ts';
import { controllerOf, writePodTemplate } from './describePod.ts';
import { writeLabelsAndAnnotations, writeMeta } from './multiline.ts';
import { tabbedString, type PrefixWriter } from './prefixWriter.ts';
import { selectorText } from './selectorText.ts';
import { formatRFC1123Z } from './times.ts';

/** Indexes are cut after this many characters, at the next comma. */
const indexesLength = 50;

export const describeJob: Describer<Job> = (job, context) => tabbedString((w) => {
  const { metadata, spec, status = {} } = job;
  const line = (title: string, value: string | number | boolean | undefined): void => {
    if (value !== undefined) w.write(0, `${title}:\t${value}\n`);
  };
  w.write(0, `Name:\t${metadata.name}\nNamespace:\t${metadata.namespace ?? ''}\n`);
  w.write(0, `Selector:\t${selectorText(spec.selector)}\n`);
  writeLabelsAndAnnotations(w, metadata);
  const controller = controllerOf(metadata);
  if (controller !== '') line('Controlled By', controller);
  line('Parallelism', spec.parallelism);
  line('Completions', spec.completions ?? '<unset>');
  line('Completion Mode', spec.completionMode);
  line('Suspend', spec.suspend);
  line('Backoff Limit', spec.backoffLimit);
  line('TTL Seconds After Finished', spec.ttlSecondsAfterFinished);
  const { startTime, completionTime } = status;
  if (startTime !== undefined) line('Start Time', formatRFC1123Z(startTime));
  if (completionTime !== undefined) line('Completed At', formatRFC1123Z(completionTime));
  if (startTime !== undefined && completionTime !== undefined) line('Duration', humanDuration((parseTime(completionTime) ?? 0) - (parseTime(startTime) ?? 0)));
  if (spec.activeDeadlineSeconds !== undefined) line('Active Deadline Seconds', `${spec.activeDeadlineSeconds}s`);
  const { active = 0, ready, succeeded = 0, failed = 0, completedIndexes = '' } = status;
  line('Pods Statuses', `${active} Active${ready === undefined ? '' : ` (${ready} Ready)`} / ${succeeded} Succeeded / ${failed} Failed`);
  if (spec.completionMode === 'Indexed') line('Completed Indexes', cutIndexes(completedIndexes));
  writePodTemplate(w, spec.template);
  writeEvents(w, job, context);
});

function cutIndexes(indexes: string): string {
  if (indexes === '') return '<none>';
  const at = indexes.indexOf(',', indexesLength);
  return at < 0 ? indexes : `${indexes.slice(0, at + 1)}...`;
}

export const describeCronJob: Describer<CronJob> = (cronJob, context) => tabbedString((w) => {
  const { metadata, spec, status = {} } = cronJob;
  const line = (title: string, value: string | number | undefined, unit = ''): void => w.write(0, `${title}:\t${value === undefined ? '<unset>' : `${value}${unit}`}\n`);
  writeMeta(w, metadata);
  line('Schedule', spec.schedule);
  line('Concurrency Policy', spec.concurrencyPolicy ?? '');
  line('Suspend', spec.suspend === undefined ? undefined : printBool(spec.suspend));
  line('Time Zone', spec.timeZone);
  line('Successful Job History Limit', spec.successfulJobsHistoryLimit);
  line('Failed Job History Limit', spec.failedJobsHistoryLimit);
  line('Starting Deadline Seconds', spec.startingDeadlineSeconds, 's');
  writeJobTemplate(w, spec.jobTemplate);
  line('Last Schedule Time', status.lastScheduleTime === undefined ? undefined : formatRFC1123Z(status.lastScheduleTime));
  const active = status.active ?? [];
  w.write(0, `Active Jobs:\t${active.length === 0 ? '<none>' : active.map(({ name = '' }) => name).join(', ')}\n`);
  writeEvents(w, cronJob, context);
});

function writeJobTemplate(w: PrefixWriter, { spec }: JobTemplateSpec): void {
  w.write(0, `Selector:\t${spec.selector === undefined ? '<unset>' : selectorText(spec.selector)}\n`);
  w.write(0, `Parallelism:\t${spec.parallelism ?? '<unset>'}\n`);
  w.write(0, `Completions:\t${spec.completions ?? '<unset>'}\n`);
  if (spec.activeDeadlineSeconds !== undefined) w.write(0, `Active Deadline Seconds:\t${spec.activeDeadlineSeconds}s\n`);
  writePodTemplate(w, spec.template);
}
