import '@xyflow/react/dist/base.css';
import './canvas.css';
import { Background, BackgroundVariant, MiniMap, ReactFlow, ReactFlowProvider, useReactFlow } from '@xyflow/react';
import type { Viewport } from '@xyflow/react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp, useUI } from '../common/appContext.tsx';
import { CanvasControls } from './CanvasControls.tsx';
import { EmptyCanvas } from './EmptyCanvas.tsx';
import { LaneTitles } from './LaneTitles.tsx';
import { Legend } from './Legend.tsx';
import { ObjectMenu } from './ObjectMenu.tsx';
import { PacketOverlay } from './PacketOverlay.tsx';
import { SelectedWay } from './SelectedWay.tsx';
import { CanvasProvider, createCanvasStore, useCanvas, useCanvasStore } from './canvasState.ts';
import { fitOptions } from './fitOptions.ts';
import { flowEdges, flowNodes } from './flowElements.ts';
import type { BoxNode } from './flowElements.ts';
import { edgeTypes, nodeTypes } from './nodeTypes.ts';

/** Beyond this many boxes, only those in sight are in the document. */
const mostMounted = 120;
/** Beyond this many drawn things, a small map helps. */
const mapFrom = 200;
const proOptions = { hideAttribution: true };

/** The cluster as a picture: lanes from left to right, and requests on their way through them. */
export function Canvas() {
  const app = useApp();
  const [store] = useState(() => createCanvasStore(app));
  useEffect(() => store.follow(), [store]);
  return (
    <CanvasProvider value={store}>
      <ReactFlowProvider>
        <Picture />
      </ReactFlowProvider>
    </CanvasProvider>
  );
}

function Picture() {
  const { t } = useTranslation();
  const app = useApp();
  const { actions } = app;
  const scene = useCanvas((state) => state.scene);
  const selected = useCanvas((state) => state.selected);
  const hovered = useCanvas((state) => state.hovered);
  const isLocked = useCanvas((state) => state.isLocked);
  const [firstViewport] = useState(() => app.ui.getState().viewport);
  const nodes = useMemo(() => flowNodes(scene), [scene]);
  const edges = useMemo(() => flowEdges(scene, selected, hovered), [scene, selected, hovered]);
  const follow = useFitting();
  const onKeyDown = useCanvasKeys();
  const drawn = scene.order.length + scene.podCount;
  return (
    <section className="cv-canvas" aria-label={t('canvas.title')} onKeyDown={onKeyDown}>
      <ObjectMenu>
        <ReactFlow<BoxNode, ReturnType<typeof flowEdges>[number]>
          nodes={nodes} edges={edges} nodeTypes={nodeTypes} edgeTypes={edgeTypes}
          nodesDraggable={false} nodesConnectable={false} nodesFocusable={false} edgesFocusable={false} elementsSelectable={false} disableKeyboardA11y
          onlyRenderVisibleElements={scene.order.length > mostMounted}
          minZoom={0.03} maxZoom={4} panOnDrag={!isLocked} zoomOnScroll={!isLocked} zoomOnPinch={!isLocked} zoomOnDoubleClick={false} preventScrolling={!isLocked}
          deleteKeyCode={null} selectionKeyCode={null} multiSelectionKeyCode={null} panActivationKeyCode={null}
          {...(firstViewport === null ? { fitView: true, fitViewOptions: fitOptions(false) } : { defaultViewport: firstViewport })}
          onMoveStart={follow.onMoveStart} onMoveEnd={follow.onMoveEnd} onPaneClick={() => actions.select(null)} proOptions={proOptions}
        >
          <Background variant={BackgroundVariant.Dots} gap={20} size={1.4} color="var(--line)" />
          <SelectedWay />
          <PacketOverlay />
          {drawn > mapFrom ? <MiniMap className="cv-map" pannable zoomable nodeClassName={(node) => `cv-map-${node.type}`} ariaLabel={t('canvas.map')} /> : null}
        </ReactFlow>
      </ObjectMenu>
      <LaneTitles />
      <Legend />
      <CanvasControls />
      <EmptyCanvas />
    </section>
  );
}

/** Keeps the whole picture in sight until the user has moved it. */
function useFitting(): { onMoveStart(event: unknown): void; onMoveEnd(event: unknown, viewport: Viewport): void } {
  const { actions } = useApp();
  const flow = useReactFlow();
  const canvas = useCanvasStore();
  const hasMoved = useRef<boolean | null>(null);
  const isSaved = useUI((state) => state.viewport !== null);
  // A viewport that was given is the user's; none, as after another scenario, is ours again.
  useEffect(() => {
    hasMoved.current = isSaved;
  }, [isSaved]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const fit = (): void => {
      timer = null;
      if (hasMoved.current !== true) void flow.fitView(fitOptions(true));
    };
    const stop = canvas.subscribe((state, before) => {
      const { bounds } = state.scene;
      if (bounds.width === before.scene.bounds.width && bounds.height === before.scene.bounds.height) return;
      // Boxes that come together are fitted together.
      if (timer !== null) clearTimeout(timer);
      timer = setTimeout(fit, 160);
    });
    return () => {
      if (timer !== null) clearTimeout(timer);
      stop();
    };
  }, [flow, canvas]);
  return {
    onMoveStart: (event) => {
      if (event !== null) hasMoved.current = true;
    },
    onMoveEnd: (event, { x, y, zoom }) => {
      if (event !== null) actions.setUI({ viewport: { x, y, zoom } });
    },
  };
}

/** Keys that the picture answers to while something in it has the focus. */
function useCanvasKeys(): (event: KeyboardEvent<HTMLElement>) => void {
  const { actions } = useApp();
  const flow = useReactFlow();
  const canvas = useCanvasStore();
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || (event.target instanceof HTMLInputElement && event.key !== 'Escape')) return;
    switch (event.key) {
      case 'Escape':
        actions.select(null);
        break;
      case '+':
      case '=':
        void flow.zoomIn({ duration: 120 });
        break;
      case '-':
        void flow.zoomOut({ duration: 120 });
        break;
      case '0':
        void flow.fitView(fitOptions(true));
        break;
      case '1':
        void flow.zoomTo(1, { duration: 120 });
        break;
      case 'l':
        canvas.setState(({ isLocked }) => ({ isLocked: !isLocked }));
        break;
      default:
        return;
    }
    event.preventDefault();
  };
}
