import type { Rect } from './geometry.ts';
import { measures } from './measures.ts';
import type { PodBox } from './scene.ts';

/** What a screen leaves for the picture, width to height. */
const aspect = 1.5;

/** Columns of Nodes: one up to four Nodes, then as many as make the picture about as wide as a screen. */
export function nodeColumns(nodeCount: number, laneX: number, boxWidth: number, boxHeight: number): number {
  if (nodeCount <= 4) return 1;
  let best = 1;
  let least = Infinity;
  for (let columns = 1; columns <= nodeCount; columns += 1) {
    const width = laneX + columns * (boxWidth + measures.node.columnGap);
    const height = Math.ceil(nodeCount / columns) * (boxHeight + measures.node.gap);
    const distance = Math.abs(Math.log(width / height / aspect));
    if (distance < least) {
      best = columns;
      least = distance;
    }
  }
  return best;
}

export interface NodePlaces { readonly rects: readonly Rect[]; readonly bottom: number }

/** Row by row, so that a further Node comes after the others. A row is as high as its highest box. */
export function placeNodes(boxes: readonly PodBox[], x: number, boxWidth: number, columns: number): NodePlaces {
  const { gap, columnGap } = measures.node;
  const rects: Rect[] = [];
  let y: number = measures.lane.top;
  for (let first = 0; first < boxes.length; first += columns) {
    const row = boxes.slice(first, first + columns);
    const height = Math.max(...row.map((box) => box.rect.height));
    row.forEach((_, column) => rects.push({ x: x + column * (boxWidth + columnGap), y, width: boxWidth, height }));
    y += height + gap;
  }
  return { rects, bottom: y };
}
