import type { Pod, Probe } from '../../kube/types.generated.ts';
import { formatTime, parseTime } from '../apiserver/time.ts';
import type { EngineContext } from '../context.ts';
import { refOf } from '../controllers/objectKey.ts';
import { containerRuns, isRunning, stopWork, type ContainerRun } from './containerRun.ts';
import type { ServiceSnapshot } from './envvars.ts';
import type { Machine } from './machines.ts';
import { probeOutcome } from './probeOutcome.ts';
import { startProbe, type ProbeKind } from './prober.ts';
import type { SandboxRegistry } from './runtime.ts';
import { createSandbox, type Sandbox } from './sandbox.ts';
import { podStatusOf } from './simulatedStatus.ts';

/** From SIGTERM, when a server stops taking connections, to its exit. Simplified: every server behaves so well. */
const drainMs = 1000;
/** From an exit to the first restart; from the second on containers back off. */
const firstRestartMs = 1000;
const firstBackoffMs = 10_000;
const lastBackoffMs = 300_000;
/** A container that ran this long starts its backoff anew. */
const backoffResetMs = 600_000;
/** How long a container that crashes runs. */
const crashAfterMs = 100;
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

  const tell = (type: 'Normal' | 'Warning', reason: string, message: string): void => events.event(refOf(pod), type, reason, message);
  const startMs = (): number => context.settings().delays.containerStartMs;

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
      for (const main of runs.slice(index)) start(main);
      return report();
    }
    start(run);
    if (run.kind === 'init') {
      run.cancel = scheduler.after(startMs(), () => {
        exit(run, 0, 'Completed');
        startNext(index + 1);
      });
      report();
    } else if (run.isStarted) startNext(index + 1);
    else report();
  }

  function start(run: ContainerRun): void {
    stopWork(run);
    const { spec } = run;
    run.state = { kind: 'running', startedAtMs: scheduler.nowMs };
    run.isStarted = spec.startupProbe === undefined;
    run.isPassing = spec.readinessProbe === undefined;
    run.isListening = run.kind !== 'init';
    refreshServing();
    tell('Normal', 'Pulled', `Container image "${spec.image ?? ''}" already present on machine and can be accessed by the pod`);
    tell('Normal', 'Created', 'Container created');
    tell('Normal', 'Started', 'Container started');
    if (run.kind === 'init') return;
    if (run.kind === 'main' && context.behaviours.forPod(pod).crashes === true) return crash(run);
    if (spec.startupProbe === undefined) startMainProbes(run);
    else addProbe(run, 'startup', spec.startupProbe);
  }

  function crash(run: ContainerRun): void {
    run.cancel?.();
    run.cancel = scheduler.after(crashAfterMs, () => {
      exit(run, 1, 'Error');
      afterExit(run);
    });
  }

  function startMainProbes(run: ContainerRun): void {
    const { readinessProbe, livenessProbe } = run.spec;
    if (readinessProbe !== undefined) addProbe(run, 'readiness', readinessProbe);
    if (livenessProbe !== undefined) addProbe(run, 'liveness', livenessProbe);
  }

  function addProbe(run: ContainerRun, kind: ProbeKind, probe: Probe): void {
    const { state, spec } = run;
    if (state.kind !== 'running') return;
    const listens = (port: number): boolean => run.isListening && sandbox?.listens(port, 'TCP') === true;
    const title = kind === 'startup' ? 'Startup' : kind === 'readiness' ? 'Readiness' : 'Liveness';
    run.probes.push(startProbe(context, {
      kind, probe, startedAtMs: state.startedAtMs,
      attempt: () => probeOutcome(context, kind, probe, { pod, container: spec, ip: sandbox?.ips[0] ?? '', listens }),
      onFailedAttempt: (message) => tell('Warning', 'Unhealthy', `${title} probe failed: ${message}`),
      onResult: (isSuccess) => onProbeResult(run, kind, isSuccess),
    }));
  }

  function onProbeResult(run: ContainerRun, kind: ProbeKind, isSuccess: boolean): void {
    if (kind === 'readiness') {
      if (run.isPassing === isSuccess) return;
      run.isPassing = isSuccess;
      return report();
    }
    if (deadlineMs !== undefined || (kind === 'startup' && run.isStarted)) return;
    if (!isSuccess) return killUnhealthy(run, kind);
    if (kind !== 'startup') return;
    run.isStarted = true;
    startMainProbes(run);
    const index = runs.indexOf(run);
    if (run.kind === 'sidecar' && !isInitialized) startNext(index + 1);
    else report();
  }

  function killUnhealthy(run: ContainerRun, kind: ProbeKind): void {
    tell('Normal', 'Killing', `Container ${run.spec.name} failed ${kind} probe, will be restarted`);
    stopWork(run);
    run.isListening = false;
    refreshServing();
    run.cancel = scheduler.after(drainMs, () => {
      exit(run, 137, 'Error');
      afterExit(run);
    });
  }

  function exit(run: ContainerRun, exitCode: number, reason: string): void {
    const startedAtMs = run.state.kind === 'running' ? run.state.startedAtMs : scheduler.nowMs;
    stopWork(run);
    run.isListening = false;
    run.isPassing = false;
    refreshServing();
    run.state = { kind: 'terminated', exitCode, reason, startedAtMs, finishedAtMs: scheduler.nowMs };
    if (scheduler.nowMs - startedAtMs >= backoffResetMs) run.backoffMs = 0;
  }

  /** Restarts an exited container as the restart policy has it, with a growing wait. */
  function afterExit(run: ContainerRun): void {
    const policy = run.kind === 'sidecar' ? 'Always' : pod.spec.restartPolicy ?? 'Always';
    const { state } = run;
    if (state.kind !== 'terminated' || deadlineMs !== undefined) return report();
    if (policy === 'Never' || (policy === 'OnFailure' && state.exitCode === 0)) return report();
    const waitMs = run.backoffMs;
    run.backoffMs = Math.min(lastBackoffMs, Math.max(firstBackoffMs, waitMs * 2));
    run.last = state;
    if (waitMs > 0) {
      const message = `back-off ${describeSeconds(waitMs / 1000)} restarting failed container=${run.spec.name} pod=${name}_${namespace}(${uid})`;
      run.state = { kind: 'waiting', reason: 'CrashLoopBackOff', message };
      tell('Warning', 'BackOff', `Back-off restarting failed container ${run.spec.name} in pod ${name}_${namespace}(${uid})`);
    }
    run.cancel = scheduler.after(waitMs > 0 ? waitMs : firstRestartMs, () => {
      run.restartCount++;
      start(run);
      report();
    });
    report();
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
    tell('Normal', 'Killing', `Stopping container ${run.spec.name}`);
    run.cancel?.();
    const { preStop } = run.spec.lifecycle ?? {};
    const leftMs = (deadlineMs ?? 0) - scheduler.nowMs;
    const preStopMs = Math.min(leftMs, (preStop?.sleep?.seconds ?? 0) * 1000);
    run.cancel = scheduler.after(preStopMs, () => {
      run.isListening = false;
      refreshServing();
      for (const probe of run.probes) probe.poke();
      run.cancel = scheduler.after(Math.min(drainMs, (deadlineMs ?? 0) - scheduler.nowMs), () => {
        exit(run, 0, 'Completed');
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
        if (isCrashing && run.kind === 'main' && isRunning(run) && deadlineMs === undefined) {
          for (const probe of run.probes) probe.stop();
          crash(run);
        } else for (const probe of run.probes) probe.poke();
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

/** `10s`, `1m20s`, `5m0s`: as Go writes a duration. */
function describeSeconds(seconds: number): string {
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
}
