import { useState } from 'react';
import { ChevronDown, ChevronRight, GitCompareArrows } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Drift } from '../../protocol/drift.ts';
import type { FieldPath } from '../../protocol/ref.ts';
import { useApp, useManifests } from '../common/appContext.tsx';

const MAX_SHOWN = 5;
const MAX_FIELDS = 4;

const pathText = (path: FieldPath): string => path.map((segment) => (typeof segment === 'number' ? `[${segment}]` : `.${segment}`)).join('').replace(/^\./, '');

function DriftItem({ drift }: { readonly drift: Drift }) {
  const app = useApp();
  const { t } = useTranslation();
  const { ref, kind, fields } = drift;
  return (
    <li className="grid gap-1">
      <span>
        <button type="button" className="link font-[550] [overflow-wrap:anywhere]" onClick={() => { app.actions.select(drift.object); }}>{ref.kind} {ref.name}</button>{' '}
        {t(`editor.drift.${kind}`)}
      </span>
      {fields.slice(0, MAX_FIELDS).map(({ path, text }) => <span key={pathText(path)} className="line-clamp-2 font-mono text-xs text-ink-2 [overflow-wrap:anywhere]" title={text}>{pathText(path)}: {text === '' ? t('editor.drift.removed') : text}</span>)}
      {fields.length > MAX_FIELDS && <span className="text-xs text-ink-2">{t('panels.more', { count: fields.length - MAX_FIELDS })}</span>}
      <span className="flex flex-wrap gap-1.5">
        <button type="button" className="btn h-6 bg-panel! px-2" aria-label={t('editor.drift.takeOne', { kind: ref.kind, name: ref.name })} onClick={() => { app.actions.takeDrift([drift]); }}>{t('editor.drift.take')}</button>
        <button type="button" className="btn h-6 bg-panel! px-2" aria-label={t('editor.drift.putBackOne', { kind: ref.kind, name: ref.name })} onClick={() => { app.actions.putBack([drift]); }}>{t('editor.drift.putBack')}</button>
      </span>
    </li>
  );
}

/** Says where the cluster is no longer what the text says, and offers both ways to bring them together. Several are a list to open: the text above needs the room. */
export function DriftBar() {
  const app = useApp();
  const { t } = useTranslation();
  const drifts = useManifests((state) => state.drifts);
  const [isListOpen, setListOpen] = useState(false);
  if (drifts.length === 0) return null;
  const isOpen = drifts.length === 1 || isListOpen;
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  return (
    <section aria-label={t('editor.drift.title')} className="flex max-h-[min(13rem,24vh)] shrink-0 flex-col border-t border-[var(--line)] bg-[var(--accent-soft)]" data-testid="drift">
      <div className="flex shrink-0 flex-wrap items-center gap-x-2 gap-y-1 px-3 py-1.5">
        <h3 className="flex min-w-56 flex-1 font-semibold">
          {drifts.length === 1
            ? <span className="flex items-center gap-2"><GitCompareArrows aria-hidden size={14} className="shrink-0 text-[var(--accent)]" />{t('editor.drift.title')}</span>
            : (
              <button type="button" aria-expanded={isOpen} className="flex cursor-pointer items-center gap-2 text-left" onClick={() => { setListOpen(!isOpen); }}>
                <Chevron aria-hidden size={14} className="shrink-0 text-[var(--accent)]" />{t('editor.drift.title')}<span className="badge" aria-label={t('editor.drift.count', { count: drifts.length })}>{drifts.length}</span>
              </button>
            )}
        </h3>
        {drifts.length > 1 && (
          <span className="flex gap-1.5">
            <button type="button" className="btn h-6 bg-panel! px-2" onClick={() => { app.actions.takeDrift(drifts); }}>{t('editor.drift.takeAll')}</button>
            <button type="button" className="btn h-6 bg-panel! px-2" onClick={() => { app.actions.putBack(drifts); }}>{t('editor.drift.putBackAll')}</button>
          </span>
        )}
      </div>
      {isOpen && (
        <div className="min-h-0 overflow-auto px-3 pb-2" tabIndex={0}>
          <ul className="grid gap-2">{drifts.slice(0, MAX_SHOWN).map((drift) => <DriftItem key={`${drift.kind} ${drift.object}`} drift={drift} />)}</ul>
          {drifts.length > MAX_SHOWN && <p className="text-ink-2">{t('panels.more', { count: drifts.length - MAX_SHOWN })}</p>}
        </div>
      )}
    </section>
  );
}
