import { locate, type FieldPath } from './fieldRange.ts';
import { parseManifests, type ManifestParse } from './parseManifests.ts';
import type { ScalarValue } from './printYAML.ts';
import { setField } from './setField.ts';
import type { TextEdit } from './textEdit.ts';

/**
 * Sets a field by changing its own characters only: comments, order and quotes stay.
 * Where only the last key is missing, it is put into the map that is there.
 * Undefined where the text has no place for it: the document cannot be read, more than the last key is missing,
 * the field holds a list or a map, or its characters also serve other places through an alias.
 */
export function editScalar(source: string | ManifestParse, documentIndex: number, path: FieldPath, value: ScalarValue): TextEdit | undefined {
  const parse = typeof source === 'string' ? parseManifests(source) : source;
  const document = parse.documents[documentIndex];
  if (document?.root === undefined || path.length === 0) return undefined;
  const { node, depth } = locate(document.root, path);
  if (depth < path.length - 1) return undefined;
  const isList = depth < path.length ? node.kind === 'sequence' : node.kind === 'sequence' || node.kind === 'mapping';
  if (isList || (depth < path.length && typeof path.at(-1) !== 'string')) return undefined;
  return setField({ text: parse.text, isJSON: document.isJSON, root: document.root }, path, value)?.[0];
}
