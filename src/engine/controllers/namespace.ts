import type { Namespace } from '../../kube/types.generated.ts';
import { allKinds } from '../../kube/scheme.ts';
import type { EngineContext } from '../context.ts';
import { createWorkQueue } from './workQueue.ts';

/**
 * Empties Namespaces that are being deleted, and lets them go once nothing is left in them.
 * Mirrors pkg/controller/namespace/deletion/namespaced_resources_deleter.go (v1.36). Simplified: no conditions tell what is left.
 */
export function startNamespaceController(context: EngineContext): void {
  const { api } = context;
  const kinds = [...new Set(allKinds.filter(({ isNamespaced }) => isNamespaced).map(({ kind }) => kind))];
  const queue = createWorkQueue(context, (name) => {
    const namespace = api.get('Namespace', '', name);
    if (namespace?.metadata.deletionTimestamp === undefined) return;
    if (removeContent(name)) finalize(namespace);
  });

  /** Deletes what is left; gives whether nothing is. */
  function removeContent(namespace: string): boolean {
    for (const kind of kinds) {
      for (const { metadata } of api.listAny(kind, namespace)) {
        if (metadata.deletionTimestamp === undefined) api.delete(kind, namespace, metadata.name, { propagationPolicy: 'Background' });
      }
    }
    return kinds.every((kind) => api.listAny(kind, namespace).length === 0);
  }

  function finalize(namespace: Namespace): void {
    const finalizers = (namespace.spec.finalizers ?? []).filter((finalizer) => finalizer !== 'kubernetes');
    api.update('Namespace', { ...namespace, spec: finalizers.length === 0 ? {} : { finalizers } });
  }

  api.watch('Namespace', ({ object }) => {
    if (object.metadata.deletionTimestamp !== undefined) queue.add(object.metadata.name);
  });
  api.watchAll(({ type, object }) => {
    const { namespace = '' } = object.metadata;
    if (type === 'DELETED' && namespace !== '' && api.get('Namespace', '', namespace)?.metadata.deletionTimestamp !== undefined) queue.add(namespace);
  });
}
