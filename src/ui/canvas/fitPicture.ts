import type { ReactFlowInstance } from '@xyflow/react';
import type { Rect } from '../../graph/geometry.ts';

/** Room for the lanes' titles above, for the legend below. */
const padding = { top: 22, bottom: 56, side: 10 };
const largest = 1.1;
const smallest = 0.03;

export interface Size { readonly width: number; readonly height: number }

/** The viewport that shows the whole picture as large as the screen allows, hardly larger than life, hanging from the top. */
export function fittingViewport(bounds: Rect, screen: Size): { readonly x: number; readonly y: number; readonly zoom: number } {
  const width = Math.max(1, screen.width - 2 * padding.side);
  const height = Math.max(1, screen.height - padding.top - padding.bottom);
  const zoom = Math.min(largest, Math.max(smallest, Math.min(width / Math.max(1, bounds.width), height / Math.max(1, bounds.height))));
  const freeHeight = Math.max(0, height - bounds.height * zoom);
  return {
    x: padding.side + (width - bounds.width * zoom) / 2 - bounds.x * zoom,
    y: padding.top + Math.min(freeHeight / 3, 36) - bounds.y * zoom,
    zoom,
  };
}

/** How far one can zoom out: a little beyond the whole picture. */
export function smallestZoom(bounds: Rect, screen: Size): number {
  if (screen.width === 0 || screen.height === 0) return smallest;
  return Math.max(smallest, Math.min(0.24, fittingViewport(bounds, screen).zoom * 0.6));
}

/** Moves the viewport there, gently unless motion is unwanted. */
export function fitPicture(flow: Pick<ReactFlowInstance, 'setViewport'>, bounds: Rect, screen: Size, isAnimated: boolean): void {
  const isGentle = isAnimated && !matchMedia('(prefers-reduced-motion: reduce)').matches;
  void flow.setViewport(fittingViewport(bounds, screen), isGentle ? { duration: 180 } : {});
}
