import type { FieldError } from '../field.ts';
import { invalid } from '../fieldErrors.ts';
import type { FieldPath } from '../fieldPath.ts';

/** A path without `..` as one of its parts. Mirrors validatePathNoBacksteps in pkg/apis/core/validation/validation.go (v1.36). */
export function validatePathNoBacksteps(target: string, path: FieldPath): FieldError[] {
  return target.split('/').includes('..') ? [invalid(path, target, "must not contain '..'")] : [];
}

/** A relative path that stays where it is. */
export function validateLocalDescendingPath(target: string, path: FieldPath): FieldError[] {
  return [...(target.startsWith('/') ? [invalid(path, target, 'must be a relative path')] : []), ...validatePathNoBacksteps(target, path)];
}

/** A relative path whose first part does not begin with two dots. */
export function validateLocalNonReservedPath(target: string, path: FieldPath): FieldError[] {
  const isReserved = target.startsWith('..') && !target.startsWith('../');
  return [...validateLocalDescendingPath(target, path), ...(isReserved ? [invalid(path, target, "must not start with '..'")] : [])];
}
