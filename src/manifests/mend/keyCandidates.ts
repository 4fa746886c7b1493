import { structs } from '../../kube/schema.generated.ts';
import type { Lexed } from './lex.ts';

/**
 * How a key is set off from what stands before it. `line`: it starts a line or follows a key that has no value; `space`: blanks;
 * `glued`: nothing; `guess`: nothing, and no word that is known to be a key.
 */
export type Glue = 'line' | 'space' | 'glued' | 'guess';

/** A key that may end at a colon. */
export interface KeyCandidate {
  readonly name: string;
  /** As it is to be written: with its quotes. */
  readonly raw: string;
  readonly start: number;
  readonly glue: Glue;
  /** The name is a field of some struct. */
  readonly isField: boolean;
  /** Where it starts a line: characters before it there, dashes counted; otherwise -1. */
  readonly column: number;
}

export interface Colon {
  readonly at: number;
  /** Where reading goes on. */
  readonly end: number;
  readonly hasSpaceAfter: boolean;
  readonly candidates: readonly KeyCandidate[];
}

const fieldNames: ReadonlySet<string> = new Set([...Object.values(structs).flatMap((struct) => Object.keys(struct)), 'items']);
const longestField = Math.max(...[...fieldNames].map((name) => name.length));

/** Keys of labels and selectors that people use, longest first where one ends like another. */
const usualKeys: ReadonlySet<string> = new Set([
  'app', 'tier', 'role', 'env', 'environment', 'version', 'release', 'track', 'component', 'name', 'run', 'k8s-app', 'stage', 'team', 'owner', 'project', 'partition',
  'zone', 'region', 'chart', 'heritage', 'instance', 'service', 'color', 'group', 'database', 'cache', 'disktype', 'system', 'domain', 'layer', 'user', 'job-name',
  'tenant', 'microservice', 'pod-template-hash', 'controller-revision-hash', 'deployment', 'backend', 'slot', 'area', 'country', 'purpose', 'access', 'storage', 'memory', 'cpu',
  'ephemeral-storage', 'pods', 'username', 'password', 'type', 'arch', 'node', 'rack', 'branch', 'commit',
]);
const prefixedKey = /(?:[a-z0-9-]+\.)*(?:kubernetes\.io|k8s\.io|istio\.io|helm\.sh|amazonaws\.com|azure\.com)\/[A-Za-z0-9_.-]+$/;
const keyRun = /[A-Za-z0-9_./-]*$/;

export function isFieldName(name: string): boolean {
  return fieldNames.has(name);
}

/** Whether a word is a field, or a value that a field's name ran into. */
export function endsWithFieldName(word: string): boolean {
  for (let offset = 0; offset < word.length - 1; offset++) if (fieldNames.has(word.slice(offset))) return true;
  return false;
}

/** Every colon that may end a key, with the keys that it may end. */
export function findColons(lexed: Lexed): readonly Colon[] {
  const { text, colons } = lexed;
  const plain: { readonly at: number; readonly runStart: number; readonly from: number }[] = [];
  const known = new Set<string>();
  let from = 0;
  for (const at of colons) {
    const beforeBlanks = trimmedEnd(text, from, at);
    const runStart = beforeBlanks - (keyRun.exec(text.slice(Math.max(from, beforeBlanks - 320), beforeBlanks))?.[0].length ?? 0);
    plain.push({ at, runStart, from });
    const run = text.slice(runStart, beforeBlanks);
    if (run !== '' && runStart !== from && isBlank(text[runStart - 1]) && !fieldNames.has(run) && /^[a-z]/i.test(run) && run.length > 2) known.add(run);
    from = at + 1;
  }
  return plain.map(({ at, runStart, from: start }) => ({
    at, end: at + 1,
    hasSpaceAfter: at + 1 >= text.length || isBlank(text[at + 1]),
    candidates: candidatesAt(lexed, at, runStart, start, known),
  }));
}

