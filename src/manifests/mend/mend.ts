import type { Mending, MendNote, MendReading } from '../../protocol/mending.ts';
import { defaultLimits } from '../limits.ts';
import { parseManifests, type ManifestDocument, type ManifestParse } from '../parseManifests.ts';
import type { YAMLNode } from '../yamlNode.ts';
import { characterCleaners, signCleaners } from './cleaners/characters.ts';
import type { Cleaner } from './cleaners/cleaner.ts';
import { frameCleaners } from './cleaners/frames.ts';
import { htmlCleaners } from './cleaners/html.ts';
import { jsonCleaners } from './cleaners/json.ts';
import { layoutCleaners, proseCleaners } from './cleaners/layout.ts';
import { gluedTerminalCleaners, terminalCleaners } from './cleaners/terminal.ts';
import { isKubeBody, isShapely, judge } from './judge.ts';
import { recover } from './recover.ts';

const cleaners: readonly Cleaner[] = [
  ...characterCleaners, ...htmlCleaners, ...characterCleaners.slice(-1), ...frameCleaners, ...terminalCleaners, ...proseCleaners, ...signCleaners, ...layoutCleaners, ...jsonCleaners,
];
const limits = { length: 400_000, readings: 5 } as const;

/** Whether a text that has been parsed is worth a try. Cheap, and false for nearly all that is well. */
export function mayNeedMending(parse: ManifestParse): boolean {
  return needsMending(parse) || garbled.test(parse.text);
}

/** It does not read as Kubernetes objects. */
function needsMending(parse: ManifestParse): boolean {
  return parse.text.trim() !== '' && !isShapely(parse);
}

/**
 * What a text was before it lost its shape on the way through an article, a chat or a terminal. A text that reads as Kubernetes
 * objects is fine, whatever is wrong in them. Where two readings are about equally good, both are given and none is preferred.
 */
export function mend(text: string): Mending {
  if (text.length > defaultLimits.maxLength) return { kind: 'hopeless' };
  const parse = parseManifests(text);
  if (!needsMending(parse)) return garbledSigns(parse) ?? { kind: 'fine' };
  if (text.length > limits.length || !/kind/i.test(text)) return { kind: 'hopeless' };
  const cleaned = clean(text);
  if (cleaned.isDone) return { kind: 'mended', text: `${cleaned.text.replace(/^(?:[ \t]*\n)+/, '').trimEnd()}\n`, notes: cleaned.notes };
  const glued = runAll(cleaned.text, gluedTerminalCleaners, cleaned.notes);
  return recoverDocuments(glued.text, glued.notes);
}

interface Cleaned { readonly text: string; readonly notes: readonly MendNote[]; readonly isDone: boolean }

/** Takes out one kind of damage after the other, and stops as soon as the rest reads as it should. */
function clean(given: string): Cleaned {
  let text = given;
  let notes: readonly MendNote[] = [];
  let best: { readonly cleaned: Cleaned; readonly errors: number } | undefined;
  for (const cleaner of cleaners) {
    const result = runAll(text, [cleaner], notes);
    if (result.text === text) continue;
    ({ text, notes } = result);
    const judgement = judge(text);
    if (!judgement.isShapely || judgement.bodies.length === 0) continue;
    const errors = judgement.decodingErrors * 100 + judgement.invalid;
    if (best === undefined || errors < best.errors) best = { cleaned: { text, notes, isDone: true }, errors };
    if (errors === 0) break;
  }
  return best?.cleaned ?? { text, notes, isDone: false };
}

function runAll(given: string, chain: readonly Cleaner[], before: readonly MendNote[]): { readonly text: string; readonly notes: readonly MendNote[] } {
  let text = given;
  let notes = before;
  for (const cleaner of chain) {
    const result = cleaner.clean(text);
    if (result.count === 0 || result.text === text) continue;
    ({ text } = result);
    notes = withNote(notes, cleaner.code, result.count);
  }
  return { text, notes };
}

