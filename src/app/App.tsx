import { useEffect } from 'react';
import { FileDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useApp, useDocument } from '../ui/common/appContext.tsx';
import { ErrorBoundary } from '../ui/common/ErrorBoundary.tsx';
import { TooltipProvider } from '../ui/common/Tooltip.tsx';
import { useLayoutMode } from '../ui/common/useLayoutMode.ts';
import { DesktopLayout } from './DesktopLayout.tsx';
import { Dialogs } from './Dialogs.tsx';
import { Header } from './Header.tsx';
import { PhoneLayout } from './PhoneLayout.tsx';
import { Toasts } from './Toasts.tsx';
import { useImport } from './useImport.ts';
import { useShortcuts } from './useShortcuts.ts';
import { useTheme } from './useTheme.ts';

/** The page. */
export function App() {
  const mode = useLayoutMode();
  useTheme();
  useShortcuts();
  useDocumentTitle();
  const isDropping = useImport();
  return (
    <TooltipProvider delayDuration={400} skipDelayDuration={200}>
      <div className="flex h-full flex-col">
        <Header />
        <main className="flex min-h-0 flex-1 flex-col">
          <ErrorBoundary name="shell.panel.page">{mode === 'phone' ? <PhoneLayout /> : <DesktopLayout isNarrow={mode === 'narrow'} />}</ErrorBoundary>
        </main>
      </div>
      <Dialogs />
      <Toasts />
      {isDropping && <DropTarget />}
    </TooltipProvider>
  );
}

function useDocumentTitle(): void {
  const app = useApp();
  const { t } = useTranslation();
  const scenarioId = useDocument((state) => state.scenarioId);
  const title = useDocument((state) => state.title);
  const scenario = app.scenarios.find(({ id }) => id === scenarioId);
  const shown = title !== '' ? title : scenario === undefined ? '' : t(scenario.title);
  useEffect(() => {
    document.title = shown === '' ? 'svcscope' : `${shown} · svcscope`;
  }, [shown]);
}

function DropTarget() {
  const { t } = useTranslation();
  return (
    <div className="pointer-events-none fixed inset-0 z-50 grid place-content-center bg-[color-mix(in_srgb,var(--bg)_80%,transparent)]">
      <p className="flex items-center gap-3 rounded-xl border-2 border-dashed border-accent bg-raised px-8 py-6 text-sm font-semibold shadow-float"><FileDown aria-hidden size={20} className="text-accent" />{t('shell.drop')}</p>
    </div>
  );
}
