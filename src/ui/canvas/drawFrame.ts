import { flightAt, phase } from '../../graph/visualTime.ts';
import type { VisualTime } from '../../graph/visualTime.ts';
import type { Curve, MutablePoint } from '../../graph/geometry.ts';
import type { Route } from '../../graph/route.ts';
import type { Outcome } from '../../protocol/request.ts';
import type { Context2D } from './context2d.ts';
import { drawCells } from './drawCells.ts';
import type { CellGrid } from './drawCells.ts';
import { drawMark } from './drawMark.ts';
import type { Palette } from './palette.ts';

/** A request on its way through the picture. */
export interface Flight {
  readonly id: number;
  readonly outcome: Outcome;
  readonly route: Route;
  readonly timing: VisualTime;
}

/** Many requests over one curve, drawn as a stream. */
export interface StreamLine { readonly curve: Curve; readonly perSecond: number; readonly hasFailures: boolean; readonly isTrunk: boolean }

/** Room for the dots of one frame. It grows when it must and is used again. */
export interface Scratch { x: Float32Array; y: Float32Array; phase: Uint8Array }

export const createScratch = (): Scratch => ({ x: new Float32Array(256), y: new Float32Array(256), phase: new Uint8Array(256) });

/** All that one frame shows. Owned by the loop, changed in place. */
export interface Frame {
  width: number;
  height: number;
  pixelRatio: number;
  /** The viewport: where the origin is, and the zoom. */
  x: number;
  y: number;
  zoom: number;
  /** Simulated. */
  nowMs: number;
  /** Only stops, no movement between them. */
  isStepped: boolean;
  hasLookups: boolean;
  palette: Palette;
  readonly flights: readonly Flight[];
  selectedId: number | null;
  streams: readonly StreamLine[];
  cells: CellGrid | null;
  readonly scratch: Scratch;
}

const fullTurn = Math.PI * 2;
const point: MutablePoint = { x: 0, y: 0 };
const noDash: number[] = [];
const mostRims = 400;

/** Draws one frame. Nothing is allocated for a dot: positions go into arrays that are kept, and each colour is one path. */
export function drawFrame(ctx: Context2D, frame: Frame): void {
  const scale = frame.pixelRatio * frame.zoom;
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.clearRect(0, 0, frame.width * frame.pixelRatio, frame.height * frame.pixelRatio);
  ctx.setTransform(scale, 0, 0, scale, frame.pixelRatio * frame.x, frame.pixelRatio * frame.y);
  if (frame.cells !== null) drawCells(ctx, frame.cells, frame.palette, frame.zoom);
  if (frame.streams.length > 0) drawStreams(ctx, frame);
  placeFlights(frame);
  // On the screen dots stay between what can be seen and what would hide the cards.
  const radius = Math.min(6, Math.max(2.6, 5 * frame.zoom)) / frame.zoom;
  drawSelected(ctx, frame, radius);
  ctx.lineWidth = 1.5 / frame.zoom;
  ctx.strokeStyle = frame.palette.panel;
  drawDots(ctx, frame, phase.out, frame.palette.accent, radius);
  drawDots(ctx, frame, phase.back, frame.palette.ready, radius);
  if (frame.hasLookups) drawDiamonds(ctx, frame, radius * 0.95);
  drawMarks(ctx, frame, radius);
}

function placeFlights(frame: Frame): void {
  const { scratch, flights } = frame;
  const count = flights.length;
  if (scratch.x.length < count) {
    const size = Math.max(count, scratch.x.length * 2);
    scratch.x = new Float32Array(size);
    scratch.y = new Float32Array(size);
    scratch.phase = new Uint8Array(size);
  }
  for (let index = 0; index < count; index += 1) {
    const flight = flights[index];
    if (flight === undefined) continue;
    scratch.phase[index] = flightAt(flight.route, flight.timing, flight.outcome, frame.isStepped ? steppedNow(flight.timing, frame.nowMs) : frame.nowMs, point);
    scratch.x[index] = point.x;
    scratch.y[index] = point.y;
  }
}

/** The time of the stop that was reached last, so that a dot stands at its stops and does not move between them. */
export function steppedNow(timing: VisualTime, nowMs: number): number {
  const { times } = timing;
  const arrived = times.at(-1) ?? 0;
  if (nowMs < timing.startMs || nowMs >= timing.endMs) return nowMs;
  // The answer stands where the request arrived until it is back.
  if (nowMs >= arrived) return arrived;
  let reached = timing.startMs;
  for (const time of times) if (time <= nowMs) reached = time;
  return reached;
}

