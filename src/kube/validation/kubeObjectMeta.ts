import type { FieldError } from '../field.ts';
import { invalid } from '../fieldErrors.ts';
import type { FieldPath } from '../fieldPath.ts';
import { fieldPath } from '../fieldPath.ts';
import type { Loose } from '../loose.ts';
import type { ObjectMeta } from '../types.generated.ts';
import type { Check } from './names.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from './objectMeta.ts';

const standardFinalizers = ['kubernetes', 'orphan', 'foregroundDeletion'];

/** A finalizer that is known or of some domain. */
export function validateKubeFinalizerName(finalizer: string, path: FieldPath): FieldError[] {
  return finalizer.includes('/') || standardFinalizers.includes(finalizer) ? [] : [invalid(path, finalizer, 'name is neither a standard finalizer name nor is it fully qualified')];
}

function validateFinalizerNames(finalizers: readonly string[] | undefined, path: FieldPath): FieldError[] {
  return (finalizers ?? []).flatMap((finalizer, index) => validateKubeFinalizerName(finalizer, path.index(index)));
}

/**
 * Metadata of a new object of one of Kubernetes' own kinds: what holds for all objects, and finalizers that are
 * known or of some domain. Mirrors ValidateObjectMeta in pkg/apis/core/validation/validation.go (v1.36).
 */
export function validateKubeObjectMeta(meta: Loose<ObjectMeta>, checkName: Check, isNamespaced = true): FieldError[] {
  return [...validateObjectMeta(meta, isNamespaced, checkName), ...validateFinalizerNames(meta.finalizers, fieldPath('metadata', 'finalizers'))];
}

/** Metadata that replaces `old`. Mirrors ValidateObjectMetaUpdate in the same file. */
export function validateKubeObjectMetaUpdate(meta: Loose<ObjectMeta>, old: Loose<ObjectMeta>): FieldError[] {
  return [...validateObjectMetaUpdate(meta, old), ...validateFinalizerNames(meta.finalizers, fieldPath('metadata', 'finalizers'))];
}
