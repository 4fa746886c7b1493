import { isJsonObject, type JsonValue } from '../../kube/json.ts';
import type { FieldPath } from '../../protocol/ref.ts';
import { fieldOf, isList, textOf, type Fix, type FixTarget } from './fix.ts';
import { title } from './offerTitle.ts';
import { elementOf, fieldsOfType, typeAt, type TypeName } from './schemaWalk.ts';
import { validName } from './validName.ts';

/** An entry of a list without the field by which lists are merged: under another name, or missing. */
export const mergeKey: Fix = {
  id: 'mergeKey',
  propose({ message, path }, target) {
    const key = missingMergeKey(message);
    if (key === undefined || target.info === undefined || path.at(-1) !== key) return [];
    const item = fieldOf(target, path.slice(0, -1));
    const fields = fieldsOfType(typeAt(target.info, path.slice(0, -1)) ?? '') ?? {};
    const stranger = isJsonObject(item) ? Object.keys(item).find((name) => !Object.hasOwn(fields, name)) : undefined;
    if (stranger !== undefined) return [{ title: title('rename', { to: key }), edits: [{ type: 'rename', path: [...path.slice(0, -1), stranger], key }] }];
    const image = textOf(target, [...path.slice(0, -1), 'image']);
    const name = key === 'name' && image !== '' ? validName(image.replace(/^.*\//, '').replace(/[:@].*$/, ''), 63) : undefined;
    return name === undefined ? [] : [{ title: title('addValue', { field: key, text: name }), edits: [{ type: 'set', path, value: name }] }];
  },
};

/** The field that a message about merging misses. */
export function missingMergeKey(message: string): string | undefined {
  return /does not contain declared merge key: (\w+)/.exec(message)?.[1];
}

/** The first entry of a list that has no such field though its kind of entry can. */
export function entryWithout(key: string, { body, info }: Pick<FixTarget, 'body' | 'info'>): FieldPath | undefined {
  function search(value: JsonValue | undefined, type: TypeName, path: FieldPath): FieldPath | undefined {
    const element = elementOf(type);
    const fields = fieldsOfType(type);
    if (isList(value) && element !== undefined) {
      for (const [index, item] of value.entries()) {
        const lacks = isJsonObject(item) && Object.hasOwn(fieldsOfType(element) ?? {}, key) && item[key] === undefined;
        const found = lacks ? [...path, index, key] : search(item, element, [...path, index]);
        if (found !== undefined) return found;
      }
    } else if (isJsonObject(value) && fields !== undefined) {
      for (const [name, inner] of Object.entries(fields)) {
        const found = search(value[name], inner, [...path, name]);
        if (found !== undefined) return found;
      }
    }
    return undefined;
  }
  return info && search(body, info.struct, []);
}
