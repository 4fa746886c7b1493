import { formatLabelSelector } from '../../kube/selectors.ts';
import type { LabelSelector } from '../../kube/types.generated.ts';

/** A selector as labels.Selector prints itself: nothing where it selects everything, unlike FormatLabelSelector. */
export function selectorText(selector: LabelSelector | undefined): string {
  const text = formatLabelSelector(selector);
  return text === '<none>' ? '' : text;
}
