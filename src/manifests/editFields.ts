import type { FieldEdit } from '../protocol/edit.ts';
import type { TextRange } from './lineIndex.ts';
import { parseManifests, type ManifestDocument, type ManifestParse } from './parseManifests.ts';
import { removeField } from './removeField.ts';
import { liftField, moveField, renameField, wrapField } from './reshapeField.ts';
import { setField, type EditedDocument } from './setField.ts';
import { splitDocuments, type Chunk } from './splitDocuments.ts';
import { applyEdits, composeEdits, type TextEdit } from './textEdit.ts';
import { valueAt } from './valueAt.ts';

/** One replacement in the text that was parsed. */
export interface RangedEdit { readonly range: TextRange; readonly text: string }

/**
 * The characters to change so that a document changes as `edits` say, one after the other; all else stays as it was written.
 * The replacements do not overlap and speak of the text as it was parsed.
 * Undefined where one of them has no place in the text: the document cannot be read, the field is not there,
 * or its characters also serve other places through an alias.
 */
export function editFields(parse: ManifestParse, documentIndex: number, edits: readonly FieldEdit[]): readonly RangedEdit[] | undefined {
  const document = parse.documents[documentIndex];
  const [first, ...rest] = edits;
  if (document === undefined || first === undefined) return undefined;
  const changes = rest.length === 0 ? editOne(parse.text, document, first) : editInTurn(parse, document, edits);
  return changes?.map(({ start, end, text }) => ({ range: parse.lines.range(start, end), text }));
}

/** Each edit speaks of what the one before left; only the stretch of text that holds the document is read again. */
function editInTurn(parse: ManifestParse, document: ManifestDocument, edits: readonly FieldEdit[]): readonly TextEdit[] | undefined {
  const chunk = chunksOf(parse).find(({ start, end }) => start <= document.range.start && document.range.start < end);
  if (chunk === undefined) return undefined;
  const index = parse.documents.filter(({ range }) => range.start >= chunk.start && range.start < document.range.start).length;
  const source = parse.text.slice(chunk.start, chunk.end);
  let text = source;
  let all: readonly TextEdit[] = [];
  for (const edit of edits) {
    const current = parseManifests(text).documents[index];
    const changes = current && editOne(text, current, edit);
    if (changes === undefined) return undefined;
    all = composeEdits(source.length, all, changes);
    text = applyEdits(text, changes);
  }
  return all.map(({ start, end, text: added }) => ({ start: start + chunk.start, end: end + chunk.start, text: added }));
}

const chunks = new WeakMap<ManifestParse, readonly Chunk[]>();

/** A text of thousands of documents is cut once, however many of them are edited. */
function chunksOf(parse: ManifestParse): readonly Chunk[] {
  const known = chunks.get(parse);
  if (known !== undefined) return known;
  const cut = splitDocuments(parse.text);
  chunks.set(parse, cut);
  return cut;
}

function editOne(text: string, { root, body, isJSON }: ManifestDocument, edit: FieldEdit): readonly TextEdit[] | undefined {
  if (root === undefined) return undefined;
  const document: EditedDocument = { text, isJSON, root };
  switch (edit.type) {
    case 'set': return setField(document, edit.path, edit.value);
    case 'rename': return renameField(document, edit.path, edit.key);
    case 'remove': return removeField(document, edit.path);
    case 'lift': return liftField(document, edit.path);
    case 'wrap': return wrapField(document, edit.path, edit.key);
    case 'move': return moveField(document, edit.path, edit.to, valueAt(body, edit.path));
  }
}
