import { Activity } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { clientId } from '../../graph/clients.ts';
import { parseObjectId, type ObjectId } from '../../protocol/ref.ts';
import { useApp, useCluster, useDocument } from '../common/appContext.tsx';
import { Facts } from './Facts.tsx';

/** Who sends requests from outside the cluster: its address, and what it sends. */
export function ClientOverview({ id }: { readonly id: ObjectId }) {
  const { t } = useTranslation();
  const { name } = parseObjectId(id);
  const address = useCluster((state) => state.settings.outsideClients.find((client) => client.name === name)?.address);
  if (address === undefined) return <p className="text-[var(--ink-2)]">{t('panels.clientGone')}</p>;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <p className="text-[var(--ink-2)]">{t('panels.clientIs')}</p>
      <Facts rows={[[t('panels.field.address'), <span key="a" className="font-mono text-xs">{address}</span>]]} />
      <Flows id={id} />
    </div>
  );
}

/** The traffic of a client, and the way to change it. */
function Flows({ id }: { readonly id: ObjectId }) {
  const app = useApp();
  const { t } = useTranslation();
  const traffic = useDocument((state) => state.traffic);
  const flows = traffic.filter((flow) => clientId(flow.from) === id);
  return (
    <section aria-label={t('panels.bottomTab.traffic')} className="grid justify-items-start gap-2 border-t border-[var(--line)] pt-3">
      <h3 className="font-semibold">{t('panels.bottomTab.traffic')}</h3>
      {flows.length === 0 ? <p className="text-[var(--ink-2)]">{t('panels.clientIdle')}</p> : (
        <ul className="grid w-full gap-1">
          {flows.map((flow) => (
            <li key={flow.id} className={`flex items-baseline justify-between gap-3 ${flow.isEnabled ? '' : 'text-[var(--ink-3)]'}`}>
              <span className="min-w-0 font-mono text-xs [overflow-wrap:anywhere]">{flow.to}{flow.protocol === 'TCP' ? '' : ` ${flow.protocol}`}</span>
              <span className="shrink-0 text-[var(--ink-2)]">{flow.isEnabled ? t('panels.perSecond', { rate: flow.ratePerSecond }) : t('panels.flow.off')}</span>
            </li>
          ))}
        </ul>
      )}
      <button type="button" className="btn" onClick={() => { app.actions.setUI({ bottomTab: 'traffic', phoneTab: 'requests' }); }}><Activity aria-hidden size={14} />{t('canvas.client.traffic')}</button>
    </section>
  );
}
