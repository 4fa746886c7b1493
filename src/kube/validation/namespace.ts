/** Rules for Namespaces. Mirrors ValidateNamespace of pkg/apis/core/validation/validation.go (v1.36). */
import type { FieldError } from '../field.ts';
import { invalid, invalidEach } from '../fieldErrors.ts';
import { fieldPath } from '../fieldPath.ts';
import type { Loose } from '../loose.ts';
import type { Namespace } from '../types.generated.ts';
import { isDNS1123Label, isQualifiedName } from './names.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from './objectMeta.ts';

const standardFinalizers = ['kubernetes', 'orphan', 'foregroundDeletion'];

/** A new Namespace. */
export function validateNamespace(namespace: Loose<Namespace>): FieldError[] {
  const path = fieldPath('spec', 'finalizers');
  return [
    ...validateObjectMeta(namespace.metadata ?? {}, false, isDNS1123Label),
    ...(namespace.spec?.finalizers ?? []).flatMap((finalizer) => {
      const errors = invalidEach(path, finalizer, isQualifiedName(finalizer));
      const isKnown = finalizer.includes('/') || standardFinalizers.includes(finalizer);
      return isKnown ? errors : [...errors, invalid(path, finalizer, 'name is neither a standard finalizer name nor is it fully qualified')];
    }),
  ];
}

/** A Namespace that replaces `old`. */
export function validateNamespaceUpdate(namespace: Loose<Namespace>, old: Loose<Namespace>): FieldError[] {
  return [...validateNamespace(namespace), ...validateObjectMetaUpdate(namespace.metadata ?? {}, old.metadata ?? {})];
}
