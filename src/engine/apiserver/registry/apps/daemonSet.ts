import { deepEqual } from '../../../../kube/objects.ts';
import type { DaemonSet } from '../../../../kube/types.generated.ts';

/** Where apps/v1 keeps the internal spec.templateGeneration. */
const templateGenerationKey = 'deprecated.daemonset.template.generation';

function templateGeneration(daemonSet: DaemonSet): number {
  const text = daemonSet.metadata.annotations?.[templateGenerationKey] ?? '';
  return /^-?\d+$/.test(text) ? Number(text) : 0;
}

function withTemplateGeneration(daemonSet: DaemonSet, value: number): DaemonSet {
  const { metadata } = daemonSet;
  return { ...daemonSet, metadata: { ...metadata, annotations: { ...metadata.annotations, [templateGenerationKey]: String(value) } } };
}

/** Mirrors PrepareForCreate of pkg/registry/apps/daemonset/strategy.go (v1.36); status and generation are set elsewhere. */
export function prepareDaemonSetForCreate(daemonSet: DaemonSet): DaemonSet {
  return withTemplateGeneration(daemonSet, Math.max(1, templateGeneration(daemonSet)));
}

/** The template generation counts changes of the template; users cannot set it. */
export function prepareDaemonSetForUpdate(daemonSet: DaemonSet, old: DaemonSet): DaemonSet {
  const isSameTemplate = deepEqual(daemonSet.spec.template, old.spec.template);
  return withTemplateGeneration(daemonSet, templateGeneration(old) + (isSameTemplate ? 0 : 1));
}
