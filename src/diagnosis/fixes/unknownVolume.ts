import { isJsonObject } from '../../kube/json.ts';
import { nearest } from '../editDistance.ts';
import { fieldOf, isList, textOf, type Fix } from './fix.ts';
import { title } from './offerTitle.ts';

/** A mount of a volume that the Pod does not have. */
export const unknownVolume: Fix = {
  id: 'unknownVolume',
  propose({ reason, path }, target) {
    const containers = path.findIndex((segment) => segment === 'containers' || segment === 'initContainers');
    if (reason !== 'FieldValueNotFound' || path.at(-3) !== 'volumeMounts' || containers < 0) return [];
    const volumes = fieldOf(target, [...path.slice(0, containers), 'volumes']);
    const items = isList(volumes) ? volumes : [];
    const names = items.flatMap((volume) => (isJsonObject(volume) && typeof volume['name'] === 'string' ? [volume['name']] : []));
    const name = textOf(target, path);
    const like = nearest(name, names) ?? (names.length === 1 ? names[0] : undefined);
    if (like !== undefined) return [{ title: title('changeTo', { text: like }), edits: [{ type: 'set', path, value: like }] }];
    return [{ title: title('addVolume', { name }), edits: [{ type: 'set', path: [...path.slice(0, containers), 'volumes', items.length], value: { name, emptyDir: {} } }] }];
  },
};
