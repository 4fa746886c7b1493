import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ManifestDiagnostic } from '../../protocol/message.ts';
import { useApp, useManifests } from '../common/appContext.tsx';
import { diagnosticText } from './diagnosticText.ts';

const icons = { error: CircleAlert, warning: TriangleAlert, info: Info } as const;
const colours = { error: 'text-[var(--fail)]', warning: 'text-[var(--warn)]', info: 'text-[var(--accent)]' } as const;

/** More would only make the page slow; the first ones are what to mend first. */
const MAX_SHOWN = 200;

function Problem({ diagnostic }: { readonly diagnostic: ManifestDiagnostic }) {
  const app = useApp();
  const { t } = useTranslation();
  const Icon = icons[diagnostic.severity];
  const { range, fix } = diagnostic;
  const reveal = (): void => { app.actions.setUI({ isEditorOpen: true, phoneTab: 'yaml', reveal: { range, token: Date.now() } }); };
  return (
    <li className="grid gap-1.5 border-b border-[var(--line)] px-3 py-2 last:border-b-0">
      <div className="flex items-start gap-2">
        <Icon aria-hidden size={15} className={`mt-0.5 shrink-0 ${colours[diagnostic.severity]}`} />
        <button type="button" onClick={reveal} className="min-w-0 flex-1 cursor-pointer text-left break-words hover:underline">
          <span className="sr-only">{t(`editor.severity.${diagnostic.severity}`)}: </span>
          {diagnosticText(t, diagnostic)}
        </button>
        <span className="shrink-0 font-mono text-xs text-[var(--ink-3)]">{range.startLine}:{range.startColumn}</span>
      </div>
      {fix !== undefined && (
        <div className="pl-6">
          <button type="button" className="btn btn-primary h-[26px]" onClick={() => { app.actions.applyFix(diagnostic); }}>
            {t('editor.changeTo', { text: fix.text.trim() })}
          </button>
        </div>
      )}
    </li>
  );
}

/** What is wrong with the manifests, in their order, each with its place and, where there is one, its fix. */
export function ProblemsList() {
  const { t } = useTranslation();
  const diagnostics = useManifests((state) => state.diagnostics);
  if (diagnostics.length === 0) return null;
  return (
    <section aria-label={t('editor.problems')} className="max-h-[38%] shrink-0 overflow-auto border-t border-[var(--line)] bg-[var(--sunken)]">
      <ul>
        {diagnostics.slice(0, MAX_SHOWN).map((diagnostic, index) => <Problem key={`${index}-${diagnostic.range.start}-${diagnostic.message}`} diagnostic={diagnostic} />)}
      </ul>
      {diagnostics.length > MAX_SHOWN && <p className="px-3 py-2 text-[var(--ink-2)]">{t('editor.moreProblems', { count: diagnostics.length - MAX_SHOWN })}</p>}
    </section>
  );
}
