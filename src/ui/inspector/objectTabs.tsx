import { useTranslation } from 'react-i18next';
import type { EndpointRow } from '../../protocol/message.ts';
import { parseObjectId, type ObjectId } from '../../protocol/ref.ts';
import { useApp, useCluster } from '../common/appContext.tsx';
import { CopyText } from '../common/CopyText.tsx';
import { reasonText } from './place.ts';
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
      <div className="sticky top-2 left-0 float-right mr-2 rounded-md bg-[var(--panel)]"><CopyText text={answer.yaml} label={t('panels.copyYAML')} /></div>
      <pre className="w-max min-w-full p-3 font-mono text-xs leading-5">{answer.yaml}</pre>
    </div>
  );
}

/** Every address of the Service's slices, with its conditions. */
export function EndpointsTab({ id }: { readonly id: ObjectId }) {
  const app = useApp();
  const { t } = useTranslation();
  const answer = useAnswer({ kind: 'endpoints', service: id }, useVersion(id));
  if (answer === null) return <p className="p-4 text-[var(--ink-2)]" role="status">{t('panels.loading')}</p>;
  if (answer.kind !== 'endpoints') return <p className="p-4 text-[var(--ink-2)]">{t('panels.objectGone')}</p>;
  if (answer.rows.length === 0) return <p className="p-4 text-[var(--ink-2)]">{t('panels.noEndpoints')}</p>;
  return (
    <>
      <table className="data-table">
        <thead><tr>{['address', 'pod', 'conditions'].map((column) => <th key={column} scope="col">{t(`panels.endpoints.${column}`)}</th>)}</tr></thead>
        <tbody>
          {answer.rows.slice(0, 500).map((row) => (
            <tr key={`${row.slice} ${row.pod ?? ''} ${row.address} ${row.ports}`} title={row.slice}>
              <td className="mono">{row.address === '' ? '–' : row.address}<span className="block text-[var(--ink-2)] [overflow-wrap:anywhere]">{row.ports}</span></td>
              <td>
                {row.pod === null ? '–' : <PodLink id={row.pod} onSelect={app.actions.select} />}
                <span className="block text-[var(--ink-2)]">{[row.nodeName, row.zone].filter((part) => part !== '').join(' · ')}</span>
              </td>
              <td><Conditions row={row} /><span className="block text-[var(--ink-2)]">{reasonText(t, row.reason)}</span></td>
            </tr>
          ))}
        </tbody>
      </table>
      {answer.rows.length > 500 && <p className="p-3 text-[var(--ink-2)]">{t('panels.more', { count: answer.rows.length - 500 })}</p>}
    </>
  );
}

/** The three conditions of an endpoint, each with its glyph; what follows from the others is left out. */
function Conditions({ row }: { readonly row: EndpointRow }) {
  const { t } = useTranslation();
  return (
    <span className="grid whitespace-nowrap">
      {row.slice === '' ? <span className="text-[var(--ink-2)]">– {t('panels.endpoints.notListed')}</span> : row.ready ? <span className="text-[var(--ready)]">✓ {t('panels.endpoints.ready')}</span> : <span className="text-[var(--warn)]">! {t('panels.endpoints.notReady')}</span>}
      {row.slice !== '' && row.serving !== row.ready && <span className="text-[var(--ink-2)]">{row.serving ? '✓' : '!'} {t(row.serving ? 'panels.endpoints.serving' : 'panels.endpoints.notServing')}</span>}
      {row.terminating && <span className="text-[var(--gone)]">◐ {t('panels.endpoints.terminating')}</span>}
    </span>
  );
}

function PodLink({ id, onSelect }: { readonly id: ObjectId; readonly onSelect: (id: ObjectId) => void }) {
  return <button type="button" className="link [overflow-wrap:anywhere]" onClick={() => { onSelect(id); }}>{parseObjectId(id).name}</button>;
}

/** What the cluster's DNS says about the Service. */
export function DNSTab({ id }: { readonly id: ObjectId }) {
  const { t } = useTranslation();
  const answer = useAnswer({ kind: 'dns', service: id }, useVersion(id));
  if (answer === null) return <p className="p-4 text-[var(--ink-2)]" role="status">{t('panels.loading')}</p>;
  if (answer.kind !== 'dns') return <p className="p-4 text-[var(--ink-2)]">{t('panels.objectGone')}</p>;
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
