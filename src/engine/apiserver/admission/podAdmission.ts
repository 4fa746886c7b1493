/** What admission adds to Pods. Mirrors plugin/pkg/admission/{priority,defaulttolerationseconds,runtimeclass,podtopologylabels} (v1.36). */
import type { Pod, PriorityClass, Toleration } from '../../../kube/types.generated.ts';
import { quote } from '../../../kube/quote.ts';
import { isKind } from '../registry/kinds.ts';
import type { Store } from '../storage/store.ts';
import { withLimitDefaults } from './limitRanger.ts';

/**
 * The changed Pod, or why it is refused: the text after `pods "a" is forbidden: `, or one that is a message of its own
 * because the plugin failed where it should have refused.
 */
export type PodAdmission = { readonly ok: true; readonly pod: Pod } | { readonly ok: false; readonly refusal: string; readonly isFailure?: true };

const notReady: Toleration = { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 };
const unreachable: Toleration = { key: 'node.kubernetes.io/unreachable', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 };
const topologyLabels = ['topology.kubernetes.io/zone', 'topology.kubernetes.io/region'];

/** Default limits, priority, tolerations and topology labels of a new Pod. */
export function admitPodCreate(store: Store, pod: Pod): PodAdmission {
  const prioritized = withPriority(store, withLimitDefaults(store, pod));
  if (!prioritized.ok) return prioritized;
  const { runtimeClassName } = pod.spec;
  // Nothing has been validated yet, and the client that looks for the class takes no empty name.
  if (runtimeClassName === '') return { ok: false, refusal: 'resource name may not be empty', isFailure: true };
  if (runtimeClassName !== undefined) return { ok: false, refusal: `pod rejected: RuntimeClass ${quote(runtimeClassName)} not found` };
  return { ok: true, pod: withTopologyLabels(store, withTolerations(prioritized.pod)) };
}

/** Why a new Pod is refused once it has been validated; absent where it is not. Without RuntimeClasses nobody may set an overhead. */
export function validatePodAdmission(pod: Pod): string | undefined {
  return pod.spec.overhead === undefined ? undefined : 'pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead';
}

/** A changed Pod keeps its priority and its tolerations; one that is being bound gets the labels of its Node. */
export function admitPodUpdate(store: Store, pod: Pod, old: Pod): Pod {
  const { priority = old.spec.priority, preemptionPolicy = old.spec.preemptionPolicy } = pod.spec;
  const isSame = priority === pod.spec.priority && preemptionPolicy === pod.spec.preemptionPolicy;
  const kept: Pod = isSame ? pod : {
    ...pod,
    spec: { ...pod.spec, ...(priority === undefined ? {} : { priority }), ...(preemptionPolicy === undefined ? {} : { preemptionPolicy }) },
  };
  const tolerating = withTolerations(kept);
  return (old.spec.nodeName ?? '') === '' ? withTopologyLabels(store, tolerating) : tolerating;
}

function withTolerations(pod: Pod): Pod {
  const tolerations = pod.spec.tolerations ?? [];
  const isTolerated = ({ key }: Toleration): boolean => tolerations.some((each) => {
    const { key: own = '', effect = '' } = each;
    return (own === key || own === '') && (effect === 'NoExecute' || effect === '');
  });
  const added = [notReady, unreachable].filter((toleration) => !isTolerated(toleration));
  return added.length === 0 ? pod : { ...pod, spec: { ...pod.spec, tolerations: [...tolerations, ...added] } };
}

function withTopologyLabels(store: Store, pod: Pod): Pod {
  const { nodeName = '' } = pod.spec;
  if (nodeName === '') return pod;
  const ofNode = store.get('Node', '', nodeName)?.metadata.labels ?? {};
  const { labels } = pod.metadata;
  const copied = topologyLabels.filter((key) => Object.hasOwn(ofNode, key) && ofNode[key] !== labels?.[key]).map((key): [string, string] => [key, ofNode[key] ?? '']);
  return copied.length === 0 ? pod : { ...pod, metadata: { ...pod.metadata, labels: { ...labels, ...Object.fromEntries(copied) } } };
}

/** The default class, or with several of them the one of the lowest value. */
function defaultPriorityClass(store: Store): PriorityClass | undefined {
  let found: PriorityClass | undefined;
  for (const object of store.list('PriorityClass')) {
    if (isKind(object, 'PriorityClass') && object.globalDefault === true && (found === undefined || (found.value ?? 0) > (object.value ?? 0))) found = object;
  }
  return found;
}

function withPriority(store: Store, pod: Pod): PodAdmission {
  const { spec } = pod;
  const { priorityClassName: asked = '' } = spec;
  const stored = asked === '' ? defaultPriorityClass(store) : store.get('PriorityClass', '', asked);
  const found = stored !== undefined && isKind(stored, 'PriorityClass') ? stored : undefined;
  if (asked !== '' && found === undefined) return { ok: false, refusal: `no PriorityClass with name ${asked} was found` };
  const priority = found?.value ?? 0;
  const preemptionPolicy = found === undefined ? 'PreemptLowerPriority' : found.preemptionPolicy;
  if (spec.priority !== undefined && spec.priority !== priority) {
    return { ok: false, refusal: `the integer value of priority (${spec.priority}) must not be provided in pod spec; priority admission controller computed ${priority} from the given PriorityClass name` };
  }
  if (preemptionPolicy !== undefined && spec.preemptionPolicy !== undefined && spec.preemptionPolicy !== preemptionPolicy) {
    return { ok: false, refusal: `the string value of PreemptionPolicy (${spec.preemptionPolicy}) must not be provided in pod spec; priority admission controller computed ${preemptionPolicy} from the given PriorityClass name` };
  }
  const name = found?.metadata.name ?? '';
  return {
    ok: true,
    pod: {
      ...pod,
      spec: { ...spec, ...(name === '' ? {} : { priorityClassName: name }), priority, ...(preemptionPolicy === undefined ? {} : { preemptionPolicy }) },
    },
  };
}
