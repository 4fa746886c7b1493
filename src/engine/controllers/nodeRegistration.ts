import type { EngineContext } from '../context.ts';
import { refOf } from './objectKey.ts';
import { createWorkQueue } from './workQueue.ts';

const ttlAnnotation = 'node.alpha.kubernetes.io/ttl';
/** Labels that were named otherwise once; the old names are kept up where the new ones are there. */
const oldLabels = [['kubernetes.io/os', 'beta.kubernetes.io/os'], ['kubernetes.io/arch', 'beta.kubernetes.io/arch']] as const;
/** From so many Nodes on, kubelets may keep Secrets and ConfigMaps for so many seconds. */
const ttlSteps = [[1800, 300], [900, 60], [450, 30], [90, 15]] as const;

/**
 * What controllers do with a Node that is new to them: its old labels, how long its kubelet may keep what it read, and that it was seen.
 * Mirrors reconcileNodeLabels of pkg/controller/nodelifecycle/node_lifecycle_controller.go and pkg/controller/ttl/ttl_controller.go (v1.36).
 * Simplified: the steps of the second have no overlap, and Nodes that are there keep their value as others come.
 */
export function startNodeRegistration(context: EngineContext): void {
  const { api } = context;
  const known = new Set<string>();
  const queue = createWorkQueue(context, (name) => {
    const node = api.get('Node', '', name);
    const isKnown = known.has(name);
    if (node === undefined) {
      if (isKnown) tell(name, 'RemovingNode', `Removing Node ${name} from Controller`);
      known.delete(name);
      return;
    }
    known.add(name);
    if (!isKnown) tell(name, 'RegisteredNode', `Registered Node ${name} in Controller`);
    const { labels = {}, annotations = {} } = node.metadata;
    const added = oldLabels.flatMap(([from, to]): [string, string][] => {
      const value = labels[from];
      return value === undefined || labels[to] === value ? [] : [[to, value]];
    });
    if (added.length === 0 && annotations[ttlAnnotation] !== undefined) return;
    const ttl = ttlSteps.find(([nodes]) => api.count('Node') > nodes)?.[1] ?? 0;
    api.update('Node', { ...node, metadata: { ...node.metadata, labels: { ...labels, ...Object.fromEntries(added) }, annotations: { [ttlAnnotation]: String(ttl), ...annotations } } });
  });

  /** Stand-ins that only report are Nodes that have been there before. */
  function tell(name: string, reason: string, message: string): void {
    if (context.settings().kubelet === 'simulated') context.events.event(refOf({ apiVersion: 'v1', kind: 'Node', metadata: { name } }), 'Normal', reason, `Node ${name} event: ${message}`);
  }

  api.watch('Node', ({ type, object, old }) => {
    if (type !== 'MODIFIED' || old?.metadata.labels !== object.metadata.labels) queue.add(object.metadata.name);
  });
}
