import { useTranslation } from 'react-i18next';
import { parseObjectId, type ObjectId } from '../../protocol/ref.ts';
import { useApp, useCluster } from '../common/appContext.tsx';
import { CopyText } from '../common/CopyText.tsx';
import { clockText } from './place.ts';
import { useAnswer } from './useAnswer.ts';

/** Changes whenever something that the page draws of this object does. */
function useVersion(id: ObjectId): unknown {
  return useCluster(({ view }) => view.services[id] ?? view.pods[id] ?? view.nodes[id] ?? view.workloads[id] ?? view.stored[id]);
}

/** The object as the API server stores it. */
export function YAMLTab({ id }: { readonly id: ObjectId }) {
  const { t } = useTranslation();
  const answer = useAnswer({ kind: 'object', id }, useVersion(id));
  if (answer === null) return <p className="p-4 text-[var(--ink-2)]" role="status">{t('panels.loading')}</p>;
  if (answer.kind !== 'object') return <p className="p-4 text-[var(--ink-2)]">{t('panels.objectGone')}</p>;
  return (
    <div className="relative">
      <div className="absolute top-2 right-2"><CopyText text={answer.yaml} label={t('panels.copyYAML')} /></div>
      <pre className="p-3 font-mono text-xs leading-5 whitespace-pre-wrap [overflow-wrap:anywhere]">{answer.yaml}</pre>
    </div>
  );
}

/** Every address of the Service's slices, with its conditions. */
export function EndpointsTab({ id }: { readonly id: ObjectId }) {
  const app = useApp();
  const { t } = useTranslation();
  const answer = useAnswer({ kind: 'endpoints', service: id }, useVersion(id));
  if (answer?.kind !== 'endpoints') return <p className="p-4 text-[var(--ink-2)]" role="status">{t('panels.loading')}</p>;
  if (answer.rows.length === 0) return <p className="p-4 text-[var(--ink-2)]">{t('panels.noEndpoints')}</p>;
  const flag = (value: boolean): string => (value ? t('panels.yes') : t('panels.no'));
  return (
    <div className="overflow-auto">
      <table className="data-table">
        <thead><tr>{['address', 'ports', 'pod', 'node', 'zone', 'ready', 'serving', 'terminating'].map((column) => <th key={column} scope="col">{t(`panels.endpoints.${column}`)}</th>)}</tr></thead>
        <tbody>
          {answer.rows.slice(0, 500).map((row) => (
            <tr key={`${row.slice} ${row.address} ${row.ports}`}>
              <td className="mono">{row.address}</td><td className="mono">{row.ports}</td>
              <td>{row.pod === null ? '–' : <PodLink id={row.pod} onSelect={app.actions.select} />}</td>
              <td>{row.nodeName || '–'}</td><td>{row.zone || '–'}</td>
              <td>{flag(row.ready)}</td><td>{flag(row.serving)}</td><td>{flag(row.terminating)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {answer.rows.length > 500 && <p className="p-3 text-[var(--ink-2)]">{t('panels.more', { count: answer.rows.length - 500 })}</p>}
    </div>
  );
}

function PodLink({ id, onSelect }: { readonly id: ObjectId; readonly onSelect: (id: ObjectId) => void }) {
  return <button type="button" className="link" onClick={() => { onSelect(id); }}>{parseObjectId(id).name}</button>;
}

/** What the cluster's DNS says about the Service. */
export function DNSTab({ id }: { readonly id: ObjectId }) {
  const { t } = useTranslation();
  const answer = useAnswer({ kind: 'dns', service: id }, useVersion(id));
  if (answer?.kind !== 'dns') return <p className="p-4 text-[var(--ink-2)]" role="status">{t('panels.loading')}</p>;
  if (answer.records.length === 0) return <p className="p-4 text-[var(--ink-2)]">{t('panels.noRecords')}</p>;
  return (
    <div className="overflow-auto">
      <table className="data-table">
        <thead><tr><th scope="col">{t('panels.dns.name')}</th><th scope="col">{t('panels.dns.type')}</th><th scope="col">TTL</th><th scope="col">{t('panels.dns.value')}</th></tr></thead>
        <tbody>
          {answer.records.map((record) => (
            <tr key={`${record.name} ${record.type} ${record.value}`}><td className="mono [overflow-wrap:anywhere]">{record.name}</td><td>{record.type}</td><td>{record.ttlSeconds}</td><td className="mono [overflow-wrap:anywhere]">{record.value}</td></tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What happened to the object, newest first. */
export function EventsTab({ id }: { readonly id: ObjectId | null }) {
  const app = useApp();
  const { t } = useTranslation();
  const all = useCluster((state) => state.events);
  const events = all.filter((event) => id === null || event.involved === id).reverse();
  if (events.length === 0) return <p className="p-4 text-[var(--ink-2)]">{t('panels.noEvents')}</p>;
  return (
    <div className="overflow-auto">
      <table className="data-table">
        <thead><tr><th scope="col">{t('panels.events.time')}</th><th scope="col">{t('panels.events.type')}</th><th scope="col">{t('panels.events.reason')}</th>{id === null && <th scope="col">{t('panels.events.object')}</th>}<th scope="col">{t('panels.events.message')}</th></tr></thead>
        <tbody>
          {events.slice(0, 300).map((event) => (
            <tr key={event.id}>
              <td className="mono">{clockText(event.atMs)}</td>
              <td className={event.type === 'Warning' ? 'text-[var(--warn)]' : ''}>{event.type}</td><td>{event.reason}{event.count > 1 ? ` ×${event.count}` : ''}</td>
              {id === null && <td><button type="button" className="link" onClick={() => { app.actions.select(event.involved); }}>{parseObjectId(event.involved).kind} {parseObjectId(event.involved).name}</button></td>}
              <td className="[overflow-wrap:anywhere]">{event.message}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
