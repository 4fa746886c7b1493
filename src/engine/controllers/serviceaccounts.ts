import type { EngineContext } from '../context.ts';
import { createWorkQueue } from './workQueue.ts';

const accountName = 'default';

/**
 * Gives every Namespace its ServiceAccount `default`, and gives it again where somebody deletes it; returns what does so for one
 * Namespace at once. Mirrors pkg/controller/serviceaccount/serviceaccounts_controller.go (v1.36).
 */
export function startServiceAccountsController(context: EngineContext): (namespace: string) => void {
  const { api } = context;
  const queue = createWorkQueue(context, sync);

  function sync(namespace: string): void {
    const stored = api.get('Namespace', '', namespace);
    if (stored?.status?.phase !== 'Active' || api.get('ServiceAccount', namespace, accountName) !== undefined) return;
    api.create('ServiceAccount', { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: accountName, namespace } });
  }

  api.watch('Namespace', ({ type, object }) => {
    if (type !== 'DELETED') queue.add(object.metadata.name);
  });
  api.watch('ServiceAccount', ({ type, object }) => {
    if (type === 'DELETED' && object.metadata.name === accountName) queue.add(object.metadata.namespace ?? '');
  });
  return sync;
}
