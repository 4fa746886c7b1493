import type { KubeObject } from '../engine/context.ts';
import type { JsonValue } from '../kube/json.ts';
import type { FieldEdit } from '../protocol/edit.ts';
import type { FieldPath, ObjectRef } from '../protocol/ref.ts';
import type { FindingView } from '../protocol/view.ts';
import type { RuleContext } from './ruleContext.ts';

export type { RuleContext } from './ruleContext.ts';
export type Finding = FindingView;
export type Severity = FindingView['severity'];
export type Params = Readonly<Record<string, string | number>>;

/** What would mend it, in the same object: a value for a field (`path` of the finding, unless another is given), or edits. */
export type FixDraft =
  | { readonly path?: FieldPath; readonly value: JsonValue }
  | { readonly edits: readonly FieldEdit[] };

/** What a rule says, still without the parts that are the same for all its findings. */
export interface FindingDraft {
  /** The field of the object that is to blame. */
  readonly path: FieldPath;
  readonly params: Params;
  readonly fix?: FixDraft;
}

/** One reason why an object does not do what its author wants. Its texts are in protocol/messages under its id. */
export interface Rule<T extends KubeObject> {
  readonly id: string;
  readonly severity: Severity;
  check(object: T, context: RuleContext): readonly FindingDraft[];
}

export function refOf(object: KubeObject): ObjectRef {
  const { namespace, name } = object.metadata;
  return { apiVersion: object.apiVersion, kind: object.kind, name, ...(namespace === undefined ? {} : { namespace }) };
}
