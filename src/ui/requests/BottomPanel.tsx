import { Tabs } from 'radix-ui';
import { ChevronDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { BottomTab } from '../../store/types.ts';
import { useApp, useCluster, useDocument, useUI } from '../common/appContext.tsx';
import { EventsTab } from '../inspector/EventsTab.tsx';
import { ClusterSettingsTab } from './ClusterSettingsTab.tsx';
import { MetricsTab } from './MetricsTab.tsx';
import { RequestsTab } from './RequestsTab.tsx';
import { TerminalTab } from '../terminal/TerminalTab.tsx';
import { TrafficTab } from './TrafficTab.tsx';
import '../inspector/panels.css';

const tabs = ['traffic', 'requests', 'terminal', 'metrics', 'events', 'cluster'] as const satisfies readonly BottomTab[];

/** The numbers of the last stretch, in one line. */
function Summary() {
  const { t } = useTranslation();
  const stats = useCluster((state) => state.stats);
  if (stats === null || stats.total === 0) return null;
  const share = (outcome: string): string => (((stats.outcomes[outcome] ?? 0) / stats.total) * 100).toFixed(1);
  const answered = share('answered');
  return (
    <p className="hidden shrink-0 self-center pr-3 text-[var(--ink-2)] tabular-nums md:block" data-testid="summary">
      {t('panels.summary', { answered, failed: (100 - Number(answered)).toFixed(1), p95: Math.round(stats.p95Ms) })}
    </p>
  );
}

function TabBadge({ tab }: { readonly tab: BottomTab }) {
  const { t } = useTranslation();
  const rate = useDocument((state) => state.traffic.filter((flow) => flow.isEnabled).reduce((sum, flow) => sum + flow.ratePerSecond, 0));
  const events = useCluster((state) => state.events.length);
  if (tab === 'traffic' && rate > 0) return <span className="badge">{t('panels.perSecond', { rate })}</span>;
  if (tab === 'events' && events > 0) return <span className="badge">{events}</span>;
  return null;
}

/** What stands under the canvas: traffic, requests, numbers, events, and what the cluster is made of. */
export function BottomPanel() {
  const app = useApp();
  const { t } = useTranslation();
  const open = useUI((state) => state.bottomTab);
  const shown = tabs.find((tab) => tab === open) ?? null;
  const toggle = (tab: BottomTab): void => { app.actions.setUI({ bottomTab: tab === shown ? null : tab }); };
  return (
    <Tabs.Root value={shown ?? ''} activationMode="manual" className="flex h-full min-h-0 flex-col bg-[var(--panel)]">
      <div className="flex h-9 shrink-0 border-t border-[var(--line)]">
        <Tabs.List aria-label={t('panels.bottom')} className="flex min-w-0 flex-1 overflow-x-auto px-2 tabs-bottom [scrollbar-width:none] max-sm:px-1">
          {tabs.map((tab) => (
            <Tabs.Trigger key={tab} value={tab} className="tab" onClick={() => { toggle(tab); }} onKeyDown={(event) => { if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); toggle(tab); } }}>
              {t(`panels.bottomTab.${tab}`)} <TabBadge tab={tab} />
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <Summary />
        {shown !== null && <button type="button" className="icon-btn is-wide-only mr-1 self-center" title={t('panels.collapse')} aria-label={t('panels.collapse')} onClick={() => { app.actions.setUI({ bottomTab: null }); }}><ChevronDown aria-hidden size={16} /></button>}
      </div>
      {shown !== null && (
        <Tabs.Content value={shown} className="min-h-0 flex-1 overflow-auto border-t border-[var(--line)]" tabIndex={0}>
          {shown === 'traffic' && <TrafficTab />}
          {shown === 'requests' && <RequestsTab />}
          {shown === 'terminal' && <TerminalTab />}
          {shown === 'metrics' && <MetricsTab />}
          {shown === 'events' && <EventsTab id={null} />}
          {shown === 'cluster' && <ClusterSettingsTab />}
        </Tabs.Content>
      )}
    </Tabs.Root>
  );
}
