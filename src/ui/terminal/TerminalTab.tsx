import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';

const TerminalScreen = lazy(async () => ({ default: (await import('./TerminalScreen.tsx')).TerminalScreen }));

/** The terminal, once its code is there. */
export function TerminalTab() {
  const { t } = useTranslation();
  return <Suspense fallback={<p className="p-3 text-[var(--ink-2)]" role="status">{t('panels.loading')}</p>}><TerminalScreen /></Suspense>;
}
