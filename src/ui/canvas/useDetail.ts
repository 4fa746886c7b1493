import { useStore } from '@xyflow/react';
import { detail } from '../../graph/detail.ts';
import type { Detail } from '../../graph/detail.ts';
import { useCanvas } from './canvasState.ts';

/** How much is drawn of each Pod. A component that asks is drawn again only when the answer changes. */
export function useDetail(): Detail {
  const density = useCanvas((state) => state.scene.density);
  const podCount = useCanvas((state) => state.scene.podCount);
  return useStore((state) => detail(state.transform[2], podCount, density));
}
