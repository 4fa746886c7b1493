import type { FieldError } from '../field.ts';
import { invalid, invalidEach, required } from '../fieldErrors.ts';
import type { FieldPath } from '../fieldPath.ts';
import { compareQuantities, quantityOf } from '../quantity.ts';
import type { Check } from './names.ts';
import { isDNS1123Label, isDNS1123Subdomain, isQualifiedName, isValidPortName, isValidPortNumber } from './names.ts';

/** `must be greater than or equal to 0` */
export function validateNonnegative(value: number | undefined, path: FieldPath): FieldError[] {
  return value !== undefined && value < 0 ? [invalid(path, value, 'must be greater than or equal to 0')] : [];
}

/** `must be greater than zero` */
export function validatePositive(value: number, path: FieldPath): FieldError[] {
  return value <= 0 ? [invalid(path, value, 'must be greater than zero')] : [];
}

/** An amount that is not negative. */
export function validateNonnegativeQuantity(amount: string, path: FieldPath): FieldError[] {
  return compareQuantities(quantityOf(amount), quantityOf('0')) < 0 ? [invalid(path, amount, 'must be greater than or equal to 0')] : [];
}

/** A text that must be there and pass a check: Required where it is empty, Invalid per message otherwise. */
export function validateRequiredName(value: string, check: Check, path: FieldPath): FieldError[] {
  return value === '' ? [required(path)] : invalidEach(path, value, check(value));
}

/** A DNS-1123 label. */
export function validateDNS1123Label(value: string, path: FieldPath): FieldError[] {
  return invalidEach(path, value, isDNS1123Label(value));
}

/** A DNS-1123 subdomain. */
export function validateDNS1123Subdomain(value: string, path: FieldPath): FieldError[] {
  return invalidEach(path, value, isDNS1123Subdomain(value));
}

/** A qualified name. */
export function validateQualifiedName(value: string, path: FieldPath): FieldError[] {
  return invalidEach(path, value, isQualifiedName(value));
}

/** A port by number or by name. Mirrors ValidatePortNumOrName in pkg/apis/core/validation/validation.go (v1.36). */
export function validatePortNumberOrName(port: number | string, path: FieldPath): FieldError[] {
  return invalidEach(path, port, typeof port === 'number' ? isValidPortNumber(port) : isValidPortName(port));
}
