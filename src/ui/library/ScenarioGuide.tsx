import { useState } from 'react';
import { ChevronLeft, ChevronRight, Lightbulb, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useApp, useDocument, useUI } from '../common/appContext.tsx';
import { IconButton } from '../common/IconButton.tsx';
import { StepText } from './StepText.tsx';

/** What to try next in the scenario that is open: one line over the canvas. */
export function ScenarioGuide() {
  const app = useApp();
  const scenarioId = useDocument((state) => state.scenarioId);
  const isOpen = useUI((state) => state.isGuideOpen);
  const scenario = app.scenarios.find(({ id }) => id === scenarioId);
  if (!isOpen || scenario === undefined || scenario.steps.length === 0) return null;
  return <Steps key={scenario.id} steps={scenario.steps} />;
}

function Steps({ steps }: { readonly steps: readonly string[] }) {
  const app = useApp();
  const { t } = useTranslation();
  const [at, setAt] = useState(0);
  const step = steps[at];
  return (
    <section aria-label={t('shell.guide.label')} className="flex min-h-9 shrink-0 items-center gap-2 border-b border-line bg-panel py-1 pr-1 pl-3">
      <Lightbulb aria-hidden size={14} className="shrink-0 text-accent" />
      <p className="min-w-0 flex-1 text-ink-2" aria-live="polite">{step === undefined ? '' : <StepText text={t(step)} />}</p>
      <span className="shrink-0 text-xs text-ink-3 tabular-nums" aria-hidden>{at + 1}/{steps.length}</span>
      <span className="flex shrink-0">
        <IconButton label={t('shell.guide.previous')} disabled={at === 0} onClick={() => setAt(at - 1)}><ChevronLeft aria-hidden size={15} /></IconButton>
        <IconButton label={t('shell.guide.next')} disabled={at === steps.length - 1} onClick={() => setAt(at + 1)}><ChevronRight aria-hidden size={15} /></IconButton>
        <IconButton label={t('shell.guide.close')} onClick={() => app.actions.setUI({ isGuideOpen: false })}><X aria-hidden size={15} /></IconButton>
      </span>
    </section>
  );
}
