/** Objects that kubectl holds as Go structs: as JSON their fields stand in the order of their declarations, not sorted. */
import { encode } from '../../kube/encode.ts';
import { fieldsInGoOrder } from '../../kube/goPrint.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../kube/json.ts';
import { kindInfo } from '../../kube/scheme.ts';
import { wireStruct, type WireType } from '../../kube/wireTypes.ts';
import type { CommandContext } from '../cmd/command.ts';
import { isList } from '../goText.ts';
import { goFieldOrder } from './goFieldOrder.ts';
import { createPrinter, outputFormat, withoutManagedFields, type PrintOptions } from './printFlags.ts';
import type { ObjectPrinter } from './objectPrinter.ts';
import { textOf } from '../jsonText.ts';

function orderedStruct(object: JsonObject, struct: string): JsonObject {
  const { fields, list } = wireStruct(struct);
  const order = fieldsInGoOrder(struct) ?? goFieldOrder[struct]?.split(' ') ?? list.map(({ name }) => name);
  const entries: [string, JsonValue][] = [];
  for (const name of order) {
    const value = object[name];
    if (value !== undefined) entries.push([name, ordered(value, fields.get(name)?.type)]);
  }
  return Object.fromEntries(entries);
}

function ordered(value: JsonValue, type: WireType | undefined): JsonValue {
  if (type === undefined) return value;
  switch (type.kind) {
    case 'scalar': return value;
    case 'struct': return isJsonObject(value) ? orderedStruct(value, type.struct) : value;
    case 'list': return isList(value) ? value.map((item) => ordered(item, type.of)) : value;
    case 'map':
      if (!isJsonObject(value)) return value;
      return Object.fromEntries(Object.keys(value).sort().map((key) => [key, ordered(value[key] ?? null, type.of)]));
  }
}

/** What Go's encoding writes of an object: zero values that omitempty drops are gone, structs by value are there even when empty. The object as it is where there is no such kind. */
export function typedObject(object: JsonObject): JsonObject {
  const info = kindInfo(textOf(object['apiVersion']), textOf(object['kind']));
  return info === undefined ? object : orderedStruct({ ...encode(info, object), apiVersion: info.apiVersion, kind: info.kind }, info.struct);
}

/** JSON of a Go struct: four spaces a level, `<`, `>` and `&` escaped, a newline at the end. */
function typedJSON(object: JsonObject): string {
  return `${JSON.stringify(typedObject(object), undefined, 4).replace(/[<>&\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;
}

/** `createPrinter` for objects that kubectl holds as Go structs. */
export function createTypedPrinter(context: CommandContext, options: PrintOptions = {}): ObjectPrinter {
  if (outputFormat(context, options.defaultFormat).toLowerCase() === 'json') {
    return (object) => { context.streams.out(typedJSON(context.flags.has('show-managed-fields') && context.flags.bool('show-managed-fields') ? object : withoutManagedFields(object))); };
  }
  const print = createPrinter(context, options);
  return (object) => { print(typedObject(object)); };
}
