import type { Outcome, RequestSummary } from '../protocol/request.ts';
import type { MutablePoint } from './geometry.ts';
import { arrivals, pointAtStage, stageAt } from './path.ts';
import type { Route } from './route.ts';

/** How long a quick request is on its way in the picture, in milliseconds of the one who looks. */
export const quickWallMs = 900;
/** How long the mark stays where a request ended otherwise than by an answer. */
const markWallMs = 700;

/** A request's times in the picture, in simulated milliseconds so that they stand still when the clock does. */
export interface VisualTime {
  readonly startMs: number;
  /** Of arrival at each stop, from `startMs` on. */
  readonly times: readonly number[];
  /** When the answer is back at the client; where there is none, when the request has ended. */
  readonly endMs: number;
  /** When the mark of its end has gone; the same as `endMs` where it leaves none. */
  readonly goneMs: number;
}

export interface VisualOptions {
  /** Simulated milliseconds a millisecond of the one who looks. */
  readonly speed: number;
  readonly nowMs: number;
  /** How far the picture lags behind the simulation, in simulated milliseconds: at least the time between two reports. */
  readonly delayMs: number;
}

/** Speed shows latency: ten times as long takes about a third more. */
export function wallDuration(latencyMs: number): number {
  return quickWallMs * (1 + 0.35 * Math.log10(1 + Math.max(0, latencyMs) / 10));
}

/**
 * When a request sets out in the picture. Requests are reported when they have ended; a quick one keeps its own start, a slow one is
 * late and keeps the distance of its end instead. Never before now, so that a dot is seen from its start.
 */
export function visualStart(request: Pick<RequestSummary, 'startMs' | 'endMs'>, { nowMs, delayMs }: Pick<VisualOptions, 'nowMs' | 'delayMs'>): number {
  if (request.startMs + delayMs >= nowMs) return request.startMs + delayMs;
  return Math.max(nowMs, request.endMs + delayMs);
}

/** Stretches the few milliseconds of a request to what an eye can follow. The order of its stops is kept; so is real time where it is slow enough. */
export function visualTime(request: Pick<RequestSummary, 'startMs' | 'endMs' | 'outcome' | 'way'>, found: Route, options: VisualOptions): VisualTime {
  const startMs = visualStart(request, options);
  const real = arrivals(found, request.way);
  const isAnswered = request.outcome === 'answered';
  const realTotal = Math.max(0, request.endMs - request.startMs);
  const wanted = wallDuration(realTotal) * options.speed;
  const realOut = Math.max(0, (real.at(-1) ?? 0) - (real[0] ?? 0));
  // What waits for an answer that does not come is not drawn as waiting.
  const total = isAnswered ? Math.max(wanted, realTotal) : Math.max(wanted * 0.7, realOut);
  const outTotal = isAnswered ? total * outShare(realOut, realTotal) : total;
  const trust = total <= 0 ? 1 : Math.min(1, Math.max(0.3, (isAnswered ? realTotal : realOut) / total));
  const times = share(found.lengths, real, trust).map((part) => startMs + part * outTotal);
  const endMs = startMs + total;
  return { startMs, times, endMs, goneMs: isAnswered ? endMs : endMs + markWallMs * options.speed };
}

/** The way out takes its own part of the time, within what still can be seen of both directions. */
const outShare = (realOut: number, realTotal: number): number => (realTotal <= 0 ? 0.55 : Math.min(0.65, Math.max(0.45, realOut / realTotal)));

/** Parts of the whole at each stop: by length, and by real time as far as that can be trusted to be visible. */
function share(lengths: readonly number[], real: readonly number[], trust: number): number[] {
  const length = lengths.reduce((sum, value) => sum + value, 0);
  const realOut = (real.at(-1) ?? 0) - (real[0] ?? 0);
  const byTime = realOut > 0 ? trust : 0;
  let done = 0;
  const parts = [0];
  lengths.forEach((value, index) => {
    const lengthPart = length > 0 ? value / length : 1 / lengths.length;
    const timePart = realOut > 0 ? ((real[index + 1] ?? 0) - (real[index] ?? 0)) / realOut : 0;
    done += lengthPart * (1 - byTime) + timePart * byTime;
    parts.push(index === lengths.length - 1 ? 1 : done);
  });
  return parts;
}

/** What a request is doing at a time of the picture. Numbers, because a frame asks this of every dot. */
export const phase = { unseen: 0, lookup: 1, out: 2, back: 3, mark: 4, gone: 5 } as const;
export type Phase = (typeof phase)[keyof typeof phase];

/** What the request does at `nowMs`; where it is, is written into `out`. */
export function flightAt(found: Route, timing: VisualTime, outcome: Outcome, nowMs: number, out: MutablePoint): Phase {
  if (nowMs < timing.startMs) return phase.unseen;
  const arrivedMs = timing.times.at(-1) ?? timing.startMs;
  if (nowMs < arrivedMs) {
    const stage = stageAt(timing.times, nowMs);
    const isSeen = pointAtStage(found, stage, out);
    return !isSeen ? phase.unseen : stage < found.dnsStop ? phase.lookup : phase.out;
  }
  const last = found.stops.length - 1;
  if (outcome === 'answered') {
    if (nowMs >= timing.endMs) return phase.gone;
    const left = (timing.endMs - nowMs) / (timing.endMs - arrivedMs);
    return pointAtStage(found, stageAt(timing.times, timing.startMs + left * (arrivedMs - timing.startMs)), out) ? phase.back : phase.unseen;
  }
  pointAtStage(found, last, out);
  return nowMs < timing.goneMs ? phase.mark : phase.gone;
}
