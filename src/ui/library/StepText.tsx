import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { SquareTerminal } from 'lucide-react';
import { useApp } from '../common/appContext.tsx';

/** A step's text; commands in it, which stand between backquotes, run in the terminal with a click. */
export function StepText({ text }: { readonly text: string }) {
  const app = useApp();
  const { t } = useTranslation();
  return text.split('`').map((part, index) => (index % 2 === 0 ? <Fragment key={index}>{part}</Fragment> : (
    <button key={index} type="button" className="step-command" title={t('shell.guide.run')} aria-label={t('shell.guide.runCommand', { command: part })} onClick={() => { app.actions.runInTerminal(part); }}>
      <SquareTerminal aria-hidden size={12} className="shrink-0" />{part}
    </button>
  )));
}
