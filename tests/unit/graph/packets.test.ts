import { describe, expect, it } from 'vitest';
import { layout } from '../../../src/graph/layout.ts';
import type { Outcome, Place, RequestSummary } from '../../../src/protocol/request.ts';
import type { Context2D } from '../../../src/ui/canvas/context2d.ts';
import { createScratch, drawFrame, steppedNow } from '../../../src/ui/canvas/drawFrame.ts';
import type { Frame } from '../../../src/ui/canvas/drawFrame.ts';
import { fittingViewport, smallestZoom } from '../../../src/ui/canvas/fitPicture.ts';
import { neighbourOf } from '../../../src/ui/canvas/neighbourOf.ts';
import { createPacketModel, mostDots } from '../../../src/ui/canvas/packetModel.ts';
import { flow, pod, podClient, service, settings, view } from './builders.ts';

const pods = Array.from({ length: 200 }, (_, index) => pod(`web-${index}`, `node-${(index % 2) + 1}`));
const scene = layout(view({ pods: [...pods, pod('client', 'node-1', null)], services: [service('web', pods)] }), { settings, traffic: [flow(podClient('client'), 'web')] });

function request(id: number, startMs: number, outcome: Outcome = 'answered'): RequestSummary {
  const places: Place[] = [{ kind: 'client', client: podClient('client') }, { kind: 'node', name: 'node-1' }, { kind: 'service', id: 'Service/shop/web', portName: '' }, { kind: 'pod', id: pods[id % pods.length]?.id ?? '' }];
  return { id, spec: { from: podClient('client'), to: 'web', protocol: 'TCP', connection: 'new' }, startMs, endMs: startMs + 6, outcome, way: places.map((place, index) => ({ place, atMs: startMs + index })) };
}

const options = (nowMs: number) => ({ speed: 1, nowMs, delayMs: 140 });

/** Counts what is drawn, as a canvas would be asked. */
function countingContext(): Context2D & { readonly calls: Record<string, number> } {
  const calls: Record<string, number> = {};
  const count = (name: string) => () => {
    calls[name] = (calls[name] ?? 0) + 1;
  };
  return {
    calls, fillStyle: '', strokeStyle: '', lineWidth: 1, lineDashOffset: 0, globalAlpha: 1, font: '', textAlign: '', textBaseline: '',
    setTransform: count('setTransform'), clearRect: count('clearRect'), beginPath: count('beginPath'), moveTo: count('moveTo'), lineTo: count('lineTo'), rect: count('rect'), arc: count('arc'),
    bezierCurveTo: count('bezierCurveTo'), fill: count('fill'), stroke: count('stroke'), setLineDash: count('setLineDash'), fillText: count('fillText'),
  };
}

const palette = { accent: '#1', ready: '#2', warn: '#3', fail: '#4', gone: '#5', readySoft: '#6', warnSoft: '#7', failSoft: '#8', goneSoft: '#9', ink: '#a', inkMuted: '#b', panel: '#c', line: '#d' };
const frame = (patch: Partial<Frame>): Frame => ({
  width: 800, height: 600, pixelRatio: 1, x: 0, y: 0, zoom: 1, nowMs: 0, isStepped: false, hasLookups: true, palette, flights: [], selectedId: null, streams: [], cells: null, scratch: createScratch(), ...patch,
});

describe('packet model', () => {
  it('holds what is on its way and forgets what is over', () => {
    const model = createPacketModel(scene);
    model.add([request(1, 1_000), request(2, 1_020)], options(1_050));
    expect(model.flights.map(({ id }) => id)).toEqual([1, 2]);
    model.advance(1_500, 1);
    expect(model.flights).toHaveLength(2);
    model.advance(9_000, 1);
    expect(model.flights).toHaveLength(0);
  });

  it('leaves out a request whose client is not drawn', () => {
    const model = createPacketModel(scene);
    model.add([{ ...request(1, 0), way: [{ place: { kind: 'client', client: { kind: 'outside', name: 'nobody' } }, atMs: 0 }] }], options(0));
    expect(model.flights).toHaveLength(0);
  });

  it('becomes streams where there are too many dots, with the rate of each edge, and dots again afterwards', () => {
    const model = createPacketModel(scene);
    for (let nowMs = 0; nowMs < 3_000; nowMs += 100) {
      model.add(Array.from({ length: 300 }, (_, index) => request(nowMs + index, nowMs)), options(nowMs));
      model.advance(nowMs, 1);
      expect(model.flights.length).toBeLessThanOrEqual(mostDots);
    }
    const trunk = model.streams.filter((stream) => stream.isTrunk);
    expect(trunk).toHaveLength(1);
    expect(Math.round((trunk[0]?.perSecond ?? 0) / 250)).toBe(12);
    // One stream an edge, not one a Pod.
    expect(model.streams.length).toBeLessThan(8);
    for (let nowMs = 3_000; nowMs < 8_000; nowMs += 100) model.advance(nowMs, 1);
    expect(model.streams).toHaveLength(0);
    model.add([request(1, 8_000)], options(8_000));
    expect(model.flights).toHaveLength(1);
  });

  it('goes on along the new curves when the picture changes', () => {
    const model = createPacketModel(scene);
    model.add([request(1, 1_000)], options(1_000));
    const before = model.flights[0];
    const moved = layout(view({ pods: [...pods, pod('client', 'node-1', null)], services: [service('a'), service('web', pods)] }), { settings, traffic: [flow(podClient('client'), 'web')] });
    model.setScene(moved);
    expect(model.flights[0]?.timing).toBe(before?.timing);
    expect(model.flights[0]?.route.curves[0]).not.toEqual(before?.route.curves[0]);
  });
});

