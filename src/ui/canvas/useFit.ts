import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useCallback } from 'react';
import { useCanvasStore } from './canvasState.ts';
import { fitPicture } from './fitPicture.ts';

/** Brings the whole picture into sight. */
export function useFit(): (isAnimated: boolean) => void {
  const flow = useReactFlow();
  const store = useStoreApi();
  const canvas = useCanvasStore();
  return useCallback((isAnimated) => {
    const { width, height } = store.getState();
    if (width > 0 && height > 0) fitPicture(flow, canvas.getState().scene.bounds, { width, height }, isAnimated);
  }, [flow, store, canvas]);
}
