import { useTranslation } from 'react-i18next';

/** What the marks mean. */
export function Legend() {
  const { t } = useTranslation();
  return (
    <ul className="cv-legend" aria-label={t('canvas.legend.title')}>
      <li><svg width="10" height="10" aria-hidden><circle cx="5" cy="5" r="4.5" fill="var(--accent)" /></svg>{t('canvas.legend.request')}</li>
      <li><svg width="10" height="10" aria-hidden><circle cx="5" cy="5" r="4.5" fill="var(--ready)" /></svg>{t('canvas.legend.answer')}</li>
      <li><svg width="10" height="10" aria-hidden><path d="M1.5 1.5L8.5 8.5M8.5 1.5L1.5 8.5" stroke="var(--fail)" strokeWidth="2" strokeLinecap="round" /></svg>{t('canvas.legend.refused')}</li>
      <li><svg width="11" height="11" aria-hidden><circle cx="5.5" cy="5.5" r="4.2" fill="none" stroke="var(--ink-3)" strokeWidth="1.6" strokeDasharray="2.4 2" /></svg>{t('canvas.legend.dropped')}</li>
      <li className="cv-legend-more"><svg width="11" height="11" aria-hidden><rect x="2.5" y="2.5" width="6" height="6" transform="rotate(45 5.5 5.5)" fill="none" stroke="var(--ink-3)" strokeWidth="1.5" /></svg>{t('canvas.legend.dns')}</li>
    </ul>
  );
}
