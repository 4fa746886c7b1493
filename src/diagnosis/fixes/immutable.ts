import { asJsonObject } from '../../kube/json.ts';
import { objectOf } from './storedObject.ts';
import { valueAt } from '../../manifests/valueAt.ts';
import type { Fix } from './fix.ts';
import { title } from './offerTitle.ts';

/** A field that cannot change any more: what it was. */
export const immutable: Fix = {
  id: 'immutable',
  propose({ message, path }, target) {
    if (!/field is immutable|may not change once set/.test(message)) return [];
    const field = path.map(String).join('.').replace(/^spec\.clusterIPs(\.0)?$/, 'spec.clusterIP').split('.');
    const at = field[1] === 'clusterIP' ? ['spec', 'clusterIP'] : path;
    const stored = objectOf(target);
    const was = stored && valueAt(asJsonObject(stored), at);
    return was === undefined ? [] : [{
      title: typeof was === 'object' ? title('restore', { field: String(at.at(-1) ?? '') }) : title('changeBackTo', { text: String(was) }),
      edits: [{ type: 'set', path: at, value: was }],
    }];
  },
};
