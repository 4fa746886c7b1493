import type { Place, RequestSummary } from '../protocol/request.ts';
import { across, anchor } from './anchors.ts';
import type { Anchor } from './anchors.ts';
import { groupPort } from './edges.ts';
import { curveAlongLeft, curveBetween, curveLength, straight } from './geometry.ts';
import type { Curve, Point } from './geometry.ts';
import { entryKey } from './leftLanes.ts';
import { measures } from './measures.ts';
import { nodeKey } from './podGroups.ts';
import type { PodBox, PodGroup, Scene } from './scene.ts';

export type Way = RequestSummary['way'];

/** The geometry of a way: stops, and the curves between them. Ways over the same places share one. */
export interface Route {
  readonly key: string;
  readonly stops: readonly Stop[];
  readonly curves: readonly Curve[];
  /** The stretch of each curve, counted in stops: a curve from 1 to 1.5 is the first half between the second stop and the third. */
  readonly from: readonly number[];
  readonly to: readonly number[];
  /** Curves that lead behind a card, where a dot would hide what is written on it. */
  readonly isHidden: readonly boolean[];
  /** Curves between boxes; the others lead across a card or stay inside a Node. */
  readonly isBetween: readonly boolean[];
  /** The length of the way from each stop to the next. */
  readonly lengths: readonly number[];
  /** The stop at which the name is looked up; -1 where none is. */
  readonly dnsStop: number;
}

interface Stop {
  readonly place: Place;
  /** Its place in the way; a stop that the picture adds lies between two. */
  readonly wayIndex: number;
  readonly anchor: Anchor;
}

const placeKey = (place: Place): string => {
  switch (place.kind) {
    case 'client': {
      const { client } = place;
      return client.kind === 'workload' ? client.id : client.kind === 'pod' ? `${client.kind}/${client.namespace}/${client.name}` : `${client.kind}/${client.name}`;
    }
    case 'dns':
      return 'dns';
    case 'loadBalancer':
      return `lb/${place.service}`;
    case 'node':
      return `node/${place.name}`;
    case 'outside':
      return `outside/${place.name}`;
    case 'service':
    case 'pod':
      return place.id;
  }
};

export const routeKey = (way: Way): string => way.map(({ place }) => placeKey(place)).join('>');

/** The geometry of a way in this scene; null where its first place is not drawn. */
export function route(scene: Scene, way: Way): Route | null {
  const stops = findStops(scene, tidyPlaces(scene, way));
  const first = stops[0];
  if (first === undefined) return null;
  if (stops.length === 1) stops.push(nowhere(first, way.length - 1));
  const curves: Curve[] = [];
  const from: number[] = [];
  const to: number[] = [];
  const isHidden: boolean[] = [];
  const isBetween: boolean[] = [];
  const lengths: number[] = [];
  for (let index = 0; index + 1 < stops.length; index += 1) {
    const start = stops[index];
    const end = stops[index + 1];
    if (start === undefined || end === undefined) continue;
    const stretch = stretchBetween(scene, start, end);
    const sizes = stretch.map(({ curve }) => curveLength(curve));
    const length = sizes.reduce((sum, size) => sum + size, 0);
    let done = 0;
    stretch.forEach(({ curve, role }, part) => {
      const size = length === 0 ? 1 / stretch.length : (sizes[part] ?? 0) / length;
      curves.push(curve);
      isHidden.push(role === 'across' && start.place.kind === 'loadBalancer');
      isBetween.push(role === 'between');
      from.push(index + done);
      done += size;
      to.push(part === stretch.length - 1 ? index + 1 : index + done);
    });
    lengths.push(length);
  }
  return { key: routeKey(way), stops, curves, from, to, isHidden, isBetween, lengths, dnsStop: stops.findIndex((stop) => stop.place.kind === 'dns') };
}

interface PlaceAt { readonly place: Place; readonly wayIndex: number }

const isOutside = (current: PlaceAt | undefined): boolean => current?.place.kind === 'client' && current.place.client.kind === 'outside';

/**
 * The order in which the picture shows the places. kube-proxy of a Node and the Service whose rule it applies are one instant: the
 * Service comes first, since it stands before the Nodes. Where the way of a client inside ends at that rule, it ends at the Service. The
 * Node of a Pod is not a stop of its own, unless its rules were used.
 */
