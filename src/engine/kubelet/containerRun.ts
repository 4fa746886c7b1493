import type { Container, ContainerState, ContainerStatus } from '../../kube/types.generated.ts';
import { formatTime } from '../apiserver/time.ts';
import type { ProbeWorker } from './prober.ts';

/** `sidecar`: an init container that goes on running. */
export type ContainerKind = 'init' | 'sidecar' | 'main';

type State =
  | { readonly kind: 'waiting'; readonly reason: string; readonly message?: string }
  | { readonly kind: 'running'; readonly startedAtMs: number }
  | { readonly kind: 'terminated'; readonly exitCode: number; readonly reason: string; readonly startedAtMs: number; readonly finishedAtMs: number };

/** One container of a Pod as it is on its Node. */
export interface ContainerRun {
  readonly spec: Container;
  readonly kind: ContainerKind;
  state: State;
  /** How the run before ended. */
  last: Extract<State, { kind: 'terminated' }> | undefined;
  restartCount: number;
  /** Its startup probe, if any, has succeeded. */
  isStarted: boolean;
  /** What its readiness probe says, or that it has none. */
  isPassing: boolean;
  /** The process takes connections: it runs and was not told to stop. */
  isListening: boolean;
  /** How long it waits before its next restart. */
  backoffMs: number;
  probes: ProbeWorker[];
  /** Takes back what is planned for it. */
  cancel: (() => void) | undefined;
}

/** The containers of a Pod in the order in which they start. None has run. */
export function containerRuns(initContainers: readonly Container[], containers: readonly Container[]): ContainerRun[] {
  const isWaitingForInit = initContainers.length > 0;
  const runOf = (spec: Container, kind: ContainerKind): ContainerRun => ({
    spec, kind, state: { kind: 'waiting', reason: isWaitingForInit ? 'PodInitializing' : 'ContainerCreating' }, last: undefined, restartCount: 0,
    isStarted: false, isPassing: false, isListening: false, backoffMs: 0, probes: [], cancel: undefined,
  });
  return [...initContainers.map((spec) => runOf(spec, spec.restartPolicy === 'Always' ? 'sidecar' : 'init')), ...containers.map((spec) => runOf(spec, 'main'))];
}

export const isRunning = ({ state }: ContainerRun): boolean => state.kind === 'running';

/** Ready as its status says: an init container by having completed. */
export function isContainerReady(run: ContainerRun): boolean {
  if (run.kind === 'init') return run.state.kind === 'terminated' && run.state.exitCode === 0;
  return isRunning(run) && run.isStarted && run.isPassing;
}

/** Ends whatever is planned or probed. */
export function stopWork(run: ContainerRun): void {
  for (const probe of run.probes) probe.stop();
  run.probes = [];
  run.cancel?.();
  run.cancel = undefined;
}

function stateOf(state: State): ContainerState {
  switch (state.kind) {
    case 'waiting': return { waiting: { reason: state.reason, ...(state.message === undefined ? {} : { message: state.message }) } };
    case 'running': return { running: { startedAt: formatTime(state.startedAtMs) } };
    case 'terminated': return { terminated: { exitCode: state.exitCode, reason: state.reason, startedAt: formatTime(state.startedAtMs), finishedAt: formatTime(state.finishedAtMs) } };
  }
}

/** The container as the Pod's status shows it. */
export function containerStatusOf(run: ContainerRun): ContainerStatus {
  const { spec, state, last, restartCount } = run;
  return {
    name: spec.name, state: stateOf(state), lastState: last === undefined ? {} : stateOf(last), ready: isContainerReady(run), restartCount,
    image: spec.image ?? '', imageID: '', started: isRunning(run) && run.isStarted,
  };
}
