import type { ContainerStatus, Pod, PodStatus } from '../../kube/types.generated.ts';
import { containerStatusOf, isContainerReady, isRunning, type ContainerRun } from './containerRun.ts';
import { addressFields, areGatesOpen, mergeConditions, unreadyMessage, type NewCondition } from './podStatus.ts';

export interface PodFacts {
  readonly runs: readonly ContainerRun[];
  /** Empty before the sandbox is there. */
  readonly ips: readonly string[];
  readonly hostIPs: readonly string[];
  readonly startTime: string;
  readonly isInitialized: boolean;
  readonly nowMs: number;
}

const isTerminated = ({ state }: ContainerRun): boolean => state.kind === 'terminated';

/** Mirrors getPhase of pkg/kubelet/kubelet_pods.go (v1.36). */
function phaseOf(pod: Pod, { runs, isInitialized }: PodFacts): string {
  const policy = pod.spec.restartPolicy ?? 'Always';
  const failedInit = runs.some(({ kind, state }) => kind === 'init' && state.kind === 'terminated' && state.exitCode !== 0);
  if (!isInitialized) return failedInit && policy === 'Never' ? 'Failed' : 'Pending';
  const main = runs.filter(({ kind }) => kind === 'main');
  if (main.some(({ state, last }) => state.kind === 'waiting' && last === undefined)) return 'Pending';
  if (policy === 'Always' || !main.every(isTerminated)) return 'Running';
  const isSuccess = main.every(({ state }) => state.kind === 'terminated' && state.exitCode === 0);
  if (isSuccess) return 'Succeeded';
  return policy === 'Never' ? 'Failed' : 'Running';
}

function conditionsOf(pod: Pod, facts: PodFacts, phase: string, statuses: readonly ContainerStatus[]): readonly NewCondition[] {
  const { runs, ips, isInitialized } = facts;
  const isReady = runs.filter(({ kind }) => kind !== 'init').every(isContainerReady);
  const isCompleted = phase === 'Succeeded';
  const unready = isCompleted ? { reason: 'PodCompleted' } : { reason: phase === 'Failed' ? 'PodFailed' : 'ContainersNotReady', ...(phase === 'Failed' ? {} : { message: unreadyMessage(statuses) }) };
  const incomplete = runs.filter((run) => (run.kind === 'init' && !isContainerReady(run)) || (run.kind === 'sidecar' && !(isRunning(run) && run.isStarted))).map(({ spec }) => spec.name);
  const areOpen = areGatesOpen(pod);
  const ready: NewCondition = !isReady ? { type: 'Ready', status: 'False', ...unready }
    : areOpen ? { type: 'Ready', status: 'True' } : { type: 'Ready', status: 'False', reason: 'ReadinessGatesNotReady', message: 'the status of pod readiness gate is not "True"' };
  return [
    { type: 'PodReadyToStartContainers', status: ips.length > 0 ? 'True' : 'False' },
    isInitialized ? { type: 'Initialized', status: 'True', ...(isCompleted ? { reason: 'PodCompleted' } : {}) }
      : { type: 'Initialized', status: 'False', reason: 'ContainersNotInitialized', message: `containers with incomplete status: [${incomplete.join(' ')}]` },
    ready,
    isReady ? { type: 'ContainersReady', status: 'True' } : { type: 'ContainersReady', status: 'False', ...unready },
    { type: 'PodScheduled', status: 'True' },
  ];
}

/** The status that a kubelet reports of a Pod; what is there of others stays. Mirrors generateAPIPodStatus of pkg/kubelet/kubelet_pods.go (v1.36). */
export function podStatusOf(pod: Pod, facts: PodFacts): PodStatus {
  const phase = phaseOf(pod, facts);
  const statuses = (kinds: readonly string[]): ContainerStatus[] => facts.runs.filter(({ kind }) => kinds.includes(kind)).map(containerStatusOf);
  const init = statuses(['init', 'sidecar']);
  const main = statuses(['main']);
  const conditions = conditionsOf(pod, facts, phase, [...init.filter(({ name }) => facts.runs.some((run) => run.kind === 'sidecar' && run.spec.name === name)), ...main]);
  return {
    ...pod.status, phase, startTime: facts.startTime,
    ...addressFields(facts.ips, facts.hostIPs),
    conditions: mergeConditions(pod.status?.conditions ?? [], conditions, facts.nowMs),
    containerStatuses: main.sort((a, b) => (a.name < b.name ? -1 : 1)),
    ...(init.length === 0 ? {} : { initContainerStatuses: init }),
  };
}
