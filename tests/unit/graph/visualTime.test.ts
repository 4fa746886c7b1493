import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layout } from '../../../src/graph/layout.ts';
import { route } from '../../../src/graph/route.ts';
import { flightAt, phase, quickWallMs, visualStart, visualTime, wallDuration } from '../../../src/graph/visualTime.ts';
import type { Outcome, Place } from '../../../src/protocol/request.ts';
import { flow, outside, pod, podClient, service, settings, view } from './builders.ts';

const pods = [pod('web-a', 'node-1'), pod('client', 'node-2', null)];
const scene = layout(view({ pods, services: [service('web', pods.slice(0, 1))] }), { settings, traffic: [flow(podClient('client'), 'web')] });
const places: Place[] = [{ kind: 'client', client: podClient('client') }, { kind: 'dns' }, { kind: 'service', id: 'Service/shop/web', portName: '' }, { kind: 'pod', id: 'Pod/shop/web-a' }];
const request = (outcome: Outcome, endMs: number, times: readonly number[] = [1_000, 1_001, 1_002, 1_003]) => ({ startMs: 1_000, endMs, outcome, way: places.slice(0, times.length).map((place, index) => ({ place, atMs: times[index] ?? 0 })) });
const options = { speed: 1, nowMs: 1_010, delayMs: 140 };
const found = (one: ReturnType<typeof request>) => {
  const it = route(scene, one.way);
  if (it === null) throw new Error('not drawn');
  return it;
};

describe('visualTime', () => {
  it('shows a quick request for as long as an eye needs', () => {
    const one = request('answered', 1_006);
    const timing = visualTime(one, found(one), options);
    expect(timing.startMs).toBe(1_140);
    expect(timing.endMs - timing.startMs).toBeGreaterThan(quickWallMs * 0.95);
    expect(timing.endMs - timing.startMs).toBeLessThan(quickWallMs * 1.2);
    expect(timing.goneMs).toBe(timing.endMs);
  });

  it('takes the same time to look at whatever the speed, as long as that is slower than real', () => {
    const one = request('answered', 1_006);
    const at = (speed: number): number => {
      const { startMs, endMs } = visualTime(one, found(one), { ...options, speed });
      return (endMs - startMs) / speed;
    };
    expect(at(10)).toBeCloseTo(at(1));
    expect(at(0.1)).toBeCloseTo(at(1));
    // Six simulated milliseconds at a thousandth of the speed last six seconds.
    expect(at(0.001)).toBeCloseTo(6_000);
  });

  it('keeps the order of stops and the whole within its start and end, for any times', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 4_000 }), { minLength: 4, maxLength: 4 }), fc.constantFrom<Outcome>('answered', 'timedOut', 'refused'), fc.double({ min: 0.001, max: 100, noNaN: true }), (raw, outcome, speed) => {
        const times = [...raw].sort((a, b) => a - b).map((time) => 1_000 + time);
        const one = request(outcome, (times.at(-1) ?? 0) + 5, times);
        const timing = visualTime(one, found(one), { ...options, speed });
        timing.times.slice(1).forEach((time, index) => expect(time).toBeGreaterThanOrEqual(timing.times[index] ?? 0));
        expect(timing.times[0]).toBeCloseTo(timing.startMs);
        expect(timing.times.at(-1) ?? 0).toBeLessThanOrEqual(timing.endMs + 1e-6);
        expect(timing.goneMs).toBeGreaterThanOrEqual(timing.endMs);
      }),
    );
  });

  it.each([
    { name: 'a quick one keeps its start', startMs: 1_000, endMs: 1_004, nowMs: 1_100, expected: 1_140 },
    { name: 'a slow one keeps its end', startMs: 1_000, endMs: 4_000, nowMs: 4_060, expected: 4_140 },
    { name: 'what is late starts now', startMs: 1_000, endMs: 1_004, nowMs: 9_000, expected: 9_000 },
  ])('$name', ({ startMs, endMs, nowMs, expected }) => {
    expect(visualStart({ startMs, endMs }, { nowMs, delayMs: 140 })).toBe(expected);
  });

  it('shows latency as speed', () => {
    expect([0, 10, 100, 3_000].map((latencyMs) => Math.round(wallDuration(latencyMs)))).toEqual([900, 995, 1_228, 1_681]);
  });
});

describe('flightAt', () => {
  it.each<{ outcome: Outcome; phases: number[] }>([
    { outcome: 'answered', phases: [phase.unseen, phase.lookup, phase.out, phase.back, phase.gone] },
    { outcome: 'refused', phases: [phase.unseen, phase.lookup, phase.out, phase.mark, phase.gone] },
  ])('$outcome', ({ outcome, phases }) => {
    const one = request(outcome, 1_006);
    const way = found(one);
    const timing = visualTime(one, way, options);
    const arrived = timing.times.at(-1) ?? 0;
    const moments = [timing.startMs - 1, timing.startMs + 1, arrived - 1, arrived + 1, timing.goneMs + 1];
    expect(moments.map((moment) => flightAt(way, timing, outcome, moment, { x: 0, y: 0 }))).toEqual(phases);
  });

  it('comes back to where it set out', () => {
    const one = request('answered', 1_006);
    const way = found(one);
    const timing = visualTime(one, way, options);
    const start = { x: 0, y: 0 };
    const end = { x: 0, y: 0 };
    flightAt(way, timing, 'answered', timing.startMs, start);
    flightAt(way, timing, 'answered', timing.endMs - 1e-6, end);
    expect(end.x).toBeCloseTo(start.x, 2);
    expect(end.y).toBeCloseTo(start.y, 2);
  });

  it('hides behind a load balancer instead of on its name', () => {
    const lb = layout(view({ pods, services: [service('web', pods.slice(0, 1), { type: 'LoadBalancer', loadBalancerAddresses: ['203.0.113.1'] })] }), { settings, traffic: [] });
    const way = route(lb, [{ place: { kind: 'client', client: outside }, atMs: 0 }, { place: { kind: 'loadBalancer', address: '203.0.113.1', service: 'Service/shop/web' }, atMs: 1 }, { place: places[2] ?? { kind: 'dns' }, atMs: 2 }]);
    expect(way?.isHidden).toEqual([false, true, false]);
  });
});
