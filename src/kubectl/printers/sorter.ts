/** `--sort-by`. Mirrors k8s.io/kubectl/pkg/cmd/get/{sorter,customcolumn}.go (v1.36). */
import type { JsonObject, JsonValue } from '../../kube/json.ts';
import { compareQuantities, parseQuantity } from '../../kube/quantity.ts';
import { compareBytes } from '../../kube/utf8.ts';
import { fail } from '../errors.ts';
import { goType, isList } from '../goText.ts';
import { createJSONPath, type JSONPath } from '../jsonpath/evaluate.ts';
import { JSONPathError } from '../jsonpath/parser.ts';

/** `metadata.name`, `.metadata.name`, `{metadata.name}` as `{.metadata.name}`; undefined where the text is none of them. */
export function relaxedJSONPath(expression: string): string | undefined {
  if (expression === '') return '';
  const match = /^\{\.?([^{}]+)\}$|^\.?([^{}]+)$/.exec(expression);
  return match === null ? undefined : `{.${match[1] ?? match[2] ?? ''}}`;
}

export const relaxedJSONPathMessage = "unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'";

/** Values that have no order, which ends kubectl at once. */
export class UnsortableError extends Error {
  readonly field: string;

  constructor(field: string, detail: string) {
    super(detail);
    this.field = field;
  }
}

function isLess(a: JsonValue, b: JsonValue, field: string): boolean {
  const unsortable = (detail: string): never => {
    throw new UnsortableError(field, detail);
  };
  if (a === null || b === null) return a === null && b !== null;
  if (typeof a === 'number' && typeof b === 'number') return a < b;
  if (typeof a === 'string' && typeof b === 'string') {
    const quantities = [parseQuantity(a), parseQuantity(b)] as const;
    return quantities[0].ok && quantities[1].ok ? compareQuantities(quantities[0].quantity, quantities[1].quantity) < 0 : compareBytes(a, b) < 0;
  }
  if (typeof a === 'boolean' || typeof a === 'object') return unsortable(`unsortable type: ${goType(a)}`);
  return unsortable('unsortable interface: interface');
}

function evaluated(path: JSONPath, object: JsonObject): JsonValue | undefined {
  return path.findResults(object)[0]?.[0];
}

/** Objects in the order of a field; those without it come first. Ends the command where none has it; throws UnsortableError. */
export function sortObjects(objects: readonly JsonObject[], sortBy: string): readonly JsonObject[] {
  if (objects.length === 0) return objects;
  const field = relaxedJSONPath(sortBy) ?? sortBy;
  let keyed: (readonly [JsonValue | undefined, JsonObject])[];
  try {
    const path = createJSONPath(field, { allowsMissingKeys: true });
    keyed = objects.map((object) => [evaluated(path, object), object] as const);
  } catch (error) {
    if (error instanceof JSONPathError) return fail(`sorting error: ${error.message}`);
    throw error;
  }
  if (keyed.every(([value]) => value === undefined)) fail(`couldn't find any field with path ${JSON.stringify(field)} in the list of objects`);
  const less = (a: JsonValue | undefined, b: JsonValue | undefined): boolean => (a === undefined ? true : b === undefined ? false : isLess(a, b, field));
  // Go sorts short lists by insertion, which shows where the order says that each of two comes first.
  if (keyed.length > 12) return keyed.toSorted(([a], [b]) => (a === undefined && b === undefined ? 0 : less(a, b) ? -1 : less(b, a) ? 1 : 0)).map(([, object]) => object);
  const sorted = [...keyed];
  for (let index = 1; index < sorted.length; index++) {
    for (let at = index; at > 0; at--) {
      const [current, before] = [sorted[at], sorted[at - 1]];
      if (current === undefined || before === undefined || !less(current[0], before[0])) break;
      sorted[at] = before;
      sorted[at - 1] = current;
    }
  }
  return sorted.map(([, object]) => object);
}

/** The objects of a list, or the object itself. */
export function itemsOfList(object: JsonObject): readonly JsonValue[] | undefined {
  return isList(object.items) ? object.items : undefined;
}
