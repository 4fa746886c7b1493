import { parseIP } from '../../kube/ip.ts';
import { textOf, type Fix } from './fix.ts';
import { title } from './offerTitle.ts';

const path = ['spec', 'externalName'] as const;

/** A URL, a name with a port, or one with characters that names cannot have: the name in it. */
export const externalName: Fix = {
  id: 'externalName',
  propose({ message, path: given }, target) {
    if (given.join('.') !== path.join('.') || !message.startsWith('Invalid value')) return [];
    const text = textOf(target, path);
    const host = text.trim().replace(/^[a-z][\w+.-]*:\/\//i, '').replace(/^[^@/]*@/, '').replace(/[/?#].*$/, '').replace(/:\d+$/, '');
    const name = host.toLowerCase().replace(/[_\s]+/g, '-').replace(/^[.-]+|[.-]+$/g, '');
    return name === '' || name === text || parseIP(name) !== undefined ? [] : [{ title: title('changeTo', { text: name }), edits: [{ type: 'set', path, value: name }] }];
  },
};
