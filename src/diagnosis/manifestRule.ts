import type { ClusterSettings } from '../protocol/settings.ts';
import type { JsonRecord } from './jsonParts.ts';
import type { RuleReader } from './reads.ts';
import type { FindingDraft, Severity } from './rule.ts';

export interface ManifestContext {
  /** The cluster after the text was applied. */
  readonly reader: RuleReader;
  readonly settings: ClusterSettings;
  /** The documents that stand before this one. */
  readonly before: readonly JsonRecord[];
}

/**
 * A rule about what a document says, which the stored object does not tell: whether its author or the API server chose a value,
 * or what was refused. It reads bodies of any shape.
 */
export interface ManifestRule {
  readonly id: string;
  readonly severity: Severity;
  readonly kind: string | undefined;
  check(body: JsonRecord, context: ManifestContext): readonly FindingDraft[];
}