function candidatesAt(lexed: Lexed, at: number, runStart: number, from: number, known: ReadonlySet<string>): readonly KeyCandidate[] {
  const { text } = lexed;
  const end = trimmedEnd(text, from, at);
  const quoted = lexed.quoteEndingAt(end);
  if (quoted !== undefined) {
    const raw = text.slice(quoted, end);
    const name = raw.slice(1, -1);
    return [{ name, raw, start: quoted, glue: glueOf(text, quoted, from), isField: fieldNames.has(name), column: columnOf(text, quoted) }];
  }
  const run = text.slice(runStart, end);
  const candidates: KeyCandidate[] = [];
  const add = (offset: number, glue: Glue): void => {
    const name = run.slice(offset);
    if (name === '' || candidates.some((candidate) => candidate.start === runStart + offset)) return;
    const start = runStart + offset;
    candidates.push({ name, raw: name, start, glue, isField: fieldNames.has(name), column: glue === 'line' ? columnOf(text, start) : -1 });
  };
  if (run === '') return [];
  const isDashed = run.startsWith('-');
  if (!isDashed) add(0, glueOf(text, runStart, from));
  else if (/^-+[A-Za-z_]/.test(run)) add(run.search(/[^-]/), glueOf(text, runStart, from));
  const separator = run.lastIndexOf('---');
  if (separator !== -1 && separator + 3 < run.length) add(separator + 3, 'line');
  for (let offset = Math.max(1, run.length - longestField); offset < run.length; offset++) {
    if (fieldNames.has(run.slice(offset))) add(offset, 'glued');
  }
  const prefixed = prefixedKey.exec(run);
  if (prefixed !== null && prefixed.index > 0) add(prefixed.index, 'glued');
  for (let offset = 1; offset < run.length; offset++) {
    const rest = run.slice(offset);
    if (usualKeys.has(rest) || known.has(rest)) add(offset, 'glued');
  }
  for (const match of run.matchAll(/kubernetes\.io|k8s\.io/g)) for (const back of prefixStarts(run, match.index)) add(back, 'glued');
  const upper = /(?<=[a-z0-9])[A-Z][A-Z0-9_]{2,}$/.exec(run);
  if (upper !== null) add(upper.index, 'glued');
  if (!candidates.some((candidate) => candidate.glue !== 'guess')) return candidates;
  return candidates.concat(guesses(run, runStart, candidates));
}

/** `webapp.kubernetes.io/name`: the prefix may start at any of the usual words. */
function prefixStarts(run: string, domainAt: number): readonly number[] {
  const starts: number[] = [];
  for (const word of ['app', 'topology', 'node', 'failure-domain.beta', 'beta', 'service', 'service.beta', 'nginx.ingress', 'ingress', 'cert-manager', 'kubernetes', 'batch', 'pod-security', 'endpointslice', 'traefik.ingress', 'alb.ingress']) {
    const prefix = word === 'kubernetes' ? '' : `${word}.`;
    if (run.slice(0, domainAt).endsWith(prefix) && domainAt - prefix.length > 0) starts.push(domainAt - prefix.length);
  }
  return starts;
}

const MAX_GUESSES = 12;

/** Where nothing tells a value from the key of a map behind it: any cut may be meant. */
function guesses(run: string, runStart: number, known: readonly KeyCandidate[]): readonly KeyCandidate[] {
  const cuts: KeyCandidate[] = [];
  for (let offset = run.length - 2; offset >= 1 && cuts.length < MAX_GUESSES; offset--) {
    const start = runStart + offset;
    if (!/[A-Za-z0-9]/.test(run[offset] ?? '') || !/[A-Za-z0-9]/.test(run[offset - 1] ?? '') || known.some((candidate) => candidate.start === start)) continue;
    cuts.push({ name: run.slice(offset), raw: run.slice(offset), start, glue: 'guess', isField: false, column: -1 });
  }
  return cuts;
}

function glueOf(text: string, start: number, from: number): Glue {
  if (/^[\s-]*$/.test(text.slice(lineStartOf(text, start), start))) return 'line';
  if (start === from || /^\s*$/.test(text.slice(from, start))) return 'line';
  return isBlank(text[start - 1]) ? 'space' : 'glued';
}

function columnOf(text: string, start: number): number {
  const lineStart = lineStartOf(text, start);
  return /^[\s-]*$/.test(text.slice(lineStart, start)) ? start - lineStart : -1;
}

function lineStartOf(text: string, at: number): number {
  return at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
}

function trimmedEnd(text: string, from: number, at: number): number {
  let end = at;
  while (end > from && (text[end - 1] === ' ' || text[end - 1] === '\t')) end--;
  return end;
}

function isBlank(char: string | undefined): boolean {
  return char === undefined || char === ' ' || char === '\n' || char === '\t';
}
