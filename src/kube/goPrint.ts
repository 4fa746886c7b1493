/** Structs as Go prints them for a hash. Mirrors ForHash of k8s.io/utils/dump/dump.go and spew's format.go (v1.36). */
import { goOrder } from './goOrder.ts';
import { asJsonObject, isJsonObject, type JsonObject, type JsonValue } from './json.ts';
import { parseQuantity } from './quantity.ts';
import { compareBytes } from './utf8.ts';
import { wireStruct, type Scalar, type WireField, type WireType } from './wireTypes.ts';

interface Member { readonly goName: string; readonly jsonName: string; readonly isEmbedded: boolean }

const nothing = '<nil>';
const membersByStruct = new Map<string, readonly Member[]>();

function membersOf(struct: string): readonly Member[] | undefined {
  let members = membersByStruct.get(struct);
  if (members === undefined) {
    const words = goOrder[struct];
    if (words === undefined) return undefined;
    members = words.split(' ').map((word) => {
      if (word.startsWith('@')) return { goName: word.slice(1), jsonName: '', isEmbedded: true };
      const [jsonName = '', goName = jsonName.charAt(0).toUpperCase() + jsonName.slice(1)] = word.split('=');
      return { goName, jsonName, isEmbedded: false };
    });
    membersByStruct.set(struct, members);
  }
  return members;
}

/** The JSON names of a struct's fields in the order in which Go declares them; undefined for a struct of which no Pod template is made. */
export function fieldsInGoOrder(struct: string): readonly string[] | undefined {
  return membersOf(struct)?.flatMap(({ goName, jsonName, isEmbedded }) => (isEmbedded ? fieldsInGoOrder(goName) ?? [] : [jsonName]));
}

/**
 * The text of a struct by value with all types in it, in the form that Kubernetes takes hashes of. Absent and empty lists and maps are
 * alike, as they are once an object has been stored.
 *
 * Simplified: times are printed as the zero time, and amounts of more than 18 digits as if Go kept them in 64 bits.
 */
export function goPrint(struct: string, value: object): string {
  return `(v1.${struct})${structText(struct, asJsonObject(value), wireStruct(struct).fields)}`;
}

function structText(struct: string, value: JsonObject, fields: ReadonlyMap<string, WireField>): string {
  const members = membersOf(struct);
  if (members === undefined) throw new Error(`the order of the fields of ${struct} is not known`);
  const texts = members.map(({ goName, jsonName, isEmbedded }) => {
    if (isEmbedded) return `${goName}:(v1.${goName})${structText(goName, value, fields)}`;
    const field = fields.get(jsonName);
    if (field === undefined) throw new Error(`${struct} has no field ${jsonName}`);
    return `${goName}:${fieldText(field, value[jsonName] ?? undefined)}`;
  });
  return `{${texts.join(' ')}}`;
}

function fieldText({ type, isPointer }: WireField, value: JsonValue | undefined): string {
  if (!isPointer) return `(${type.goType})${valueText(type, value)}`;
  return `(*${type.goType})${value === undefined ? nothing : valueText(type, value)}`;
}

function valueText(type: WireType, value: JsonValue | undefined): string {
  switch (type.kind) {
    case 'struct': return structText(type.struct, isJsonObject(value) ? value : {}, wireStruct(type.struct).fields);
    case 'list': return Array.isArray(value) && value.length > 0 ? `[${value.map((item: JsonValue) => valueText(type.of, item)).join(' ')}]` : nothing;
    case 'map': {
      if (!isJsonObject(value) || Object.keys(value).length === 0) return nothing;
      const entries = Object.entries(value).sort(([a], [b]) => compareBytes(a, b));
      return `map[${entries.map(([key, item]) => `${key}:${valueText(type.of, item)}`).join(' ')}]`;
    }
    case 'scalar': return scalarText(type.scalar, value);
  }
}

function scalarText(scalar: Scalar, value: JsonValue | undefined): string {
  switch (scalar) {
    case 'string': return typeof value === 'string' ? value : '';
    case 'int32': case 'int64': case 'float64': return String(typeof value === 'number' ? value : 0);
    case 'bool': return String(value === true);
    case 'intOrString': return `{Type:(intstr.Type)${typeof value === 'string' ? 1 : 0} IntVal:(int32)${typeof value === 'number' ? value : 0} StrVal:(string)${typeof value === 'string' ? value : ''}}`;
    case 'quantity': return quantityText(value);
    case 'time': case 'microTime': return '{Time:(time.Time){wall:(uint64)0 ext:(int64)0 loc:(*time.Location)<nil>}}';
    case 'bytes': case 'any': return nothing;
  }
}

function quantityText(value: JsonValue | undefined): string {
  const parsed = parseQuantity(typeof value === 'string' || typeof value === 'number' ? String(value) : '0');
  if (!parsed.ok) return nothing;
  const { unscaled, exponent, format, text = '' } = parsed.quantity;
  return `{i:(resource.int64Amount){value:(int64)${unscaled} scale:(resource.Scale)${exponent}} d:(resource.infDecAmount){Dec:(*inf.Dec)${nothing}} s:(string)${text} Format:(resource.Format)${format}}`;
}
