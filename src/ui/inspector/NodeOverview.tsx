import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { ObjectId } from '../../protocol/ref.ts';
import { useApp, useCluster } from '../common/appContext.tsx';
import { CopyKubectl } from '../common/CopyKubectl.tsx';
import { Facts } from './Facts.tsx';

const powers = ['up', 'down', 'partitioned'] as const;

/** A Node: its state, its zone, and what can happen to it. */
export function NodeOverview({ id }: { readonly id: ObjectId }) {
  const app = useApp();
  const { t } = useTranslation();
  const zoneId = useId();
  const powerId = useId();
  const node = useCluster((state) => state.view.nodes[id]);
  const pods = useCluster((state) => Object.values(state.view.pods).filter((pod) => pod.nodeName === node?.name).length);
  if (node === undefined) return <p className="text-[var(--ink-2)]">{t('panels.objectGone')}</p>;
  const { name } = node;
  const setZone = (zone: string): void => {
    if (zone !== node.zone) void app.actions.command({ type: 'setNodeZone', name, zone });
  };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <Facts rows={[
        ['Ready', node.ready],
        [t('panels.field.addresses'), <span key="a" className="font-mono text-xs">{node.addresses.join(', ')}</span>],
        ['podCIDR', <span key="c" className="font-mono text-xs">{node.podCIDRs.join(', ')}</span>],
        [t('panels.pods'), String(pods)],
        [t('panels.field.taints'), node.taints.join(', ')],
        [t('panels.field.scheduling'), node.isUnschedulable ? t('panels.cordoned') : t('panels.schedulable')],
      ]} />
      <div className="facts items-center">
        <label htmlFor={zoneId}>{t('panels.field.zone')}</label>
        <input id={zoneId} key={node.zone} className="field w-40" defaultValue={node.zone} maxLength={63} onBlur={(event) => { setZone(event.target.value.trim()); }} onKeyDown={(event) => { if (event.key === 'Enter') setZone(event.currentTarget.value.trim()); }} />
        <label htmlFor={powerId}>{t('panels.field.power')}</label>
        <select id={powerId} className="field w-40" value={node.power} onChange={(event) => { const power = powers.find((candidate) => candidate === event.target.value); if (power !== undefined) void app.actions.command({ type: 'setNodePower', name, power }); }}>
          {powers.map((power) => <option key={power} value={power}>{t(`panels.power.${power}`)}</option>)}
        </select>
      </div>
      <div className="flex flex-wrap gap-2">
        <button type="button" className="btn" onClick={() => { void app.actions.command({ type: 'cordonNode', name, isUnschedulable: !node.isUnschedulable }); }}>{node.isUnschedulable ? t('panels.uncordon') : t('panels.cordon')}</button>
        <CopyKubectl command={{ type: 'cordonNode', name, isUnschedulable: !node.isUnschedulable }} />
        <button type="button" className="btn" onClick={() => { void app.actions.command({ type: 'drainNode', name }); }}>{t('panels.drain')}</button>
        <CopyKubectl command={{ type: 'drainNode', name }} />
        <button type="button" className="btn btn-danger" onClick={() => { app.actions.changeSettings((settings) => ({ ...settings, nodes: settings.nodes.filter((candidate) => candidate.name !== name) })); }}>{t('panels.removeNode')}</button>
      </div>
    </div>
  );
}
