import { useStoreApi } from '@xyflow/react';
import type { Viewport } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import { useApp, useUI } from '../common/appContext.tsx';
import { useCanvasStore } from './canvasState.ts';
import { useFit } from './useFit.ts';

/** Boxes that come within this time are fitted together. */
const togetherMs = 160;

interface MoveListeners {
  readonly onMove: (event: unknown, viewport: Viewport) => void;
  readonly onMoveEnd: (event: unknown, viewport: Viewport) => void;
}

/** Keeps the whole picture in sight until the user has moved it; a viewport that the user chose is kept. */
export function useFitting(): MoveListeners {
  const { actions } = useApp();
  const flowStore = useStoreApi();
  const canvas = useCanvasStore();
  const fit = useFit();
  const hasMoved = useRef(false);
  // A viewport that is given is the user's; none, as after another scenario, is ours again.
  const isChosen = useUI((state) => state.viewport !== null);
  useEffect(() => {
    hasMoved.current = isChosen;
    let timer: ReturnType<typeof setTimeout> | null = null;
    let hasFitted = false;
    const run = (): void => {
      timer = null;
      if (hasMoved.current) return;
      fit(hasFitted);
      hasFitted = true;
    };
    const schedule = (): void => {
      if (timer !== null) clearTimeout(timer);
      timer = setTimeout(run, hasFitted ? togetherMs : 0);
    };
    const stops = [
      canvas.subscribe(({ scene: { bounds } }, before) => {
        if (bounds.width !== before.scene.bounds.width || bounds.height !== before.scene.bounds.height) schedule();
      }),
      flowStore.subscribe((state, before) => {
        if (state.width !== before.width || state.height !== before.height) schedule();
      }),
    ];
    schedule();
    return () => {
      if (timer !== null) clearTimeout(timer);
      for (const stop of stops) stop();
    };
  }, [isChosen, canvas, flowStore, fit]);
  return {
    // A press without a movement is a click.
    onMove: (event) => {
      if (event !== null) hasMoved.current = true;
    },
    onMoveEnd: (event, { x, y, zoom }) => {
      if (event !== null && hasMoved.current) actions.setUI({ viewport: { x, y, zoom } });
    },
  };
}
