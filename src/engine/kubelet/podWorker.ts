import type { Pod } from '../../kube/types.generated.ts';
import { formatTime, parseTime } from '../apiserver/time.ts';
import type { EngineContext } from '../context.ts';
import { refOf } from '../controllers/objectKey.ts';
import { createContainerRunner, drainMs } from './containerRunner.ts';
import { containerRuns, isRunning, stopWork, type ContainerRun } from './containerRun.ts';
import type { ServiceSnapshot } from './envvars.ts';
import type { Machine } from './machines.ts';
import type { SandboxRegistry } from './runtime.ts';
import { createSandbox, type Sandbox } from './sandbox.ts';
import { podStatusOf } from './simulatedStatus.ts';

/** How long a kubelet waits before it tries again to make a sandbox. */
const sandboxRetryMs = 10_000;

/** One Pod on a Node that has power: from its binding to its end. */
export interface PodWorker {
  readonly uid: string;
  readonly nodeName: string;
  readonly pod: Pod;
  /** The Pod object has changed. */
  update(pod: Pod): void;
  /** How its containers behave has changed. */
  behaviourChanged(): void;
  /** Says again how it is. */
  report(): void;
  /** Ends everything at once and says nothing. */
  dispose(): void;
  /** The power is gone: nothing runs any more, nobody says so. */
  halt(): void;
  /** The power is back: a new sandbox, and all containers start again. */
  restart(): void;
}

export interface PodWorkerOptions {
  readonly machine: Machine;
  readonly registry: SandboxRegistry;
  servicesOf(namespace: string): ServiceSnapshot;
  /** The Pod has ended on its Node and may leave the API server. */
  onEnded(): void;
}

