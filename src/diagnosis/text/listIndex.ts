import { isJsonObject, type JsonValue } from '../../kube/json.ts';
import { valueAt } from '../../manifests/valueAt.ts';
import type { FieldPath } from '../../protocol/ref.ts';

/**
 * The field of the document that a refusal means. After a patch the API server counts in the merged list, which can hold more
 * than the text has and in another order; the value that it quotes, or that something is missing, tells the entry.
 */
export function pathInDocument(body: JsonValue | undefined, given: FieldPath, message: string): FieldPath {
  const path = asWritten(body, given);
  const at = path.findIndex((segment) => typeof segment === 'number');
  const list = at < 0 ? undefined : valueAt(body, path.slice(0, at));
  if (!isList(list)) return path;
  const rest = path.slice(at + 1);
  const accepts = acceptor(message);
  const isMeant = (index: number): boolean => accepts(valueAt(list[index], rest));
  const index = path[at];
  if (typeof index === 'number' && index < list.length && isMeant(index)) return path;
  const others = list.map((_, other) => other).filter((other) => isMeant(other));
  const [found] = others.length > 1 && /^Duplicate/.test(message) ? others.slice(-1) : others;
  return found === undefined ? path : [...path.slice(0, at), found, ...rest];
}

/** A few messages name fields by their Go names: `spec.LoadBalancerSourceRanges`. */
function asWritten(body: JsonValue | undefined, path: FieldPath): FieldPath {
  return path.map((segment, index) => {
    const parent = valueAt(body, path.slice(0, index));
    if (typeof segment !== 'string' || !/^[A-Z]/.test(segment) || !isJsonObject(parent) || Object.hasOwn(parent, segment)) return segment;
    return Object.keys(parent).find((key) => key.toLowerCase() === segment.toLowerCase()) ?? segment;
  });
}

/** Whether a value is the one that the message speaks of. */
function acceptor(message: string): (value: JsonValue | undefined) => boolean {
  if (message.startsWith('Required value')) return (value) => value === undefined || value === null || value === '';
  const printed = /^(?:Invalid|Unsupported|Duplicate) value: ("(?:[^"\\]|\\.)*"|-?\d+)(?=: |$)/.exec(message)?.[1];
  if (printed !== undefined) return (value) => JSON.stringify(value) === printed;
  const port = /"Port":(\d+)/.exec(message)?.[1];
  if (port !== undefined) return (value) => isJsonObject(value) && JSON.stringify(value['port']) === port;
  return (value) => value !== undefined;
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}
