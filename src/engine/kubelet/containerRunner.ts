import type { Pod, Probe } from '../../kube/types.generated.ts';
import type { EngineContext } from '../context.ts';
import { isRunning, stopWork, type ContainerRun } from './containerRun.ts';
import { probeOutcome } from './probeOutcome.ts';
import { startProbe, type ProbeKind } from './prober.ts';
import type { Sandbox } from './sandbox.ts';

/** From SIGTERM, when a server stops taking connections, to its exit. Simplified: every server behaves so well. */
export const drainMs = 1000;
/** From an exit to the first restart; from the second on containers back off. */
const firstRestartMs = 1000;
const firstBackoffMs = 10_000;
const lastBackoffMs = 300_000;
/** A container that ran this long starts its backoff anew. */
const backoffResetMs = 600_000;
/** How long a container that crashes runs. */
const crashAfterMs = 100;

/** What a container's Pod tells it, and is told. */
export interface ContainerHost {
  pod(): Pod;
  sandbox(): Sandbox | undefined;
  /** The Pod is being ended: nothing starts again. */
  isEnding(): boolean;
  tell(type: 'Normal' | 'Warning', reason: string, message: string, run: ContainerRun): void;
  /** What the containers listen on may have changed. */
  servingChanged(): void;
  statusChanged(): void;
  /** The startup probe has succeeded. */
  started(run: ContainerRun): void;
}

export interface ContainerRunner {
  start(run: ContainerRun): void;
  /** The container ends; whether it starts again is another matter. */
  exit(run: ContainerRun, exitCode: number, reason: string): void;
  /** It exits soon, as crashing containers do. */
  crash(run: ContainerRun): void;
}

const probeTitles: Readonly<Record<ProbeKind, string>> = { startup: 'Startup', readiness: 'Readiness', liveness: 'Liveness' };

/** Starts, probes and restarts the containers of one Pod. Mirrors pkg/kubelet/kuberuntime/kuberuntime_container.go and the backoff of kuberuntime_manager.go (v1.36). */
export function createContainerRunner(context: EngineContext, host: ContainerHost): ContainerRunner {
  const { scheduler } = context;

  function start(run: ContainerRun): void {
    stopWork(run);
    const { spec } = run;
    run.state = { kind: 'running', startedAtMs: scheduler.nowMs };
    run.isStarted = spec.startupProbe === undefined;
    run.isPassing = spec.readinessProbe === undefined;
    run.isListening = run.kind !== 'init';
    host.servingChanged();
    host.tell('Normal', 'Pulled', `Container image "${spec.image ?? ''}" already present on machine and can be accessed by the pod`, run);
    host.tell('Normal', 'Created', 'Container created', run);
    host.tell('Normal', 'Started', 'Container started', run);
    if (run.kind === 'init') return;
    if (run.kind === 'main' && context.behaviours.forPod(host.pod()).crashes === true) return crash(run);
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
    const listens = (port: number): boolean => run.isListening && host.sandbox()?.listens(port, 'TCP') === true;
    run.probes.push(startProbe(context, {
      kind, probe, startedAtMs: state.startedAtMs,
      attempt: () => probeOutcome(context, kind, probe, { pod: host.pod(), container: spec, ip: host.sandbox()?.ips[0] ?? '', listens }),
      onFailedAttempt: (message) => host.tell('Warning', 'Unhealthy', `${probeTitles[kind]} probe failed: ${message}`, run),
      onResult: (isSuccess) => onProbeResult(run, kind, isSuccess),
    }));
  }

  function onProbeResult(run: ContainerRun, kind: ProbeKind, isSuccess: boolean): void {
    if (kind === 'readiness') {
      if (run.isPassing === isSuccess) return;
      run.isPassing = isSuccess;
      return host.statusChanged();
    }
    if (host.isEnding() || (kind === 'startup' && run.isStarted)) return;
    if (!isSuccess) return killUnhealthy(run, kind);
    if (kind !== 'startup') return;
    run.isStarted = true;
    startMainProbes(run);
    host.started(run);
  }

  function killUnhealthy(run: ContainerRun, kind: ProbeKind): void {
    host.tell('Normal', 'Killing', `Container ${run.spec.name} failed ${kind} probe, will be restarted`, run);
    stopWork(run);
    run.isListening = false;
    host.servingChanged();
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
    host.servingChanged();
    run.state = { kind: 'terminated', exitCode, reason, startedAtMs, finishedAtMs: scheduler.nowMs };
    if (scheduler.nowMs - startedAtMs >= backoffResetMs) run.backoffMs = 0;
  }

  /** Restarts an exited container as the restart policy has it, with a growing wait. */
  function afterExit(run: ContainerRun): void {
    const { spec: { restartPolicy = 'Always' }, metadata: { namespace = '', name, uid = '' } } = host.pod();
    const policy = run.kind === 'sidecar' ? 'Always' : restartPolicy;
    const { state } = run;
    if (state.kind !== 'terminated' || host.isEnding()) return host.statusChanged();
    if (policy === 'Never' || (policy === 'OnFailure' && state.exitCode === 0)) return host.statusChanged();
    const waitMs = run.backoffMs;
    run.backoffMs = Math.min(lastBackoffMs, Math.max(firstBackoffMs, waitMs * 2));
    run.last = state;
    if (waitMs > 0) {
      const subject = `pod ${name}_${namespace}(${uid})`;
      run.state = { kind: 'waiting', reason: 'CrashLoopBackOff', message: `back-off ${describeSeconds(waitMs / 1000)} restarting failed container=${run.spec.name} ${subject.replace(' ', '=')}` };
      host.tell('Warning', 'BackOff', `Back-off restarting failed container ${run.spec.name} in ${subject}`, run);
    }
    run.cancel = scheduler.after(waitMs > 0 ? waitMs : firstRestartMs, () => {
      run.restartCount++;
      start(run);
      host.statusChanged();
    });
    host.statusChanged();
  }

  return {
    start, exit,
    crash(run) {
      if (!isRunning(run)) return;
      for (const probe of run.probes) probe.stop();
      crash(run);
    },
  };
}

/** `10s`, `1m20s`, `5m0s`: as Go writes a duration. */
function describeSeconds(seconds: number): string {
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
}
