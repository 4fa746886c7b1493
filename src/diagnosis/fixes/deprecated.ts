import type { Fix } from './fix.ts';
import { title } from './offerTitle.ts';

/** A value that is taken, with a warning that names a better one. */
export const deprecated: Fix = {
  id: 'deprecated',
  propose({ message, path }) {
    const text = /is deprecated; use "([^"]+)"$/.exec(message)?.[1];
    return text === undefined ? [] : [{ title: title('changeTo', { text }), edits: [{ type: 'set', path, value: text }] }];
  },
};
