import { Tabs } from 'radix-ui';
import { PanelRightClose } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { parseObjectId, type ObjectId } from '../../protocol/ref.ts';
import type { InspectorTab } from '../../store/types.ts';
import { useApp, useUI } from '../common/appContext.tsx';
import { Findings } from './Findings.tsx';
import { NodeOverview } from './NodeOverview.tsx';
import { DNSTab, EndpointsTab, EventsTab, YAMLTab } from './objectTabs.tsx';
import { PodOverview } from './PodOverview.tsx';
import { RequestTab } from './RequestTab.tsx';
import { ServiceOverview } from './ServiceOverview.tsx';
import { WorkloadOverview } from './WorkloadOverview.tsx';
import './panels.css';

/** The tabs that say something about a selection. */
function tabsFor(selection: ObjectId | null): readonly InspectorTab[] {
  if (selection === null) return ['request'];
  return parseObjectId(selection).kind === 'Service' ? ['request', 'object', 'endpoints', 'dns', 'yaml', 'events'] : ['request', 'object', 'yaml', 'events'];
}

function Overview({ id }: { readonly id: ObjectId }) {
  const { t } = useTranslation();
  const { kind, namespace, name } = parseObjectId(id);
  return (
    <div className="grid gap-3 p-3.5">
      <h2 className="text-sm font-semibold [overflow-wrap:anywhere]">{kind} {name} {namespace !== '' && <span className="font-normal text-[var(--ink-2)]">{t('panels.inNamespace', { namespace })}</span>}</h2>
      <Findings id={id} />
      {kind === 'Service' ? <ServiceOverview id={id} /> : kind === 'Pod' ? <PodOverview id={id} /> : kind === 'Node' ? <NodeOverview id={id} /> : <WorkloadOverview id={id} />}
    </div>
  );
}

/** What is selected, and the request that was asked about. */
export function InspectorPanel() {
  const app = useApp();
  const { t } = useTranslation();
  const selection = useUI((state) => state.selection);
  const wanted = useUI((state) => state.inspectorTab);
  const tabs = tabsFor(selection);
  const tab = tabs.includes(wanted) ? wanted : (tabs[0] ?? 'request');
  const label = (name: InspectorTab): string => (name === 'object' && selection !== null ? `${parseObjectId(selection).kind} ${parseObjectId(selection).name}` : t(`panels.tab.${name}`));
  return (
    <section aria-label={t('panels.inspector')} className="flex h-full min-h-0 flex-col bg-[var(--panel)]">
      <Tabs.Root value={tab} onValueChange={(value) => { const found = tabs.find((name) => name === value); if (found !== undefined) app.actions.setUI({ inspectorTab: found }); }} className="flex min-h-0 flex-1 flex-col">
        <div className="flex shrink-0 border-b border-[var(--line)]">
          <Tabs.List aria-label={t('panels.inspector')} className="flex h-9 min-w-0 flex-1 overflow-x-auto px-2">
            {tabs.map((name) => <Tabs.Trigger key={name} value={name} className="tab max-w-48"><span className="truncate">{label(name)}</span></Tabs.Trigger>)}
          </Tabs.List>
          <button type="button" className="icon-btn mr-1 self-center" title={t('panels.collapse')} aria-label={t('panels.collapse')} onClick={() => { app.actions.setUI({ isInspectorOpen: false }); }}><PanelRightClose aria-hidden size={15} /></button>
        </div>
        <Tabs.Content value={tab} className="min-h-0 flex-1 overflow-auto" tabIndex={0}>
          {tab === 'request' && <RequestTab />}
          {selection !== null && tab === 'object' && <Overview id={selection} />}
          {selection !== null && tab === 'yaml' && <YAMLTab id={selection} />}
          {selection !== null && tab === 'endpoints' && <EndpointsTab id={selection} />}
          {selection !== null && tab === 'dns' && <DNSTab id={selection} />}
          {selection !== null && tab === 'events' && <EventsTab id={selection} />}
        </Tabs.Content>
      </Tabs.Root>
    </section>
  );
}
