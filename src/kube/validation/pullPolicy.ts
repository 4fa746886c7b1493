import type { FieldError } from '../field.ts';
import { notSupported, required } from '../fieldErrors.ts';
import type { FieldPath } from '../fieldPath.ts';

const pullPolicies = ['Always', 'IfNotPresent', 'Never'];

/** Mirrors validatePullPolicy in pkg/apis/core/validation/validation.go (v1.36). */
export function validatePullPolicy(policy: string, path: FieldPath): FieldError[] {
  if (policy === '') return [required(path)];
  return pullPolicies.includes(policy) ? [] : [notSupported(path, policy, pullPolicies)];
}
