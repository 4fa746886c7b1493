import { useId } from 'react';
import { Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { TrafficFlow } from '../../protocol/request.ts';
import { useApp, useCluster, useDocument } from '../common/appContext.tsx';
import { clientName } from '../inspector/place.ts';
import { ClientSelect } from './ClientSelect.tsx';
import { TargetInput } from './TargetInput.tsx';
import { targetSuggestions } from './targets.ts';

const MAX_RATE = 200;

function freeId(flows: readonly TrafficFlow[]): string {
  let number = flows.length + 1;
  while (flows.some((flow) => flow.id === `flow-${number}`)) number++;
  return `flow-${number}`;
}

function Flow({ flow, onChange, onRemove }: { readonly flow: TrafficFlow; readonly onChange: (flow: TrafficFlow) => void; readonly onRemove: () => void }) {
  const { t } = useTranslation();
  const id = useId();
  const name = t('panels.flow.name', { from: clientName(flow.from), to: flow.to });
  return (
    <li className="flex flex-wrap items-center gap-2 border-b border-[var(--line)] px-3 py-2" aria-label={name}>
      <label className="flex items-center gap-1.5"><input type="checkbox" className="accent-[var(--accent)]" checked={flow.isEnabled} onChange={(event) => { onChange({ ...flow, isEnabled: event.target.checked }); }} /><span className="sr-only">{t('panels.flow.enabled', { name })}</span></label>
      <label className="sr-only" htmlFor={`${id}-from`}>{t('panels.composer.from')}</label>
      <ClientSelect id={`${id}-from`} value={flow.from} onChange={(from) => { onChange({ ...flow, from }); }} />
      <span aria-hidden className="max-sm:hidden">→</span>
      <label className="sr-only" htmlFor={`${id}-to`}>{t('panels.composer.to')}</label>
      <TargetInput id={`${id}-to`} value={flow.to} onChange={(to) => { onChange({ ...flow, to }); }} />
      <label className="sr-only" htmlFor={`${id}-protocol`}>{t('panels.composer.protocol')}</label>
      <select id={`${id}-protocol`} className="field" value={flow.protocol} onChange={(event) => { onChange({ ...flow, protocol: event.target.value === 'UDP' ? 'UDP' : 'TCP' }); }}><option>TCP</option><option>UDP</option></select>
      <label className="sr-only" htmlFor={`${id}-connection`}>{t('panels.flow.connection')}</label>
      <select id={`${id}-connection`} className="field" value={flow.connection} onChange={(event) => { onChange({ ...flow, connection: event.target.value === 'keepAlive' ? 'keepAlive' : 'new' }); }}>
        <option value="new">{t('panels.flow.new')}</option><option value="keepAlive">{t('panels.flow.keepAlive')}</option>
      </select>
      <label className="flex items-center gap-2" htmlFor={`${id}-rate`}><span className="sr-only">{t('panels.flow.rate', { name })}</span>
        <input id={`${id}-rate`} type="range" className="w-32 accent-[var(--accent)]" min={0} max={MAX_RATE} step={1} value={flow.ratePerSecond} onChange={(event) => { onChange({ ...flow, ratePerSecond: Number(event.target.value) }); }} />
        <output className="w-12 font-mono text-xs">{t('panels.perSecond', { rate: flow.ratePerSecond })}</output>
      </label>
      <button type="button" className="icon-btn max-sm:ml-auto" title={t('panels.flow.remove', { name })} aria-label={t('panels.flow.remove', { name })} onClick={onRemove}><Trash2 aria-hidden size={14} /></button>
    </li>
  );
}

/** Requests that go on by themselves. */
export function TrafficTab() {
  const app = useApp();
  const { t } = useTranslation();
  const flows = useDocument((state) => state.traffic);
  const client = useCluster((state) => state.settings.outsideClients[0]?.name ?? 'outside');
  const target = useCluster((state) => targetSuggestions(state.view, 1)[0] ?? '');
  const add = (): void => {
    app.actions.setTraffic([...flows, { id: freeId(flows), from: { kind: 'outside', name: client }, to: target, protocol: 'TCP', connection: 'new', ratePerSecond: 5, isEnabled: true }]);
  };
  return (
    <div>
      <ul aria-label={t('panels.bottomTab.traffic')}>
        {flows.map((flow) => (
          <Flow key={flow.id} flow={flow} onChange={(changed) => { app.actions.setTraffic(flows.map((other) => (other.id === flow.id ? changed : other))); }} onRemove={() => { app.actions.setTraffic(flows.filter((other) => other.id !== flow.id)); }} />
        ))}
      </ul>
      {flows.length === 0 && <p className="px-3 pt-3 text-[var(--ink-2)]">{t('panels.noTraffic')}</p>}
      <div className="p-3"><button type="button" className="btn" onClick={add}><Plus aria-hidden size={14} />{t('panels.flow.add')}</button></div>
    </div>
  );
}
