import type { Rect } from './geometry.ts';
import { measures } from './measures.ts';
import type { PodBox } from './scene.ts';

/** Columns of Nodes: one up to four, then about as many as rows. Depends only on how many Nodes there are. */
export function nodeColumns(nodeCount: number): number {
  if (nodeCount <= 4) return 1;
  return nodeCount <= 10 ? 2 : Math.ceil(Math.sqrt(nodeCount));
}

export interface NodePlaces { readonly rects: readonly Rect[]; readonly bottom: number; readonly width: number }

/** Row by row, so that a further Node comes after the others. A row is as high as its highest box. */
export function placeNodes(boxes: readonly PodBox[], boxWidth: number): NodePlaces {
  const { x } = measures.lane.nodes;
  const { gap, columnGap } = measures.node;
  const columns = nodeColumns(boxes.length);
  const rects: Rect[] = [];
  let y: number = measures.lane.top;
  for (let first = 0; first < boxes.length; first += columns) {
    const row = boxes.slice(first, first + columns);
    const height = Math.max(...row.map((box) => box.rect.height));
    row.forEach((_, column) => rects.push({ x: x + column * (boxWidth + columnGap), y, width: boxWidth, height }));
    y += height + gap;
  }
  return { rects, bottom: y, width: Math.max(1, Math.min(columns, boxes.length)) * (boxWidth + columnGap) - columnGap };
}
