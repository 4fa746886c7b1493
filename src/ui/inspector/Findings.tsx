import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ObjectId } from '../../protocol/ref.ts';
import { useApp, useCluster, useManifests } from '../common/appContext.tsx';
import { fixTitle } from '../editor/diagnosticText.ts';

/** What diagnosis says about the object, each with its line and its fix. */
export function Findings({ id }: { readonly id: ObjectId }) {
  const app = useApp();
  const { t } = useTranslation();
  const all = useCluster((state) => state.view.findings);
  const diagnostics = useManifests((state) => state.diagnostics);
  const findings = useMemo(() => Object.values(all).filter((finding) => finding.object === id), [all, id]);
  if (findings.length === 0) return null;
  return (
    <ul className="grid gap-2" aria-label={t('panels.findings')}>
      {findings.map((finding) => {
        const diagnostic = diagnostics.find((candidate) => candidate.object === id && candidate.rule === finding.rule && JSON.stringify(candidate.params) === JSON.stringify(finding.params));
        return (
          <li key={finding.id} className={`finding grid justify-items-start gap-1.5 rounded-lg p-2.5 ${finding.severity === 'info' ? 'bg-[var(--sunken)]' : finding.severity === 'warning' ? 'bg-[var(--warn-soft)] text-[var(--warn)]' : 'bg-[var(--fail-soft)] text-[var(--fail)]'}`}>
            <b>{t(`diagnosis.titles.${finding.rule}`)}</b>
            <span className="[overflow-wrap:anywhere]">{t(`diagnosis.${finding.rule}`, { ...finding.params, defaultValue: finding.rule })}</span>
            <span className="text-xs [overflow-wrap:anywhere]">{t(`diagnosis.reasons.${finding.rule}`)}</span>
            <span className="flex gap-2">
              {diagnostic?.fixes.slice(0, 1).map((fix) => <button key={fix.title.code} type="button" className="btn" onClick={() => { app.actions.applyFix(diagnostic, fix); }}>{fixTitle(t, fix)}</button>)}
              {app.actions.locate(finding.field.object, finding.field.path) !== null && <button type="button" className="btn" onClick={() => { app.actions.revealField(finding.field.object, finding.field.path); }}>{t('panels.showInText')}</button>}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
