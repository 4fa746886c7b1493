import { childFrame, closingCost, closingCosts, objectFrame, withItem, type Frame } from './frames.ts';
import { endsWithFieldName } from './keyCandidates.ts';
import type { Piece } from './pieces.ts';
import type { Act, Cursor, Pending } from './state.ts';
import { valueCost } from './valueCost.ts';

const costs = { noValue: 4, newLine: 2, continuation: 12, tightDash: 1, column: 1, dropped: 2.5, misplaced: 15, prose: 2.5, lostBreaks: 30, lostManifest: 30, lostPair: 3, noList: 20 } as const;
const flow = /^[{["'&*]/;
const sentence = /^(\S+?)(?:[ \t]+|(?<=[a-z0-9])(?=[A-Z]))((?:[A-Z][A-Za-z']*|[a-z]+ly|now|then)(?:[ ,]+\S+){2,})$/;
const MAX_CURSORS = 24;

/** All ways to go on from a cursor over what stands before the next key. `isEnd`: no key of the same document follows. */
export function applyPieces(start: Cursor, pieces: readonly Piece[], isFlat: boolean, isEnd: boolean): readonly Cursor[] {
  let cursors: Cursor[] = [start];
  for (const [index, piece] of pieces.entries()) {
    const rest = pieces.slice(index + 1);
    const isLast = (rest.length === 0 && isEnd) || rest[0]?.kind === 'document';
    cursors = cursors.flatMap((cursor) => applyPiece(cursor, piece, isLast, isFlat));
    if (cursors.length > MAX_CURSORS) cursors = cursors.sort((a, b) => a.cost - b.cost).slice(0, MAX_CURSORS);
  }
  return cursors;
}

function applyPiece(cursor: Cursor, piece: Piece, isLast: boolean, isFlat: boolean): readonly Cursor[] {
  switch (piece.kind) {
    case 'comment': return [{ ...cursor, cost: cursor.cost + piece.colonCost, isAfterComment: true, acts: [...cursor.acts, { kind: 'comment', text: piece.text, isOwnLine: piece.isOwnLine }] }];
    case 'document': return [nextDocument(cursor)];
    case 'dash': return applyDash(cursor, piece.column, piece.isTight, isFlat);
    case 'block': return [applyBlock({ ...cursor, cost: cursor.cost + piece.colonCost }, piece.header, piece.lines)];
    case 'value': return applyValue(cursor, piece.text, piece.isOnNewLine, piece.colonCost, isLast);
  }
}

function nextDocument(cursor: Cursor): Cursor {
  const { frame, cost } = opened(cursor);
  const acts: readonly Act[] = cursor.acts.length === 0 && cursor.last === 'start' ? [] : [...cursor.acts, { kind: 'document' }];
  return { frame: undefined, pending: undefined, cost: cost + costToClose(frame, undefined), acts, last: 'start', isAfterComment: false };
}

/** What it costs to close everything from `frame` up to, but not with, `outer`. */
export function costToClose(frame: Frame | undefined, outer: Frame | undefined): number {
  let cost = 0;
  for (let current = frame; current !== undefined && current !== outer; current = current.parent) cost += closingCost(current) + closingCosts.level;
  return cost;
}

/** The cursor with the value that its key still waits for opened, or left out. */
export function opened(cursor: Cursor): Cursor {
  const { pending, frame } = cursor;
  if (pending === undefined || frame === undefined) return cursor;
  if (pending.wanted.kind === 'scalar') return { ...cursor, pending: undefined, cost: cursor.cost + costs.noValue };
  return { ...cursor, pending: undefined, frame: childFrame(frame, pending.wanted, pending.key) };
}

function applyDash(cursor: Cursor, column: number, isTight: boolean, isFlat: boolean): readonly Cursor[] {
  const base = opened(cursor);
  const found: Cursor[] = [];
  let closing = isTight ? costs.tightDash : 0;
  if (cursor.last === 'dash') closing += costs.noValue;
  for (let frame = base.frame; frame !== undefined; frame = frame.parent) {
    if (frame.kind === 'list') {
      const isAside = !isFlat && column !== -1 && frame.column !== -1 && frame.column !== column;
      found.push(startItem({ ...base, cost: base.cost + closing + (isAside ? costs.column : 0) }, frame, column));
    }
    closing += closingCost(frame) + closingCosts.level;
  }
  return found.length > 0 ? found : [{ ...base, cost: base.cost + costs.noList, last: 'value' }];
}

/** The cursor inside a new item of `list`. */
export function startItem(cursor: Cursor, list: Frame, column: number): Cursor {
  const frame = withItem(list, column);
  const acts: readonly Act[] = [...cursor.acts, { kind: 'item', indent: list.indent }];
  const common = { cost: cursor.cost, acts, last: 'dash', isAfterComment: false } as const;
  const of = frame.of;
  if (of === undefined || of.kind === 'objects') return { ...common, frame: objectFrame('', frame, frame.indent + 2), pending: undefined };
  if (of.kind === 'struct') return { ...common, frame: childFrame(frame, of, ''), pending: undefined };
  return { ...common, frame, pending: { wanted: of, key: frame.key, owner: frame.parent ?? frame } };
}

function applyBlock(cursor: Cursor, header: string, lines: readonly string[]): Cursor {
  const isText = cursor.pending?.wanted.kind === 'scalar' && cursor.pending.wanted.scalar === 'string';
  const cost = cursor.cost + (isText ? 0 : costs.misplaced) + (lines.every((line) => line === '') ? costs.noValue : 0);
  return { ...cursor, cost, pending: undefined, last: 'value', isAfterComment: false, acts: [...cursor.acts, { kind: 'block', header, lines }] };
}

function applyValue(cursor: Cursor, text: string, isOnNewLine: boolean, colonCost: number, isLast: boolean): readonly Cursor[] {
  const { pending } = cursor;
  if (cursor.frame === undefined || (pending === undefined && cursor.last === 'dropped')) return [dropped(cursor, text, cursor.last === 'dropped' ? 0 : costs.dropped)];
  if (pending === undefined) return [afterValue(cursor, text, isOnNewLine, colonCost), ...(isLast && isSentence(text) ? [dropped(cursor, text, costs.dropped + (isOnNewLine ? 0 : 0.5))] : [])];
  const whole = filled(cursor, pending, text, colonCost + (isOnNewLine ? costs.newLine : 0));
  const parts = isLast && !flow.test(text) ? sentence.exec(text) : null;
  if (parts === null || holdsKeys(parts[2] ?? '')) return [whole];
  const head = filled(cursor, pending, parts[1] ?? '', costs.prose);
  return [whole, { ...head, acts: [...head.acts, { kind: 'dropped' }], last: 'dropped' }];
}

function dropped(cursor: Cursor, text: string, cost: number): Cursor {
  return { ...cursor, cost: cursor.cost + cost + (holdsKeys(text) ? costs.lostManifest : (text.match(/[\w-]:[ \t]+\S/g)?.length ?? 0) * costs.lostPair), last: 'dropped', isAfterComment: false, acts: [...cursor.acts, { kind: 'dropped' }] };
}

/** A text that holds keys with values is no prose. */
function holdsKeys(text: string): boolean {
  return [...text.matchAll(/([A-Za-z]+)["']?[ \t]*:(?=[ \t\n]*\S)/g)].some((match) => endsWithFieldName(match[1] ?? ''));
}

function isSentence(text: string): boolean {
  return /^\S+(?:[ ,]+\S+){2,}$/.test(text) || /^(?:[.…]+|[A-Z]\w+[.!])$/.test(text);
}

function filled(cursor: Cursor, pending: Pending, text: string, extra: number): Cursor {
  const lost = /^[|>][-+]?[0-9]?(?=\S|[ \t])/.test(text) && pending.wanted.kind === 'scalar' ? costs.lostBreaks : 0;
  const cost = cursor.cost + extra + lost + valueCost(pending.wanted, text, pending.owner, pending.key) + kindCost(pending, text);
  return { ...cursor, cost, pending: undefined, last: 'value', isAfterComment: false, acts: [...cursor.acts, { kind: 'value', text }] };
}

/** The kind was taken for granted when the object's first key was read. */
function kindCost({ owner, key }: Pending, text: string): number {
  if (key !== 'kind' || owner.objectKind === '' || owner.key !== '') return 0;
  return text.replace(/^["']|["']$/g, '') === owner.objectKind ? 0 : 60;
}

/** A value where there was one already: of a flow item, of a text over several lines, or none. */
function afterValue(cursor: Cursor, text: string, isOnNewLine: boolean, colonCost: number): Cursor {
  const { frame } = cursor;
  if (cursor.last === 'dash' && frame?.count === 0 && frame.parent?.kind === 'list') {
    const cost = cursor.cost + (/^[{&*]/.test(text) ? 0 : costs.misplaced);
    return { ...cursor, cost, frame: frame.parent, last: 'value', isAfterComment: false, acts: [...cursor.acts, { kind: 'value', text }] };
  }
  const cost = cursor.cost + costs.continuation + colonCost + (isOnNewLine ? 0 : costs.misplaced);
  return { ...cursor, cost, last: 'value', isAfterComment: false, acts: joined(cursor.acts, text) };
}

function joined(acts: readonly Act[], text: string): readonly Act[] {
  const last = acts.at(-1);
  return last?.kind === 'value' ? [...acts.slice(0, -1), { kind: 'value', text: `${last.text} ${text}` }] : [...acts, { kind: 'value', text }];
}
