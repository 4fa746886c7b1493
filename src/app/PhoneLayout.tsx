import { Tabs } from 'radix-ui';
import { FileCode2, Network, Send } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { UIState } from '../store/types.ts';
import { useApp, useUI } from '../ui/common/appContext.tsx';
import { ErrorBoundary } from '../ui/common/ErrorBoundary.tsx';
import { EditorPanel } from '../ui/editor/EditorPanel.tsx';
import { BottomPanel } from '../ui/requests/BottomPanel.tsx';
import { TimelineBar } from '../ui/timeline/TimelineBar.tsx';
import { CanvasArea } from './CanvasArea.tsx';
import { InspectorSheet } from './InspectorSheet.tsx';
import { useSheet } from './useSheet.ts';

const tabs = [
  { id: 'canvas', Icon: Network },
  { id: 'yaml', Icon: FileCode2 },
  { id: 'requests', Icon: Send },
] as const satisfies readonly { readonly id: UIState['phoneTab']; readonly Icon: unknown }[];

const contentClass = 'absolute inset-0 data-[state=inactive]:hidden';

/** One thing at a time. */
export function PhoneLayout() {
  const app = useApp();
  const { t } = useTranslation();
  const tab = useUI((state) => state.phoneTab);
  const isInspectorOpen = useSheet();
  const choose = (value: string): void => {
    const found = tabs.find(({ id }) => id === value);
    if (found === undefined) return;
    app.ui.setState((state) => ({ phoneTab: found.id, isInspectorOpen: false, bottomTab: found.id === 'requests' ? (state.bottomTab ?? 'requests') : state.bottomTab }));
  };
  return (
    <Tabs.Root value={tab} onValueChange={choose} className="flex min-h-0 flex-1 flex-col">
      <div className="relative min-h-0 flex-1">
        <Tabs.Content value="canvas" className={contentClass}><CanvasArea /></Tabs.Content>
        <Tabs.Content value="yaml" className={contentClass}><ErrorBoundary name="shell.panel.editor"><EditorPanel /></ErrorBoundary></Tabs.Content>
        <Tabs.Content value="requests" className={contentClass}><ErrorBoundary name="shell.panel.bottom"><BottomPanel /></ErrorBoundary></Tabs.Content>
        {isInspectorOpen && tab !== 'yaml' && <InspectorSheet className="inset-x-0 bottom-0 h-[62%] rounded-t-xl border-t" />}
      </div>
      <TimelineBar />
      <Tabs.List aria-label={t('shell.layout.tabs')} className="grid shrink-0 grid-cols-3 border-t border-line bg-panel">
        {tabs.map(({ id, Icon }) => (
          <Tabs.Trigger key={id} value={id} className="grid justify-items-center gap-0.5 py-1.5 text-xs text-ink-2 data-[state=active]:font-[550] data-[state=active]:text-accent"><Icon aria-hidden size={18} />{t(`shell.layout.tab.${id}`)}</Tabs.Trigger>
        ))}
      </Tabs.List>
    </Tabs.Root>
  );
}
