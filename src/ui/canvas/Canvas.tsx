import '@xyflow/react/dist/base.css';
import './canvas.css';
import { Background, BackgroundVariant, MiniMap, ReactFlow, ReactFlowProvider, useStore } from '@xyflow/react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../common/appContext.tsx';
import { CanvasControls } from './CanvasControls.tsx';
import { EmptyCanvas } from './EmptyCanvas.tsx';
import { LaneTitles } from './LaneTitles.tsx';
import { Legend } from './Legend.tsx';
import { ObjectMenu } from './ObjectMenu.tsx';
import { PacketOverlay } from './PacketOverlay.tsx';
import { RelationLayer } from './RelationLayer.tsx';
import { SelectedWay } from './SelectedWay.tsx';
import { CanvasProvider, createCanvasStore, useCanvas } from './canvasState.ts';
import { smallestZoom } from './fitPicture.ts';
import { flowNodes } from './flowElements.ts';
import type { BoxNode } from './flowElements.ts';
import { nodeTypes } from './nodeTypes.ts';
import { useCanvasKeys } from './useCanvasKeys.ts';
import { useFitting } from './useFitting.ts';

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
  const isLocked = useCanvas((state) => state.isLocked);
  const [firstViewport] = useState(() => app.ui.getState().viewport);
  const nodes = useMemo(() => flowNodes(scene), [scene]);
  const minZoom = useStore(({ width, height }) => smallestZoom(scene.bounds, { width, height }));
  const follow = useFitting();
  const onKeyDown = useCanvasKeys();
  const drawn = scene.order.length + scene.podCount;
  return (
    <section className="cv-canvas" aria-label={t('canvas.title')} onKeyDown={onKeyDown}>
      <ObjectMenu>
        <ReactFlow<BoxNode>
          nodes={nodes} nodeTypes={nodeTypes}
          nodesDraggable={false} nodesConnectable={false} nodesFocusable={false} elementsSelectable={false} disableKeyboardA11y
          onlyRenderVisibleElements={scene.order.length > mostMounted}
          minZoom={minZoom} maxZoom={4} panOnDrag={!isLocked} zoomOnScroll={!isLocked} zoomOnPinch={!isLocked} zoomOnDoubleClick={false} preventScrolling={!isLocked}
          deleteKeyCode={null} selectionKeyCode={null} multiSelectionKeyCode={null} panActivationKeyCode={null}
          {...(firstViewport === null ? {} : { defaultViewport: firstViewport })}
          onMove={follow.onMove} onMoveEnd={follow.onMoveEnd} onPaneClick={() => actions.select(null)} proOptions={proOptions}
        >
          <Background variant={BackgroundVariant.Dots} gap={20} size={1.4} color="var(--line)" />
          <RelationLayer />
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