function withNote(notes: readonly MendNote[], code: string, count: number): readonly MendNote[] {
  const same = notes.find((note) => note.code === code);
  if (same === undefined) return [...notes, { code, params: { count } }];
  return notes.map((note) => (note === same ? { code, params: { count: Number(note.params['count'] ?? 0) + count } } : note));
}

/** Where a document starts: at its line, or at `---` that ran into what stood around it. */
const separator = /(?:^|\n)---[ \t]*(?:#[^\n]*)?(?=\n|$)|(?<!-)---(?=\s*(?:["']?(?:apiVersion|kind|metadata)["']?\s*:|#))/g;

/** Documents that are whole stay as they are; the others are read anew, each by itself. */
function recoverDocuments(text: string, notes: readonly MendNote[]): Mending {
  let readings: readonly MendReading[] = [{ text: '', notes }];
  const parts = text.split(separator).filter((part) => part.trim() !== '');
  for (const part of parts) {
    const own = isWhole(part) ? [{ text: `${part.replace(/^(?:[ \t]*\n)+/, '').trimEnd()}\n`, notes: [] }] : isAside(part) ? [] : recover(part);
    if (own.length === 0 && !isAside(part)) return { kind: 'hopeless' };
    if (own.length === 0) continue;
    readings = readings.flatMap((before) => own.map((reading) => ({ text: before.text === '' ? reading.text : `${before.text}---\n${reading.text}`, notes: merged(before.notes, reading.notes) })));
    if (readings.length > limits.readings) return { kind: 'hopeless' };
  }
  return mendingOf(readings.filter((reading) => reading.text !== ''));
}

/** Neither a manifest nor part of one. */
function isAside(part: string): boolean {
  return !/(?:apiVersion|kind)["']?\s*:/.test(part) && !/:(?:\s|$)/.test(part.replace(/^\s*#[^\n]*/gm, ''));
}

function merged(before: readonly MendNote[], more: readonly MendNote[]): readonly MendNote[] {
  return more.reduce((notes, note) => withNote(notes, note.code, Number(note.params['count'] ?? 0)), before);
}

function isWhole(source: string): boolean {
  const parse = parseManifests(source);
  return parse.documents.length > 0 && isShapely(parse);
}

function mendingOf(readings: readonly MendReading[]): Mending {
  const [only, ...others] = readings;
  if (only === undefined) return { kind: 'hopeless' };
  return others.length === 0 ? { kind: 'mended', ...only } : { kind: 'ambiguous', readings: [only, ...others] };
}

const garbled = /[\u00a0\u200b-\u200d\u2060\u3000\ufeff\uff01-\uff5e“”‘’–—]/;

/** Signs that no name, number or address has: a text that the API server refuses with them and takes without them was garbled. */
function garbledSigns(parse: ManifestParse): Mending | undefined {
  const { text } = parse;
  if (!garbled.test(text)) return undefined;
  const before = judge(text);
  const isRefused = before.decodingErrors + before.invalid > 0;
  if (!isRefused && !parse.documents.some(hasSmartQuotes)) return undefined;
  const { text: cleaned, notes } = runAll(text, [...characterCleaners, ...signCleaners], []);
  const after = judge(cleaned);
  const isBetter = cleaned !== text && after.isShapely && after.decodingErrors + after.invalid === 0 && after.unknown === before.unknown;
  return isBetter ? { kind: 'mended', text: cleaned, notes } : undefined;
}

/** Whether a whole value stands between typographic quotes that are meant to be YAML's. Data may hold what it likes. */
function hasSmartQuotes({ root, body }: ManifestDocument): boolean {
  return root !== undefined && isKubeBody(body) && body['kind'] !== 'ConfigMap' && body['kind'] !== 'Secret' && isQuotedSmartly(root);
}

function isQuotedSmartly(node: YAMLNode): boolean {
  switch (node.kind) {
    case 'scalar': return node.style === 'plain' && /^(?:[“„”].*[”“]|[‘‚’].*[’‘])$/.test(node.text);
    case 'sequence': return node.items.some(isQuotedSmartly);
    case 'mapping': return node.entries.some(({ key, value }) => isQuotedSmartly(value) && !(key.kind === 'scalar' && key.text === 'annotations'));
    case 'alias': return false;
  }
}
