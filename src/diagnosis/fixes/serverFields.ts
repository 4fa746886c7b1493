import type { FieldEdit } from '../../protocol/edit.ts';
import { fieldOf, type Fix } from './fix.ts';
import { title } from './offerTitle.ts';

/** Whether a resourceVersion that the text carries is what a message is about. */
export function isAboutVersion(message: string): boolean {
  return /resourceVersion should not be set on objects to be created|the object has been modified; please apply your changes/.test(message);
}

const written = ['resourceVersion', 'uid', 'creationTimestamp', 'generation', 'selfLink', 'managedFields'] as const;

/** What `kubectl get -o yaml` prints and another cluster does not take: the fields that the server writes. */
export const serverFields: Fix = {
  id: 'serverFields',
  propose({ message }, target) {
    if (!isAboutVersion(message) || fieldOf(target, ['metadata', 'resourceVersion']) === undefined) return [];
    const edits = written.filter((field) => fieldOf(target, ['metadata', field]) !== undefined).map((field): FieldEdit => ({ type: 'remove', path: ['metadata', field] }));
    return [{ title: title('removeServerFields'), edits }];
  },
};
