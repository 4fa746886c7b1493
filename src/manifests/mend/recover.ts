import { deepEqual } from '../../kube/objects.ts';
import type { MendNote, MendReading } from '../../protocol/mending.ts';
import { judge, type Judgement } from './judge.ts';
import { searchReadings, type Reading } from './search.ts';
import { writeActs } from './writeActs.ts';

/** The readings of a text without shape that are about as good as the best; none where no reading is clear. */
type Recovery = readonly MendReading[];

const penalties = { shape: 40, decoding: 12, invalid: 4, mostInvalid: 12, unknown: 1 } as const;
/** Readings closer than this are equally good. */
const MARGIN = 0.95;
const limits = { judged: 14, offered: 5 } as const;

interface Judged { readonly text: string; readonly total: number; readonly judgement: Judgement; readonly reading: Reading }

export function recover(text: string): Recovery {
  const readings = searchReadings(text).filter((reading) => !hasLostLines(reading));
  const judged: Judged[] = [];
  const seen = new Set<string>();
  for (const reading of readings) {
    const written = writeActs(reading.acts);
    if (seen.has(written) || judged.length >= limits.judged) continue;
    seen.add(written);
    const judgement = judge(written);
    judged.push({ text: written, reading, judgement, total: reading.cost + penalty(judgement) });
  }
  judged.sort((a, b) => a.total - b.total);
  const [best] = judged;
  if (best === undefined || !best.judgement.isShapely || best.judgement.decodingErrors > 0 || isFarFetched(best)) return [];
  const rivals: Judged[] = [];
  for (const other of judged) {
    if (other.total > best.total + MARGIN || !other.judgement.isShapely || other.judgement.decodingErrors > 0) continue;
    if (!rivals.some((rival) => deepEqual(rival.judgement.bodies, other.judgement.bodies))) rivals.push(other);
  }
  return rivals.length > limits.offered ? [] : rivals.map((rival) => ({ text: rival.text, notes: notesOf(rival.reading) }));
}

/** More was guessed than read; what the API server would refuse has less credit. */
function isFarFetched({ reading, judgement }: Judged): boolean {
  const keys = reading.acts.filter((act) => act.kind === 'key').length;
  return reading.cost > (judgement.invalid > 0 ? 8 + 0.9 * keys : 10 + 2 * keys);
}

/** The lines of a block scalar that stands on one line cannot be found again. */
function hasLostLines({ acts }: Reading): boolean {
  return acts.some((act) => act.kind === 'value' && /^[|>]/.test(act.text));
}

function penalty({ isShapely, decodingErrors, invalid, unknown }: Judgement): number {
  return (isShapely ? 0 : penalties.shape) + decodingErrors * penalties.decoding + Math.min(invalid * penalties.invalid, penalties.mostInvalid) + unknown * penalties.unknown;
}

function notesOf({ acts }: Reading): readonly MendNote[] {
  const dropped = acts.filter((act) => act.kind === 'dropped').length;
  const keys = acts.filter((act) => act.kind === 'key').length;
  return [{ code: 'shape', params: { count: keys } }, ...(dropped === 0 ? [] : [{ code: 'prose', params: { count: dropped } }])];
}
