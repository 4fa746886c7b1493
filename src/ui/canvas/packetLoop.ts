import type { App } from '../../store/types.ts';
import type { CanvasStore } from './canvasState.ts';
import { createScratch, drawFrame } from './drawFrame.ts';
import type { Frame } from './drawFrame.ts';
import { createPacketModel } from './packetModel.ts';
import { readPalette, watchTheme } from './palette.ts';

/** Where the viewport is. */
interface Viewport { readonly x: number; readonly y: number; readonly zoom: number; readonly width: number; readonly height: number }

interface PacketLoopOptions {
  readonly app: App;
  readonly canvas: CanvasStore;
  readonly viewport: () => Viewport;
  readonly onViewport: (listener: () => void) => () => void;
}

/** How far the picture lags behind the simulation, by the watch of the one who looks: reports come some times a second. */
const lagWallMs = 140;
/** With reduced motion, how often the picture is brought up to date. */
const stepWallMs = 250;

/** Draws the requests while any is on its way; rests when nothing moves, when time stands still and while the page is hidden. Gives back how to stop. */
export function startPacketLoop(surface: HTMLCanvasElement, { app, canvas, viewport, onViewport }: PacketLoopOptions): () => void {
  const ctx = surface.getContext('2d');
  if (ctx === null) return () => undefined;
  const model = createPacketModel(canvas.getState().scene);
  const reducedMotion = matchMedia('(prefers-reduced-motion: reduce)');
  const frame: Frame = {
    ...viewport(), pixelRatio: 1, nowMs: app.feed.nowMs(), isStepped: reducedMotion.matches, hasLookups: true, palette: readPalette(),
    flights: model.flights, selectedId: null, streams: [], cells: null, scratch: createScratch(),
  };
  let handle = 0;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let lastNowMs = frame.nowMs;
  let isClean = true;
  let isDirty = true;

  const speed = (): number => Math.max(app.playback.getState().speed, 0.001);
  const fit = (): void => {
    const { width, height, x, y, zoom } = viewport();
    const pixelRatio = Math.min(2, globalThis.devicePixelRatio);
    if (surface.width !== Math.round(width * pixelRatio) || surface.height !== Math.round(height * pixelRatio)) {
      surface.width = Math.round(width * pixelRatio);
      surface.height = Math.round(height * pixelRatio);
    }
    frame.width = width;
    frame.height = height;
    frame.pixelRatio = pixelRatio;
    frame.x = x;
    frame.y = y;
    frame.zoom = zoom;
  };
  const run = (): void => {
    handle = 0;
    const nowMs = app.feed.nowMs();
    // A clock that goes back is another simulation.
    if (nowMs < lastNowMs - 1) model.clear();
    const hasMoved = nowMs !== lastNowMs || isDirty;
    lastNowMs = nowMs;
    isDirty = false;
    if (hasMoved) {
      const { layers } = app.ui.getState();
      model.advance(nowMs, speed());
      fit();
      frame.nowMs = nowMs;
      frame.hasLookups = layers.dns;
      frame.streams = model.streams;
      frame.selectedId = app.requests.getState().selectedId;
      frame.isStepped = reducedMotion.matches;
      drawFrame(ctx, frame);
      isClean = model.flights.length === 0 && model.streams.length === 0;
    }
    if (!isClean && app.playback.getState().isPlaying) next();
  };
  const next = (): void => {
    if (handle !== 0 || timer !== null || document.hidden) return;
    if (reducedMotion.matches) {
      timer = setTimeout(() => {
        timer = null;
        run();
      }, stepWallMs);
    } else {
      handle = requestAnimationFrame(run);
    }
  };
  const wake = (): void => {
    isDirty = true;
    next();
  };
  const stops = [
    app.feed.subscribe((requests) => {
      if (document.hidden || !app.ui.getState().layers.requests) return;
      model.add(requests, { speed: speed(), nowMs: app.feed.nowMs(), delayMs: lagWallMs * speed() });
      wake();
    }),
    canvas.subscribe((state, before) => {
      if (state.scene === before.scene) return;
      model.setScene(state.scene);
      wake();
    }),
    app.playback.subscribe(wake),
    app.requests.subscribe((state, before) => {
      if (state.selectedId !== before.selectedId) wake();
    }),
    // One step while time stands still moves what is on its way.
    app.cluster.subscribe((state, before) => {
      if (state.nowMs !== before.nowMs && !isClean) wake();
    }),
    app.ui.subscribe((state, before) => {
      if (state.layers === before.layers) return;
      if (!state.layers.requests) model.clear();
      wake();
    }),
    onViewport(wake),
    watchTheme(() => {
      frame.palette = readPalette();
      wake();
    }),
  ];
  const onVisibility = (): void => {
    // What came in meanwhile is over; what was on its way has arrived.
    if (!document.hidden) wake();
  };
  document.addEventListener('visibilitychange', onVisibility);
  reducedMotion.addEventListener('change', wake);
  wake();
  return () => {
    cancelAnimationFrame(handle);
    if (timer !== null) clearTimeout(timer);
    document.removeEventListener('visibilitychange', onVisibility);
    reducedMotion.removeEventListener('change', wake);
    for (const stop of stops) stop();
  };
}
