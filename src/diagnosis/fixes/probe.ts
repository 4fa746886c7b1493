import { fieldOf, type Fix } from './fix.ts';
import { title } from './offerTitle.ts';

/** A probe that asks in two ways at once. */
export const probeHandlers: Fix = {
  id: 'probeHandlers',
  propose({ message, path }, target) {
    if (!message.includes('may not specify more than 1 handler type') || fieldOf(target, path) === undefined) return [];
    return [{ title: title('remove', { field: String(path.at(-1) ?? '') }), edits: [{ type: 'remove', path }] }];
  },
};
