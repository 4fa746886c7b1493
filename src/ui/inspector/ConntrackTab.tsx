import { useTranslation } from 'react-i18next';
import type { AffinityRow, ConntrackRow } from '../../protocol/inspection.ts';
import { parseObjectId, type ObjectId } from '../../protocol/ref.ts';
import { useApp, useCluster } from '../common/appContext.tsx';
import { useAnswer } from './useAnswer.ts';

const MAX_ROWS = 200;

const socket = (ip: string, port: number): string => (ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`);

function Connection({ row }: { readonly row: ConntrackRow }) {
  const app = useApp();
  const { t } = useTranslation();
  const { pod } = row;
  const isRewritten = row.replySource !== row.destination || row.replySourcePort !== row.destinationPort;
  return (
    <tr>
      <td className="mono">{row.protocol}<span className="block text-[var(--ink-2)]">{row.state}</span></td>
      <td className="mono whitespace-nowrap">
        {socket(row.source, row.sourcePort)}
        <span className="block">→ {socket(row.destination, row.destinationPort)}</span>
        {isRewritten && <span className="block text-[var(--accent)]">⇒ {socket(row.replySource, row.replySourcePort)}</span>}
        {row.replyDestination !== row.source && <span className="block text-[var(--ink-2)]">{t('panels.conntrack.asFrom', { source: row.replyDestination })}</span>}
        {pod !== null && <button type="button" className="link block max-w-full truncate font-sans" onClick={() => { app.actions.select(pod); }}>{parseObjectId(pod).name}</button>}
      </td>
      <td className="mono text-right">{row.secondsLeft}</td>
    </tr>
  );
}

function Holds({ rows }: { readonly rows: readonly AffinityRow[] }) {
  const app = useApp();
  const { t } = useTranslation();
  if (rows.length === 0) return null;
  return (
    <section aria-label={t('panels.conntrack.affinity')} className="border-b border-[var(--line)] pb-2">
      <h3 className="px-3.5 pt-2.5 pb-1 font-semibold">{t('panels.conntrack.affinity')}</h3>
      <table className="data-table">
        <thead><tr><th scope="col">{t('panels.conntrack.client')}</th><th scope="col">{t('panels.conntrack.heldTo')}</th><th scope="col" className="text-right">{t('panels.conntrack.left')}</th></tr></thead>
        <tbody>
          {rows.map(({ service, portName, client, endpoint, pod, secondsLeft }) => (
            <tr key={`${service} ${portName} ${client} ${endpoint}`}>
              <td className="mono">{client}<span className="block font-sans text-[var(--ink-2)]">{parseObjectId(service).name}{portName === '' ? '' : `:${portName}`}</span></td>
              <td className="mono">{endpoint}{pod !== null && <button type="button" className="link block font-sans" onClick={() => { app.actions.select(pod); }}>{parseObjectId(pod).name}</button>}</td>
              <td className="mono text-right">{secondsLeft}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** What the Node's kernel remembers of connections, and whom its kube-proxy holds where; live. */
export function ConntrackTab({ id }: { readonly id: ObjectId }) {
  const { t } = useTranslation();
  const second = useCluster(({ nowMs }) => Math.floor(nowMs / 1000));
  const answer = useAnswer({ kind: 'conntrack', node: parseObjectId(id).name, limit: MAX_ROWS }, second);
  if (answer === null) return <p className="p-4 text-[var(--ink-2)]" role="status">{t('panels.loading')}</p>;
  if (answer.kind !== 'conntrack') return <p className="p-4 text-[var(--ink-2)]">{t('panels.objectGone')}</p>;
  return (
    <>
      <Holds rows={answer.affinity} />
      {answer.rows.length === 0 ? <p className="p-4 text-[var(--ink-2)]">{t('panels.conntrack.empty')}</p> : (
        <table className="data-table" aria-label={t('panels.tab.conntrack')}>
          <thead><tr><th scope="col">{t('panels.conntrack.state')}</th><th scope="col">{t('panels.conntrack.connection')}</th><th scope="col" className="text-right">{t('panels.conntrack.left')}</th></tr></thead>
          <tbody>{answer.rows.map((row) => <Connection key={`${row.protocol} ${row.source} ${row.sourcePort} ${row.destination} ${row.destinationPort} ${row.state}`} row={row} />)}</tbody>
        </table>
      )}
      {answer.total > answer.rows.length && <p className="p-3 text-[var(--ink-2)]">{t('panels.more', { count: answer.total - answer.rows.length })}</p>}
    </>
  );
}
