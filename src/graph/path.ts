import { pointOnCurve } from './geometry.ts';
import type { MutablePoint } from './geometry.ts';
import { route } from './route.ts';
import type { Route, Way } from './route.ts';
import type { Scene } from './scene.ts';

/** A way with the time of arrival at each stop. */
export interface Path { readonly route: Route; readonly times: readonly number[] }

/** The way of a request as it is drawn, in simulated milliseconds; null where its first place is not drawn. */
export function path(scene: Scene, way: Way): Path | null {
  const found = route(scene, way);
  return found === null ? null : { route: found, times: arrivals(found, way) };
}

/** When the request came to each stop; a stop that the picture adds lies between its neighbours. Never earlier than the stop before. */
export function arrivals(found: Route, way: Way): number[] {
  let last = -Infinity;
  return found.stops.map(({ wayIndex }) => {
    const before = way[Math.max(0, Math.floor(wayIndex))]?.atMs ?? 0;
    const after = way[Math.ceil(wayIndex)]?.atMs ?? before;
    last = Math.max(last, before + (after - before) * (wayIndex - Math.floor(wayIndex)));
    return last;
  });
}

/** How far along the stops a time is: 1.5 is half-way between the second stop and the third. */
export function stageAt(times: readonly number[], t: number): number {
  const last = times.length - 1;
  for (let index = 0; index < last; index += 1) {
    const end = times[index + 1] ?? 0;
    if (t >= end) continue;
    const start = times[index] ?? 0;
    return t <= start ? index : index + (t - start) / (end - start);
  }
  return last;
}

/** The point at a stage, written into `out`. False where it is behind a card. */
export function pointAtStage(found: Route, stage: number, out: MutablePoint): boolean {
  const { curves, from, to } = found;
  const last = curves.length - 1;
  for (let index = 0; index <= last; index += 1) {
    const end = to[index] ?? 0;
    if (stage > end && index < last) continue;
    const start = from[index] ?? 0;
    const curve = curves[index];
    if (curve !== undefined) pointOnCurve(curve, end === start ? 1 : Math.min(1, Math.max(0, (stage - start) / (end - start))), out);
    return found.isHidden[index] !== true;
  }
  return true;
}

/** Where a request is at a time; before its start at its client, after its end where it ended. */
export function positionAt(way: Path, t: number, out: MutablePoint = { x: 0, y: 0 }): MutablePoint {
  pointAtStage(way.route, stageAt(way.times, t), out);
  return out;
}
