import { deepEqual } from '../../../../kube/objects.ts';
import type { Pod, PodCondition } from '../../../../kube/types.generated.ts';
import { without } from '../fields.ts';
import { withAppArmorFields } from './appArmor.ts';
import { applyMatchLabelKeys } from './matchLabelKeys.ts';
import { podQOSClass } from './podQOS.ts';

/** A new Pod, before it has been seen by anyone. Mirrors PrepareForCreate of pkg/registry/core/pod/strategy.go (v1.36). */
export function preparePodForCreate(pod: Pod): Pod {
  const isGated = (pod.spec.schedulingGates ?? []).length > 0;
  return withAppArmorFields({
    ...pod,
    metadata: { ...pod.metadata, generation: 1 },
    spec: applyMatchLabelKeys(pod),
    status: {
      phase: 'Pending',
      ...(isGated ? { conditions: [schedulingGated(pod.metadata.creationTimestamp)] } : {}),
      qosClass: podQOSClass(pod),
    },
  });
}

function schedulingGated(now: string | undefined): PodCondition {
  return {
    type: 'PodScheduled', status: 'False', ...(now === undefined ? {} : { lastTransitionTime: now }),
    reason: 'SchedulingGated', message: 'Scheduling is blocked due to non-empty scheduling gates',
  };
}

/**
 * A changed Pod: its status stays, a change of spec raises the generation.
 * Binding to a Node does not: it goes through a subresource that leaves the generation alone.
 */
export function preparePodForUpdate(pod: Pod, old: Pod): Pod {
  const kept = old.status === undefined ? without(pod, 'status') : { ...pod, status: old.status };
  if (pod.spec === old.spec || deepEqual(pod.spec, boundLike(old, pod))) return kept;
  return { ...kept, metadata: { ...kept.metadata, generation: (old.metadata.generation ?? 0) + 1 } };
}

function boundLike(old: Pod, pod: Pod): Pod['spec'] {
  const { nodeName = '' } = pod.spec;
  return (old.spec.nodeName ?? '') === '' && nodeName !== '' ? { ...old.spec, nodeName } : old.spec;
}

/**
 * How long a deleted Pod may take to end. `requested` is what the request asks for, absent for the Pod's own.
 * 0: nobody has to confirm (not bound to a Node, or finished). Mirrors CheckGracefulDelete of pkg/registry/core/pod/strategy.go (v1.36).
 */
export function podGracePeriodSeconds(pod: Pod, requested: number | undefined): number {
  const { phase } = pod.status ?? {};
  if ((pod.spec.nodeName ?? '') === '' || phase === 'Failed' || phase === 'Succeeded') return 0;
  const period = requested ?? pod.spec.terminationGracePeriodSeconds ?? 0;
  return period < 0 ? 1 : period;
}