describe('drawFrame', () => {
  it('draws a thousand dots and two thousand cells with few paths', () => {
    const model = createPacketModel(scene);
    model.add(Array.from({ length: 1_000 }, (_, index) => request(index, 1_000 + (index % 100))), options(1_000));
    const cells = { count: 2_000, width: 16, height: 16, x: new Float32Array(2_000), y: new Float32Array(2_000), state: Uint8Array.from({ length: 2_000 }, (_, index) => index % 3) };
    const ctx = countingContext();
    drawFrame(ctx, frame({ flights: model.flights, cells, nowMs: 1_600, zoom: 0.5 }));
    expect(ctx.calls['rect']).toBe(2_000);
    expect(ctx.calls['arc']).toBe(1_000);
    expect(ctx.calls['beginPath']).toBeLessThan(10);
    // A loop that draws each by itself asks at least 2,000 times for the cells and thrice for each dot.
    const asked = Object.values(ctx.calls).reduce((sum, count) => sum + count, 0);
    expect(asked).toBeLessThan(5_000 * 2.5);
  });

  it.each<{ outcome: Outcome; drawn: string }>([
    { outcome: 'refused', drawn: 'lineTo' },
    { outcome: 'timedOut', drawn: 'arc' },
    { outcome: 'unresolved', drawn: 'fillText' },
    { outcome: 'unreachable', drawn: 'arc' },
  ])('marks a request that was $outcome', ({ outcome, drawn }) => {
    const model = createPacketModel(scene);
    model.add([request(1, 1_000, outcome)], options(1_000));
    const ctx = countingContext();
    drawFrame(ctx, frame({ flights: model.flights, nowMs: (model.flights[0]?.timing.endMs ?? 0) + 100 }));
    expect(ctx.calls[drawn]).toBeGreaterThan(0);
  });

  it('stands at stops where motion is unwanted', () => {
    const timing = { startMs: 100, times: [100, 150, 300], endMs: 500, goneMs: 500 };
    expect([90, 100, 149, 150, 299, 300, 450, 500].map((nowMs) => steppedNow(timing, nowMs))).toEqual([90, 100, 100, 150, 150, 300, 300, 500]);
  });
});

describe('fitting', () => {
  const bounds = { x: 16, y: 0, width: 746, height: 500 };
  it.each([
    { name: 'never much larger than life', screen: { width: 4_000, height: 3_000 }, zoom: 1.1 },
    { name: 'as wide as the screen', screen: { width: 393, height: 900 }, zoom: 0.5 },
  ])('is $name', ({ screen, zoom }) => {
    const fitted = fittingViewport(bounds, screen);
    expect(fitted.zoom).toBeCloseTo(zoom);
    expect(fitted.x + bounds.x * fitted.zoom).toBeGreaterThanOrEqual(10 - 1e-9);
    expect(smallestZoom(bounds, screen)).toBeLessThan(fitted.zoom);
  });
});

describe('neighbourOf', () => {
  const grid = ['a', 'b', 'c', 'd', 'e'].map((id, index) => ({ id, rect: { x: (index % 3) * 74, y: Math.floor(index / 3) * 46, width: 68, height: 40 } }));
  it.each([
    ['a', 'ArrowRight', 'b'], ['c', 'ArrowRight', 'd'], ['a', 'ArrowLeft', null], ['a', 'ArrowDown', 'd'], ['c', 'ArrowDown', 'e'], ['e', 'ArrowUp', 'b'], ['a', 'ArrowUp', null], ['b', 'End', 'e'], ['e', 'Home', 'a'], ['a', 'x', null],
  ])('from %s by %s to %s', (from, key, to) => {
    expect(neighbourOf(grid, from, key)).toBe(to);
  });
});
