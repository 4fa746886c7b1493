import { isJsonObject, type JsonValue } from '../../kube/json.ts';
import { kindInfo } from '../../kube/scheme.ts';
import { endOfLine, startOfLine } from '../../manifests/lineIndex.ts';
import { parseManifests, type ManifestParse } from '../../manifests/parseManifests.ts';
import type { ManifestProblem } from '../../manifests/problem.ts';
import { splitDocuments } from '../../manifests/splitDocuments.ts';
import { applyEdits, type TextEdit } from '../../manifests/textEdit.ts';
import type { Offer } from './fix.ts';
import { title } from './offerTitle.ts';
import { countOdd } from './schemaWalk.ts';

const MAX_OFFERS = 2;
/** Trying a change means reading the document again. */
const MAX_LENGTH = 200_000;
const STILL_UNREADABLE = 1000;

interface Place { readonly text: string; readonly start: number; readonly end: number; readonly lineStart: number; readonly lineEnd: number; readonly from: number; readonly to: number }

/** What would make a document that is not YAML readable: changes that were tried and left no problem, or one further down. */
export function offersForProblem(problem: ManifestProblem, parse: ManifestParse): readonly Offer[] {
  const { text } = parse;
  const { start, end } = problem.range;
  const chunk = splitDocuments(text).find((candidate) => candidate.start <= start && start <= candidate.end);
  if (chunk === undefined || chunk.end - chunk.start > MAX_LENGTH) return [];
  const place: Place = { text, start, end, lineStart: startOfLine(text, start), lineEnd: endOfLine(text, start), from: chunk.start, to: chunk.end };
  const tried = candidates(problem, place).flatMap((offer) => {
    const oddness = 'textEdits' in offer ? oddnessAfter(place, offer.textEdits) : undefined;
    return oddness === undefined ? [] : [{ offer, oddness }];
  });
  return tried.toSorted((a, b) => a.oddness - b.oddness).map(({ offer }) => offer).slice(0, MAX_OFFERS);
}

/** How odd the document reads after a change; undefined where the change does not help. */
function oddnessAfter({ text, start, from, to }: Place, edits: readonly TextEdit[]): number | undefined {
  if (edits.length === 0) return undefined;
  const source = applyEdits(text.slice(from, to), edits.map((edit) => ({ ...edit, start: edit.start - from, end: edit.end - from })));
  const after = parseManifests(source);
  const [left] = after.documents.flatMap((document) => document.errors);
  const isMap = after.documents.every((document) => document.body === undefined || (typeof document.body === 'object' && document.body !== null));
  const growth = edits.reduce((sum, edit) => sum + Math.max(0, edit.text.length - (edit.end - edit.start)), 0);
  if (!isMap || (left !== undefined && left.range.start <= start - from + growth)) return undefined;
  return (left === undefined ? 0 : STILL_UNREADABLE) + after.documents.reduce((sum, { body }) => sum + oddnessOf(body), 0);
}

function oddnessOf(body: JsonValue | undefined): number {
  if (!isJsonObject(body)) return 0;
  const { apiVersion, kind } = body;
  const info = typeof apiVersion === 'string' && typeof kind === 'string' ? kindInfo(apiVersion, kind) : undefined;
  return info === undefined ? 0 : countOdd(body, info);
}

function candidates(problem: ManifestProblem, place: Place): readonly Offer[] {
  switch (problem.code) {
    case 'tab': return [{ title: title('tabs'), textEdits: withoutTabs(place) }];
    case 'missingSpace':
    case 'missingDashSpace':
    case 'missingColon': return [...spaced(place), ...coloned(place), ...quotedValue(place), ...closedQuote(place)];
    case 'indentation':
    case 'listIndentation':
    case 'unexpectedContent': return [...spaced(place), ...aligned(place), ...quotedValue(place)];
    case 'unclosed': return closed(problem, place);
    case 'reservedCharacter':
    case 'badEscape': return quotedValue(place);
    case 'missingComma': return [{ title: title('insert', { text: ',' }), textEdits: [{ start: commaPlace(place), end: commaPlace(place), text: ',' }] }];
    case 'controlCharacter': return [{ title: title('removeCharacter'), textEdits: [{ start: place.start, end: place.end, text: '' }] }];
    case 'yaml': return [...quotedValue(place), ...aligned(place)];
    default: return [];
  }
}

/** A tab is worth one step of two spaces. */
function withoutTabs({ text, from, to }: Place): readonly TextEdit[] {
  return [...text.slice(from, to).matchAll(/^[ ]*\t[ \t]*/gm)].map(({ 0: found, index }) => ({ start: from + index, end: from + index + found.length, text: found.replaceAll('\t', '  ') }));
}

function lineOf({ text, lineStart, lineEnd }: Place): string {
  return text.slice(lineStart, lineEnd);
}

