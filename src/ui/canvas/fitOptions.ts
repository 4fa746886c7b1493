import type { FitViewOptions } from '@xyflow/react';

/** The picture as large as the screen allows, never larger than life; room for the lanes' titles above and the legend below. */
export const fitOptions = (isAnimated: boolean): FitViewOptions => ({
  padding: { top: '34px', bottom: '56px', left: '12px', right: '12px' },
  maxZoom: 1.1,
  minZoom: 0.03,
  ...(isAnimated && !matchMedia('(prefers-reduced-motion: reduce)').matches ? { duration: 180 } : {}),
});
