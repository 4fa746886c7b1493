import { isJsonObject, type JsonObject, type JsonValue } from '../kube/json.ts';
import { construct, duplicateFieldMessage, type DuplicateKey } from './construct.ts';
import { fieldRange, type FieldPath, type FieldRange } from './fieldRange.ts';
import { createLineIndex, type LineIndex, type TextRange } from './lineIndex.ts';
import { defaultLimits, type ManifestLimits } from './limits.ts';
import { problemMessage, type ManifestProblem, type RawProblem } from './problem.ts';
import { isMeantAsJSON, scanJSON, startsLikeJSON } from './scanJSON.ts';
import { scanYAML, wellFormed } from './scanYAML.ts';
import { splitDocuments, type Chunk } from './splitDocuments.ts';
import { isNull, resolveAlias, type YAMLNode } from './yamlNode.ts';

/** One object that the text asks for: a document, or an item of a List. */
export interface ManifestDocument {
  readonly index: number;
  readonly range: TextRange;
  /** Absent where it could not be read; `errors` then says why. */
  readonly body?: JsonValue;
  readonly root?: YAMLNode;
  readonly isJSON: boolean;
  /** Keys given twice, as the API server's strict decoding would say it. */
  readonly decodingErrors: readonly string[];
  readonly duplicates: readonly { readonly message: string; readonly range: TextRange; readonly isMerged: boolean }[];
  readonly errors: readonly ManifestProblem[];
}

export interface ManifestParse {
  readonly text: string;
  readonly documents: readonly ManifestDocument[];
  /** About the text as a whole: too long, too many documents. */
  readonly errors: readonly ManifestProblem[];
  /** Every document could be read. */
  readonly isComplete: boolean;
  readonly lines: LineIndex;
  /** The places of a field's key and value; of a field that is not there, those of the nearest that is. Undefined where the document could not be read. */
  fieldRange(documentIndex: number, path: FieldPath): FieldRange | undefined;
}

interface Draft { readonly root?: YAMLNode; readonly body?: JsonValue; readonly isJSON: boolean; readonly duplicates: readonly DuplicateKey[]; readonly start: number; readonly end: number; readonly problem?: RawProblem }

/** Reads a text of YAML or JSON documents. Whatever the text is, it gives an answer: what is wrong stands in `errors`. */
export function parseManifests(given: string, limits: ManifestLimits = defaultLimits): ManifestParse {
  const isTooLong = given.length > limits.maxLength;
  const text = wellFormed(isTooLong ? '' : given);
  const lines = createLineIndex(text);
  const problems: RawProblem[] = isTooLong ? [{ code: 'tooLong', params: { length: given.length, limit: limits.maxLength }, start: 0, end: 0 }] : [];
  const drafts: Draft[] = [];
  for (const chunk of splitDocuments(text)) {
    for (const draft of readChunk(text, chunk, lines, limits)) {
      if (drafts.length < limits.maxDocuments) drafts.push(draft);
      else if (problems.length === 0) problems.push({ code: 'tooManyDocuments', params: { limit: limits.maxDocuments }, start: draft.start, end: Math.min(draft.end, draft.start + 1) });
    }
    if (problems.length > 0) break;
  }
  const documents = drafts.map((draft, index) => finish(draft, index, lines));
  return {
    text: given, documents, lines,
    errors: problems.map((problem) => withRange(problem, lines)),
    isComplete: problems.length === 0 && documents.every((document) => document.body !== undefined),
    fieldRange(documentIndex, path) {
      const root = documents[documentIndex]?.root;
      return root === undefined ? undefined : fieldRange(root, path, lines);
    },
  };
}

function readChunk(text: string, chunk: Chunk, lines: LineIndex, limits: ManifestLimits): readonly Draft[] {
  const mayBeJSON = startsLikeJSON(text, chunk);
  const json = mayBeJSON ? scanJSON(text, chunk, limits.maxDepth) : undefined;
  const isJSON = json?.roots !== undefined;
  let scan = isJSON ? json : scanYAML(text, chunk, limits.maxDepth);
  if (scan.problem !== undefined && json?.problem !== undefined && isMeantAsJSON(text, chunk)) scan = json;
  if (scan.problem !== undefined) return [{ isJSON: mayBeJSON, duplicates: [], ...trimmed(text, chunk), problem: scan.problem }];
  return scan.roots.flatMap((root) => {
    if (isNull(root)) return [];
    const { start, end } = root;
    const constructed = construct(root, isJSON, lines, limits);
    if (!('body' in constructed)) return [{ isJSON, duplicates: [], start, end, problem: constructed }];
    return expand({ root, isJSON, start, end, body: constructed.body, duplicates: constructed.duplicates }, constructed.body, '');
  });
}

