import { GitCompareArrows } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Drift } from '../../protocol/drift.ts';
import type { FieldPath } from '../../protocol/ref.ts';
import { useApp, useManifests } from '../common/appContext.tsx';

const MAX_SHOWN = 5;

const pathText = (path: FieldPath): string => path.map((segment) => (typeof segment === 'number' ? `[${segment}]` : `.${segment}`)).join('').replace(/^\./, '');

function DriftItem({ drift }: { readonly drift: Drift }) {
  const app = useApp();
  const { t } = useTranslation();
  const { ref, kind, fields } = drift;
  return (
    <li className="grid gap-0.5">
      <span>
        <button type="button" className="link font-[550]" onClick={() => { app.actions.select(drift.object); }}>{ref.kind} {ref.name}</button>{' '}
        {t(`editor.drift.${kind}`)}
      </span>
      {fields.map(({ path, text }) => <span key={pathText(path)} className="font-mono text-xs text-[var(--ink-2)] [overflow-wrap:anywhere]">{pathText(path)}: {text === '' ? t('editor.drift.removed') : text}</span>)}
      <span className="flex gap-2 pt-0.5">
        <button type="button" className="btn h-6 px-2" onClick={() => { app.actions.takeDrift([drift]); }}>{t('editor.drift.take')}</button>
        <button type="button" className="btn h-6 px-2" onClick={() => { app.actions.putBack([drift]); }}>{t('editor.drift.putBack')}</button>
      </span>
    </li>
  );
}

/** Says where the cluster is no longer what the text says, and offers both ways to bring them together. */
export function DriftBar() {
  const app = useApp();
  const { t } = useTranslation();
  const drifts = useManifests((state) => state.drifts);
  if (drifts.length === 0) return null;
  return (
    <section aria-label={t('editor.drift.title')} className="grid max-h-56 shrink-0 gap-2 overflow-auto border-t border-[var(--line)] bg-[var(--accent-soft)] px-3 py-2" data-testid="drift">
      <div className="flex items-center gap-2">
        <GitCompareArrows aria-hidden size={14} className="shrink-0 text-[var(--accent)]" />
        <h3 className="flex-1 font-semibold">{t('editor.drift.title')}</h3>
        {drifts.length > 1 && (
          <>
            <button type="button" className="btn h-6 px-2" onClick={() => { app.actions.takeDrift(drifts); }}>{t('editor.drift.takeAll')}</button>
            <button type="button" className="btn h-6 px-2" onClick={() => { app.actions.putBack(drifts); }}>{t('editor.drift.putBackAll')}</button>
          </>
        )}
      </div>
      <ul className="grid gap-2">{drifts.slice(0, MAX_SHOWN).map((drift) => <DriftItem key={`${drift.kind} ${drift.object}`} drift={drift} />)}</ul>
      {drifts.length > MAX_SHOWN && <p className="text-[var(--ink-2)]">{t('panels.more', { count: drifts.length - MAX_SHOWN })}</p>}
    </section>
  );
}
