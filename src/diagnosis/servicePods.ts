import { matchesLabels } from '../kube/selectors.ts';
import type { Container, DaemonSet, Deployment, Pod, PodSpec, ReplicaSet, ReplicationController, Service, StatefulSet } from '../kube/types.generated.ts';
import type { RuleContext } from './rule.ts';
import { namespaceOf, selectorOf, type Labels } from './serviceSelector.ts';

/** Namespaces hold up to tens of thousands of Pods; this many tell what labels there are. */
const MAX_PODS_LOOKED_AT = 2000;

export type Workload = Deployment | ReplicaSet | ReplicationController | StatefulSet | DaemonSet;

function isLiving(pod: Pod): boolean {
  return pod.metadata.deletionTimestamp === undefined && pod.status?.phase !== 'Succeeded' && pod.status?.phase !== 'Failed';
}

const known = new WeakMap<RuleContext, Map<string, readonly Pod[]>>();

/** Pods that the selector picks and that have not ended. Found once for all rules that look at the Service. */
export function matchedPods(service: Service, context: RuleContext, namespace = namespaceOf(service)): readonly Pod[] {
  const selector = selectorOf(service);
  if (selector === undefined) return [];
  const kept = known.get(context) ?? new Map<string, readonly Pod[]>();
  known.set(context, kept);
  const key = `${namespace}/${JSON.stringify(selector)}`;
  const pods = kept.get(key) ?? context.reader.withLabels('Pod', namespace, selector).filter(isLiving);
  kept.set(key, pods);
  return pods;
}

/** Pods that the selector picks and that are being deleted. */
export function terminatingPods(service: Service, { reader }: RuleContext): readonly Pod[] {
  const selector = selectorOf(service);
  return selector === undefined ? [] : reader.withLabels('Pod', namespaceOf(service), selector).filter((pod) => pod.metadata.deletionTimestamp !== undefined);
}

/** Workloads whose Pods the selector would pick. */
export function matchedWorkloads(service: Service, context: RuleContext): readonly Workload[] {
  const selector = selectorOf(service);
  if (selector === undefined) return [];
  return workloads(context, namespaceOf(service)).filter((workload) => matchesLabels(selector, workload.spec.template?.metadata?.labels));
}

/** Workloads that make Pods by their author's wish: not the ReplicaSets of a Deployment. */
export function workloads(context: RuleContext, namespace: string): readonly Workload[] {
  return [
    ...context.shapes('Deployment', namespace), ...context.shapes('StatefulSet', namespace), ...context.shapes('DaemonSet', namespace),
    ...context.shapes('ReplicationController', namespace),
    ...context.shapes('ReplicaSet', namespace).filter((set) => !(set.metadata.ownerReferences ?? []).some((owner) => owner.controller === true)),
  ];
}

/** How many Pods a workload wants; null where its Nodes decide. */
export function wantedReplicas({ kind, spec }: Workload): number | null {
  if (kind === 'DaemonSet') return null;
  return 'replicas' in spec ? (spec.replicas ?? 1) : 1;
}

/** The sets of labels that Pods and templates of a Namespace carry, each once, in a fixed order. */
export function labelSets(context: RuleContext, namespace: string): readonly Labels[] {
  const sets = new Map<string, Labels>();
  const add = (labels: Labels | undefined): void => {
    if (labels !== undefined && Object.keys(labels).length > 0) sets.set(JSON.stringify(Object.entries(labels).sort()), labels);
  };
  for (const workload of workloads(context, namespace)) add(workload.spec.template?.metadata?.labels);
  for (const pod of context.shapes('Pod', namespace).slice(0, MAX_PODS_LOOKED_AT)) if (isLiving(pod)) add(withoutGenerated(pod.metadata.labels));
  return [...sets].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, labels]) => labels);
}

/** Labels that Pods get from others than their authors. */
const generatedLabels: ReadonlySet<string> = new Set(['pod-template-hash', 'controller-revision-hash', 'pod-template-generation', 'statefulset.kubernetes.io/pod-name', 'apps.kubernetes.io/pod-index', 'topology.kubernetes.io/zone', 'topology.kubernetes.io/region']);

function withoutGenerated(labels: Labels | undefined): Labels | undefined {
  return labels && Object.fromEntries(Object.entries(labels).filter(([key]) => !generatedLabels.has(key)));
}

interface DeclaredPort { readonly name: string; readonly containerPort: number; readonly protocol: string }
/** The containers of a Pod that run as long as it does. */
export function runningContainers(spec: PodSpec): readonly Container[] {
  return [...spec.containers, ...(spec.initContainers ?? []).filter((container) => container.restartPolicy === 'Always')];
}

const declared = new WeakMap<PodSpec, readonly DeclaredPort[]>();

/** The ports that a Pod's long-running containers declare. */
export function declaredPorts(spec: PodSpec): readonly DeclaredPort[] {
  const before = declared.get(spec);
  if (before !== undefined) return before;
  const ports = runningContainers(spec).flatMap((container) => container.ports ?? []).map(({ name = '', containerPort, protocol = 'TCP' }) => ({ name, containerPort, protocol }));
  declared.set(spec, ports);
  return ports;
}

export function isReady(pod: Pod): boolean {
  return (pod.status?.conditions ?? []).some((condition) => condition.type === 'Ready' && condition.status === 'True');
}

/** The slices of a Service, whoever wrote them. */
export function slicesOf(service: Service, { reader }: RuleContext) {
  return reader.withLabels('EndpointSlice', namespaceOf(service), { 'kubernetes.io/service-name': service.metadata.name });
}

/** Some names for a sentence: `a, b, c, …`. */
export function printNames(names: readonly string[], maxShown = 5): string {
  return names.slice(0, maxShown).join(', ') + (names.length > maxShown ? ', …' : '');
}
