import { wireStruct } from '../../kube/wireTypes.ts';
import { applyPieces, costToClose, opened } from './applyPieces.ts';
import { fieldOf, kindNames, type Frame, type Wanted } from './frames.ts';
import { findColons, type Colon, type KeyCandidate } from './keyCandidates.ts';
import { lex, type Lexed } from './lex.ts';
import { readPieces, type Piece } from './pieces.ts';
import { placements, type PlaceContext } from './placements.ts';
import type { Act, Cursor, State } from './state.ts';

/** One way to read a text to its end. */
export interface Reading { readonly cost: number; readonly acts: readonly Act[] }

const costs = { missingSpace: 2, shorterKey: 1.5, cut: 12 } as const;
const limits = { steps: 500_000, readings: 24, perSignature: 3, skippedColons: 5, skippedInComment: 16, skippedInBlock: 400 } as const;

interface Search {
  readonly lexed: Lexed;
  readonly colons: readonly Colon[];
  readonly isFlat: boolean;
  readonly hasSpaces: boolean;
  readonly hasLines: boolean;
  readonly kindsAt: readonly { readonly at: number; readonly kinds: readonly string[] }[];
  readonly beam: number;
  /** States by the colon that they have read. */
  readonly buckets: (State[] | undefined)[];
  readonly ends: Reading[];
  steps: number;
}

/** The cheapest readings of a text as Kubernetes objects, best first; none where there is none, or finding one takes too long. */
export function searchReadings(text: string): readonly Reading[] {
  const lexed = lex(text);
  const colons = findColons(lexed);
  const search: Search = {
    lexed, colons, isFlat: isFlat(text), hasSpaces: colons.filter((colon) => colon.hasSpaceAfter).length * 4 >= colons.length,
    hasLines: text.split('\n').length > colons.length * 0.6,
    kindsAt: findKinds(lexed), beam: colons.length < 250 ? 48 : colons.length < 1000 ? 24 : 10, buckets: [], ends: [], steps: 0,
  };
  if (search.kindsAt.length === 0) return [];
  expand(search, -1, [{ cost: 0, frame: undefined, pending: undefined, acts: [], previous: undefined }]);
  for (let index = 0; index < colons.length; index++) {
    const states = search.buckets[index];
    if (states === undefined) continue;
    search.buckets[index] = undefined;
    expand(search, index, pruned(states, search.beam));
    if (search.steps > limits.steps) return [];
  }
  return search.ends.sort((a, b) => a.cost - b.cost).slice(0, limits.readings);
}

/** Whether no line is indented deeper than another. */
function isFlat(text: string): boolean {
  const columns = text.split('\n').filter((line) => line.trim() !== '').map((line) => line.search(/[^\s-]/));
  return new Set(columns.filter((column) => column <= 2)).size <= 2 && columns.every((column) => column <= 2);
}

