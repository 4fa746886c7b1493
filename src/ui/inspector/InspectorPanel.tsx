import { useEffect, useRef } from 'react';
import { Tabs } from 'radix-ui';
import { PanelRightClose } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { parseObjectId, type ObjectId } from '../../protocol/ref.ts';
import type { InspectorTab } from '../../store/types.ts';
import { useApp, useUI } from '../common/appContext.tsx';
import { BalanceTab } from './BalanceTab.tsx';
import { ClientOverview } from './ClientOverview.tsx';
import { ConntrackTab } from './ConntrackTab.tsx';
import { EnvironmentTab } from './EnvironmentTab.tsx';
import { Findings } from './Findings.tsx';
import { NodeOverview } from './NodeOverview.tsx';
import { EventsTab } from './EventsTab.tsx';
import { DNSTab, EndpointsTab, YAMLTab } from './objectTabs.tsx';
import { PodOverview } from './PodOverview.tsx';
import { RequestTab } from './RequestTab.tsx';
import { RulesTab } from './RulesTab.tsx';
import { ServiceOverview } from './ServiceOverview.tsx';
import { WorkloadOverview } from './WorkloadOverview.tsx';
import './panels.css';

/** Clients and hosts outside are selected like objects, and are none: the API server knows nothing of them. */
const isStored = (kind: string): boolean => kind !== 'Client' && !kind.startsWith('external:');

const ownTabs: Readonly<Record<string, readonly InspectorTab[]>> = { Service: ['endpoints', 'balance', 'dns'], Node: ['rules', 'conntrack'], Pod: ['environment'] };

/** The tabs that say something about a selection. */
function tabsFor(selection: ObjectId | null): readonly InspectorTab[] {
  if (selection === null) return ['request'];
  const { kind } = parseObjectId(selection);
  if (!isStored(kind)) return ['request', 'object'];
  return ['request', 'object', ...(ownTabs[kind] ?? []), 'yaml', 'events'];
}

function Overview({ id }: { readonly id: ObjectId }) {
  const { t } = useTranslation();
  const { kind, namespace, name } = parseObjectId(id);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3 p-3.5">
      <h2 className="text-sm font-semibold [overflow-wrap:anywhere]">{kind} {name} {namespace !== '' && <span className="font-normal text-[var(--ink-2)]">{t('panels.inNamespace', { namespace })}</span>}</h2>
      <Findings id={id} />
      {kind === 'Service' ? <ServiceOverview id={id} /> : kind === 'Pod' ? <PodOverview id={id} /> : kind === 'Node' ? <NodeOverview id={id} /> : kind === 'Client' ? <ClientOverview id={id} /> : <WorkloadOverview id={id} />}
    </div>
  );
}

/** The tab of an object shows its kind; its name stands below, and is said to those who do not see that. */
function TabLabel({ name, selection }: { readonly name: InspectorTab; readonly selection: ObjectId | null }) {
  const { t } = useTranslation();
  if (name !== 'object' || selection === null) return t(`panels.tab.${name}`);
  const { kind, name: own } = parseObjectId(selection);
  return <span className="block max-w-24 truncate">{kind}<span className="sr-only"> {own}</span></span>;
}

/** What is selected, and the request that was asked about. */
export function InspectorPanel() {
  const app = useApp();
  const { t } = useTranslation();
  const selection = useUI((state) => state.selection);
  const wanted = useUI((state) => state.inspectorTab);
  const tabs = tabsFor(selection);
  const tab = tabs.includes(wanted) ? wanted : selection === null ? 'request' : 'object';
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => { list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' }); }, [tab, selection]);
  return (
    <section aria-label={t('panels.inspector')} className="flex h-full min-h-0 flex-col bg-[var(--panel)]">
      <Tabs.Root value={tab} onValueChange={(value) => { const found = tabs.find((name) => name === value); if (found !== undefined) app.actions.setUI({ inspectorTab: found }); }} className="flex min-h-0 flex-1 flex-col">
        <div className="flex shrink-0 border-b border-[var(--line)]">
          <Tabs.List ref={list} aria-label={t('panels.inspector')} className="tabs-tight flex h-9 min-w-0 flex-1 pl-[9px]">
            {tabs.map((name) => <Tabs.Trigger key={name} value={name} className="tab"><TabLabel name={name} selection={selection} /></Tabs.Trigger>)}
          </Tabs.List>
          <button type="button" className="icon-btn mr-1 w-6 shrink-0 self-center" title={t('panels.collapse')} aria-label={t('panels.collapse')} onClick={() => { app.actions.setUI({ isInspectorOpen: false }); }}><PanelRightClose aria-hidden size={15} /></button>
        </div>
        <Tabs.Content value={tab} className="min-h-0 flex-1 overflow-auto" tabIndex={0}>
          {tab === 'request' && <RequestTab />}
          {selection !== null && tab === 'object' && <Overview id={selection} />}
          {selection !== null && tab === 'yaml' && <YAMLTab id={selection} />}
          {selection !== null && tab === 'endpoints' && <EndpointsTab id={selection} />}
          {selection !== null && tab === 'balance' && <BalanceTab id={selection} />}
          {selection !== null && tab === 'dns' && <DNSTab id={selection} />}
          {selection !== null && tab === 'environment' && <EnvironmentTab id={selection} />}
          {selection !== null && tab === 'rules' && <RulesTab key={selection} id={selection} />}
          {selection !== null && tab === 'conntrack' && <ConntrackTab id={selection} />}
          {selection !== null && tab === 'events' && <EventsTab id={selection} />}
        </Tabs.Content>
      </Tabs.Root>
    </section>
  );
}
