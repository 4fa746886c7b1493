import { isJsonObject } from '../../kube/json.ts';
import type { FieldEdit } from '../../protocol/edit.ts';
import { fieldOf, type Fix, type Offer } from './fix.ts';
import { title } from './offerTitle.ts';

const labelsPath = ['spec', 'template', 'metadata', 'labels'] as const;
const selectorPath = ['spec', 'selector', 'matchLabels'] as const;

/** A workload whose selector does not pick the Pods that its template makes. */
export const selectorMismatch: Fix = {
  id: 'selectorMismatch',
  propose({ message }, target) {
    if (!message.includes('`selector` does not match template `labels`')) return [];
    const selector = fieldOf(target, selectorPath);
    const labels = fieldOf(target, labelsPath);
    const offers: Offer[] = [];
    if (isJsonObject(selector)) {
      const edits = Object.entries(selector).flatMap(([key, value]): readonly FieldEdit[] => (value === undefined || (isJsonObject(labels) && labels[key] === value) ? [] : [{ type: 'set', path: [...labelsPath, key], value }]));
      if (edits.length > 0) offers.push({ title: title('labelTemplate'), edits });
    }
    if (isJsonObject(labels) && Object.keys(labels).length > 0) {
      const wrong = isJsonObject(selector) ? Object.keys(selector).filter((key) => labels[key] !== selector[key]) : [];
      const isReplaceable = isJsonObject(selector) && wrong.every((key) => labels[key] !== undefined);
      const edits: readonly FieldEdit[] = isReplaceable
        ? wrong.map((key) => ({ type: 'set', path: [...selectorPath, key], value: labels[key] ?? '' }))
        : [{ type: 'set', path: selectorPath, value: labels }];
      if (edits.length > 0) offers.push({ title: title('selectTemplate'), edits });
    }
    return offers;
  },
};
