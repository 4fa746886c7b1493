import { placeSize, slotRect } from '../../graph/podBox.ts';
import type { PodBox } from '../../graph/scene.ts';
import type { ObjectId } from '../../protocol/ref.ts';
import type { PodView } from '../../protocol/view.ts';
import type { App } from '../../store/types.ts';
import type { CanvasStore } from './canvasState.ts';
import { cellStates, drawCells, fadedBit } from './drawCells.ts';
import { podSuffix } from '../../graph/names.ts';
import { readPalette, watchTheme } from './palette.ts';

interface CellPainterOptions { readonly app: App; readonly canvas: CanvasStore; readonly box: PodBox; readonly scale: number }

/** From this size of a cell on the screen, in pixels, its Pod's name can be written into it. */
const nameFromPixels = 44;

/** Keeps a box's cells drawn: again only when one of its own Pods, the selection or the theme has changed. Gives back how to stop. */
export function createCellPainter(surface: HTMLCanvasElement, { app, canvas, box, scale }: CellPainterOptions): () => void {
  const ids: ObjectId[] = [];
  const places: { x: number; y: number }[] = [];
  for (const group of box.groups) {
    group.slots.forEach((id, slot) => {
      if (id === null) return;
      ids.push(id);
      places.push(slotRect(group, box.density, slot));
    });
  }
  const place = placeSize(box.density);
  const grid = {
    count: ids.length, width: place.width, height: place.height,
    x: Float32Array.from(places, ({ x }) => x), y: Float32Array.from(places, ({ y }) => y), state: new Uint8Array(ids.length),
  };
  const pixels = scale * Math.min(2, globalThis.devicePixelRatio);
  surface.width = Math.ceil(box.rect.width * pixels);
  surface.height = Math.ceil(box.rect.height * pixels);
  let palette = readPalette();
  let drawn: (PodView | undefined)[] = [];

  const draw = (): void => {
    const ctx = surface.getContext('2d');
    if (ctx === null) return;
    const { pods } = app.cluster.getState().view;
    const { selected } = canvas.getState();
    drawn = ids.map((id) => pods[id]);
    drawn.forEach((pod, index) => {
      const isFaded = selected !== null && !selected.ids.has(ids[index] ?? '');
      grid.state[index] = Math.max(0, cellStates.indexOf(pod?.state ?? 'pending')) | (isFaded ? fadedBit : 0);
    });
    ctx.setTransform(pixels, 0, 0, pixels, 0, 0);
    ctx.clearRect(0, 0, box.rect.width, box.rect.height);
    drawCells(ctx, grid, palette, scale);
    const selection = app.ui.getState().selection;
    const index = selection === null ? -1 : ids.indexOf(selection);
    const at = places[index];
    if (at !== undefined) {
      ctx.strokeStyle = palette.accent;
      ctx.lineWidth = 2;
      ctx.strokeRect(at.x - 1, at.y - 1, place.width + 2, place.height + 2);
    }
    if (place.width * scale >= nameFromPixels) drawNames(ctx);
  };
  const drawNames = (ctx: CanvasRenderingContext2D): void => {
    ctx.fillStyle = palette.ink;
    ctx.font = '500 4px sans-serif';
    ctx.textBaseline = 'bottom';
    drawn.forEach((pod, index) => {
      const at = places[index];
      if (pod !== undefined && at !== undefined) ctx.fillText(podSuffix(pod.name, pod.workload !== undefined), at.x + place.width / 2, at.y + place.height - 0.6, place.width - 1);
    });
  };
  draw();
  const stops = [
    app.cluster.subscribe(({ view: { pods } }, before) => {
      if (pods !== before.view.pods && ids.some((id, index) => pods[id] !== drawn[index])) draw();
    }),
    canvas.subscribe((state, before) => {
      if (state.selected !== before.selected) draw();
    }),
    watchTheme(() => {
      palette = readPalette();
      draw();
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
