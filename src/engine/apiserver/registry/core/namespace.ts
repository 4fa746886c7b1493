import { maybe } from '../../../../kube/maybe.ts';
import type { Namespace } from '../../../../kube/types.generated.ts';

const kubernetesFinalizer = 'kubernetes';
const nameLabel = 'kubernetes.io/metadata.name';

/** A new Namespace: active, and not to be removed before what is in it. Mirrors pkg/registry/core/namespace/strategy.go (v1.36). */
export function prepareNamespaceForCreate(namespace: Namespace): Namespace {
  const spec = maybe(namespace.spec);
  const finalizers = spec?.finalizers ?? [];
  return {
    ...namespace,
    spec: { ...spec, finalizers: finalizers.includes(kubernetesFinalizer) ? finalizers : [...finalizers, kubernetesFinalizer] },
    status: { phase: 'Active' },
  };
}

/** A changed Namespace: finalizers of the spec are not for users to change. */
export function prepareNamespaceForUpdate(namespace: Namespace, old: Namespace): Namespace {
  return { ...namespace, spec: old.spec, ...(old.status === undefined ? {} : { status: old.status }) };
}

/** The label with the name, which a name from generateName gets only now. */
export function canonicalizeNamespace(namespace: Namespace): Namespace {
  const { metadata } = namespace;
  if (metadata.labels?.[nameLabel] === metadata.name) return namespace;
  return { ...namespace, metadata: { ...metadata, labels: { ...metadata.labels, [nameLabel]: metadata.name } } };
}
