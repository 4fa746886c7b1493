import type { ConfigMap } from '../../kube/types.generated.ts';
import { deepEqual } from '../../kube/objects.ts';
import type { EngineContext } from '../context.ts';
import { createWorkQueue } from './workQueue.ts';

const configMapName = 'kube-root-ca.crt';
const descriptionAnnotation = 'kubernetes.io/description';
const description = 'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.';

/** Simplified: nobody here speaks TLS, so there is no authority whose certificate could be told. */
const data = { 'ca.crt': '' };

/**
 * Puts the ConfigMap `kube-root-ca.crt` into every Namespace, and puts it right where somebody deletes or changes it; returns what
 * does so for one Namespace at once. Mirrors pkg/controller/certificates/rootcacertpublisher/publisher.go (v1.36).
 */
export function startRootCACertPublisher(context: EngineContext): (namespace: string) => void {
  const { api } = context;
  const queue = createWorkQueue(context, sync);

  function sync(namespace: string): void {
    if (api.get('Namespace', '', namespace)?.status?.phase !== 'Active') return;
    const stored = api.get('ConfigMap', namespace, configMapName);
    if (stored === undefined) {
      api.create('ConfigMap', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: configMapName, namespace, annotations: { [descriptionAnnotation]: description } }, data });
    } else if (!isRight(stored)) {
      api.update('ConfigMap', { ...stored, metadata: { ...stored.metadata, annotations: { ...stored.metadata.annotations, [descriptionAnnotation]: description } }, data });
    }
  }

  api.watch('Namespace', ({ type, object }) => {
    if (type !== 'DELETED') queue.add(object.metadata.name);
  });
  api.watch('ConfigMap', ({ type, object }) => {
    if (type !== 'ADDED' && object.metadata.name === configMapName && (type === 'DELETED' || !isRight(object))) queue.add(object.metadata.namespace ?? '');
  });
  return sync;
}

function isRight({ data: stored, metadata }: ConfigMap): boolean {
  return deepEqual(stored, data) && (metadata.annotations?.[descriptionAnnotation] ?? '') !== '';
}
