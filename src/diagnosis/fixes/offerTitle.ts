import type { FieldEdit } from '../../protocol/edit.ts';
import type { FieldPath } from '../../protocol/ref.ts';
import type { OfferTitle } from './fix.ts';

/** What edits without a title of their own do, told by the first of them. */
export function titleOfEdits([edit]: readonly FieldEdit[]): OfferTitle {
  switch (edit?.type) {
    case undefined: return title('changeTo', { text: '' });
    case 'set': return typeof edit.value === 'object' ? title('add', { field: lastName(edit.path) }) : title('changeTo', { text: String(edit.value) });
    case 'rename': return title('rename', { to: edit.key });
    case 'remove': return title('remove', { field: lastName(edit.path) });
    case 'lift': return title('lift', { field: lastName(edit.path) });
    case 'wrap': return edit.key === undefined ? title('makeList', { field: lastName(edit.path) }) : title('wrap', { field: lastName(edit.path), key: edit.key });
    case 'move': return title('move', { field: lastName(edit.path), to: printPath(edit.to) });
  }
}

export function title(code: string, params: OfferTitle['params'] = {}): OfferTitle {
  return { code: `editor.fix.${code}`, params };
}

/** The name that a reader knows a field by; of an item of a list, that of the list with its index. */
function lastName(path: FieldPath): string {
  const last = path.at(-1);
  return typeof last === 'number' ? `${path.at(-2) ?? ''}[${last}]` : (last ?? '');
}

/** `spec.ports[0].port` */
export function printPath(path: FieldPath): string {
  return path.map((segment, index) => (typeof segment === 'number' ? `[${segment}]` : index === 0 ? segment : `.${segment}`)).join('');
}
