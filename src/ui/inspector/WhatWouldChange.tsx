import { useTranslation } from 'react-i18next';
import type { WhatWouldChange as Change } from '../../protocol/inspection.ts';
import type { RequestSpec } from '../../protocol/request.ts';
import { useApp, useDocument, useRequests } from '../common/appContext.tsx';
import { DecidedBy } from './DecidedBy.tsx';
import { fieldInText } from './fieldInText.ts';
import { reasonText } from './place.ts';

function ChangeItem({ change, spec }: { readonly change: Change; readonly spec: RequestSpec }) {
  const app = useApp();
  const { t } = useTranslation();
  useDocument((state) => state.manifests);
  const { field, edits, to, finding } = change;
  const object = field === undefined ? undefined : fieldInText(app, field).object;
  const canEdit = object !== undefined && edits !== undefined && app.actions.canEditObject(object, edits);
  return (
    <li className="grid justify-items-start gap-1">
      <span className="[overflow-wrap:anywhere]">{finding === undefined ? reasonText(t, change.reason) : t(`diagnosis.${finding.rule}`, finding.params)} {field !== undefined && <DecidedBy field={field} />}</span>
      {canEdit && <button type="button" className="btn h-6 px-2" onClick={() => { app.actions.editObject(object, edits); }}>{t('panels.change.apply')}</button>}
      {to !== undefined && <button type="button" className="btn h-6 px-2" onClick={() => { void app.actions.sendRequest({ ...spec, to }, 1); }}>{t('panels.change.send', { to })}</button>}
    </li>
  );
}

/** The single fields that would have given this request another end, each to be changed with one click. */
export function WhatWouldChange({ spec }: { readonly spec: RequestSpec }) {
  const { t } = useTranslation();
  const changes = useRequests((state) => state.changes);
  if (changes.length === 0) return null;
  return (
    <section className="grid gap-1.5 border-t border-[var(--line)] pt-2.5" aria-label={t('panels.change.title')}>
      <h3 className="font-semibold">{t('panels.change.title')}</h3>
      <ul className="grid gap-2">{changes.map((change) => <ChangeItem key={JSON.stringify([change.reason, change.field])} change={change} spec={spec} />)}</ul>
    </section>
  );
}
