import { editScalar } from '../manifests/editScalar.ts';
import { documentRef, findDocument } from '../manifests/findDocument.ts';
import { decodingErrors, type ManifestDocument as ParsedDocument, type ManifestParse } from '../manifests/parseManifests.ts';
import type { ManifestDocument, ManifestResult } from '../protocol/command.ts';
import type { ManifestDiagnostic } from '../protocol/message.ts';
import { objectId, type ObjectId } from '../protocol/ref.ts';
import type { FindingView } from '../protocol/view.ts';
import { placeOf, placeStatus, placeWarning } from './statusDiagnostics.ts';

/** Problems beyond this number are not listed: nobody reads them, and each costs. */
const MAX_DIAGNOSTICS = 1000;

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
export function textDiagnostics(parse: ManifestParse, results: readonly ManifestResult[]): readonly ManifestDiagnostic[] {
  const diagnostics: ManifestDiagnostic[] = [];
  for (const problem of [...parse.errors, ...parse.documents.flatMap((document) => document.errors)]) {
    diagnostics.push({ severity: 'error', source: 'parse', message: problem.message, rule: `parse.${problem.code}`, params: problem.params, range: problem.range });
  }
  for (const result of results) {
    const document = parse.documents[result.index];
    if (document === undefined || diagnostics.length >= MAX_DIAGNOSTICS) continue;
    const object = idOfDocument(document, result);
    const about = object === undefined ? {} : { object };
    if (result.status !== undefined) {
      for (const { message, range } of placeStatus(parse, document, result.status)) diagnostics.push({ severity: 'error', source: 'api', message, range, ...about });
    }
    for (const warning of result.warnings) diagnostics.push({ severity: 'warning', source: 'warning', ...placeWarning(parse, document, warning), ...about });
  }
  return [...diagnostics, ...repeatedObjects(parse)].slice(0, MAX_DIAGNOSTICS);
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
      range: placeOf(parse, document, ['metadata', 'name']), object: objectId({ ...ref, namespace: ref.namespace ?? 'default' }),
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
    const edit = fix && editScalar(parse, document.index, fix.field.path, fix.value);
    diagnostics.push({
      severity, source: 'diagnosis', message: '', rule, params, object,
      range: placeOf(parse, document, field.path),
      ...(edit === undefined ? {} : { fix: { range: parse.lines.range(edit.start, edit.end), text: edit.text } }),
    });
  }
  return diagnostics;
}
