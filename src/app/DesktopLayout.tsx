import { useEffect } from 'react';
import { PanelLeftOpen, PanelRightOpen } from 'lucide-react';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import { useTranslation } from 'react-i18next';
import { useApp, useUI } from '../ui/common/appContext.tsx';
import { ErrorBoundary } from '../ui/common/ErrorBoundary.tsx';
import { EditorPanel } from '../ui/editor/EditorPanel.tsx';
import { InspectorPanel } from '../ui/inspector/InspectorPanel.tsx';
import { BottomPanel } from '../ui/requests/BottomPanel.tsx';
import { TimelineBar } from '../ui/timeline/TimelineBar.tsx';
import { preferences } from './browserWorld.ts';
import { CanvasArea } from './CanvasArea.tsx';
import { InspectorSheet } from './InspectorSheet.tsx';
import { Rail } from './Rail.tsx';
import { usePanel } from './usePanel.ts';
import { useSheet } from './useSheet.ts';

const railPixels = 40;
/** The tabs of the bottom panel. */
const bottomTabsPixels = 37;
const bottomPixels = 270;
const inspectorPixels = 344;

const layoutStorage = {
  getItem: (key: string) => preferences.get(key),
  setItem: (key: string, value: string) => preferences.set(key, value),
};

/** Editor, canvas and inspector side by side; below them time and what happens in it. */
export function DesktopLayout({ isNarrow }: { readonly isNarrow: boolean }) {
  const app = useApp();
  const { t } = useTranslation();
  const bottomTab = useUI((state) => state.bottomTab);
  const bottom = usePanel(bottomTab !== null, bottomTabsPixels, bottomPixels, (isOpen) => app.actions.setUI({ bottomTab: isOpen ? (bottomTab ?? 'traffic') : null }));
  const layout = useDefaultLayout({ id: 'layout-rows', storage: layoutStorage, onlySaveAfterUserInteractions: true });
  return (
    <Group orientation="vertical" className="min-h-0 flex-1" defaultLayout={layout.defaultLayout} onLayoutChanged={layout.onLayoutChanged}>
      <Panel id="page" minSize={200}>
        <div className="flex h-full flex-col">
          <Columns isNarrow={isNarrow} />
          <TimelineBar />
        </div>
      </Panel>
      <Separator className="separator relative z-10 -mb-[2px] h-[2px] bg-transparent" aria-label={t('shell.layout.resizeBottom')} />
      <Panel id="bottom" collapsible collapsedSize={bottomTabsPixels} minSize={150} defaultSize={bottomTab === null ? bottomTabsPixels : bottomPixels} maxSize="70%" panelRef={bottom.panelRef} onResize={bottom.onResize}>
        <ErrorBoundary name="shell.panel.bottom"><BottomPanel /></ErrorBoundary>
      </Panel>
    </Group>
  );
}

function Columns({ isNarrow }: { readonly isNarrow: boolean }) {
  const app = useApp();
  const { t } = useTranslation();
  const isEditorOpen = useUI((state) => state.isEditorOpen);
  const editorPixels = isNarrow ? 300 : 368;
  const editor = usePanel(isEditorOpen, railPixels, editorPixels, (isOpen) => app.actions.setUI({ isEditorOpen: isOpen }));
  const id = isNarrow ? 'layout-columns-narrow' : 'layout-columns';
  const layout = useDefaultLayout({ id, storage: layoutStorage, onlySaveAfterUserInteractions: true });
  return (
    <div className="relative min-h-0 flex-1">
      <Group key={id} orientation="horizontal" className="h-full" defaultLayout={layout.defaultLayout} onLayoutChanged={layout.onLayoutChanged}>
        <Panel id="editor" collapsible collapsedSize={railPixels} minSize={220} defaultSize={isEditorOpen ? editorPixels : railPixels} groupResizeBehavior="preserve-pixel-size" panelRef={editor.panelRef} onResize={editor.onResize}>
          {isEditorOpen ? <ErrorBoundary name="shell.panel.editor"><EditorPanel /></ErrorBoundary> : <Rail command="view.editor"><PanelLeftOpen aria-hidden size={15} /></Rail>}
        </Panel>
        <Separator className="separator w-px" aria-label={t('shell.layout.resizeEditor')} />
        <Panel id="canvas" minSize={280}><CanvasArea /></Panel>
        {!isNarrow && <InspectorColumn />}
      </Group>
      {isNarrow && <NarrowInspector />}
    </div>
  );
}

function InspectorColumn() {
  const app = useApp();
  const { t } = useTranslation();
  const isOpen = useUI((state) => state.isInspectorOpen);
  useEffect(() => preferences.set('isInspectorOpen', String(isOpen)), [isOpen]);
  const { panelRef, onResize } = usePanel(isOpen, railPixels, inspectorPixels, (isNowOpen) => app.actions.setUI({ isInspectorOpen: isNowOpen }));
  return (
    <>
      <Separator className="separator w-px" aria-label={t('shell.layout.resizeInspector')} />
      <Panel id="inspector" collapsible collapsedSize={railPixels} minSize={240} defaultSize={isOpen ? inspectorPixels : railPixels} groupResizeBehavior="preserve-pixel-size" panelRef={panelRef} onResize={onResize}>
        {isOpen ? <ErrorBoundary name="shell.panel.inspector"><InspectorPanel /></ErrorBoundary> : <Rail command="view.inspector"><PanelRightOpen aria-hidden size={15} /></Rail>}
      </Panel>
    </>
  );
}

/** Beside a narrow canvas there is no room: the inspector comes over it when something is selected. */
function NarrowInspector() {
  const isOpen = useSheet();
  return isOpen ? <InspectorSheet className="inset-y-0 right-0 w-[340px] max-w-[90%] border-l" /> : null;
}
