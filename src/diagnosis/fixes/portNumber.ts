import { isJsonObject } from '../../kube/json.ts';
import type { FieldPath } from '../../protocol/ref.ts';
import { fieldOf, isList, type Fix, type FixTarget, type Offer } from './fix.ts';
import { title } from './offerTitle.ts';

/** A port that no port can be. */
export const portNumber: Fix = {
  id: 'portNumber',
  propose({ message, path }, target) {
    if (!message.includes('must be between 1 and 65535')) return [];
    const value = fieldOf(target, path);
    const field = path.at(-1);
    const wanted = counterpart(path, target) ?? (typeof value === 'number' && value > 65535 ? truncated(value) : undefined);
    const offers: Offer[] = wanted === undefined ? [] : [{ title: title(value === undefined ? 'addValue' : 'changeTo', { field: String(field), text: wanted }), edits: [{ type: 'set', path, value: wanted }] }];
    // Without a targetPort, it is the port.
    if (field === 'targetPort' && value !== undefined) offers.push({ title: title('remove', { field }), edits: [{ type: 'remove', path }] });
    return offers;
  },
};

function isPort(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65535;
}

/** The other number that says the same: the target of a port, the declared port of a probe's container. */
function counterpart(path: FieldPath, target: FixTarget): number | string | undefined {
  const parent = path.slice(0, -1);
  const field = path.at(-1);
  if (field === 'port' && path.at(-3) === 'ports') {
    const other = fieldOf(target, [...parent, 'targetPort']);
    return isPort(other) ? other : undefined;
  }
  if (field === 'targetPort') {
    const other = fieldOf(target, [...parent, 'port']);
    return isPort(other) ? other : undefined;
  }
  const container = path.findIndex((segment) => segment === 'containers');
  const ports = container < 0 ? undefined : fieldOf(target, [...path.slice(0, container + 2), 'ports']);
  const declared = (isList(ports) ? ports : []).flatMap((port) => (isJsonObject(port) && isPort(port['containerPort']) ? [port['containerPort']] : []));
  return field === 'port' ? declared[0] : undefined;
}

/** A digit too many is the usual slip: 80800 for 8080. */
function truncated(value: number): number {
  let number = value;
  while (number > 65535) number = Math.floor(number / 10);
  return number;
}
