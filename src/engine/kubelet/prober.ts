import type { Container, Probe } from '../../kube/types.generated.ts';
import type { EngineContext } from '../context.ts';

export type ProbeKind = 'startup' | 'readiness' | 'liveness';

/** What one attempt comes to, and after how long. */
export interface ProbeOutcome { readonly isSuccess: boolean; readonly message: string; readonly durationMs: number }

export interface ProbeOptions {
  readonly kind: ProbeKind;
  readonly probe: Probe;
  /** When the container started: attempts are whole periods after it. */
  readonly startedAtMs: number;
  /** What an attempt would come to now. The same as long as nobody calls `poke`. */
  attempt(): ProbeOutcome;
  /** An attempt failed; called for each. */
  onFailedAttempt(message: string): void;
  /** Enough attempts in a row came to the same. */
  onResult(isSuccess: boolean): void;
}

export interface ProbeWorker {
  /** Something changed that an attempt may come to see. */
  poke(): void;
  stop(): void;
}

/** The port of a probe: a number, or the container's port of that name. Undefined where it has none. */
export function probePort(port: number | string, container: Container): number | undefined {
  return typeof port === 'number' ? port : container.ports?.find(({ name }) => name === port)?.containerPort;
}

/**
 * Probes a container: the first attempt `initialDelaySeconds` after its start, rounded up to a whole period, at once where that is over;
 * then one a period. A result counts after successThreshold or failureThreshold equal ones in a row.
 * Mirrors pkg/kubelet/prober/worker.go (v1.36). Simplified: once the result counts and nothing can change it, attempts are left out.
 */
export function startProbe(context: EngineContext, options: ProbeOptions): ProbeWorker {
  const { scheduler } = context;
  const { probe, startedAtMs } = options;
  const periodMs = (probe.periodSeconds ?? 10) * 1000;
  const timeoutMs = (probe.timeoutSeconds ?? 1) * 1000;
  let cancel: (() => void) | undefined;
  let isStopped = false;
  let last: boolean | undefined;
  let inARow = 0;

  const threshold = (isSuccess: boolean): number => (isSuccess ? probe.successThreshold ?? 1 : probe.failureThreshold ?? 3);

  function plan(atMs: number): void {
    cancel?.();
    cancel = scheduler.after(atMs - scheduler.nowMs, () => {
      cancel = undefined;
      run();
    });
  }

  function nextTick(afterMs: number): number {
    return startedAtMs + (Math.floor((afterMs - startedAtMs) / periodMs) + 1) * periodMs;
  }

  function run(): void {
    const tickMs = scheduler.nowMs;
    const outcome = options.attempt();
    const isLate = outcome.durationMs > timeoutMs;
    const waitMs = Math.min(outcome.durationMs, timeoutMs);
    const isSuccess = outcome.isSuccess && !isLate;
    const message = isLate && outcome.isSuccess ? 'context deadline exceeded' : outcome.message;
    if (waitMs === 0) return conclude(isSuccess, message, tickMs);
    cancel = scheduler.after(waitMs, () => {
      cancel = undefined;
      conclude(isSuccess, message, tickMs);
    });
  }

  function conclude(isSuccess: boolean, message: string, tickMs: number): void {
    if (!isSuccess) options.onFailedAttempt(message);
    inARow = last === isSuccess ? inARow + 1 : 1;
    last = isSuccess;
    const isCounted = inARow >= threshold(isSuccess);
    if (isCounted && inARow === threshold(isSuccess)) options.onResult(isSuccess);
    if (!isStopped && !isCounted) plan(Math.max(scheduler.nowMs, nextTick(tickMs)));
  }

  const firstMs = startedAtMs + Math.ceil(((probe.initialDelaySeconds ?? 0) * 1000) / periodMs) * periodMs;
  plan(Math.max(scheduler.nowMs, firstMs));
  return {
    poke() {
      if (isStopped || cancel !== undefined) return;
      plan(nextTick(scheduler.nowMs));
    },
    stop() {
      isStopped = true;
      cancel?.();
    },
  };
}
