import { isJsonObject, type JsonValue } from '../../kube/json.ts';
import { parseQuantity } from '../../kube/quantity.ts';
import type { FieldEdit } from '../../protocol/edit.ts';
import type { FieldPath } from '../../protocol/ref.ts';
import { printed, type Fix } from './fix.ts';
import { title } from './offerTitle.ts';

/** `2GB`, `500mm`, `1 Gi`: amounts whose unit is written as elsewhere. */
export const quantity: Fix = {
  id: 'quantity',
  propose({ message }, { body }) {
    if (!/quantit/.test(message)) return [];
    const edits = badQuantities(body).flatMap(({ path, text }): readonly FieldEdit[] => {
      const mended = text.replace(/\s+/g, '').replace(/bytes?$|b$/i, '').replace(/^([\d.]+)([kmgtpe])(i?).*$/i, (_, number: string, unit: string, binary: string) => number + (binary === '' ? (unit === 'm' || unit === 'k' ? unit : unit.toUpperCase().replace('K', 'k')) : `${unit.toUpperCase()}i`));
      return mended !== text && parseQuantity(mended).ok ? [{ type: 'set', path, value: mended }] : [];
    });
    const [first] = edits;
    return first?.type !== 'set' ? [] : [{ title: title('changeTo', { text: printed(first.value) }), edits }];
  },
};

/** Amounts of requests and limits that cannot be read. */
export function badQuantities(body: JsonValue): readonly { readonly path: FieldPath; readonly text: string }[] {
  const found: { readonly path: FieldPath; readonly text: string }[] = [];
  function look(value: JsonValue | undefined, path: FieldPath): void {
    if (path.length > 12) return;
    if (isJsonObject(value)) for (const [key, item] of Object.entries(value)) look(item, [...path, key]);
    else if (Array.isArray(value)) value.forEach((item: JsonValue, index) => { look(item, [...path, index]); });
    else if (typeof value === 'string' && (path.at(-2) === 'requests' || path.at(-2) === 'limits') && !parseQuantity(value).ok) found.push({ path, text: value });
  }
  look(body, []);
  return found;
}
