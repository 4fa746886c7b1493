import { namelessMeta } from './defaults/meta.ts';
import type { Job } from './types.generated.ts';

/**
 * A new Job with the selector that the API server makes, and the labels it selects by on the template, where the user has not
 * asked to do so himself. Takes the defaulted Job with its uid. Labels that are there stay; validation refuses wrong ones.
 * A Job that has taken its own labels over from the template gets the new ones too: upstream the two are one map.
 * Mirrors generateSelector in pkg/registry/batch/job/strategy.go (v1.36).
 */
export function generateJobSelector(job: Job): Job {
  const { spec, metadata } = job;
  const { name, uid = '' } = metadata;
  if (spec.manualSelector === true) return job;
  const generated = { 'controller-uid': uid, 'batch.kubernetes.io/controller-uid': uid, 'job-name': name, 'batch.kubernetes.io/job-name': name };
  const labels = { ...generated, ...spec.template.metadata?.labels };
  const isShared = metadata.labels !== undefined && metadata.labels === spec.template.metadata?.labels;
  const matchLabels = { 'batch.kubernetes.io/controller-uid': uid, ...spec.selector?.matchLabels };
  return {
    ...job,
    metadata: isShared ? { ...metadata, labels } : metadata,
    spec: { ...spec, selector: { ...spec.selector, matchLabels }, template: { ...spec.template, metadata: { ...(spec.template.metadata ?? namelessMeta), labels } } },
  };
}
