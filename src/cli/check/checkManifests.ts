import { diagnose } from '../../diagnosis/diagnose.ts';
import { isRecord } from '../../diagnosis/jsonParts.ts';
import { manifestFindings } from '../../diagnosis/manifestFindings.ts';
import type { Finding } from '../../diagnosis/rule.ts';
import { refusedIn, withoutConsequences, type Refused } from '../../diagnosis/text/consequences.ts';
import { documentsToApply, findingDiagnostics, resultsByDocument, textDiagnostics, type AppliedDocuments } from '../../diagnosis/text/manifestReport.ts';
import { createEngine } from '../../engine/engine.ts';
import { kindInfo } from '../../kube/scheme.ts';
import { documentRef, findDocument } from '../../manifests/findDocument.ts';
import { parseManifests, type ManifestParse } from '../../manifests/parseManifests.ts';
import type { Behaviour, ManifestResult } from '../../protocol/command.ts';
import type { ManifestDiagnostic } from '../../protocol/message.ts';
import { objectId, type ObjectId } from '../../protocol/ref.ts';
import type { ClusterSettings } from '../../protocol/settings.ts';
import { problemOf, type Problem, type Severity } from './problem.ts';
import { sentence } from './sentence.ts';
import { settle } from './settle.ts';

export interface ManifestFile { readonly name: string; readonly text: string }

export interface CheckOptions {
  readonly settings: ClusterSettings;
  readonly behaviours?: Readonly<Record<ObjectId, Behaviour>>;
}

export interface CheckReport {
  readonly files: readonly string[];
  /** Documents that name an object. */
  readonly objects: number;
  readonly problems: readonly Problem[];
  readonly counts: Readonly<Record<Severity, number>>;
  /** Kinds that are validated and stored, and that nothing acts on here. */
  readonly storedOnly: readonly string[];
  /** Simulated time that passed until nothing changed any more. */
  readonly simulatedMs: number;
  /** False where something still went on when time was up. */
  readonly isSettled: boolean;
}

interface ReadFile extends ManifestFile {
  readonly parse: ManifestParse;
  readonly applied: AppliedDocuments;
  readonly results: readonly ManifestResult[];
}

/** Plays manifests in a cluster of their own, as if applied together in this order, and says what is wrong with them. */
export function checkManifests(files: readonly ManifestFile[], { settings, behaviours = {} }: CheckOptions): CheckReport {
  const engine = createEngine({ settings, seed: 1 });
  const parsed = files.map((file) => {
    const parse = parseManifests(file.text);
    return { ...file, parse, applied: documentsToApply(parse) };
  });
  const output = engine.dispatch({ type: 'applyManifests', documents: parsed.flatMap(({ applied }) => applied.documents), mayPrune: false });
  for (const [target, behaviour] of Object.entries(behaviours)) engine.dispatch({ type: 'setBehaviour', target, behaviour });
  const read = shareResults(parsed, output.results ?? []);
  const isSettled = settle(engine);
  const context = { reader: engine.reader, settings: engine.settings() };
  const refused = merged(read.map(({ parse, results }) => refusedIn(parse, results)));
  const findings = diagnose(engine.reader, engine.settings(), engine.behaviours);
  const bodies = read.map(({ parse }) => parse.documents.flatMap(({ body }) => (isRecord(body) ? [body] : [])));
  const said = read.map(({ parse, results }, index) => [
    ...textDiagnostics(parse, results, context),
    ...repeatedElsewhere(read, index),
    ...findingDiagnostics(parse, manifestFindings(parse, context, bodies.slice(0, index).flat())),
    ...findingDiagnostics(parse, withoutConsequences(findings.filter((finding) => homeOf(read, finding) === index), parse, refused)),
  ]);
  const problems = read.flatMap(({ name, text }, index) => (said[index] ?? []).map((diagnostic) => problemOf(name, text, diagnostic)).sort(byPlace));
  return {
    files: files.map(({ name }) => name),
    objects: bodies.flat().filter((body) => documentRef(body) !== undefined).length,
    problems,
    counts: { error: count(problems, 'error'), warning: count(problems, 'warning'), info: count(problems, 'info') },
    storedOnly: storedKinds(bodies.flat()),
    simulatedMs: engine.nowMs, isSettled,
  };
}

function merged(all: readonly Refused[]): Refused {
  return { names: new Set(all.flatMap(({ names }) => [...names])), labels: all.flatMap(({ labels }) => labels) };
}

/** Each file's part of the results, which come in the order of all documents. */
function shareResults(parsed: readonly Omit<ReadFile, 'results'>[], all: readonly ManifestResult[]): readonly ReadFile[] {
  let start = 0;
  return parsed.map((file) => {
    const end = start + file.applied.documents.length;
    const from = start;
    const own = all.filter(({ index }) => index >= from && index < end).map((result) => ({ ...result, index: result.index - from }));
    start = end;
    return { ...file, results: resultsByDocument(own, file.applied) };
  });
}

/** The file that describes the object of a finding: the last one counts, since it was applied last. */
function homeOf(files: readonly ReadFile[], { field }: Finding): number {
  return files.findLastIndex(({ parse }) => findDocument(parse, field.object) !== undefined);
}

/** Objects that a file before describes too. */
function repeatedElsewhere(files: readonly ReadFile[], index: number): readonly ManifestDiagnostic[] {
  const { parse } = files[index] ?? {};
  return (parse?.documents ?? []).flatMap((document): readonly ManifestDiagnostic[] => {
    const ref = documentRef(document.body);
    if (ref === undefined) return [];
    const named = { ...ref, namespace: ref.namespace ?? 'default' };
    const other = files.slice(0, index).find((file) => findDocument(file.parse, named) !== undefined);
    const first = other && findDocument(other.parse, named);
    if (first === undefined) return [];
    const line = `${other?.parse.documents[first]?.range.startLine ?? 0} of ${other?.name ?? ''}`;
    return [{
      severity: 'warning', source: 'diagnosis', rule: 'repeatedObject', message: sentence('repeatedObject', { kind: ref.kind, name: ref.name, line }) ?? '',
      params: { kind: ref.kind, name: ref.name, line }, range: document.range, object: objectId(named), fixes: [],
    }];
  });
}

function byPlace(a: Problem, b: Problem): number {
  return a.line - b.line || a.column - b.column;
}

function count(problems: readonly Problem[], severity: Severity): number {
  return problems.filter((problem) => problem.severity === severity).length;
}

function storedKinds(bodies: readonly Readonly<Record<string, unknown>>[]): readonly string[] {
  const kinds = bodies.flatMap(({ apiVersion, kind }) => {
    const info = typeof apiVersion === 'string' && typeof kind === 'string' ? kindInfo(apiVersion, kind) : undefined;
    return info?.support === 'stored' ? [info.kind] : [];
  });
  return [...new Set(kinds)].sort();
}
