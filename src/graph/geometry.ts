export interface Point { readonly x: number; readonly y: number }
export interface Rect { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

/** A point that a caller lends, so that sampling a path thousands of times a second allocates nothing. */
export interface MutablePoint { x: number; y: number }

/** A cubic Bézier curve from (x0, y0) to (x3, y3). */
export interface Curve {
  readonly x0: number; readonly y0: number;
  readonly x1: number; readonly y1: number;
  readonly x2: number; readonly y2: number;
  readonly x3: number; readonly y3: number;
}

export const leftOf = (rect: Rect): Point => ({ x: rect.x, y: rect.y + rect.height / 2 });

export const sameRect = (a: Rect, b: Rect): boolean => a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;

/** The smallest rectangle around all of them; empty at the origin where there are none. */
export function boundsOf(rects: Iterable<Rect>): Rect {
  let left = Infinity;
  let top = Infinity;
  let right = -Infinity;
  let bottom = -Infinity;
  for (const rect of rects) {
    left = Math.min(left, rect.x);
    top = Math.min(top, rect.y);
    right = Math.max(right, rect.x + rect.width);
    bottom = Math.max(bottom, rect.y + rect.height);
  }
  return left === Infinity ? { x: 0, y: 0, width: 0, height: 0 } : { x: left, y: top, width: right - left, height: bottom - top };
}

/** Leaves and arrives horizontally, as the edges between two lanes do. Backwards it swings out on both sides. */
export function curveBetween(from: Point, to: Point): Curve {
  const dx = to.x - from.x;
  const reach = dx >= 0 ? Math.min(Math.max(dx * 0.5, Math.min(24, dx)), 160) : Math.min(40 - dx * 0.25, 120);
  return { x0: from.x, y0: from.y, x1: from.x + reach, y1: from.y, x2: to.x - reach, y2: to.y, x3: to.x, y3: to.y };
}

/** Swings out to the left of two points that stand above each other, as between Nodes. */
export function curveAlongLeft(from: Point, to: Point, reach: number): Curve {
  return { x0: from.x, y0: from.y, x1: from.x - reach, y1: from.y, x2: to.x - reach, y2: to.y, x3: to.x, y3: to.y };
}

export function straight(from: Point, to: Point): Curve {
  const dx = (to.x - from.x) / 3;
  const dy = (to.y - from.y) / 3;
  return { x0: from.x, y0: from.y, x1: from.x + dx, y1: from.y + dy, x2: to.x - dx, y2: to.y - dy, x3: to.x, y3: to.y };
}

/** The point at `t` from 0 to 1, written into `out`. */
export function pointOnCurve(curve: Curve, t: number, out: MutablePoint): MutablePoint {
  const s = 1 - t;
  const a = s * s * s;
  const b = 3 * s * s * t;
  const c = 3 * s * t * t;
  const d = t * t * t;
  out.x = a * curve.x0 + b * curve.x1 + c * curve.x2 + d * curve.x3;
  out.y = a * curve.y0 + b * curve.y1 + c * curve.y2 + d * curve.y3;
  return out;
}

/** The length of the curve, near enough to share out time by it. */
export function curveLength(curve: Curve): number {
  const chord = Math.hypot(curve.x3 - curve.x0, curve.y3 - curve.y0);
  const hull =
    Math.hypot(curve.x1 - curve.x0, curve.y1 - curve.y0) + Math.hypot(curve.x2 - curve.x1, curve.y2 - curve.y1) + Math.hypot(curve.x3 - curve.x2, curve.y3 - curve.y2);
  return (chord + hull) / 2;
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** The `d` attribute of an SVG path. */
export function svgPath(curve: Curve): string {
  return `M${round(curve.x0)} ${round(curve.y0)}C${round(curve.x1)} ${round(curve.y1)} ${round(curve.x2)} ${round(curve.y2)} ${round(curve.x3)} ${round(curve.y3)}`;
}
