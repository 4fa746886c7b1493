import { containersOf, templateRule } from '../podTemplate.ts';
import type { FindingDraft } from '../rule.ts';

/** The readiness probe leaves more time for the start than the liveness probe, which kills the container before. */
export const livenessKillsFirst = templateRule('livenessKillsFirst', 'warning', (template) => containersOf(template).flatMap(({ container, path }): readonly FindingDraft[] => {
  const { livenessProbe, readinessProbe, startupProbe } = container;
  if (livenessProbe === undefined || readinessProbe === undefined || startupProbe !== undefined) return [];
  const { initialDelaySeconds = 0, periodSeconds = 10, failureThreshold = 3 } = livenessProbe;
  const killedSeconds = initialDelaySeconds + periodSeconds * (failureThreshold - 1);
  const wantedSeconds = readinessProbe.initialDelaySeconds ?? 0;
  if (wantedSeconds <= killedSeconds) return [];
  return [{ path: [...path, 'livenessProbe', 'initialDelaySeconds'], params: { container: container.name, killedSeconds, wantedSeconds }, fix: { value: wantedSeconds } }];
}));