function spaced(place: Place): readonly Offer[] {
  const match = /^(\s*(?:-\s+)*)(-?)([\w./-]+)(:?)(\S)/.exec(lineOf(place));
  if (match === null) return [];
  const [, lead = '', dash = '', key = '', colon = ''] = match;
  const at = place.lineStart + lead.length;
  const offers: Offer[] = [];
  if (dash !== '' && !key.startsWith('-')) offers.push({ title: title('spaceAfterDash'), textEdits: [{ start: at + 1, end: at + 1, text: ' ' }] });
  const afterKey = at + dash.length + key.length;
  if (colon !== '') offers.push({ title: title('spaceAfterColon'), textEdits: [{ start: afterKey + 1, end: afterKey + 1, text: ' ' }] });
  return offers;
}

/** `name web`, or a key alone before lines that belong to it. */
function coloned(place: Place): readonly Offer[] {
  const match = /^(\s*(?:-\s+)*)([\w./-]+)(\s*[=;]\s*|\s+|\s*$)/.exec(lineOf(place));
  if (match === null) return [];
  const [, lead = '', key = '', gap = ''] = match;
  const at = place.lineStart + lead.length + key.length;
  const isLast = lead.length + key.length + gap.length >= lineOf(place).length;
  return [{ title: title('insert', { text: ':' }), textEdits: [{ start: at, end: at + gap.length, text: isLast ? ':' : ': ' }] }];
}

function quotedValue(place: Place): readonly Offer[] {
  const match = /^(\s*(?:-\s+)*(?:[\w./-]+:\s+)?)(\S.*?)(\s+#.*|\s*)$/.exec(lineOf(place));
  if (match === null) return [];
  const [, lead = '', value = ''] = match;
  if (/^["'[{|>]/.test(value)) return [];
  const start = place.lineStart + lead.length;
  return [{ title: title('quoteValue'), textEdits: [{ start, end: start + value.length, text: value.includes("'") ? JSON.stringify(value) : `'${value}'` }] }];
}

/** As far in as the lines around it, or as the field that a list's entry began with. */
function aligned(place: Place): readonly Offer[] {
  const { text, lineStart, from, to } = place;
  const line = lineOf(place);
  const own = line.length - line.trimStart().length;
  const before = text.slice(from, lineStart).split('\n').toReversed().filter((other) => /^\s*[^\s#]/.test(other)).slice(0, 20);
  const after = text.slice(place.lineEnd, to).split('\n').find((other) => /^\s*[^\s#]/.test(other));
  const isItem = /^\s*-\s/.test(line);
  const columns = [before[0], ...(isItem ? before.filter((other) => /^\s*-\s/.test(other)) : []), after, ...before].flatMap((other) => {
    if (other === undefined) return [];
    const lead = /^\s*/.exec(other)?.[0].length ?? 0;
    const dashes = /^\s*(?:-\s+)+/.exec(other)?.[0].length;
    return isItem || dashes === undefined ? [lead] : [dashes, lead];
  });
  const nearby = [...new Set(columns)].filter((column) => column !== own && Math.abs(column - own) <= 4);
  return nearby.map((column) => ({ title: title('align', { column: column + 1 }), textEdits: [{ start: lineStart, end: lineStart + own, text: ' '.repeat(column) }] }));
}

const closers: Readonly<Record<string, string>> = { '"': '"', "'": "'", '[': ']', '{': '}' };

function closed({ params }: ManifestProblem, place: Place): readonly Offer[] {
  const opener = String(params['opener'] ?? '');
  const closer = closers[opener] ?? '';
  const line = lineOf(place);
  const content = (closer === '"' || closer === "'" ? line.replace(/\s+#.*$/, '') : line.replace(/\s+#.*$/, '').replace(/,\s*$/, '')).trimEnd();
  const at = place.lineStart + content.length;
  const offers: Offer[] = [{ title: title('insert', { text: closer }), textEdits: [{ start: at, end: at, text: closer }] }];
  if (opener === '[' || opener === '{') {
    const open = (line.slice(place.start - place.lineStart).match(/[[\]{}]/g) ?? []).reduce((stack: readonly string[], char) => (char === '[' || char === '{' ? [closers[char] ?? '', ...stack] : char === stack[0] ? stack.slice(1) : stack), []);
    if (open.length > 1) offers.push({ title: title('insert', { text: open.join('') }), textEdits: [{ start: at, end: at, text: open.join('') }] });
  }
  return offers;
}

/** `"web` on a line whose quote was never closed reads on to the next quote. */
function closedQuote(place: Place): readonly Offer[] {
  const line = lineOf(place);
  const match = /^(\s*(?:-\s+)*[\w./-]+:\s+)(["'])([^"']*?)(\s+#.*|\s*)$/.exec(line);
  if (match === null) return [];
  const [, lead = '', quote = '', value = ''] = match;
  const at = place.lineStart + lead.length + 1 + value.length;
  return [{ title: title('insert', { text: quote }), textEdits: [{ start: at, end: at, text: quote }] }];
}

function commaPlace({ text, start }: Place): number {
  let at = start;
  while (at > 0 && /\s/.test(text[at - 1] ?? '')) at--;
  return at;
}
