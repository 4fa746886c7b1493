import type { KubeObject, StoreReader } from '../engine/context.ts';
import type { FieldPath, ObjectRef } from '../protocol/ref.ts';
import type { ClusterSettings } from '../protocol/settings.ts';
import type { FindingView } from '../protocol/view.ts';

export type Finding = FindingView;
type Severity = FindingView['severity'];

/** What rules may look at. */
export interface RuleContext {
  readonly reader: StoreReader;
  readonly settings: ClusterSettings;
}

/** What a rule says, still without the parts that are the same for all its findings. */
export interface FindingDraft {
  /** The field of the object that is to blame. */
  readonly path: FieldPath;
  readonly params: Readonly<Record<string, string | number>>;
  /** The value that would mend it, at a field of the same object (`path`, unless another is given). */
  readonly fix?: { readonly path?: FieldPath; readonly value: string | number };
}

/** One reason why an object does not do what its author wants. The text is `diagnosis.<id>` of the catalogue. */
export interface Rule<T extends KubeObject> {
  readonly id: string;
  readonly severity: Severity;
  check(object: T, context: RuleContext): readonly FindingDraft[];
}

export function refOf(object: KubeObject): ObjectRef {
  const { namespace, name } = object.metadata;
  return { apiVersion: object.apiVersion, kind: object.kind, name, ...(namespace === undefined ? {} : { namespace }) };
}
