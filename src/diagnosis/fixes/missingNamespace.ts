import { textOf, type Fix, type Offer } from './fix.ts';
import { title } from './offerTitle.ts';

/** An object in a Namespace that there is not. */
export const missingNamespace: Fix = {
  id: 'missingNamespace',
  propose({ message }, target) {
    const name = /^namespaces "([^"]+)" not found/.exec(message)?.[1];
    if (name === undefined || textOf(target, ['metadata', 'namespace']) !== name) return [];
    const offers: Offer[] = [{ title: title('remove', { field: 'namespace' }), edits: [{ type: 'remove', path: ['metadata', 'namespace'] }] }];
    if (target.document.isJSON) return offers;
    const start = /^---[^\n]*\n?/.exec(target.parse.text)?.[0].length ?? 0;
    const text = `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: ${name}\n---\n`;
    return [{ title: title('addNamespace', { name }), textEdits: [{ start, end: start, text }] }, ...offers];
  },
};
