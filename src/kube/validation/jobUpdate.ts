import { namelessMeta } from '../defaults/meta.ts';
import type { FieldError } from '../field.ts';
import type { FieldPath } from '../fieldPath.ts';
import { internalValue } from '../internalValue.ts';
import type { Affinity, Container, Job, PodSpec, PodTemplateSpec } from '../types.generated.ts';
import { without } from '../without.ts';
import { validateImmutableField } from './objectMeta.ts';

/** Whether a Job waits, and has no Pods: then its template is not yet in use. */
function isWaiting(job: Job): boolean {
  const { startTime, conditions = [], active = 0 } = job.status ?? {};
  const isSuspended = conditions.some(({ type, status }) => type === 'Suspended' && status === 'True');
  return job.spec.suspend === true && (startTime === undefined || isSuspended) && active === 0;
}

/** The old affinity with the new Node affinity, as far as that leaves no trace where there was none. */
function affinityToCompare(affinity: Affinity | undefined, old: Affinity | undefined): Affinity | undefined {
  const others: Affinity = without(old ?? {}, 'nodeAffinity');
  if (affinity === undefined && Object.keys(others).length === 0) return undefined;
  return { ...others, ...(affinity?.nodeAffinity && { nodeAffinity: affinity.nodeAffinity }) };
}

/** The old template with those parts of the new one that may change while the Job waits. */
function withSchedulingDirectives(template: PodTemplateSpec, old: PodTemplateSpec): PodTemplateSpec {
  const { nodeSelector, tolerations, schedulingGates } = template.spec;
  const affinity = affinityToCompare(template.spec.affinity, old.spec.affinity);
  const { annotations, labels } = template.metadata ?? {};
  return {
    metadata: { ...without(old.metadata ?? namelessMeta, 'annotations', 'labels'), ...(annotations && { annotations }), ...(labels && { labels }) },
    spec: {
      ...without(old.spec, 'affinity', 'nodeSelector', 'tolerations', 'schedulingGates'),
      ...(affinity && { affinity }),
      ...(nodeSelector && { nodeSelector }),
      ...(tolerations && { tolerations }),
      ...(schedulingGates && { schedulingGates }),
    },
  };
}

function withResources(containers: readonly Container[] | undefined, old: readonly Container[] | undefined): readonly Container[] | undefined {
  if (containers?.length !== old?.length) return old;
  return old?.map((container, index) => {
    const twin = containers?.[index];
    if (twin?.name !== container.name) return container;
    return { ...without(container, 'resources'), ...(twin.resources && { resources: twin.resources }) };
  });
}

function withContainerResources(spec: PodSpec, old: PodSpec): PodSpec {
  const initContainers = withResources(spec.initContainers, old.initContainers);
  return { ...old, containers: withResources(spec.containers, old.containers) ?? [], ...(initContainers && { initContainers }) };
}

/**
 * A Job's template does not change, save scheduling directives and resources while the Job waits. Mirrors
 * validatePodTemplateUpdate in pkg/apis/batch/validation/validation.go (v1.36).
 */
export function validateJobTemplateUpdate(job: Job, old: Job, path: FieldPath): FieldError[] {
  const { template } = job.spec;
  if (!isWaiting(old)) return validateImmutableField(template, old.spec.template, path.child('template'), internalValue('PodTemplateSpec', template));
  const oldTemplate = withSchedulingDirectives(template, old.spec.template);
  const allowed = withContainerResources(template.spec, oldTemplate.spec);
  return validateImmutableField(template.spec, allowed, path.child('template.spec'), internalValue('PodSpec', template.spec));
}
