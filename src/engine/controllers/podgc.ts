import type { EngineContext } from '../context.ts';
import { isPodTerminal } from './podConditions.ts';
import { createWorkQueue } from './workQueue.ts';

/** How long a Node has to be missing before its Pods go: quarantineTime. */
const quarantineMs = 40_000;

/** Removes Pods that are bound to Nodes which do not exist any more. Mirrors gcOrphaned of pkg/controller/podgc/gc_controller.go (v1.36). */
export function startPodGCController(context: EngineContext): void {
  const { api } = context;
  const queue = createWorkQueue(context, (nodeName) => {
    if (api.get('Node', '', nodeName) !== undefined) return;
    for (const pod of api.podsOnNode(nodeName)) {
      const { namespace = '', name } = pod.metadata;
      if (!isPodTerminal(pod)) api.updateStatus('Pod', { ...pod, status: { ...pod.status, phase: 'Failed' } });
      api.delete('Pod', namespace, name, { gracePeriodSeconds: 0 });
    }
  });
  api.watch('Node', ({ type, object }) => {
    if (type === 'DELETED') queue.addAfter(object.metadata.name, quarantineMs);
  });
  api.watch('Pod', ({ type, object, old }) => {
    const { nodeName = '' } = object.spec;
    if (type === 'DELETED' || nodeName === '' || old?.spec.nodeName === nodeName) return;
    if (api.get('Node', '', nodeName) === undefined) queue.addAfter(nodeName, quarantineMs);
  });
}
