/** Warnings about CSIDrivers. Mirrors WarningsOnCreate of pkg/registry/storage/csidriver/strategy.go (v1.36). */
import type { Loose } from '../loose.ts';
import type { CSIDriver } from '../types.generated.ts';

/** A driver that is given tokens and does not say where it looks for them. */
export function csiDriverWarnings({ spec }: Loose<CSIDriver>): string[] {
  if ((spec?.tokenRequests ?? []).length === 0 || spec?.serviceAccountTokenInSecrets !== undefined) return [];
  return ['spec.serviceAccountTokenInSecrets is unset; if supported by this CSI driver, set to true to prevent possible logging of tokens in volume attributes'];
}