function drawDots(ctx: Context2D, frame: Frame, wanted: number, color: string, radius: number): void {
  const { x, y, phase: phases } = frame.scratch;
  const count = frame.flights.length;
  let isAny = false;
  for (let index = 0; index < count; index += 1) {
    if (phases[index] !== wanted) continue;
    if (!isAny) ctx.beginPath();
    isAny = true;
    const dotX = x[index] ?? 0;
    const dotY = y[index] ?? 0;
    ctx.moveTo(dotX + radius, dotY);
    ctx.arc(dotX, dotY, radius, 0, fullTurn);
  }
  if (!isAny) return;
  ctx.fillStyle = color;
  ctx.fill();
  // A rim sets a dot off from what it passes; among many dots nobody sees it.
  if (count <= mostRims) ctx.stroke();
}

function drawDiamonds(ctx: Context2D, frame: Frame, radius: number): void {
  const { x, y, phase: phases } = frame.scratch;
  const count = frame.flights.length;
  let isAny = false;
  for (let index = 0; index < count; index += 1) {
    if (phases[index] !== phase.lookup) continue;
    if (!isAny) ctx.beginPath();
    isAny = true;
    const dotX = x[index] ?? 0;
    const dotY = y[index] ?? 0;
    ctx.moveTo(dotX, dotY - radius);
    ctx.lineTo(dotX + radius, dotY);
    ctx.lineTo(dotX, dotY + radius);
    ctx.lineTo(dotX - radius, dotY);
    ctx.lineTo(dotX, dotY - radius);
  }
  if (!isAny) return;
  ctx.fillStyle = frame.palette.panel;
  ctx.fill();
  ctx.strokeStyle = frame.palette.inkMuted;
  ctx.stroke();
}

function drawMarks(ctx: Context2D, frame: Frame, radius: number): void {
  const { x, y, phase: phases } = frame.scratch;
  const count = frame.flights.length;
  for (let index = 0; index < count; index += 1) {
    if (phases[index] !== phase.mark) continue;
    const flight = frame.flights[index];
    if (flight === undefined) continue;
    const { endMs, goneMs } = flight.timing;
    const age = goneMs <= endMs ? 1 : Math.min(1, Math.max(0, (frame.nowMs - endMs) / (goneMs - endMs)));
    drawMark(ctx, flight.outcome, x[index] ?? 0, y[index] ?? 0, radius, frame.isStepped ? 0.4 : age, frame.palette);
  }
  ctx.globalAlpha = 1;
}

/** A ring around the request that the inspector shows. */
function drawSelected(ctx: Context2D, frame: Frame, radius: number): void {
  if (frame.selectedId === null) return;
  const count = frame.flights.length;
  for (let index = 0; index < count; index += 1) {
    const state = frame.scratch.phase[index];
    if (frame.flights[index]?.id !== frame.selectedId || (state !== phase.out && state !== phase.back && state !== phase.lookup)) continue;
    ctx.beginPath();
    ctx.arc(frame.scratch.x[index] ?? 0, frame.scratch.y[index] ?? 0, radius * 2, 0, fullTurn);
    ctx.globalAlpha = 0.28;
    ctx.fillStyle = frame.palette.accent;
    ctx.fill();
    ctx.globalAlpha = 1;
  }
}

const streamDash = [7, 6];

function drawStreams(ctx: Context2D, frame: Frame): void {
  ctx.setLineDash(streamDash);
  ctx.lineDashOffset = frame.isStepped ? 0 : -(frame.nowMs / 18) % 13;
  for (const { curve, perSecond, hasFailures, isTrunk } of frame.streams) {
    ctx.beginPath();
    ctx.moveTo(curve.x0, curve.y0);
    ctx.bezierCurveTo(curve.x1, curve.y1, curve.x2, curve.y2, curve.x3, curve.y3);
    ctx.strokeStyle = hasFailures ? frame.palette.fail : frame.palette.accent;
    ctx.lineWidth = 1 + Math.log10(1 + perSecond) * (isTrunk ? 1.3 : 0.7);
    ctx.globalAlpha = isTrunk ? 1 : 0.45;
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
  ctx.setLineDash(noDash);
  ctx.font = '600 11px "Inter Variable", sans-serif';
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  for (const { curve, perSecond, isTrunk } of frame.streams) {
    if (!isTrunk) continue;
    const x = (curve.x0 + 3 * curve.x1 + 3 * curve.x2 + curve.x3) / 8;
    const y = (curve.y0 + 3 * curve.y1 + 3 * curve.y2 + curve.y3) / 8;
    const text = `${Math.round(perSecond)}/s`;
    const half = text.length * 3.4 + 5;
    ctx.beginPath();
    ctx.rect(x - half, y - 9, half * 2, 18);
    ctx.fillStyle = frame.palette.panel;
    ctx.fill();
    ctx.fillStyle = frame.palette.ink;
    ctx.fillText(text, x, y + 0.5);
  }
}
