import { locate } from '../../manifests/fieldRange.ts';
import type { Fix } from './fix.ts';
import { title } from './offerTitle.ts';

/** `-port: 80`: without a space after it, the dash is part of the key. */
export const gluedDash: Fix = {
  id: 'gluedDash',
  propose({ message, path }, { document: { root } }) {
    const key = path.at(-1);
    if (!message.startsWith('unknown field') || typeof key !== 'string' || !/^-\w/.test(key) || root === undefined) return [];
    const entry = locate(root, path).entry;
    return entry === undefined ? [] : [{ title: title('spaceAfterDash'), textEdits: [{ start: entry.key.start + 1, end: entry.key.start + 1, text: ' ' }] }];
  },
};
