import { useId } from 'react';
import { Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { presetNode, type ClusterSettings, type DelaySettings, type IPVSScheduler, type NodeSettings, type ProxyMode } from '../../protocol/settings.ts';
import { useApp, useDocument } from '../common/appContext.tsx';

const modes: readonly ProxyMode[] = ['iptables', 'nftables', 'ipvs'];
const schedulers: readonly IPVSScheduler[] = ['rr', 'wrr', 'lc', 'wlc', 'sh', 'dh', 'sed', 'nq', 'mh'];
const delays = ['controllerMs', 'proxyMs', 'containerStartMs', 'loadBalancerMs', 'linkMs', 'requestTimeoutMs'] as const satisfies readonly (keyof DelaySettings)[];
const MAX_NODES = 100;

/** The next Node of the pattern whose name and addresses are free. */
function nextNode(nodes: readonly NodeSettings[]): NodeSettings {
  const isDualStack = nodes.some((node) => node.podCIDRs.length > 1);
  let index = 0;
  while (nodes.some((node) => node.name === presetNode(index).name)) index++;
  return presetNode(index, isDualStack);
}

function Nodes({ settings }: { readonly settings: ClusterSettings }) {
  const app = useApp();
  const { t } = useTranslation();
  const change = (nodes: readonly NodeSettings[]): void => { app.actions.changeSettings((current) => ({ ...current, nodes })); };
  return (
    <section aria-label={t('panels.cluster.nodes')}>
      <h3 className="mb-1 font-semibold">{t('panels.cluster.nodes')}</h3>
      <table className="data-table">
        <thead><tr><th scope="col">{t('panels.cluster.name')}</th><th scope="col">{t('panels.cluster.zone')}</th><th scope="col">{t('panels.cluster.addresses')}</th><th scope="col">podCIDR</th><th scope="col"><span className="sr-only">{t('panels.cluster.actions')}</span></th></tr></thead>
        <tbody>
          {settings.nodes.map((node) => (
            <tr key={node.name}>
              <td className="whitespace-nowrap">{node.name}</td>
              <td><input key={node.zone} className="field h-6 w-28" aria-label={t('panels.cluster.zoneOf', { name: node.name })} defaultValue={node.zone} maxLength={63}
                onBlur={(event) => { const zone = event.target.value.trim(); if (zone !== node.zone) change(settings.nodes.map((other) => (other.name === node.name ? { ...other, zone } : other))); }} /></td>
              <td className="mono">{node.addresses.join(', ')}</td><td className="mono">{node.podCIDRs.join(', ')}</td>
              <td><button type="button" className="icon-btn h-6" title={t('panels.cluster.removeNode', { name: node.name })} aria-label={t('panels.cluster.removeNode', { name: node.name })} onClick={() => { change(settings.nodes.filter((other) => other.name !== node.name)); }}><Trash2 aria-hidden size={14} /></button></td>
            </tr>
          ))}
        </tbody>
      </table>
      <button type="button" className="btn mt-2" disabled={settings.nodes.length >= MAX_NODES} onClick={() => { change([...settings.nodes, nextNode(settings.nodes)]); }}><Plus aria-hidden size={14} />{t('panels.cluster.addNode')}</button>
    </section>
  );
}

function Networking({ settings }: { readonly settings: ClusterSettings }) {
  const app = useApp();
  const { t } = useTranslation();
  const id = useId();
  const { proxy } = settings;
  const change = (patch: Partial<ClusterSettings>): void => { app.actions.changeSettings((current) => ({ ...current, ...patch })); };
  const text = (label: string, value: string, onCommit: (value: string) => void) => (
    <div className="contents">
      <dt><label htmlFor={`${id}-${label}`}>{label}</label></dt>
      <dd><input id={`${id}-${label}`} key={value} className="field field-mono w-full" defaultValue={value} onBlur={(event) => { const next = event.target.value.trim(); if (next !== value && next !== '') onCommit(next); }} /></dd>
    </div>
  );
  const list = (value: string): readonly string[] => value.split(/[\s,]+/).filter((part) => part !== '');
  return (
    <section aria-label={t('panels.cluster.networking')}>
      <h3 className="mb-1 font-semibold">{t('panels.cluster.networking')}</h3>
      <dl className="facts items-center">
        <dt><label htmlFor={`${id}-mode`}>{t('panels.cluster.proxyMode')}</label></dt>
        <dd className="flex gap-2">
          <select id={`${id}-mode`} className="field" value={proxy.mode} onChange={(event) => { const mode = modes.find((candidate) => candidate === event.target.value); if (mode !== undefined) change({ proxy: { ...proxy, mode } }); }}>{modes.map((mode) => <option key={mode}>{mode}</option>)}</select>
          {proxy.mode === 'ipvs' && <select aria-label={t('panels.cluster.ipvsScheduler')} className="field" value={proxy.ipvsScheduler} onChange={(event) => { const ipvsScheduler = schedulers.find((candidate) => candidate === event.target.value); if (ipvsScheduler !== undefined) change({ proxy: { ...proxy, ipvsScheduler } }); }}>{schedulers.map((scheduler) => <option key={scheduler}>{scheduler}</option>)}</select>}
        </dd>
        <dt><label htmlFor={`${id}-cloud`}>{t('panels.cluster.cloud')}</label></dt>
        <dd><select id={`${id}-cloud`} className="field w-full" value={settings.cloud.kind} onChange={(event) => { change({ cloud: event.target.value === 'none' ? { kind: 'none' } : { kind: 'loadBalancers', addresses: '203.0.113.0/24' } }); }}><option value="loadBalancers">{t('panels.cluster.withBalancers')}</option><option value="none">{t('panels.cluster.noCloud')}</option></select></dd>
        {text('podCIDR', settings.podCIDRs.join(', '), (value) => { change({ podCIDRs: list(value) }); })}
        {text('serviceCIDR', settings.serviceCIDRs.join(', '), (value) => { change({ serviceCIDRs: list(value) }); })}
        {text(t('panels.cluster.nodePorts'), `${settings.nodePortRange.from}-${settings.nodePortRange.to}`, (value) => {
          const [from, to] = value.split('-').map(Number);
          if (from !== undefined && to !== undefined && Number.isInteger(from) && Number.isInteger(to) && from > 0 && to >= from && to < 65536) change({ nodePortRange: { from, to } });
        })}
        {text(t('panels.cluster.domain'), settings.dns.clusterDomain, (value) => { change({ dns: { ...settings.dns, clusterDomain: value } }); })}
      </dl>
    </section>
  );
}

function Delays({ settings }: { readonly settings: ClusterSettings }) {
  const app = useApp();
  const { t } = useTranslation();
  const id = useId();
  return (
    <section aria-label={t('panels.cluster.delays')}>
      <h3 className="mb-1 font-semibold">{t('panels.cluster.delays')}</h3>
      <dl className="facts items-center">
        {delays.map((delay) => (
          <div key={delay} className="contents">
            <dt><label htmlFor={`${id}-${delay}`}>{t(`panels.delay.${delay}`)}</label></dt>
            <dd><input id={`${id}-${delay}`} className="field field-mono w-24" type="number" min={0} max={60_000} value={settings.delays[delay]} onChange={(event) => { const value = Math.min(60_000, Math.max(0, Math.round(Number(event.target.value)) || 0)); app.actions.changeSettings((current) => ({ ...current, delays: { ...current.delays, [delay]: value } })); }} /> ms</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** What the cluster is made of, apart from its objects. */
export function ClusterSettingsTab() {
  const settings = useDocument((state) => state.settings);
  return (
    <div className="grid gap-6 p-3 lg:grid-cols-[1.4fr_1fr_auto]">
      <Nodes settings={settings} />
      <Networking settings={settings} />
      <Delays settings={settings} />
    </div>
  );
}