function findKinds({ text, colons }: Lexed): Search['kindsAt'] {
  return colons.flatMap((at) => {
    if (!/kind["']?[ \t]*$/.test(text.slice(Math.max(0, at - 12), at))) return [];
    const rest = text.slice(at + 1, at + 60).replace(/^[\s"']+/, '');
    const kinds = kindNames.filter((kind) => rest.startsWith(kind));
    return kinds.length === 0 ? [] : [{ at, kinds }];
  });
}

function kindsFrom({ kindsAt }: Search, position: number): readonly string[] {
  const found: string[] = [];
  let low = 0;
  let high = kindsAt.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((kindsAt[middle]?.at ?? 0) < position) low = middle + 1;
    else high = middle;
  }
  for (let index = low; index < Math.min(kindsAt.length, low + 2); index++) found.push(...(kindsAt[index]?.kinds ?? []));
  return [...new Set(found)];
}

function pruned(states: State[], beam: number): readonly State[] {
  states.sort((a, b) => a.cost - b.cost);
  const best = states[0]?.cost ?? 0;
  const counts = new Map<number, number>();
  const kept: State[] = [];
  for (const state of states) {
    if (kept.length >= beam || state.cost > best + costs.cut) break;
    const signature = state.frame?.signature ?? 0;
    const count = counts.get(signature) ?? 0;
    if (count >= limits.perSignature) continue;
    counts.set(signature, count + 1);
    kept.push(state);
  }
  return kept;
}

/** From behind one colon to behind each of the next ones that may end a key. */
function expand(search: Search, index: number, states: readonly State[]): void {
  const { lexed, colons } = search;
  const colon = colons[index];
  const start = colon?.end ?? 0;
  const cursors = states.map((state) => startCursor(search, state, colon));
  let skipped = 0;
  let limit: number = limits.skippedColons;
  let next = index + 1;
  for (; next < colons.length && skipped <= limit; next++, skipped++) {
    const target = colons[next];
    if (target === undefined) break;
    let least = Infinity;
    for (const key of target.candidates) {
      if (key.start < start || !cursors.some((_, at) => mayTake(states[at], key))) continue;
      const pieces = readPieces(lexed, start, key.start, search.hasSpaces);
      limit = Math.max(limit, skipLimit(pieces));
      const floor = colon === undefined ? 0 : pieces.reduce((sum, piece) => sum + (piece.kind === 'value' ? piece.colonCost : 0), 0);
      least = Math.min(least, floor);
      if (floor < costs.cut) step(search, states, cursors, pieces, key, next);
    }
    // Every further colon makes the value between less likely still.
    if (least !== Infinity && least >= costs.cut) break;
    if (search.steps > limits.steps) return;
  }
  if (next >= colons.length) finish(search, states, cursors, readPieces(lexed, start, lexed.text.length, search.hasSpaces));
}

function skipLimit(pieces: readonly Piece[]): number {
  if (pieces.some((piece) => piece.kind === 'block')) return limits.skippedInBlock;
  return pieces.some((piece) => piece.kind === 'comment') ? limits.skippedInComment : limits.skippedColons;
}

function startCursor({ hasSpaces }: Search, state: State, colon: Colon | undefined): Cursor {
  const lacksSpace = hasSpaces && colon !== undefined && !colon.hasSpaceAfter && state.pending?.wanted.kind === 'scalar';
  return { frame: state.frame, pending: state.pending, cost: state.cost + (lacksSpace ? costs.missingSpace : 0), acts: [], last: state.previous === undefined ? 'start' : 'key', isAfterComment: false };
}

function step(search: Search, states: readonly State[], cursors: readonly Cursor[], pieces: readonly Piece[], key: KeyCandidate, target: number): void {
  const context: PlaceContext = { isFlat: search.isFlat, hasLines: search.hasLines, kinds: kindsFrom(search, key.start) };
  const colon = search.colons[target];
  const longer = colon?.candidates.filter((other) => other.isField && other.start < key.start && other.glue !== 'guess') ?? [];
  const bucket = (search.buckets[target] ??= []);
  let bestKnown = bucket.reduce((least, state) => Math.min(least, state.cost), Infinity);
  for (const [index, cursor] of cursors.entries()) {
    const previous = states[index];
    if (cursor.cost > bestKnown + costs.cut) break;
    if (previous === undefined || !mayTake(previous, key)) continue;
    for (const after of applyPieces(cursor, pieces, search.isFlat, key.name === 'apiVersion' || key.name === 'kind')) {
      search.steps++;
      if (after.cost > bestKnown + costs.cut || after.cost > (states[0]?.cost ?? 0) + costs.cut * 2) continue;
      for (const placed of placements(after, key, context)) {
        const cost = placed.cost + (longer.length > 0 && placed.frame?.kind === 'struct' ? costs.shorterKey : 0);
        if (cost > bestKnown + costs.cut) continue;
        bestKnown = Math.min(bestKnown, cost);
        bucket.push({ ...placed, cost, previous });
      }
    }
  }
}

/** Whether any frame that is open, or the value that comes, could hold the key: looked at before the text between is. */
function mayTake(state: State | undefined, key: KeyCandidate): boolean {
  if (state === undefined) return false;
  const { frame, pending } = state;
  if (frame === undefined || key.name === 'apiVersion' || key.name === 'kind') return key.isField;
  if (frame.kind === 'map' || pending?.wanted.kind === 'map') return true;
  if (!key.isField) return false;
  if (pending !== undefined && pending.wanted.kind !== 'scalar' && holds(pending.wanted, key.name)) return true;
  for (let current: Frame | undefined = frame; current !== undefined; current = current.parent) {
    if (current.of === undefined ? fieldOf(current, key.name) !== undefined || (current.struct === undefined && current.objectKind === '') : holds(current.of, key.name)) return true;
  }
  return false;
}

function holds(wanted: Wanted, name: string): boolean {
  switch (wanted.kind) {
    case 'struct': return wireStruct(wanted.struct).fields.has(name);
    case 'list': return holds(wanted.of, name);
    case 'objects': case 'map': return true;
    case 'scalar': return false;
  }
}

function finish(search: Search, states: readonly State[], cursors: readonly Cursor[], pieces: readonly Piece[]): void {
  const best = search.ends.reduce((least, reading) => Math.min(least, reading.cost), Infinity);
  for (const [index, cursor] of cursors.entries()) {
    const state = states[index];
    if (state?.previous === undefined) continue;
    for (const after of applyPieces(cursor, pieces, search.isFlat, true)) {
      const { frame, cost } = opened(after);
      const total = cost + costToClose(frame, undefined);
      if (total > best + costs.cut) continue;
      search.ends.push({ cost: total, acts: [...actsOf(state), ...after.acts] });
    }
  }
}

function actsOf(state: State): readonly Act[] {
  const chain: (readonly Act[])[] = [];
  for (let current: State | undefined = state; current !== undefined; current = current.previous) chain.push(current.acts);
  return chain.reverse().flat();
}
