import { useTranslation } from 'react-i18next';
import { parseObjectId, type ObjectId } from '../../protocol/ref.ts';
import { useApp, useCluster } from '../common/appContext.tsx';
import { useAnswer } from './useAnswer.ts';

/** The Service variables that the Pod's containers started with, and the Services that they do not know or know as they were. */
export function EnvironmentTab({ id }: { readonly id: ObjectId }) {
  const app = useApp();
  const { t } = useTranslation();
  const services = useCluster(({ view }) => view.services);
  const pod = useCluster(({ view }) => view.pods[id]);
  const answer = useAnswer({ kind: 'environment', pod: id }, [pod, services]);
  if (answer === null) return <p className="p-4 text-[var(--ink-2)]" role="status">{t('panels.loading')}</p>;
  if (answer.kind !== 'environment') return <p className="p-4 text-[var(--ink-2)]">{t('panels.environment.notStarted')}</p>;
  return (
    <>
      {answer.gaps.length > 0 && (
        <ul className="grid gap-1 border-b border-[var(--line)] p-3.5" aria-label={t('panels.environment.gaps')}>
          {answer.gaps.map(({ service, reason }) => (
            <li key={`${service} ${reason}`}>
              {reason === 'gone' ? <b className="font-semibold">{parseObjectId(service).name}</b> : <button type="button" className="link font-semibold" onClick={() => { app.actions.select(service); }}>{parseObjectId(service).name}</button>}
              <span className="text-[var(--ink-2)]"> {t(`panels.environment.${reason}`)}</span>
            </li>
          ))}
        </ul>
      )}
      <table className="data-table">
        <thead><tr><th scope="col">{t('panels.environment.variable')}</th><th scope="col">{t('panels.dns.value')}</th></tr></thead>
        <tbody>{answer.variables.map(({ name, value }) => <tr key={name}><td className="mono [overflow-wrap:anywhere]">{name}</td><td className="mono [overflow-wrap:anywhere]">{value}</td></tr>)}</tbody>
      </table>
    </>
  );
}
