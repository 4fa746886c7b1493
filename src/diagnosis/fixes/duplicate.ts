import { isJsonObject, type JsonValue } from '../../kube/json.ts';
import { removeEntryAt } from '../../manifests/removeField.ts';
import { fieldOf, isList, printed, type Fix, type FixTarget, type Offer } from './fix.ts';
import { title } from './offerTitle.ts';

/** A key, a port or an item that is there twice. */
export const duplicate: Fix = {
  id: 'duplicate',
  propose({ message, reason, path }, target) {
    if (/already set in map$|^duplicate field/.test(message)) return duplicateKey(message, target);
    const index = path.at(-1);
    if (reason !== 'FieldValueDuplicate' || typeof index !== 'number') return [];
    const list = path.slice(0, -1);
    const items = fieldOf(target, list);
    const offers: Offer[] = [{ title: title('remove', { field: `${String(list.at(-1) ?? '')}[${index}]` }), edits: [{ type: 'remove', path }] }];
    if (list.at(-1) === 'ports' && isList(items) && mayBeUDP(items, index)) offers.unshift({ title: title('changeProtocol', { text: 'UDP' }), edits: [{ type: 'set', path: [...path, 'protocol'], value: 'UDP' }] });
    return offers;
  },
};

/** The same number twice is usual for TCP and UDP. */
function mayBeUDP(ports: readonly JsonValue[], index: number): boolean {
  const port = ports[index];
  if (!isJsonObject(port) || (port['protocol'] !== undefined && port['protocol'] !== 'TCP')) return false;
  const number = port['port'] ?? port['containerPort'];
  const isThere = ports.some((other) => isJsonObject(other) && (other['port'] ?? other['containerPort']) === number && other['protocol'] === 'UDP');
  return !isThere && (/udp|dns|sip|quic|stun|syslog/i.test(printed(port['name'])) || number === 53 || number === 514);
}

/** The last one counts, so taking away the first changes nothing else. */
function duplicateKey(message: string, { parse, document }: FixTarget): readonly Offer[] {
  const found = document.duplicates.find((candidate) => candidate.message === message);
  const { root } = document;
  if (found === undefined || root === undefined) return [];
  const edited = { text: parse.text, isJSON: document.isJSON, root };
  const name = parse.text.slice(found.range.start, found.range.end);
  const offers: Offer[] = [];
  const first = removeEntryAt(edited, found.range.start, 'other');
  const last = removeEntryAt(edited, found.range.start, 'this');
  if (first !== undefined) offers.push({ title: title('removeFirst', { field: name }), textEdits: first });
  if (last !== undefined) offers.push({ title: title('removeSecond', { field: name }), textEdits: last });
  return offers;
}
