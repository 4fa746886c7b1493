import { useTranslation } from 'react-i18next';
import { Canvas } from '../ui/canvas/Canvas.tsx';
import { useApp, useCluster, useDocument } from '../ui/common/appContext.tsx';
import { EmptyState } from '../ui/common/EmptyState.tsx';
import { ErrorBoundary } from '../ui/common/ErrorBoundary.tsx';
import { ScenarioGuide } from '../ui/library/ScenarioGuide.tsx';

/** The canvas with what it has to say about itself. */
export function CanvasArea() {
  const isEmpty = useDocument((state) => state.manifests.trim() === '');
  return (
    <main className="relative flex h-full min-w-0 flex-col">
      <ScenarioGuide />
      <ConnectionBanner />
      <div className="relative min-h-0 flex-1">
        <ErrorBoundary name="shell.panel.canvas"><Canvas /></ErrorBoundary>
        {isEmpty && <NothingYet />}
      </div>
    </main>
  );
}

function NothingYet() {
  const app = useApp();
  const { t } = useTranslation();
  const first = app.scenarios[0];
  return (
    <div className="pointer-events-none absolute inset-0 grid place-content-center">
      <div className="pointer-events-auto rounded-card border border-line bg-raised shadow-float">
        <EmptyState title={t('shell.empty.title')} text={t('shell.empty.text')}>
          {first !== undefined && <button type="button" className="ctl ctl-primary" onClick={() => app.actions.openScenario(first.id)}>{t('shell.empty.open')}</button>}
        </EmptyState>
      </div>
    </div>
  );
}

/** The Worker died again and again: nothing moves any more, but the text is safe. */
function ConnectionBanner() {
  const app = useApp();
  const { t } = useTranslation();
  const hasFailed = useCluster((state) => state.connection === 'failed');
  if (!hasFailed) return null;
  return (
    <div role="alert" className="flex items-center gap-3 border-b border-line bg-fail-soft px-3 py-1.5 text-fail">
      <span className="flex-1">{t('shell.error.worker')}</span>
      <button type="button" className="ctl" onClick={app.actions.restart}>{t('shell.error.restart')}</button>
    </div>
  );
}
