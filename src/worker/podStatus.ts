import type { ContainerStatus, Pod } from '../kube/types.generated.ts';
import type { PodState } from '../protocol/view.ts';

/** The STATUS and RESTARTS columns of `kubectl get pods`, after printPod of pkg/printers/internalversion/printers.go (v1.36). */
export function podStatus(pod: Pod): { readonly status: string; readonly restarts: number } {
  const phase = pod.status?.phase ?? '';
  const conditions = pod.status?.conditions ?? [];
  const isGated = conditions.some((condition) => condition.type === 'PodScheduled' && condition.reason === 'SchedulingGated');
  const given = isGated ? 'SchedulingGated' : (pod.status?.reason ?? phase);
  const init = initStatus(pod);
  const isInitialized = init.reason === undefined || conditions.some((condition) => condition.type === 'Initialized' && condition.status === 'True');
  const main = isInitialized ? containersStatus(pod, init.reason ?? given) : undefined;
  const reason = main?.reason ?? init.reason ?? given;
  const restarts = main === undefined ? init.restarts : init.sidecarRestarts + main.restarts;
  if (pod.metadata.deletionTimestamp === undefined) return { status: reason, restarts };
  if (pod.status?.reason === 'NodeLost') return { status: 'Unknown', restarts };
  return { status: phase === 'Succeeded' || phase === 'Failed' ? reason : 'Terminating', restarts };
}

/** What init containers say, while one of them is not done. */
function initStatus(pod: Pod): { readonly reason: string | undefined; readonly restarts: number; readonly sidecarRestarts: number } {
  const specs = pod.spec.initContainers ?? [];
  const statuses = pod.status?.initContainerStatuses ?? [];
  const isSidecar = (status: ContainerStatus): boolean => specs.find((container) => container.name === status.name)?.restartPolicy === 'Always';
  let restarts = 0;
  let sidecarRestarts = 0;
  for (const [index, status] of statuses.entries()) {
    restarts += status.restartCount;
    if (isSidecar(status)) sidecarRestarts += status.restartCount;
    const { terminated, waiting } = status.state ?? {};
    if (terminated?.exitCode === 0 || (isSidecar(status) && status.started === true)) continue;
    const reason = terminated !== undefined ? `Init:${exitReason(terminated)}`
      : waiting?.reason !== undefined && waiting.reason !== '' && waiting.reason !== 'PodInitializing' ? `Init:${waiting.reason}`
        : `Init:${index}/${specs.length}`;
    return { reason, restarts, sidecarRestarts };
  }
  return { reason: undefined, restarts, sidecarRestarts };
}

function containersStatus(pod: Pod, given: string): { readonly reason: string; readonly restarts: number } {
  let reason = given;
  let restarts = 0;
  let isAnyRunning = false;
  for (const status of (pod.status?.containerStatuses ?? []).toReversed()) {
    restarts += status.restartCount;
    const { waiting, terminated, running } = status.state ?? {};
    if (waiting?.reason !== undefined && waiting.reason !== '') reason = waiting.reason;
    else if (terminated !== undefined) reason = exitReason(terminated);
    else if (status.ready && running !== undefined) isAnyRunning = true;
  }
  if (reason === 'Completed' && isAnyRunning) reason = isPodReady(pod) ? 'Running' : 'NotReady';
  return { reason, restarts };
}

function exitReason(terminated: { readonly reason?: string; readonly signal?: number; readonly exitCode: number }): string {
  if (terminated.reason !== undefined && terminated.reason !== '') return terminated.reason;
  return terminated.signal !== undefined && terminated.signal !== 0 ? `Signal:${terminated.signal}` : `ExitCode:${terminated.exitCode}`;
}

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
