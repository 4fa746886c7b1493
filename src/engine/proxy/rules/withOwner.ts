import type { RuleOwner, RuleText } from '../../../protocol/rules.ts';

/** A rule's text with what of a Service it comes from, where it comes from one. */
export function withOwner(text: string, owner: RuleOwner | undefined): RuleText {
  return owner === undefined ? { text } : { text, owner };
}
