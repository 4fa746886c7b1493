import { isJsonObject, type JsonObject, type JsonValue } from '../../kube/json.ts';
import type { FieldEdit } from '../../protocol/edit.ts';
import type { FieldPath } from '../../protocol/ref.ts';
import { isAboutType, isList, type Fix, type Offer } from './fix.ts';
import { title } from './offerTitle.ts';
import { elementOf, fieldsOfType, fits, mismatches, type TypeName } from './schemaWalk.ts';

/** A map where a list belongs, one value where many can stand, and the other way round. */
export const valueShape: Fix = {
  id: 'valueShape',
  propose({ message }, { body, info }) {
    if (!isAboutType(message) || info === undefined) return [];
    const offers = mismatches(body, info).flatMap(({ path, value, type }) => reshaped(path, value, type) ?? []);
    const [first] = offers;
    // Items of one list are wrong in the same way.
    return first === undefined ? [] : [{ title: first.title, edits: offers.filter((offer) => offer.title.code === first.title.code).flatMap((offer) => offer.edits) }];
  },
};

/** The one field that a bare value of such a list can only mean. */
const soleFields: Readonly<Record<string, readonly string[]>> = {
  ServicePort: ['port'], ContainerPort: ['containerPort'], EndpointPort: ['port'], DiscoveryEndpointPort: ['port'], EndpointAddress: ['ip'], LocalObjectReference: ['name'],
  ServiceBackendPort: ['number', 'name'], Endpoint: ['addresses'], IngressServiceBackend: ['name'],
};

function reshaped(path: FieldPath, value: JsonValue, type: TypeName): Extract<Offer, { edits: unknown }> | undefined {
  const field = String(path.at(-1) ?? '');
  const element = elementOf(type);
  if (type.startsWith('[]') && element !== undefined) {
    if (isJsonObject(value)) return looksLike(value, element) ? { title: title('makeList', { field }), edits: [{ type: 'wrap', path }] } : undefined;
    if (isList(value)) return undefined;
    if (fits(value, element)) return { title: title('makeList', { field }), edits: [{ type: 'wrap', path }] };
    const sole = soleField(value, element);
    return sole === undefined ? undefined : { title: title('makeList', { field }), edits: [{ type: 'set', path, value: [{ [sole]: value }] }] };
  }
  if (type === '{}string') return labelsOf(path, field, value);
  if (fieldsOfType(type) === undefined) return type === 'string' && isJsonObject(value) ? lifted(path, value) : undefined;
  const sole = soleField(value, type);
  if (sole !== undefined) return { title: title('wrap', { key: sole }), edits: [{ type: 'wrap', path, key: sole }] };
  if (type === 'LabelSelector' && typeof value === 'string') {
    const labels = parseLabels(value);
    return labels && { title: title('makeMap', { field }), edits: [{ type: 'set', path, value: { matchLabels: labels } }] };
  }
  const only = isList(value) && value.length === 1 ? value[0] : undefined;
  return isJsonObject(only) && looksLike(only, type) ? { title: title('makeMap', { field }), edits: [{ type: 'set', path, value: only }] } : undefined;
}

function soleField(value: JsonValue, type: TypeName): string | undefined {
  const fields = fieldsOfType(type) ?? {};
  return soleFields[type]?.find((name) => fits(value, fields[name] ?? ''));
}

function looksLike(value: JsonObject, type: TypeName): boolean {
  const fields = fieldsOfType(type);
  return fields !== undefined && Object.keys(value).length > 0 && Object.keys(value).every((key) => Object.hasOwn(fields, key));
}

/** A Service's selector is its labels, without matchLabels around them. */
function lifted(path: FieldPath, value: JsonObject): Extract<Offer, { edits: unknown }> | undefined {
  const isLabels = Object.values(value).length > 0 && Object.values(value).every((item) => item !== null && typeof item !== 'object');
  return isLabels ? { title: title('lift', { field: String(path.at(-1) ?? '') }), edits: [{ type: 'lift', path }] } : undefined;
}

/** Labels that were written as a list of maps or as one text. */
function labelsOf(path: FieldPath, field: string, value: JsonValue): Extract<Offer, { edits: unknown }> | undefined {
  const labels = typeof value === 'string' ? parseLabels(value) : isList(value) && value.length > 0 && value.every((item) => isJsonObject(item)) ? Object.assign({}, ...value) as JsonObject : undefined;
  if (labels === undefined) return undefined;
  const edit: FieldEdit = { type: 'set', path, value: labels };
  return { title: title('makeMap', { field }), edits: [edit] };
}

/** `app=web,tier=front`, `app: web` glued as `app:web` */
function parseLabels(text: string): JsonObject | undefined {
  const pairs = text.split(',').map((pair) => /^\s*([\w./-]+)\s*(?:==?|:)\s*([\w.-]*)\s*$/.exec(pair));
  if (pairs.some((pair) => pair === null)) return undefined;
  return Object.fromEntries(pairs.map((pair) => [pair?.[1] ?? '', pair?.[2] ?? '']));
}