/** Takes charge of a bound Pod. Mirrors what pkg/kubelet/kubelet.go SyncPod and SyncTerminatingPod (v1.36) bring about. */
export function startPodWorker(context: EngineContext, first: Pod, options: PodWorkerOptions): PodWorker {
  const { api, scheduler, events } = context;
  const { machine, registry } = options;
  const { uid = '', namespace = '', name } = first.metadata;
  const nodeName = machine.settings.name;
  const runs = containerRuns(first.spec.initContainers ?? [], first.spec.containers);
  const startTime = formatTime(scheduler.nowMs);
  const isHostNetwork = first.spec.hostNetwork === true;
  let pod = first;
  let sandbox: Sandbox | undefined;
  let isInitialized = false;
  let deadlineMs: number | undefined;
  let cancelPlan: (() => void) | undefined;
  let cancelDeadline: (() => void) | undefined;
  let isEnded = false;

  const tell = (type: 'Normal' | 'Warning', reason: string, message: string, run?: ContainerRun): void => {
    events.event(refOf(pod), type, reason, message, run === undefined ? undefined : `spec.${run.kind === 'main' ? 'containers' : 'initContainers'}{${run.spec.name}}`);
  };
  const startMs = (): number => context.settings().delays.containerStartMs;
  const runner = createContainerRunner(context, {
    pod: () => pod,
    sandbox: () => sandbox,
    isEnding: () => deadlineMs !== undefined,
    tell,
    servingChanged: refreshServing,
    statusChanged: report,
    started(run) {
      if (run.kind === 'sidecar' && !isInitialized) startNext(runs.indexOf(run) + 1);
      else report();
    },
  });

  function report(): void {
    if (isEnded || machine.power !== 'up') return;
    const stored = api.get('Pod', namespace, name);
    if (stored === undefined || stored.metadata.uid !== uid) return;
    const facts = { runs, ips: sandbox?.ips ?? [], hostIPs: machine.settings.addresses, startTime, isInitialized, nowMs: scheduler.nowMs };
    api.updateStatus('Pod', { ...stored, status: podStatusOf(stored, facts) });
  }

  function refreshServing(): void {
    if (sandbox !== undefined) sandbox.serving = runs.filter(({ isListening }) => isListening).map(({ spec }) => spec);
  }

  function plan(delayMs: number, run: () => void): void {
    cancelPlan?.();
    cancelPlan = scheduler.after(delayMs, run);
  }

  function makeSandbox(): void {
    const ips = isHostNetwork ? machine.settings.addresses : machine.pool.take();
    if (ips === undefined) {
      tell('Warning', 'FailedCreatePodSandBox', `Failed to create pod sandbox: no IP addresses available in range set: ${machine.settings.podCIDRs.join(', ')}`);
      return plan(sandboxRetryMs, makeSandbox);
    }
    sandbox = createSandbox(context, { pod, nodeName, ips, isPowered: () => machine.power !== 'down' });
    sandbox.services = options.servicesOf(namespace);
    registry.add(sandbox);
    startNext(0);
  }

  /** Starts containers in order: an init container has to complete, a sidecar to be started, before the next. */
  function startNext(index: number): void {
    const run = runs[index];
    if (run === undefined || run.kind === 'main') {
      isInitialized = true;
      for (const main of runs.slice(index)) runner.start(main);
      return report();
    }
    runner.start(run);
    if (run.kind === 'init') {
      run.cancel = scheduler.after(startMs(), () => {
        runner.exit(run, 0, 'Completed');
        startNext(index + 1);
      });
      report();
    } else if (run.isStarted) startNext(index + 1);
    else report();
  }

  /** Begins, or shortens, the Pod's end: preStop hooks, SIGTERM, exit; the grace period is the most it takes. */
  function terminate(): void {
    const atMs = parseTime(pod.metadata.deletionTimestamp ?? '') ?? scheduler.nowMs;
    if (deadlineMs !== undefined && atMs >= deadlineMs) return;
    const isFirst = deadlineMs === undefined;
    deadlineMs = Math.max(scheduler.nowMs, atMs);
    cancelDeadline?.();
    cancelDeadline = scheduler.after(deadlineMs - scheduler.nowMs, end);
    if (!isFirst) return;
    cancelPlan?.();
    for (const run of runs.filter((candidate) => !isRunning(candidate))) stopWork(run);
    const main = runs.filter((run) => isRunning(run) && run.kind !== 'sidecar');
    if (main.length === 0) return stopSidecars();
    for (const run of main) stopContainer(run, () => {
      if (!main.some(isRunning)) stopSidecars();
    });
  }

  function stopSidecars(): void {
    const sidecars = runs.filter((run) => isRunning(run) && run.kind === 'sidecar');
    if (sidecars.length === 0) return plan(0, end);
    for (const run of sidecars) stopContainer(run, () => {
      if (!sidecars.some(isRunning)) end();
    });
  }

  function stopContainer(run: ContainerRun, onExit: () => void): void {
    tell('Normal', 'Killing', `Stopping container ${run.spec.name}`, run);
    run.cancel?.();
    const { preStop } = run.spec.lifecycle ?? {};
    const leftMs = (deadlineMs ?? 0) - scheduler.nowMs;
    const preStopMs = Math.min(leftMs, (preStop?.sleep?.seconds ?? 0) * 1000);
    run.cancel = scheduler.after(preStopMs, () => {
      run.isListening = false;
      refreshServing();
      for (const probe of run.probes) probe.poke();
      run.cancel = scheduler.after(Math.min(drainMs, (deadlineMs ?? 0) - scheduler.nowMs), () => {
        runner.exit(run, 0, 'Completed');
        onExit();
      });
    });
  }

  function removeSandbox(): void {
    if (sandbox === undefined) return;
    if (!isHostNetwork) machine.pool.release(sandbox.ips);
    sandbox.serving = [];
    registry.remove(sandbox);
    sandbox = undefined;
  }

  function cancelAll(): void {
    cancelPlan?.();
    cancelDeadline?.();
    for (const run of runs) stopWork(run);
  }

  function dispose(): void {
    if (isEnded) return;
    isEnded = true;
    cancelAll();
    removeSandbox();
  }

  function end(): void {
    if (isEnded) return;
    dispose();
    options.onEnded();
  }

  report();
  if (pod.metadata.deletionTimestamp === undefined) plan(startMs(), makeSandbox);
  else plan(0, end);

  return {
    uid, nodeName, report, dispose,
    get pod() {
      return pod;
    },
    update(next) {
      const hadGates = (pod.spec.readinessGates ?? []).length > 0;
      pod = next;
      if (sandbox !== undefined) sandbox.pod = next;
      if (next.metadata.deletionTimestamp !== undefined) terminate();
      else if (hadGates) report();
    },
    behaviourChanged() {
      const isCrashing = context.behaviours.forPod(pod).crashes === true;
      for (const run of runs) {
        if (isCrashing && run.kind === 'main' && isRunning(run) && deadlineMs === undefined) runner.crash(run);
        else for (const probe of run.probes) probe.poke();
      }
    },
    halt() {
      cancelAll();
      for (const run of runs) run.isListening = false;
      refreshServing();
      if (sandbox !== undefined) registry.stopped(sandbox);
    },
    restart() {
      cancelAll();
      removeSandbox();
      if (pod.metadata.deletionTimestamp !== undefined) { end(); return; }
      isInitialized = false;
      for (const run of runs) {
        if (run.state.kind === 'waiting') continue;
        run.last = run.state.kind === 'running' ? { kind: 'terminated', exitCode: 255, reason: 'Unknown', startedAtMs: run.state.startedAtMs, finishedAtMs: scheduler.nowMs } : run.state;
        run.state = { kind: 'waiting', reason: 'ContainerCreating' };
        run.restartCount++;
        run.backoffMs = 0;
      }
      report();
      plan(startMs(), makeSandbox);
    },
  };
}
