import { useTranslation } from 'react-i18next';
import { parseObjectId, type ObjectId } from '../../protocol/ref.ts';
import { useApp, useCluster } from '../common/appContext.tsx';
import { Facts, labelsText } from './Facts.tsx';

/** A Service at a glance: addresses, ports, policies, endpoints. */
export function ServiceOverview({ id }: { readonly id: ObjectId }) {
  const app = useApp();
  const { t } = useTranslation();
  const service = useCluster((state) => state.view.services[id]);
  if (service === undefined) return <p className="text-[var(--ink-2)]">{t('panels.objectGone')}</p>;
  const counts = (['ready', 'notReady', 'terminating'] as const).filter((state) => state === 'ready' || service.endpoints[state] > 0).map((state) => `${service.endpoints[state]} ${t(`panels.endpoints.${state}`)}`).join(', ');
  const hasNodePorts = service.ports.some((port) => port.nodePort !== 0);
  const loadBalancer = service.type !== 'LoadBalancer' ? '' : service.isLoadBalancerPending ? '<pending>' : service.loadBalancerAddresses.join(', ');
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <Facts rows={[
        [t('panels.field.type'), `${service.type}${service.isHeadless ? ` · ${t('panels.headless')}` : ''}`],
        ['clusterIP', <span key="ip" className="font-mono text-xs">{service.clusterIPs.join(', ') || '–'}</span>],
        ['externalIPs', service.externalIPs.join(', ')],
        ['externalName', service.externalName],
        [t('panels.field.loadBalancer'), loadBalancer],
        ['selector', service.selector === null ? t('panels.noSelector') : labelsText(service.selector)],
        ['sessionAffinity', service.sessionAffinity],
        ['externalTrafficPolicy', service.externalTrafficPolicy],
        ['internalTrafficPolicy', service.internalTrafficPolicy],
        ['trafficDistribution', service.trafficDistribution],
        [t('panels.field.endpoints'), counts],
      ]} />
      {service.ports.length > 0 && (
        <table className="data-table">
          <thead><tr><th scope="col">{t('panels.port.name')}</th><th scope="col">port</th><th scope="col">targetPort</th>{hasNodePorts && <th scope="col">nodePort</th>}<th scope="col">protocol</th></tr></thead>
          <tbody>
            {service.ports.map((port) => (
              <tr key={`${port.port}/${port.protocol}`}>
                <td>{port.name || '–'}</td><td className="mono">{port.port}</td>
                <td className="mono">{port.targetPort}{/^\d+$/.test(port.targetPort) ? '' : ` (${port.resolved.join(', ') || t('panels.unresolved')})`}</td>
                {hasNodePorts && <td className="mono">{port.nodePort === 0 ? '–' : port.nodePort}</td>}<td>{port.protocol}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {service.pods.length > 0 && (
        <section aria-label={t('panels.pods')}>
          <h3 className="mb-1 font-semibold">{t('panels.pods')}</h3>
          <ul className="flex flex-wrap gap-1.5 [&>li]:max-w-full">
            {service.pods.slice(0, 60).map((pod) => <li key={pod}><button type="button" className="btn h-6 max-w-full px-2 font-mono text-xs" title={parseObjectId(pod).name} onClick={() => { app.actions.select(pod); }}><span className="truncate">{parseObjectId(pod).name}</span></button></li>)}
            {service.pods.length > 60 && <li className="text-[var(--ink-2)]">{t('panels.more', { count: service.pods.length - 60 })}</li>}
          </ul>
        </section>
      )}
    </div>
  );
}
