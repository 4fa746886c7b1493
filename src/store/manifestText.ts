import { findDocument } from '../manifests/findDocument.ts';
import type { ManifestParse } from '../manifests/parseManifests.ts';
import { parseManifests } from '../manifests/parseManifests.ts';
import { editFields } from '../manifests/editFields.ts';
import { editScalar } from '../manifests/editScalar.ts';
import { applyEdits } from '../manifests/textEdit.ts';
import type { FieldEdit } from '../protocol/edit.ts';
import type { TextRange } from '../protocol/message.ts';
import type { FieldPath, ObjectRef } from '../protocol/ref.ts';

/** Questions about the manifests' own text. It is read when it is first asked about, and once. */
export interface ManifestText {
  readonly parse: (text: string) => ManifestParse;
  /** The field itself; null where it is not written. */
  readonly locate: (text: string, object: ObjectRef, path: FieldPath) => TextRange | null;
  /** The field, or what stands nearest above it. */
  readonly locateNearest: (text: string, object: ObjectRef, path: FieldPath) => TextRange | null;
  /** The text with one scalar changed, or put where it belongs; null where the text has no place for it. */
  readonly edit: (text: string, object: ObjectRef, path: FieldPath, value: string | number) => string | null;
  /** The text with an object changed in several places; null where one of them has none. */
  readonly editObject: (text: string, object: ObjectRef, edits: readonly FieldEdit[]) => string | null;
}

export function createManifestText(): ManifestText {
  let last: ManifestParse | null = null;
  const parse = (text: string): ManifestParse => {
    if (last?.text !== text) last = parseManifests(text);
    return last;
  };
  const rangeOf = (text: string, object: ObjectRef, path: FieldPath) => {
    const parsed = parse(text);
    const index = findDocument(parsed, object);
    return index === undefined ? undefined : parsed.fieldRange(index, path);
  };
  return {
    parse,
    locate: (text, object, path) => {
      const range = rangeOf(text, object, path);
      return range?.isExact === true ? range.value : null;
    },
    locateNearest: (text, object, path) => {
      const range = rangeOf(text, object, path);
      if (range === undefined) return null;
      return range.isExact ? range.value : range.key;
    },
    edit: (text, object, path, value) => {
      const parsed = parse(text);
      const index = findDocument(parsed, object);
      const change = index === undefined ? undefined : editScalar(parsed, index, path, value);
      return change === undefined ? null : text.slice(0, change.start) + change.text + text.slice(change.end);
    },
    editObject: (text, object, edits) => {
      const parsed = parse(text);
      const index = findDocument(parsed, object);
      const changes = index === undefined ? undefined : editFields(parsed, index, edits);
      return changes === undefined ? null : applyEdits(text, changes.map(({ range, text: added }) => ({ start: range.start, end: range.end, text: added })));
    },
  };
}
