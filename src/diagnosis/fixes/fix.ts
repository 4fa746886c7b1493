import type { JsonObject, JsonValue } from '../../kube/json.ts';
import type { KindInfo } from '../../kube/scheme.ts';
import type { ManifestDocument, ManifestParse } from '../../manifests/parseManifests.ts';
import { valueAt } from '../../manifests/valueAt.ts';
import type { TextEdit } from '../../manifests/textEdit.ts';
import type { FieldEdit } from '../../protocol/edit.ts';
import type { FieldPath } from '../../protocol/ref.ts';
import type { ClusterReads } from '../ruleContext.ts';

/** What a fix offers, as a code of the catalogue. */
export interface OfferTitle { readonly code: string; readonly params: Readonly<Record<string, string | number>> }

/** A fix before it is known whether the text has a place for it: edits of the document, or of the text itself where no field tells the place. */
export type Offer =
  | { readonly title: OfferTitle; readonly edits: readonly FieldEdit[] }
  | { readonly title: OfferTitle; readonly textEdits: readonly TextEdit[] };

/** One thing that the API server refuses. */
export interface Refusal {
  /** Without the field's name before it. */
  readonly message: string;
  /** Of the cause, such as FieldValueRequired; empty for what has none. */
  readonly reason: string;
  /** The field, as the document has it; it may be missing there. */
  readonly path: FieldPath;
}

/** The document that was refused, and the cluster that refused it. */
export interface FixTarget {
  readonly parse: ManifestParse;
  readonly document: ManifestDocument;
  readonly body: JsonObject;
  /** Absent where apiVersion and kind name none. */
  readonly info: KindInfo | undefined;
  readonly context: ClusterReads;
}

/** Recognises one sort of refusal and says what would mend it, the best first. A fix leads to one thing less to refuse. */
export interface Fix {
  readonly id: string;
  propose(refusal: Refusal, target: FixTarget): readonly Offer[];
}

export function fieldOf({ body }: FixTarget, path: FieldPath): JsonValue | undefined {
  return valueAt(body, path);
}

export function textOf(target: FixTarget, path: FieldPath): string {
  const value = fieldOf(target, path);
  return typeof value === 'string' ? value : '';
}

export function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** Whether a value of another type than the field's is what a message is about: decoding says so in one way, merging a patch in others. */
export function isAboutType(message: string): boolean {
  return /cannot unmarshal|cannot convert \w+ to |unrecognized type: |cannot restore |expected (?:map|slice|struct)|does not match|unable to find api field/.test(message);
}

/** A value as a reader would write it. */
export function printed(value: JsonValue | undefined): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value ?? '');
}
