import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parseObjectId } from '../../protocol/ref.ts';
import type { RequestSummary } from '../../protocol/request.ts';
import { useApp, useRequests } from '../common/appContext.tsx';
import { clientName, clockText } from '../inspector/place.ts';
import { Composer } from './Composer.tsx';

const glyphs = { answered: '✓', refused: '✕', reset: '✕', closed: '✕', unresolved: '?', unreachable: '⊘', timedOut: '◌' } as const;
const filters = ['all', 'answered', 'failed'] as const;
const MAX_SHOWN = 200;

/** Opens its trace already when the button goes down: under traffic another row may stand there when it comes up. */
const Row = memo(function Row({ request, isSelected }: { readonly request: RequestSummary; readonly isSelected: boolean }) {
  const app = useApp();
  const { t } = useTranslation();
  const open = (): void => {
    if (!isSelected) app.actions.selectRequest(request.id);
    app.actions.setUI({ inspectorTab: 'request', isInspectorOpen: true });
  };
  const end = request.pod === undefined ? (request.node ?? '–') : parseObjectId(request.pod).name;
  return (
    <tr data-selected={isSelected} className="cursor-pointer hover:bg-[var(--sunken)]" onPointerDown={(event) => { if (event.button === 0 && event.pointerType === 'mouse') open(); }} onClick={open}>
      <td className="mono">{clockText(request.startMs)}</td>
      <td>{clientName(request.spec.from)}</td>
      <td className="mono"><button type="button" className="link" aria-label={t('panels.openTrace', { id: request.id, to: request.spec.to })}>{request.spec.to}</button></td>
      <td className={request.outcome === 'answered' ? 'text-[var(--ready)]' : request.outcome === 'timedOut' || request.outcome === 'unreachable' ? 'text-[var(--warn)]' : 'text-[var(--fail)]'}><span aria-hidden>{glyphs[request.outcome]} </span>{t(`panels.outcome.${request.outcome}`)}</td>
      <td>{end}</td>
      <td className="mono text-right">{Math.round(request.endMs - request.startMs)} ms</td>
    </tr>
  );
});

/** The last requests, newest first, and the composer of new ones. */
export function RequestsTab() {
  const { t } = useTranslation();
  const recent = useRequests((state) => state.recent);
  const selected = useRequests((state) => state.selectedId);
  const [filter, setFilter] = useState<(typeof filters)[number]>('all');
  const [held, setHeld] = useState<readonly RequestSummary[] | null>(null);
  const shown = (held ?? recent).filter((request) => filter === 'all' || (request.outcome === 'answered') === (filter === 'answered')).slice(0, MAX_SHOWN);
  return (
    <div>
      <Composer />
      <div className="flex flex-wrap items-center gap-3 px-3 py-1.5">
        <div className="flex gap-3" role="radiogroup" aria-label={t('panels.filter.label')}>
          {filters.map((name) => <label key={name} className="flex items-center gap-1.5"><input type="radio" name="request-filter" className="accent-[var(--accent)]" checked={filter === name} onChange={() => { setFilter(name); }} />{t(`panels.filter.${name}`)}</label>)}
        </div>
        {held !== null && <span className="text-[var(--ink-3)]">{t('panels.held')}</span>}
      </div>
      {shown.length === 0 ? <p className="px-3 py-2 text-[var(--ink-2)]">{t('panels.noRequests')}</p> : (
        <div className="max-sm:overflow-x-auto"><table className="data-table whitespace-nowrap" onPointerEnter={(event) => { if (event.pointerType === 'mouse') setHeld(recent); }} onPointerLeave={() => { setHeld(null); }}>
          <thead><tr><th scope="col">{t('panels.column.time')}</th><th scope="col">{t('panels.column.from')}</th><th scope="col">{t('panels.column.to')}</th><th scope="col">{t('panels.column.outcome')}</th><th scope="col">{t('panels.column.by')}</th><th scope="col" className="text-right">{t('panels.column.took')}</th></tr></thead>
          <tbody>{shown.map((request) => <Row key={request.id} request={request} isSelected={request.id === selected} />)}</tbody>
        </table></div>
      )}
    </div>
  );
}
