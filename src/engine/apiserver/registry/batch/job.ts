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
  // A Job without labels has its template's, those that were added included.
  const takesLabels = Object.keys(metadata.labels ?? {}).length === 0 || metadata.labels === given;
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
