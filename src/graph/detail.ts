import type { Density } from './scene.ts';

/** What stands for a Pod: a chip with its name, a cell of a grid, or one tile for all Pods of a Node. */
export type Detail = 'chips' | 'cells' | 'tiles';

const mostChips = 400;
const mostChipsPerNode = 36;
/** Below this a chip's text is too small to be read. */
const chipsFromZoom = 0.5;
/** Below this a cell is too small to be told from its neighbours. */
const cellsFromZoom = 0.27;

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

/** The grid of a Node's box: groups stand side by side in tracks, Pods of a group in columns. */
export interface Grid { readonly density: Density; readonly tracks: number; readonly columns: number }

/** What the fullest Node holds. */
export interface Fullest { readonly pods: number; readonly groups: number; readonly podsInGroup: number }

interface Step { readonly size: number; readonly upTo: number }
const chipColumns: readonly Step[] = [{ size: 3, upTo: 18 }, { size: 5, upTo: Infinity }];
const cellColumns: readonly Step[] = [{ size: 12, upTo: 150 }, { size: 20, upTo: 400 }, { size: 30, upTo: 900 }, { size: 45, upTo: 2_000 }, { size: 70, upTo: Infinity }];
const cellTracks: readonly Step[] = [{ size: 1, upTo: 5 }, { size: 2, upTo: 16 }, { size: 3, upTo: 36 }, { size: 4, upTo: 64 }, { size: 6, upTo: Infinity }];

/** The grid that all Nodes share. It grows in steps, so that boxes keep their shape while Pods come and go. */
export function gridFor(podCount: number, fullest: Fullest, before: Grid): Grid {
  const nextDensity = density(podCount, fullest.pods, before.density);
  if (nextDensity === 'chips') return { density: nextDensity, tracks: 1, columns: stepped(chipColumns, fullest.pods, before.columns) };
  const tracks = stepped(cellTracks, fullest.groups, before.tracks);
  return { density: nextDensity, tracks, columns: stepped(cellColumns, tracks === 1 ? fullest.pods : fullest.podsInGroup, before.columns) };
}

/** Smaller only when it would stay smaller: one Pod more or less does not make the picture jump to and fro. */
function stepped(steps: readonly Step[], amount: number, before: number): number {
  const largest = steps.at(-1)?.size ?? 1;
  const wanted = steps.find((step) => amount <= step.upTo)?.size ?? largest;
  if (wanted >= before || !steps.some((step) => step.size === before)) return wanted;
  return Math.min(before, steps.find((step) => amount <= step.upTo * 0.75)?.size ?? largest);
}
