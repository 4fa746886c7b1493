import { labelsFromTemplate } from '../../../../kube/defaults/pod.ts';
import { maybe } from '../../../../kube/maybe.ts';
import type { Job } from '../../../../kube/types.generated.ts';

const nameLabels = ['job-name', 'batch.kubernetes.io/job-name'];
const controllerUIDLabel = 'batch.kubernetes.io/controller-uid';
const uidLabels = ['controller-uid', controllerUIDLabel];

/**
 * A new Job with labels and a selector of its own, unless it brings its selector.
 * Mirrors generateSelectorIfNeeded of pkg/registry/batch/job/strategy.go (v1.36); status and generation are set elsewhere.
 */
export function prepareJobForCreate(job: Job): Job {
  const { metadata } = job;
  const spec = maybe(job.spec);
  if (spec === undefined || spec.manualSelector === true) return job;
  const { name, uid = '' } = metadata;
  const given = spec.template.metadata?.labels;
  const added = [...nameLabels.map((key): [string, string] => [key, name]), ...uidLabels.map((key): [string, string] => [key, uid])];
  const labels: Readonly<Record<string, string>> = { ...Object.fromEntries(added), ...given };
  const { matchLabels } = spec.selector ?? {};
  // A Job that took its template's labels has the very same map, so what is added to the one is in the other.
  const takesLabels = given !== undefined && metadata.labels === given;
  return {
    ...job,
    metadata: takesLabels ? { ...metadata, labels } : metadata,
    spec: {
      ...spec,
      selector: { ...spec.selector, matchLabels: { [controllerUIDLabel]: uid, ...matchLabels } },
      template: { ...spec.template, metadata: { name: '', ...spec.template.metadata, labels } },
    },
  };
}

/** Reading a Job without labels gives it its template's, which by now has some. It happens after validation. */
export function canonicalizeJob(job: Job): Job {
  const metadata = labelsFromTemplate(job.metadata, maybe(job.spec)?.template);
  return metadata === job.metadata ? job : { ...job, metadata };
}
