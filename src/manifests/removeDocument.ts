import type { ManifestParse } from './parseManifests.ts';
import { splitDocuments } from './splitDocuments.ts';

/** The text without one of its documents and the marker that set it apart. Undefined where others share its stretch of text, as in JSON streams. */
export function removeDocument(parse: ManifestParse, documentIndex: number): string | undefined {
  const document = parse.documents[documentIndex];
  if (document === undefined) return undefined;
  const chunks = splitDocuments(parse.text);
  const at = chunks.findIndex(({ start, end }) => start <= document.range.start && document.range.start < end);
  const chunk = chunks[at];
  if (chunk === undefined || parse.documents.some(({ index, range }) => index !== documentIndex && range.start >= chunk.start && range.start < chunk.end)) return undefined;
  const before = chunks[at - 1];
  if (before !== undefined) return parse.text.slice(0, before.end) + parse.text.slice(chunk.end);
  const after = chunks[at + 1];
  return after === undefined ? '' : parse.text.slice(after.start).replace(/^(?:\r\n|\r|\n)/, '');
}
