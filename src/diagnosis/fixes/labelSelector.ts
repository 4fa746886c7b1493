import { isJsonObject } from '../../kube/json.ts';
import type { FieldEdit } from '../../protocol/edit.ts';
import { fieldOf, type Fix } from './fix.ts';
import { title } from './offerTitle.ts';
import { typeAt } from './schemaWalk.ts';

/** Plain labels where a workload's selector wants them under matchLabels. */
export const labelSelector: Fix = {
  id: 'labelSelector',
  propose({ message, path }, target) {
    const parent = path.slice(0, -1);
    if (!message.startsWith('unknown field') || target.info === undefined || typeAt(target.info, parent) !== 'LabelSelector') return [];
    const selector = fieldOf(target, parent);
    if (!isJsonObject(selector)) return [];
    const loose = Object.keys(selector).filter((key) => key !== 'matchLabels' && key !== 'matchExpressions');
    if (loose.length === 0 || loose.some((key) => typeof selector[key] !== 'string' || /^match/i.test(key))) return [];
    const isAll = loose.length === Object.keys(selector).length;
    const edits: readonly FieldEdit[] = isAll
      ? [{ type: 'wrap', path: parent, key: 'matchLabels' }]
      : loose.map((key) => ({ type: 'move', path: [...parent, key], to: [...parent, 'matchLabels', key] }));
    return [{ title: title('wrap', { key: 'matchLabels' }), edits }];
  },
};
