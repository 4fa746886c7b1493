import type { TFunction } from 'i18next';
import type { ManifestDiagnostic } from '../../protocol/message.ts';

/** What a diagnostic says: the API server's own words, or an entry of the catalogue. */
export function diagnosticText(t: TFunction, diagnostic: ManifestDiagnostic): string {
  if (diagnostic.rule === undefined) return diagnostic.message;
  return t(`diagnosis.${diagnostic.rule}`, { ...diagnostic.params, defaultValue: diagnostic.message });
}
