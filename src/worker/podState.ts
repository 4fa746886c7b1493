import type { Pod } from '../kube/types.generated.ts';
import type { PodState } from '../protocol/view.ts';

function isPodReady(pod: Pod): boolean {
  return (pod.status?.conditions ?? []).some((condition) => condition.type === 'Ready' && condition.status === 'True');
}

/** How the page draws a Pod. */
export function podState(pod: Pod): PodState {
  const phase = pod.status?.phase;
  if (phase === 'Failed') return 'failed';
  if (phase === 'Succeeded') return 'succeeded';
  if (pod.metadata.deletionTimestamp !== undefined) return 'terminating';
  if (phase !== 'Running') return 'pending';
  return isPodReady(pod) ? 'ready' : 'notReady';
}