/** The items of a List (and of a list in JSON), each as if it were a document of its own. */
function expand(draft: Draft, body: JsonValue, path: string): readonly Draft[] {
  const root = draft.root === undefined ? undefined : resolveAlias(draft.root);
  const list = root === undefined ? undefined : (arrayItems(root, body, path, draft.isJSON) ?? listItems(root, body, path));
  if (list?.node.kind !== 'sequence') return [draft];
  return list.node.items.flatMap((given, index) => {
    const item = resolveAlias(given);
    const value = list.items[index];
    if (value === undefined || isNull(item)) return [];
    const prefix = `${list.prefix}[${index}]`;
    const duplicates = draft.duplicates
      .filter((duplicate) => duplicate.start >= item.start && duplicate.start < item.end)
      .map((duplicate) => (draft.isJSON ? { ...duplicate, message: duplicateFieldMessage(duplicate.path.slice(prefix.length + 1)) } : duplicate));
    const itemBody = withListKind(value, list.kind, list.apiVersion);
    return expand({ root: item, isJSON: draft.isJSON, start: item.start, end: item.end, body: itemBody, duplicates }, itemBody, prefix);
  });
}

interface Items { readonly node: YAMLNode; readonly items: readonly JsonValue[]; readonly kind: string; readonly apiVersion: string; readonly prefix: string }

function arrayItems(node: YAMLNode, body: JsonValue, prefix: string, isJSON: boolean): Items | undefined {
  if (!isJSON || !isArray(body) || body.length === 0 || !body.every((item) => isJsonObject(item) && 'kind' in item)) return undefined;
  return { node, items: body, kind: '', apiVersion: '', prefix };
}

function isArray(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function listItems(root: YAMLNode, body: JsonValue, path: string): Items | undefined {
  if (!isJsonObject(body) || root.kind !== 'mapping') return undefined;
  const { kind, apiVersion, items } = body;
  if (typeof kind !== 'string' || !kind.endsWith('List') || !isArray(items)) return undefined;
  const entry = root.entries.findLast(({ key }) => key.kind === 'scalar' && key.text === 'items');
  if (entry === undefined) return undefined;
  return { node: resolveAlias(entry.value), items, kind: kind.slice(0, -'List'.length), apiVersion: typeof apiVersion === 'string' ? apiVersion : '', prefix: path === '' ? 'items' : `${path}.items` };
}

/** Items of a ServiceList need not say that they are Services (apimachinery unstructured/helpers.go, v1.36). */
function withListKind(item: JsonValue, kind: string, apiVersion: string): JsonValue {
  if (kind === '' || !isJsonObject(item) || (typeof item['kind'] === 'string' && item['kind'] !== '')) return item;
  const own: JsonObject = { apiVersion, kind };
  return { ...own, ...item, kind, apiVersion: typeof item['apiVersion'] === 'string' ? item['apiVersion'] : apiVersion };
}

function trimmed(text: string, chunk: Chunk): { readonly start: number; readonly end: number } {
  const content = text.slice(chunk.start, chunk.end);
  const start = chunk.start + (content.length - content.trimStart().length);
  return { start, end: Math.max(start, chunk.start + content.trimEnd().length) };
}

function finish(draft: Draft, index: number, lines: LineIndex): ManifestDocument {
  const duplicates = draft.duplicates.map(({ message, start, end, isMerged }) => ({ message, isMerged, range: lines.range(start, end) }));
  return {
    index,
    isJSON: draft.isJSON,
    range: lines.range(draft.start, draft.end),
    decodingErrors: decodingErrors(duplicates.map(({ message }) => message), draft.isJSON),
    duplicates,
    errors: draft.problem === undefined ? [] : [withRange(draft.problem, lines)],
    ...(draft.root === undefined ? {} : { root: draft.root }),
    ...(draft.body === undefined ? {} : { body: draft.body }),
  };
}

/** All that is wrong with YAML comes as one error, of JSON as one each. */
export function decodingErrors(messages: readonly string[], isJSON: boolean): readonly string[] {
  if (messages.length === 0) return [];
  return isJSON ? [...new Set(messages)] : [`yaml: unmarshal errors:\n  ${messages.join('\n  ')}`];
}

function withRange(problem: RawProblem, lines: LineIndex): ManifestProblem {
  const { code, params, start, end } = problem;
  return { code, params, message: problemMessage(code, params), range: lines.range(start, end) };
}
