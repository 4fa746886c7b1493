import { useTranslation } from 'react-i18next';
import type { FindingView } from '../../protocol/view.ts';

/** Says that diagnosis has something to say; what it is, on hover and in the name. */
export function FindingGlyph({ finding }: { readonly finding: FindingView }) {
  const { t } = useTranslation();
  const text = t(`diagnosis.${finding.rule}`, { ...finding.params, defaultValue: t(`canvas.finding.${finding.severity}`) });
  return (
    <span className="cv-finding" data-severity={finding.severity} role="img" aria-label={text} title={text}>
      {finding.severity === 'info' ? 'i' : '!'}
    </span>
  );
}
