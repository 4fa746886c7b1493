import type { Engine } from '../../engine/engine.ts';

const STEP_MS = 1000;
const MIN_MS = 30_000;
/** Probes run for ever; a cluster in which nothing was written for this long has settled. */
const QUIET_MS = 20_000;
const MAX_MS = 600_000;

/** Lets simulated time pass until nothing changes any more, or for ten minutes; says whether it settled. */
export function settle(engine: Engine): boolean {
  const startMs = engine.nowMs;
  let changedMs = startMs;
  while (engine.nowMs - startMs < MAX_MS) {
    if (engine.advance(STEP_MS).changes.length > 0) changedMs = engine.nowMs;
    const quietMs = engine.nowMs - changedMs;
    if (engine.nowMs - startMs >= MIN_MS && quietMs >= QUIET_MS && quietMs >= QUIET_MS + 1000 * longestDelaySeconds(engine)) return true;
  }
  return false;
}

/** A container that is left alone for a while before it is probed is quiet, but not done. */
function longestDelaySeconds(engine: Engine): number {
  const delays = engine.reader.list('Pod').flatMap((pod) => pod.spec.containers.flatMap(({ readinessProbe, startupProbe }) => [
    (readinessProbe?.initialDelaySeconds ?? 0) + (readinessProbe?.periodSeconds ?? 0) * (readinessProbe?.failureThreshold ?? 1),
    (startupProbe?.initialDelaySeconds ?? 0) + (startupProbe?.periodSeconds ?? 0),
  ]));
  return Math.min(300, delays.reduce((most, delay) => Math.max(most, delay), 0));
}
