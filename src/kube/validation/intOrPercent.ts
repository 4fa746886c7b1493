import type { FieldError } from '../field.ts';
import { invalid, invalidEach } from '../fieldErrors.ts';
import type { FieldPath } from '../fieldPath.ts';
import type { IntOrString } from '../intOrString.ts';
import { intValue } from '../intOrString.ts';
import { validateNonnegative } from './fieldChecks.ts';
import { isValidPercent } from './names.ts';

/** The number before a sound percent sign; absent for everything else. */
function percentValue(value: IntOrString): number | undefined {
  if (typeof value === 'number' || isValidPercent(value).length > 0) return undefined;
  return Number.parseInt(value, 10);
}

/** A count, or a percentage. Mirrors ValidatePositiveIntOrPercent in pkg/apis/apps/validation/validation.go (v1.36). */
export function validatePositiveIntOrPercent(value: IntOrString, path: FieldPath): FieldError[] {
  return typeof value === 'number' ? validateNonnegative(value, path) : invalidEach(path, value, isValidPercent(value));
}

/** Not more than all. Mirrors IsNotMoreThan100Percent (v1.36). */
export function isNotMoreThan100Percent(value: IntOrString, path: FieldPath): FieldError[] {
  return (percentValue(value) ?? 0) > 100 ? [invalid(path, value, 'must not be greater than 100%')] : [];
}

/** The count or the percentage as a bare number, to be held against 0. Mirrors getIntOrPercentValue (v1.36). */
export function intOrPercentValue(value: IntOrString): number {
  return percentValue(value) ?? intValue(value);
}
