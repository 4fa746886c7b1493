import { costToClose, opened, startItem } from './applyPieces.ts';
import { closingCost, closingCosts, fieldOf, hasKey, objectFrame, withKey, type Frame, type Wanted } from './frames.ts';
import type { KeyCandidate } from './keyCandidates.ts';
import type { Cursor, State } from './state.ts';

const fieldGlue = { line: 0, space: 0.2, glued: 1, guess: 99 } as const;
const freeGlue = { line: 0.5, space: 1.2, glued: 3, guess: 8 } as const;
const costs = { noDash: 3, column: 1, shallow: 0.6, newDocument: 1.5, inComment: 0.7, inCommentLine: 3, emptyComment: 6, guessedKind: 0.5, fieldAsFree: 0.3, camelAsFree: 3, noValueOnLine: 8 } as const;

/** What a placement has to know of the text. */
export interface PlaceContext {
  /** All keys start at the same column: columns say nothing. */
  readonly isFlat: boolean;
  /** Most keys start a line, so that most comments end with theirs. */
  readonly hasLines: boolean;
  /** Kinds that an object starting here may have, the likeliest first. */
  readonly kinds: readonly string[];
}

/** All frames that a key may be put into. */
export function placements(given: Cursor, key: KeyCandidate, context: PlaceContext): readonly Omit<State, 'previous'>[] {
  const cursor = opened(given);
  const isValueLost = given.pending?.wanted.kind === 'scalar' && key.column === -1;
  const base = cursor.cost + (isValueLost ? costs.noValueOnLine : 0) + (given.isAfterComment ? commentCost(given, key, context) : 0);
  const found: Omit<State, 'previous'>[] = [];
  const put = (frame: Frame, wanted: Wanted, cost: number, acts = cursor.acts): void => {
    const next = withKey(frame, key.name, key.column);
    found.push({ cost: base + cost + columnCost(frame, key, context), frame: next, pending: { wanted, key: key.name, owner: next }, acts: [...acts, { kind: 'key', indent: frame.indent, raw: key.raw }] });
  };
  let closing = 0;
  for (let frame = cursor.frame; frame !== undefined; frame = frame.parent) {
    placeIn(frame, cursor, key, context, closing, put);
    closing += closingCost(frame) + closingCosts.level;
  }
  const isNew = key.isField && key.glue !== 'guess' && (cursor.frame === undefined || ((key.name === 'apiVersion' || key.name === 'kind') && isComplete(cursor.frame)));
  if (isNew) {
    const isFirst = cursor.frame === undefined;
    const acts = isFirst ? cursor.acts : [...cursor.acts, { kind: 'document' } as const];
    const cost = isFirst ? 0 : costToClose(cursor.frame, undefined) + costs.newDocument;
    startObject(undefined, 0, key, context, (frame, wanted, extra) => {
      put(frame, wanted, cost + extra, acts);
    });
  }
  return found;
}

/** What it costs to take the rest of a comment for a key. */
function commentCost({ acts }: Cursor, key: KeyCandidate, { hasLines }: PlaceContext): number {
  if (key.column !== -1) return 0;
  const last = acts.at(-1);
  const isEmpty = last?.kind === 'comment' && !/[A-Za-z0-9]/.test(last.text);
  return (isEmpty ? costs.emptyComment : 0) + (hasLines ? costs.inCommentLine : key.glue === 'space' ? costs.inComment : 0);
}

type Put = (frame: Frame, wanted: Wanted, cost: number, acts?: Cursor['acts']) => void;

function placeIn(frame: Frame, cursor: Cursor, key: KeyCandidate, context: PlaceContext, closing: number, put: Put): void {
  if (frame.kind === 'map') {
    if (frame.of !== undefined && !hasKey(frame, key.name) && !cursorHasDash(cursor, frame)) put(frame, frame.of, closing + freeGlue[key.glue] + (key.isField && frame.count > 0 ? (/[a-z][A-Z]/.test(key.name) ? costs.camelAsFree : costs.fieldAsFree) : 0));
    return;
  }
  if (!key.isField || key.glue === 'guess') return;
  const glue = closing + fieldGlue[key.glue];
  if (frame.kind === 'list') {
    placeInItem(frame, cursor, key, context, glue + costs.noDash, put);
    return;
  }
  if (frame.struct === undefined && frame.objectKind === '') {
    startObject(frame.parent, frame.indent, key, context, (object, wanted, extra) => {
      put(object, wanted, glue + extra);
    });
    return;
  }
  const wanted = fieldOf(frame, key.name);
  if (wanted !== undefined && !hasKey(frame, key.name)) put(frame, wanted, glue + rarity(frame, key.name));
}

/** Fields that hardly anyone uses, beside usual ones of the same name a level above or below. */
const rare: ReadonlySet<string> = new Set([
  'PodSpec.resources', 'Container.restartPolicy', 'Probe.terminationGracePeriodSeconds', 'PodSpec.activeDeadlineSeconds', 'JobSpec.suspend', 'ContainerPort.hostIP', 'HTTPGetAction.host',
  'TCPSocketAction.host', 'VolumeMount.recursiveReadOnly', 'JobSpec.selector', 'PersistentVolumeClaimSpec.selector', 'PodSpec.priority',
  'PodSpec.serviceAccount', 'Volume.image', 'SecretVolumeSource.optional', 'ConfigMapVolumeSource.optional', 'NetworkPolicyPort.endPort',
]);
const rareCost = 2.5;

function rarity(frame: Frame, key: string): number {
  if (frame.parent?.key === 'initContainers' && key === 'restartPolicy') return 0;
  return rare.has(`${frame.struct?.name ?? ''}.${key}`) ? rareCost : 0;
}

/** An item whose dash was lost. */
function placeInItem(list: Frame, cursor: Cursor, key: KeyCandidate, context: PlaceContext, cost: number, put: Put): void {
  if (list.of?.kind !== 'struct' && list.of?.kind !== 'objects') return;
  const item = startItem({ ...cursor, cost: 0 }, list, -1);
  if (item.frame === undefined) return;
  if (list.of.kind === 'objects') {
    startObject(item.frame.parent, item.frame.indent, key, context, (object, wanted, extra) => {
      put(object, wanted, cost + extra, item.acts);
    });
    return;
  }
  const wanted = fieldOf(item.frame, key.name);
  if (wanted !== undefined) put(item.frame, wanted, cost, item.acts);
}

function startObject(parent: Frame | undefined, indent: number, key: KeyCandidate, { kinds }: PlaceContext, put: Put): void {
  for (const [rank, kind] of kinds.entries()) {
    const frame = objectFrame(kind, parent, indent);
    const wanted = fieldOf(frame, key.name);
    if (wanted !== undefined) put(frame, wanted, rank * costs.guessedKind);
  }
}

/** A dash directly before a key starts an item: no map takes it. */
function cursorHasDash(cursor: Cursor, frame: Frame): boolean {
  return cursor.last === 'dash' && cursor.frame !== frame;
}

function isComplete(frame: Frame): boolean {
  let root = frame;
  while (root.parent !== undefined) root = root.parent;
  return hasKey(root, 'apiVersion') && hasKey(root, 'kind');
}

function columnCost(frame: Frame, key: KeyCandidate, { isFlat }: PlaceContext): number {
  if (isFlat || key.column === -1) return 0;
  if (frame.column !== -1) return frame.column === key.column ? 0 : costs.column;
  const outer = frame.parent?.kind === 'list' ? frame.parent.parent : frame.parent;
  return outer !== undefined && outer.column !== -1 && key.column <= outer.column ? costs.shallow : 0;
}
