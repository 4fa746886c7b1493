import type { Pod, Taint } from '../../kube/types.generated.ts';
import { deepEqual } from '../../kube/objects.ts';
import { formatTime } from '../apiserver/time.ts';
import type { EngineContext } from '../context.ts';
import { toleratesTaint } from '../scheduler/taints.ts';
import { refOf } from './objectKey.ts';

/** How long a Pod bears the taints: 0 where one of them is not tolerated, Infinity for good. Mirrors getMinTolerationTime (v1.36). */
function tolerationMs(pod: Pod, taints: readonly Taint[]): number {
  let leastMs = Infinity;
  for (const taint of taints) {
    const tolerations = (pod.spec.tolerations ?? []).filter((toleration) => toleratesTaint(toleration, taint));
    if (tolerations.length === 0) return 0;
    for (const { tolerationSeconds } of tolerations) if (tolerationSeconds !== undefined) leastMs = Math.min(leastMs, Math.max(0, tolerationSeconds) * 1000);
  }
  return leastMs;
}

const noExecute = (taints: readonly Taint[] | undefined): readonly Taint[] => (taints ?? []).filter(({ effect }) => effect === 'NoExecute');

/** Deletes Pods from Nodes with NoExecute taints, once they do not bear them any more. Mirrors pkg/controller/tainteviction/taint_eviction.go (v1.36). */
export function startTaintEvictionController(context: EngineContext): void {
  const { api } = context;
  /** Pods that will go, by uid. */
  const pending = new Map<string, { readonly cancel: () => void; readonly startMs: number }>();

  function cancel(pod: Pod): void {
    const entry = pending.get(pod.metadata.uid ?? '');
    if (entry === undefined) return;
    pending.delete(pod.metadata.uid ?? '');
    entry.cancel();
    context.events.event(refOf(pod), 'Normal', 'TaintManagerEviction', `Cancelling deletion of Pod ${pod.metadata.namespace ?? ''}/${pod.metadata.name}`);
  }

  function evict(namespace: string, name: string, uid: string): void {
    pending.delete(uid);
    const pod = api.get('Pod', namespace, name);
    if (pod === undefined || pod.metadata.uid !== uid || pod.metadata.deletionTimestamp !== undefined) return;
    context.events.event(refOf(pod), 'Normal', 'TaintManagerEviction', `Marking for deletion Pod ${namespace}/${name}`);
    const others = (pod.status?.conditions ?? []).filter(({ type }) => type !== 'DisruptionTarget');
    const condition = { type: 'DisruptionTarget', status: 'True', reason: 'DeletionByTaintManager', message: 'Taint manager: deleting due to NoExecute taint', lastTransitionTime: formatTime(context.scheduler.nowMs) };
    api.updateStatus('Pod', { ...pod, status: { ...pod.status, conditions: [...others, condition] } });
    api.delete('Pod', namespace, name);
  }

  function consider(pod: Pod, taints: readonly Taint[]): void {
    const { namespace = '', name, uid = '', deletionTimestamp } = pod.metadata;
    if (deletionTimestamp !== undefined) return;
    const waitMs = taints.length === 0 ? Infinity : tolerationMs(pod, taints);
    if (waitMs === Infinity) return cancel(pod);
    const { nowMs } = context.scheduler;
    const before = pending.get(uid);
    before?.cancel();
    const startMs = before?.startMs ?? nowMs;
    pending.set(uid, { startMs, cancel: context.scheduler.after(Math.max(0, startMs + waitMs - nowMs), () => evict(namespace, name, uid)) });
  }

  api.watch('Node', ({ type, object, old }) => {
    if (type === 'DELETED') return;
    const taints = noExecute(object.spec.taints);
    if (deepEqual(taints, noExecute(old?.spec.taints))) return;
    for (const pod of api.podsOnNode(object.metadata.name)) consider(pod, taints);
  });
  api.watch('Pod', ({ type, object, old }) => {
    if (type === 'DELETED') {
      pending.get(object.metadata.uid ?? '')?.cancel();
      pending.delete(object.metadata.uid ?? '');
      return;
    }
    const { nodeName = '', tolerations } = object.spec;
    if (nodeName === '' || (old?.spec.nodeName === nodeName && old.spec.tolerations === tolerations)) return;
    const taints = noExecute(api.get('Node', '', nodeName)?.spec.taints);
    if (taints.length > 0) consider(object, taints);
  });
}
