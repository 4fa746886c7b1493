import type { PodState } from '../../protocol/view.ts';
import type { Context2D } from './context2d.ts';
import type { Palette } from './palette.ts';
import { podGlyph } from './podWords.ts';

export const cellStates: readonly PodState[] = ['ready', 'notReady', 'failed', 'terminating', 'pending', 'succeeded'];

/** Pods as cells: arrays side by side, so that thousands cost no objects. `state` is an index of `cellStates`, plus 8 where the cell is faded. */
export interface CellGrid {
  readonly count: number;
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly state: Uint8Array;
  readonly width: number;
  readonly height: number;
}

export const fadedBit = 8;
/** How many cells have each code, so that the pass for a code that no cell has is left out. */
const counts = new Uint32Array(2 * fadedBit);
const fadedAlpha = 0.15;
/** A cell that is this large on the screen has room for its glyph. */
const glyphFromPixels = 11;
/** From this size on, a cell is an outline with a soft filling; below, a block of colour. */
const outlineFromPixels = 7;

interface CellLook { readonly fill: keyof Palette; readonly stroke: keyof Palette }
const looks: Readonly<Record<PodState, CellLook>> = {
  ready: { fill: 'readySoft', stroke: 'ready' },
  notReady: { fill: 'warnSoft', stroke: 'warn' },
  failed: { fill: 'failSoft', stroke: 'fail' },
  terminating: { fill: 'goneSoft', stroke: 'gone' },
  pending: { fill: 'panel', stroke: 'inkMuted' },
  succeeded: { fill: 'panel', stroke: 'line' },
};

/** Draws the cells, one path a state. `pixels` is how many pixels of the screen one unit is. */
export function drawCells(ctx: Context2D, grid: CellGrid, palette: Palette, pixels: number): void {
  const isOutlined = grid.width * pixels >= outlineFromPixels;
  counts.fill(0);
  for (let cell = 0; cell < grid.count; cell += 1) {
    const code = grid.state[cell] ?? 0;
    counts[code] = (counts[code] ?? 0) + 1;
  }
  for (let faded = 0; faded <= fadedBit; faded += fadedBit) {
    for (let index = 0; index < cellStates.length; index += 1) drawState(ctx, grid, palette, index | faded, isOutlined);
  }
  ctx.globalAlpha = 1;
  if (grid.height * pixels >= glyphFromPixels) drawGlyphs(ctx, grid, palette);
}

function drawState(ctx: Context2D, grid: CellGrid, palette: Palette, code: number, isOutlined: boolean): void {
  const { count, state, x, y, width, height } = grid;
  const look = looks[cellStates[code & (fadedBit - 1)] ?? 'ready'];
  if (counts[code] === 0) return;
  const inset = isOutlined ? 0.5 : 0;
  ctx.beginPath();
  for (let cell = 0; cell < count; cell += 1) {
    if (state[cell] === code) ctx.rect((x[cell] ?? 0) + inset, (y[cell] ?? 0) + inset, width - 2 * inset, height - 2 * inset);
  }
  ctx.globalAlpha = code >= fadedBit ? fadedAlpha : 1;
  ctx.fillStyle = palette[isOutlined ? look.fill : look.stroke];
  ctx.fill();
  if (!isOutlined) return;
  ctx.strokeStyle = palette[look.stroke];
  ctx.lineWidth = 1;
  ctx.setLineDash(look.stroke === 'gone' || look.stroke === 'inkMuted' ? dashes : solid);
  ctx.stroke();
  ctx.setLineDash(solid);
}

const dashes = [2.5, 2];
const solid: number[] = [];

function drawGlyphs(ctx: Context2D, grid: CellGrid, palette: Palette): void {
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.font = `600 ${Math.round(grid.height * 0.62)}px sans-serif`;
  for (let cell = 0; cell < grid.count; cell += 1) {
    const code = grid.state[cell] ?? 0;
    if (code >= fadedBit) continue;
    const state = cellStates[code] ?? 'ready';
    ctx.fillStyle = palette[looks[state].stroke];
    ctx.fillText(podGlyph[state], (grid.x[cell] ?? 0) + grid.width / 2, (grid.y[cell] ?? 0) + grid.height / 2 + 0.5);
  }
}
