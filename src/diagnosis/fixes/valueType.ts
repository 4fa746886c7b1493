import type { JsonValue } from '../../kube/json.ts';
import { locate } from '../../manifests/fieldRange.ts';
import type { FieldEdit } from '../../protocol/edit.ts';
import type { FieldPath } from '../../protocol/ref.ts';
import { isAboutType, printed, type Fix, type FixTarget, type Offer } from './fix.ts';
import { title } from './offerTitle.ts';
import { mismatches } from './schemaWalk.ts';

/** A number where a text belongs keeps its characters and gets quotes; a text where a number belongs loses them. All of a document at once: the server tells the first only. */
export const valueType: Fix = {
  id: 'valueType',
  propose({ message }, target) {
    if (!isAboutType(message) || target.info === undefined) return [];
    const quoted: FieldEdit[] = [];
    const bare: FieldEdit[] = [];
    for (const { path, value, type } of mismatches(target.body, target.info)) {
      if (type === 'string' && (typeof value === 'number' || typeof value === 'boolean')) quoted.push({ type: 'set', path, value: asWritten(target, path, value) });
      const plain = typeof value === 'string' ? scalarOf(value, type) : undefined;
      if (plain !== undefined) bare.push({ type: 'set', path, value: plain });
    }
    const offer = (code: string, edits: readonly FieldEdit[]): readonly Offer[] => {
      const [first] = edits;
      if (first?.type !== 'set') return [];
      return [{ title: edits.length === 1 ? title(code, { text: printed(first.value) }) : title(`${code}All`, { count: edits.length }), edits }];
    };
    const offers = [...offer('quote', quoted), ...offer('unquote', bare)];
    return /cannot unmarshal string|unrecognized type/.test(message) ? offers.toReversed() : offers;
  },
};

/** `1.0` stays `1.0`, `yes` stays `yes`. */
function asWritten({ document }: FixTarget, path: FieldPath, value: JsonValue): string {
  const node = document.root && locate(document.root, path).node;
  return node?.kind === 'scalar' ? node.text : printed(value);
}

function scalarOf(text: string, type: string): number | boolean | undefined {
  if (/^int(32|64)$/.test(type)) return /^\s*-?\d{1,10}\s*$/.test(text) ? Number(text) : undefined;
  if (type === 'bool') return /^(true|yes|on)$/i.test(text) ? true : /^(false|no|off)$/i.test(text) ? false : undefined;
  return undefined;
}
