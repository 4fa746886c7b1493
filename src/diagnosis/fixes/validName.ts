import { locate } from '../../manifests/fieldRange.ts';
import { nearest } from '../editDistance.ts';
import { isJsonObject } from '../../kube/json.ts';
import { fieldOf, textOf, type Fix, type FixTarget, type Offer } from './fix.ts';
import { title } from './offerTitle.ts';
import type { FieldPath } from '../../protocol/ref.ts';

/** The valid name that a text comes nearest to; undefined where nothing is left of it. */
export function validName(text: string, maxLength: number): string | undefined {
  const name = text.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase().replace(/[^a-z0-9]+/g, '-').slice(0, maxLength).replace(/^-+|-+$/g, '');
  return name === '' ? undefined : name;
}

const nameRule = /RFC 1123|RFC 1035|must contain only alpha-numeric|must contain at least one letter|must be no more than|must not contain consecutive hyphens|must not begin or end with a hyphen|valid label must be|name part must consist|DNS-1035|DNS-1123/;

/** A name with characters that names cannot have. What refers to it is not changed with it. */
export const invalidName: Fix = {
  id: 'validName',
  propose({ message, path }, target) {
    if (!nameRule.test(message) || path.at(-1) === 'externalName') return [];
    if (/valid label must be|name part must consist/.test(message)) return labelOffers(message, path, target);
    const text = textOf(target, path);
    const field = path.at(-1);
    const isPort = field === 'targetPort' || (path.at(-3) === 'ports' && field === 'name') || (field === 'port' && text !== '');
    if (isPort && /^\d+$/.test(text)) {
      if (field === 'name') return change(path, `port-${text}`);
      return [{ title: title('unquote', { text }), edits: [{ type: 'set', path, value: Number(text) }] }];
    }
    const name = validName(text, isPort ? 15 : 63);
    const declared = field === 'targetPort' && name !== undefined ? nearest(name, portNamesOf(target)) : undefined;
    const starts = /RFC 1035/.test(message) && name !== undefined && /^\d/.test(name) ? `svc-${name}` : name;
    const wanted = declared ?? (message.includes('consecutive hyphens') ? starts?.replace(/-+/g, '-') : starts);
    return wanted === undefined || wanted === text ? [] : change(path, wanted);
  },
};

function change(path: FieldPath, text: string): readonly Offer[] {
  return [{ title: title(path.join('.') === 'metadata.name' ? 'changeNameTo' : 'changeTo', { text }), edits: [{ type: 'set', path, value: text }] }];
}

function portNamesOf({ context: { reader } }: FixTarget): readonly string[] {
  return reader.list('Pod').flatMap(({ spec }) => spec.containers).flatMap(({ ports = [] }) => ports.flatMap(({ name }) => name ?? []));
}

/** The message tells the value, the field only the map. */
function labelOffers(message: string, path: FieldPath, target: FixTarget): readonly Offer[] {
  const bad = /^Invalid value: "((?:[^"\\]|\\.)*)"/.exec(message)?.[1];
  const map = fieldOf(target, path);
  if (bad === undefined || target.document.root === undefined) return [];
  if (message.includes('name part must consist')) {
    const prefix = bad.includes('/') ? `${bad.slice(0, bad.indexOf('/'))}/` : '';
    const key = validName(bad.slice(prefix.length), 63);
    const found = locate(target.document.root, [...path, bad]);
    return key === undefined || found.depth <= path.length ? [] : [{ title: title('rename', { to: prefix + key }), edits: [{ type: 'rename', path: [...path, bad], key: prefix + key }] }];
  }
  const value = bad.trim().replace(/[^\w.-]+/g, '-').slice(0, 63).replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '');
  if (isJsonObject(map)) {
    const key = Object.keys(map).find((name) => map[name] === bad);
    return key === undefined || value === bad ? [] : change([...path, key], value);
  }
  return typeof map === 'string' && value !== map ? change(path, value) : [];
}
