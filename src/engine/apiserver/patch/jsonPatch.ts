import { compareBytes } from '../../../kube/utf8.ts';
import type { MutableJson, MutableObject } from './mutableJson.ts';
import { get, isEqualJson, isMutableObject, mutableCopy, put, remove } from './mutableJson.ts';

type Container = MutableObject | MutableJson[];

/** An operation cannot be applied: the patch as a whole is refused. */
class DoesNotApply extends Error {}

const fields: ReadonlySet<string> = new Set(['op', 'path', 'from', 'value']);

export type DecodedJsonPatch =
  | { readonly ok: true; readonly operations: readonly MutableObject[]; readonly strictErrors: readonly string[] }
  | { readonly ok: false; readonly error: string };

function jsonKind(value: MutableJson): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

/** Reads the body of a JSON patch; the error and the strict errors are those of Go's reader. */
export function decodeJsonPatch(body: MutableJson): DecodedJsonPatch {
  if (!Array.isArray(body)) return { ok: false, error: `json: cannot unmarshal ${jsonKind(body)} into Go value of type []handlers.jsonPatchOp` };
  const operations: MutableObject[] = [];
  const strictErrors: string[] = [];
  for (const [i, item] of body.entries()) {
    if (item === null) {
      operations.push({});
      continue;
    }
    if (!isMutableObject(item)) return { ok: false, error: `json: cannot unmarshal ${jsonKind(item)} into Go value of type handlers.jsonPatchOp` };
    for (const [key, value] of Object.entries(item)) {
      if (!fields.has(key)) strictErrors.push(`unknown field "[${i}].${key}"`);
      else if (key !== 'value' && value !== null && typeof value !== 'string') {
        return { ok: false, error: `json: cannot unmarshal ${jsonKind(value)} into Go struct field jsonPatchOp.${key} of type string` };
      }
    }
    operations.push(item);
  }
  return { ok: true, operations, strictErrors };
}

/** Applies RFC 6902 operations, in place where it can; absent where one does not apply. Mirrors gopkg.in/evanphx/json-patch.v4 patch.go. */
export function applyJsonPatch(document: MutableObject, operations: readonly MutableObject[]): MutableJson | undefined {
  let current: Container = document;
  try {
    for (const operation of operations) {
      current = applyOperation(current, operation);
      sortAlong(current, operation);
    }
  } catch (error) {
    if (error instanceof DoesNotApply) return undefined;
    throw error;
  }
  return current;
}

/** Go writes the objects that an operation had to open with sorted keys; what it merely carried keeps its own order. */
function sortAlong(document: Container, operation: MutableObject): void {
  for (const field of ['path', 'from'] as const) {
    const path = get(operation, field);
    if (typeof path !== 'string') continue;
    let container: MutableJson | undefined = document;
    for (const step of path.split('/').slice(1)) {
      if (isMutableObject(container)) sortKeys(container);
      container = Array.isArray(container) ? container[Number(step)] : isMutableObject(container) ? get(container, step.replace(/~1/g, '/').replace(/~0/g, '~')) : undefined;
    }
  }
}

function sortKeys(object: MutableObject): void {
  const entries = Object.entries(object).sort(([a], [b]) => compareBytes(a, b));
  for (const [key] of entries) remove(object, key);
  for (const [key, value] of entries) put(object, key, value);
}

function applyOperation(document: Container, operation: MutableObject): Container {
  const path = textOf(operation, 'path');
  const value = mutableCopy(get(operation, 'value') ?? null);
  switch (get(operation, 'op')) {
    case 'add':
      add(...find(document, path), value);
      return document;
    case 'remove':
      removeAt(...find(document, path));
      return document;
    case 'replace':
      if (path === '') return containerOf(value);
      replace(...find(document, path), value);
      return document;
    case 'move': {
      const [from, key] = find(document, textOf(operation, 'from'));
      const moved = read(from, key);
      removeAt(from, key);
      add(...find(document, path), moved);
      return document;
    }
    case 'copy': {
      const copied = mutableCopy(read(...find(document, textOf(operation, 'from'))));
      add(...find(document, path), copied);
      return document;
    }
    case 'test':
      if (!isEqualJson(path === '' ? document : read(...find(document, path)), value)) throw new DoesNotApply();
      return document;
    default:
      throw new DoesNotApply();
  }
}

function textOf(operation: MutableObject, field: string): string {
  const text = get(operation, field);
  if (typeof text !== 'string') throw new DoesNotApply();
  return text;
}

function containerOf(value: MutableJson): Container {
  if (Array.isArray(value) || isMutableObject(value)) return value;
  throw new DoesNotApply();
}

/** What holds the last step of a path, and that step. */
function find(document: Container, path: string): [Container, string] {
  const steps = path.split('/').map((step) => step.replace(/~1/g, '/').replace(/~0/g, '~'));
  const last = steps.pop();
  if (steps.length === 0 || last === undefined) throw new DoesNotApply();
  let container = document;
  for (const step of steps.slice(1)) container = containerOf(read(container, step));
  return [container, last];
}

/** A place in a list of `length` items; negative ones count from the end. */
function indexOf(step: string, length: number): number {
  if (!/^[+-]?\d+$/.test(step)) throw new DoesNotApply();
  const index = Number(step);
  if (index >= length || index < -length) throw new DoesNotApply();
  return index < 0 ? index + length : index;
}

/** A key that an object lacks reads as null. */
function read(container: Container, step: string): MutableJson {
  if (!Array.isArray(container)) return get(container, step) ?? null;
  return container[indexOf(step, container.length)] ?? null;
}

function add(container: Container, step: string, value: MutableJson): void {
  if (!Array.isArray(container)) put(container, step, value);
  else if (step === '-') container.push(value);
  else container.splice(indexOf(step, container.length + 1), 0, value);
}

function replace(container: Container, step: string, value: MutableJson): void {
  if (Array.isArray(container)) container[indexOf(step, container.length)] = value;
  else put(container, step, value);
}

function removeAt(container: Container, step: string): void {
  if (Array.isArray(container)) container.splice(indexOf(step, container.length), 1);
  else if (Object.hasOwn(container, step)) remove(container, step);
  else throw new DoesNotApply();
}
