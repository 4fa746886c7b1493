import { curveLength } from '../../graph/geometry.ts';
import type { Curve } from '../../graph/geometry.ts';
import { route, routeKey } from '../../graph/route.ts';
import type { Route } from '../../graph/route.ts';
import type { Scene } from '../../graph/scene.ts';
import { visualTime } from '../../graph/visualTime.ts';
import type { RequestSummary } from '../../protocol/request.ts';
import type { Flight, StreamLine } from './drawFrame.ts';

/** Beyond this many dots at a time, requests become streams; below the half of it, dots again. */
export const mostDots = 1_500;
/** A stream that carried nothing for so long, by the watch of the one who looks, is gone. */
const streamWallMs = 1_200;

interface Stream { readonly curve: Curve; readonly isFirst: boolean; count: number; failures: number }
interface Entry { readonly flight: Flight; readonly request: RequestSummary }

interface PacketOptions { readonly speed: number; readonly nowMs: number; readonly delayMs: number }

/** The requests that the picture shows now. Kept and changed in place; a frame only reads it. */
export interface PacketModel {
  readonly flights: readonly Flight[];
  readonly streams: readonly StreamLine[];
  setScene(scene: Scene): void;
  add(requests: readonly RequestSummary[], options: PacketOptions): void;
  /** Forgets what is over. */
  advance(nowMs: number, speed: number): void;
  clear(): void;
}

export function createPacketModel(firstScene: Scene): PacketModel {
  let scene = firstScene;
  const routes = new Map<string, Route | null>();
  const flights: Flight[] = [];
  const requests: RequestSummary[] = [];
  let streams: StreamLine[] = [];
  const window = new Map<string, Stream>();
  const streamKeys = new WeakMap<Route, readonly string[]>();
  let windowStartMs = 0;
  let arrivedInWindow = 0;
  let isStreaming = false;

  const routeOf = (request: RequestSummary): Route | null => {
    const key = routeKey(request.way);
    let found = routes.get(key);
    if (found === undefined) {
      found = route(scene, request.way);
      routes.set(key, found);
    }
    return found;
  };
  const push = ({ flight, request }: Entry): void => {
    flights.push(flight);
    requests.push(request);
  };
  const clear = (): void => {
    flights.length = 0;
    requests.length = 0;
    streams = [];
    window.clear();
    arrivedInWindow = 0;
    isStreaming = false;
  };
  /** Ends a stretch of counting: what was counted becomes what is drawn. */
  const closeWindow = (nowMs: number, speed: number): void => {
    const wallMs = (nowMs - windowStartMs) / Math.max(speed, 1e-6);
    if (wallMs < streamWallMs && nowMs >= windowStartMs) return;
    const perSecond = (count: number): number => (count * 1_000) / Math.max(1, nowMs - windowStartMs);
    const aliveAtOnce = (arrivedInWindow * 900) / Math.max(1, wallMs);
    isStreaming = isStreaming ? aliveAtOnce > mostDots / 2 : aliveAtOnce > mostDots;
    streams = isStreaming ? [...window.values()].map(({ curve, isFirst, count, failures }) => ({ curve, perSecond: perSecond(count), hasFailures: failures * 2 > count, isTrunk: isFirst && curveLength(curve) > 60 })) : [];
    window.clear();
    arrivedInWindow = 0;
    windowStartMs = nowMs;
  };
  const count = (found: Route, request: RequestSummary): void => {
    let keys = streamKeys.get(found);
    if (keys === undefined) {
      keys = found.curves.map((curve, index) => (found.isBetween[index] === true ? `${curve.x0} ${curve.y0} ${curve.x3} ${curve.y3}` : ''));
      streamKeys.set(found, keys);
    }
    keys.forEach((key, index) => {
      const curve = found.curves[index];
      if (key === '' || curve === undefined) return;
      const stream = window.get(key) ?? { curve, isFirst: index === 0 || found.from[index] === found.dnsStop, count: 0, failures: 0 };
      stream.count += 1;
      if (request.outcome !== 'answered') stream.failures += 1;
      window.set(key, stream);
    });
  };

  return {
    flights,
    get streams() {
      return streams;
    },
    setScene(next) {
      if (next === scene) return;
      scene = next;
      routes.clear();
      window.clear();
      streams = [];
      // What is under way goes on along the new curves.
      let write = 0;
      flights.forEach((flight, index) => {
        const request = requests[index];
        const found = request === undefined ? null : routeOf(request);
        if (request === undefined || found === null || found.stops.length !== flight.route.stops.length) return;
        flights[write] = { ...flight, route: found };
        requests[write] = request;
        write += 1;
      });
      flights.length = write;
      requests.length = write;
    },
    add(batch, options) {
      for (const request of batch) {
        const found = routeOf(request);
        if (found === null) continue;
        arrivedInWindow += 1;
        count(found, request);
        if (isStreaming || flights.length >= mostDots) continue;
        push({ request, flight: { id: request.id, outcome: request.outcome, route: found, timing: visualTime(request, found, options) } });
      }
      if (flights.length >= mostDots) isStreaming = true;
    },
    advance(nowMs, speed) {
      let write = 0;
      for (let index = 0; index < flights.length; index += 1) {
        const flight = flights[index];
        const request = requests[index];
        if (flight === undefined || request === undefined || nowMs >= flight.timing.goneMs) continue;
        if (write !== index) {
          flights[write] = flight;
          requests[write] = request;
        }
        write += 1;
      }
      flights.length = write;
      requests.length = write;
      closeWindow(nowMs, speed);
    },
    clear,
  };
}
