import type { TFunction } from 'i18next';
import type { ManifestDiagnostic, ManifestFix } from '../../protocol/message.ts';

/** What a diagnostic says: the API server's own words, or an entry of the catalogue. */
export function diagnosticText(t: TFunction, diagnostic: ManifestDiagnostic): string {
  if (diagnostic.rule === undefined) return diagnostic.message;
  return t(`diagnosis.${diagnostic.rule}`, { ...diagnostic.params, defaultValue: diagnostic.message });
}

/** The same with why it matters, where the catalogue says so. */
export function explainedText(t: TFunction, diagnostic: ManifestDiagnostic): string {
  const text = diagnosticText(t, diagnostic);
  const reason = diagnostic.rule === undefined ? '' : t(`diagnosis.reasons.${diagnostic.rule}`, { ...diagnostic.params, defaultValue: '' });
  return reason === '' ? text : `${text}\n\n${reason}`;
}

/** What a fix offers to do. */
export function fixTitle(t: TFunction, { title }: ManifestFix): string {
  return t(title.code, title.params);
}
