/**
 * Constructors of field errors. Mirrors apimachinery/pkg/util/validation/field/errors.go (v1.36).
 * A bad value is printed as Go prints it: texts quoted, everything else as JSON (keys in the order given).
 */
import type { ErrorType, FieldError } from './field.ts';
import type { FieldPath } from './fieldPath.ts';
import type { JsonValue } from './json.ts';
import { goJson, quote } from './quote.ts';

/** A text of a named Go type (`ServiceType`), or behind a pointer: printed as JSON, not as a quoted Go string. */
class NamedText {
  readonly value: string;

  constructor(value: string) {
    this.value = value;
  }
}

/** What may stand in a message: `undefined` prints as a nil pointer does. */
export type BadValue = JsonValue | undefined | NamedText;

/** Marks a text of a named Go type; absent stays absent. */
export function namedText(value: string | undefined): NamedText | undefined {
  return value === undefined ? undefined : new NamedText(value);
}

function printed(value: BadValue): string {
  if (value instanceof NamedText) return goJson(value.value);
  return typeof value === 'string' ? quote(value) : goJson(value ?? null);
}

function withDetail(head: string, detail: string): string {
  return detail === '' ? head : `${head}: ${detail}`;
}

function fieldError(type: ErrorType, path: FieldPath, message: string): FieldError {
  return { type, field: path.toString(), message };
}

/** `Required value[: detail]` */
export function required(path: FieldPath, detail = ''): FieldError {
  return fieldError('FieldValueRequired', path, withDetail('Required value', detail));
}

/** `Invalid value: <value>: detail` */
export function invalid(path: FieldPath, value: BadValue, detail: string): FieldError {
  return fieldError('FieldValueInvalid', path, withDetail(`Invalid value: ${printed(value)}`, detail));
}

/** `Invalid value: <value>: detail`, with the reason FieldValueTypeInvalid. */
export function typeInvalid(path: FieldPath, value: BadValue, detail: string): FieldError {
  return fieldError('FieldValueTypeInvalid', path, withDetail(`Invalid value: ${printed(value)}`, detail));
}

/** `Unsupported value: <value>: supported values: "a", "b"`, the values in the order given. */
export function notSupported(path: FieldPath, value: BadValue, supported: readonly string[]): FieldError {
  const detail = supported.length === 0 ? '' : `supported values: ${supported.map(quote).join(', ')}`;
  return fieldError('FieldValueNotSupported', path, withDetail(`Unsupported value: ${printed(value)}`, detail));
}

/** `Duplicate value: <value>` */
export function duplicate(path: FieldPath, value: BadValue): FieldError {
  return fieldError('FieldValueDuplicate', path, `Duplicate value: ${printed(value)}`);
}

/** `Forbidden: detail` */
export function forbidden(path: FieldPath, detail: string): FieldError {
  return fieldError('FieldValueForbidden', path, withDetail('Forbidden', detail));
}

/** `Not found: <value>` */
export function notFound(path: FieldPath, value: BadValue): FieldError {
  return fieldError('FieldValueNotFound', path, `Not found: ${printed(value)}`);
}

/** `Too long: may not be more than N bytes` (or characters) */
export function tooLong(path: FieldPath, maxLength: number, unit: 'byte' | 'character' = 'byte'): FieldError {
  return fieldError('FieldValueTooLong', path, `Too long: may not be more than ${plural(maxLength, unit)}`);
}

/** `Too many: <actual>: must have at most N items` */
export function tooMany(path: FieldPath, actual: number, max: number): FieldError {
  return fieldError('FieldValueTooMany', path, `Too many: ${actual}: must have at most ${plural(max, 'item')}`);
}

/** `Too few: <actual>: must have at least N items` */
export function tooFew(path: FieldPath, actual: number, min: number): FieldError {
  return fieldError('FieldValueTooFew', path, `Too few: ${actual}: must have at least ${plural(min, 'item')}`);
}

/** `Internal error: detail` */
export function internalError(path: FieldPath, detail: string): FieldError {
  return fieldError('InternalError', path, withDetail('Internal error', detail));
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** One Invalid error per message that a name check gave. */
export function invalidEach(path: FieldPath, value: BadValue, messages: readonly string[]): FieldError[] {
  return messages.map((message) => invalid(path, value, message));
}
