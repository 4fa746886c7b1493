/** Rules for Namespaces. Mirrors ValidateNamespace of pkg/apis/core/validation/validation.go (v1.36). */
import type { FieldError } from '../field.ts';
import { invalidEach } from '../fieldErrors.ts';
import { fieldPath } from '../fieldPath.ts';
import type { Loose } from '../loose.ts';
import type { Namespace } from '../types.generated.ts';
import { validateKubeFinalizerName, validateKubeObjectMeta, validateKubeObjectMetaUpdate } from './kubeObjectMeta.ts';
import { isDNS1123Label, isQualifiedName } from './names.ts';

/** A new Namespace. */
export function validateNamespace(namespace: Loose<Namespace>): FieldError[] {
  const path = fieldPath('spec', 'finalizers');
  return [
    ...validateKubeObjectMeta(namespace.metadata ?? {}, isDNS1123Label, false),
    ...(namespace.spec?.finalizers ?? []).flatMap((finalizer) => [...invalidEach(path, finalizer, isQualifiedName(finalizer)), ...validateKubeFinalizerName(finalizer, path)]),
  ];
}

/** A Namespace that replaces `old`. */
export function validateNamespaceUpdate(namespace: Loose<Namespace>, old: Loose<Namespace>): FieldError[] {
  return [...validateNamespace(namespace), ...validateKubeObjectMetaUpdate(namespace.metadata ?? {}, old.metadata ?? {})];
}
