import type { Density } from './scene.ts';

/** What stands for a Pod: a chip with its name, a cell of a grid, or one tile for all Pods of a Node. */
export type Detail = 'chips' | 'cells' | 'tiles';

const mostChips = 400;
const mostChipsPerNode = 36;
/** Below this a chip's text is too small to be read. */
const chipsFromZoom = 0.5;
/** Below this a cell is too small to be told from its neighbours. */
const cellsFromZoom = 0.22;

/** Whether a picture with so many Pods has room for chips. Once crowded, it stays so until it has clearly thinned out. */
export function density(podCount: number, mostOnOneNode: number, before: Density): Density {
  const slack = before === 'cells' ? 0.75 : 1;
  return podCount <= mostChips * slack && mostOnOneNode <= mostChipsPerNode * slack ? 'chips' : 'cells';
}

/** What is drawn of a box that holds Pods, from the zoom and from how many Pods the picture holds. The layout stays the same. */
export function detail(zoom: number, podCount: number, layoutDensity: Density = density(podCount, 0, 'chips')): Detail {
  if (zoom < cellsFromZoom) return 'tiles';
  return layoutDensity === 'chips' && zoom >= chipsFromZoom ? 'chips' : 'cells';
}

/** Columns of a Node's grid. They grow in steps that all Nodes share, so that boxes keep their shape while Pods come and go. */
const chipSteps = [{ columns: 3, upTo: 18 }, { columns: 5, upTo: Infinity }] as const;
const cellSteps = [
  { columns: 12, upTo: 150 },
  { columns: 20, upTo: 400 },
  { columns: 30, upTo: 900 },
  { columns: 45, upTo: 2_000 },
  { columns: 70, upTo: Infinity },
] as const;

export function gridColumns(layoutDensity: Density, mostOnOneNode: number, before: number): number {
  const steps: readonly { readonly columns: number; readonly upTo: number }[] = layoutDensity === 'chips' ? chipSteps : cellSteps;
  const widest = steps.at(-1)?.columns ?? 3;
  const wanted = steps.find((step) => mostOnOneNode <= step.upTo)?.columns ?? widest;
  if (wanted >= before || !steps.some((step) => step.columns === before)) return wanted;
  // Narrower only when it would stay narrower: one Pod more or less does not make the picture jump to and fro.
  const safe = steps.find((step) => mostOnOneNode <= step.upTo * 0.75)?.columns ?? widest;
  return Math.min(before, safe);
}