function tidyPlaces(scene: Scene, way: Way): PlaceAt[] {
  const places: PlaceAt[] = way.map(({ place }, wayIndex) => ({ place, wayIndex }));
  const usedNodes = new Set<PlaceAt>();
  for (let index = 0; index + 1 < places.length; index += 1) {
    const current = places[index];
    const next = places[index + 1];
    if (current?.place.kind !== 'node' || next?.place.kind !== 'service') continue;
    if (index + 2 === places.length && !isOutside(places[0])) {
      places.splice(index, 1);
      break;
    }
    const node: PlaceAt = { place: current.place, wayIndex: next.wayIndex };
    places[index] = { place: next.place, wayIndex: current.wayIndex };
    places[index + 1] = node;
    usedNodes.add(node);
    const entry = isOutside(places[index - 1]) ? entryOf(scene, next.place.id) : null;
    if (entry !== null) {
      places.splice(index, 0, { place: entry, wayIndex: current.wayIndex - 0.5 });
      index += 1;
    }
  }
  return places.filter((current, index) => {
    const next = places[index + 1];
    const previous = places[index - 1];
    if (current.place.kind === 'client' && index > 0 && previous?.place.kind === 'dns') return false;
    if (current.place.kind !== 'node' || usedNodes.has(current) || next === undefined) return true;
    // Nodes that only pass a packet on between Pods decide nothing.
    if (!isOutside(places[0]) && (next.place.kind === 'node' || next.place.kind === 'pod') && !isUsedBefore(places, index, usedNodes)) return false;
    return next.place.kind !== 'pod' || scene.locate(next.place.id)?.box !== nodeKey(current.place.name);
  });
}

const isUsedBefore = (places: readonly PlaceAt[], index: number, used: ReadonlySet<PlaceAt>): boolean => places.slice(0, index).some((place) => used.has(place));

/** A request to a Node's port or to an external IP comes in through the card that stands for it. */
function entryOf(scene: Scene, service: string): Place | null {
  return scene.boxes.has(entryKey('nodePort', service)) || scene.boxes.has(entryKey('externalIP', service)) ? { kind: 'loadBalancer', address: '', service } : null;
}

function anchorOf(scene: Scene, { place }: PlaceAt): Anchor | null {
  if (place.kind !== 'loadBalancer' || place.address !== '') return anchor(scene, place);
  const box = scene.boxes.get(entryKey('nodePort', place.service)) ?? scene.boxes.get(entryKey('externalIP', place.service));
  return box === undefined ? null : across(box);
}

function findStops(scene: Scene, places: readonly PlaceAt[]): Stop[] {
  const stops: Stop[] = [];
  for (const [index, current] of places.entries()) {
    const before = stops.at(-1);
    if (current.place.kind === 'dns') {
      if (before === undefined) continue;
      const point = { x: before.anchor.out.x + measures.dnsStop, y: before.anchor.out.y };
      stops.push({ ...current, anchor: { in: point, out: point, box: before.anchor.box } });
      continue;
    }
    const found = anchorOf(scene, current);
    if (found === null) continue;
    // Where a packet ends at a Service, it ends before its door.
    const isEnd = index === places.length - 1 && current.place.kind === 'service';
    stops.push({ ...current, anchor: isEnd ? { ...found, in: { x: found.in.x - 9, y: found.in.y } } : found });
  }
  return stops;
}

/** A packet that no place took goes a little way and ends. */
function nowhere(first: Stop, wayIndex: number): Stop {
  const point = { x: first.anchor.out.x + measures.dnsStop * 1.6, y: first.anchor.out.y };
  return { place: first.place, wayIndex, anchor: { in: point, out: point, box: first.anchor.box } };
}

interface Part { readonly curve: Curve; readonly role: 'across' | 'between' | 'inside' }

const outside = (curve: Curve): Part => ({ curve, role: 'between' });
const inside = (curve: Curve): Part => ({ curve, role: 'inside' });

function stretchBetween(scene: Scene, start: Stop, end: Stop): Part[] {
  const across: Part[] = start.anchor.in.x !== start.anchor.out.x ? [{ curve: straight(start.anchor.in, start.anchor.out), role: 'across' }] : [];
  return [...across, ...between(scene, start, end)];
}

function between(scene: Scene, start: Stop, end: Stop): Part[] {
  const from = start.anchor.out;
  const to = end.anchor.in;
  const isFromNode = start.place.kind === 'node' && scene.boxes.get(start.anchor.box)?.type === 'node';
  if (end.place.kind === 'pod') {
    const door = doorOf(scene, end);
    if (door === null) return [outside(curveBetween(from, to))];
    if (isFromNode) {
      // Down the left margin, so that it does not run across other Pods.
      if (start.anchor.box === end.anchor.box) return [inside(curveAlongLeft(from, door, 10)), inside(straight(door, to))];
      return [outside(curveAlongLeft(from, door, 36)), inside(curveBetween(door, to))];
    }
    // Along the drawn edge up to the box, then inside it.
    return [outside(curveBetween(from, door)), inside(straight(door, to))];
  }
  return [outside(isFromNode && end.place.kind === 'node' ? curveAlongLeft(from, to, 40) : curveBetween(from, to))];
}

function doorOf(scene: Scene, stop: Stop): Point | null {
  if (stop.place.kind !== 'pod') return null;
  const location = scene.locate(stop.place.id);
  const box: PodBox | null = asPodBox(scene, location?.box);
  const group: PodGroup | undefined = box?.groups.find((candidate) => candidate.key === location?.group);
  return box === null || group === undefined ? null : groupPort(box, group);
}

function asPodBox(scene: Scene, key: string | undefined): PodBox | null {
  const box = key === undefined ? undefined : scene.boxes.get(key);
  return box?.type === 'node' || box?.type === 'pending' ? box : null;
}
