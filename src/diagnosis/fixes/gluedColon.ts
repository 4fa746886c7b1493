import { locate } from '../../manifests/fieldRange.ts';
import { startOfLine } from '../../manifests/lineIndex.ts';
import { isAboutType, type Fix } from './fix.ts';
import { title } from './offerTitle.ts';
import { fieldsOfType, mismatches } from './schemaWalk.ts';

/** `name:web` and `name web` are texts, where the field wants a map. */
export const gluedColon: Fix = {
  id: 'gluedColon',
  propose({ message }, { parse: { text }, document: { root }, body, info }) {
    if (!isAboutType(message) || root === undefined || info === undefined) return [];
    for (const { path, value, type } of mismatches(body, info)) {
      const [, key, gap = ''] = (typeof value === 'string' ? /^([A-Za-z][\w./-]*)(:|\s+|\s*=\s*)\S+$/.exec(value) : null) ?? [];
      const fields = fieldsOfType(type.replace(/^\[\]/, ''));
      const isKnown = key !== undefined && (type === '{}string' || (fields !== undefined && Object.hasOwn(fields, key)));
      const { node } = locate(root, path);
      const isOnOwnLine = /^[ ]*(?:- +)?$/.test(text.slice(startOfLine(text, node.start), node.start));
      if (!isKnown || node.kind !== 'scalar' || node.style !== 'plain' || !isOnOwnLine) continue;
      const at = node.start + key.length;
      return [{ title: gap === ':' ? title('spaceAfterColon') : title('insert', { text: ':' }), textEdits: [{ start: at, end: at + gap.length, text: ': ' }] }];
    }
    return [];
  },
};
