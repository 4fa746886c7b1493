import { isJsonObject } from '../../kube/json.ts';
import { kindInfo } from '../../kube/scheme.ts';
import { documentRef, findDocument } from '../../manifests/findDocument.ts';
import { decodingErrors, type ManifestDocument as ParsedDocument, type ManifestParse } from '../../manifests/parseManifests.ts';
import type { ManifestDocument, ManifestResult } from '../../protocol/command.ts';
import type { ManifestDiagnostic } from '../../protocol/message.ts';
import { objectId, type ObjectId } from '../../protocol/ref.ts';
import type { FindingView } from '../../protocol/view.ts';
import { offersFor } from '../fixes/allFixes.ts';
import type { FixTarget } from '../fixes/fix.ts';
import { titleOfEdits } from '../fixes/offerTitle.ts';
import { offersForProblem } from '../fixes/unreadable.ts';
import type { ClusterReads } from '../ruleContext.ts';
import { placeFixes } from './placeFix.ts';
import { placeOf, placeStatus, placeWarning } from './statusDiagnostics.ts';

/** Problems beyond this number are not listed: nobody reads them, and each costs. */
const MAX_DIAGNOSTICS = 1000;
/** For more problems than these nobody tries changes. */
const MAX_MENDED = 50;
/** Offers are worked out for the problems that a list has room for. */
const MAX_WITH_OFFERS = 200;

/** What `applyManifests` is given: the documents that could be read, with their place in the text's order. */
export interface AppliedDocuments {
  readonly documents: readonly ManifestDocument[];
  /** The parse's index of each. */
  readonly indexes: readonly number[];
}

/** A key that a merge brings and the map repeats is no mistake to kubectl, so it is none here. */
export function documentsToApply(parse: ManifestParse): AppliedDocuments {
  const documents: ManifestDocument[] = [];
  const indexes: number[] = [];
  for (const { body, duplicates, isJSON, index } of parse.documents) {
    if (body === undefined) continue;
    const errors = decodingErrors(duplicates.filter((duplicate) => !duplicate.isMerged).map((duplicate) => duplicate.message), isJSON);
    documents.push({ body, ...(errors.length === 0 ? {} : { decodingErrors: errors }) });
    indexes.push(index);
  }
  return { documents, indexes };
}

/** Results speak of the text's documents, not of those that could be read. */
export function resultsByDocument(results: readonly ManifestResult[], applied: AppliedDocuments): readonly ManifestResult[] {
  return results.map((result) => ({ ...result, index: applied.indexes[result.index] ?? result.index }));
}

/** What is wrong with the text itself, and what the API server said of its documents: the part that does not change until the text does. */
export function textDiagnostics(parse: ManifestParse, results: readonly ManifestResult[], context: ClusterReads): readonly ManifestDiagnostic[] {
  const diagnostics: ManifestDiagnostic[] = [];
  for (const problem of [...parse.errors, ...parse.documents.flatMap((document) => document.errors)]) {
    const fixes = diagnostics.length < MAX_MENDED ? placeFixes(parse, 0, offersForProblem(problem, parse)) : [];
    diagnostics.push({ severity: 'error', source: 'parse', message: problem.message, rule: `parse.${problem.code}`, params: problem.params, range: problem.range, fixes });
  }
  for (const result of results) {
    const document = parse.documents[result.index];
    if (document === undefined || diagnostics.length >= MAX_DIAGNOSTICS) continue;
    const object = idOfDocument(document, result);
    const target = diagnostics.length < MAX_WITH_OFFERS ? fixTarget(parse, document, context) : undefined;
    const about = object === undefined ? {} : { object };
    if (result.status !== undefined) {
      for (const { message, range, refusal } of placeStatus(parse, document, result.status)) {
        diagnostics.push({ severity: 'error', source: 'api', message, range, ...about, fixes: target === undefined ? [] : placeFixes(parse, document.index, offersFor(refusal, target)) });
      }
    }
    for (const warning of result.warnings) {
      const { message, range, refusal } = placeWarning(parse, document, warning);
      diagnostics.push({ severity: 'warning', source: 'warning', message, range, ...about, fixes: target === undefined ? [] : placeFixes(parse, document.index, offersFor(refusal, target)) });
    }
  }
  return [...diagnostics, ...repeatedObjects(parse)].slice(0, MAX_DIAGNOSTICS);
}

function fixTarget(parse: ManifestParse, document: ParsedDocument, context: ClusterReads): FixTarget | undefined {
  const { body } = document;
  if (!isJsonObject(body)) return undefined;
  const { apiVersion, kind } = body;
  return { parse, document, body, context, info: typeof apiVersion === 'string' && typeof kind === 'string' ? kindInfo(apiVersion, kind) : undefined };
}

function idOfDocument(document: ParsedDocument, result: ManifestResult): ObjectId | undefined {
  if (result.ref !== undefined) return objectId(result.ref);
  const ref = documentRef(document.body);
  return ref && objectId({ ...ref, namespace: ref.namespace ?? 'default' });
}

/** Two documents that name one object: the later one wins. */
function repeatedObjects(parse: ManifestParse): readonly ManifestDiagnostic[] {
  return parse.documents.flatMap((document): readonly ManifestDiagnostic[] => {
    const ref = documentRef(document.body);
    if (ref === undefined) return [];
    const first = findDocument(parse, { ...ref, namespace: ref.namespace ?? 'default' });
    if (first === undefined || first === document.index) return [];
    const line = parse.documents[first]?.range.startLine ?? 0;
    return [{
      severity: 'warning', source: 'diagnosis', rule: 'repeatedObject', message: '', params: { kind: ref.kind, name: ref.name, line },
      range: placeOf(parse, document, ['metadata', 'name']), object: objectId({ ...ref, namespace: ref.namespace ?? 'default' }), fixes: [],
    }];
  });
}

/** Findings about objects that the text describes, at their fields, with fixes as edits of the text. */
export function findingDiagnostics(parse: ManifestParse, findings: readonly FindingView[]): readonly ManifestDiagnostic[] {
  const diagnostics: ManifestDiagnostic[] = [];
  for (const { rule, severity, object, field, params, fix } of findings) {
    if (diagnostics.length >= MAX_DIAGNOSTICS) break;
    const index = findDocument(parse, field.object);
    const document = index === undefined ? undefined : parse.documents[index];
    if (document === undefined) continue;
    diagnostics.push({
      severity, source: 'diagnosis', message: '', rule, params, object,
      range: placeOf(parse, document, field.path),
      fixes: fix === undefined ? [] : placeFixes(parse, document.index, [{ title: titleOfEdits(fix.edits), edits: fix.edits }]),
    });
  }
  return diagnostics;
}
