import { useStoreApi } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import { useApp } from '../common/appContext.tsx';
import { useCanvasStore } from './canvasState.ts';
import { startPacketLoop } from './packetLoop.ts';

/** The requests, on one canvas above the cards that shares their viewport. React draws it once; the loop does the rest. */
export function PacketOverlay() {
  const app = useApp();
  const canvas = useCanvasStore();
  const flow = useStoreApi();
  const surface = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (surface.current === null) return undefined;
    return startPacketLoop(surface.current, {
      app,
      canvas,
      viewport: () => {
        const { transform: [x, y, zoom], width, height } = flow.getState();
        return { x, y, zoom, width, height };
      },
      onViewport: (listener) => flow.subscribe((state, before) => {
        if (state.transform !== before.transform || state.width !== before.width || state.height !== before.height) listener();
      }),
    });
  }, [app, canvas, flow]);
  return <canvas ref={surface} className="cv-packets" aria-hidden data-testid="packets" />;
}
