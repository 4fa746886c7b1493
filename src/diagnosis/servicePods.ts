import type { DaemonSet, Deployment, Pod, PodSpec, ReplicaSet, Service, StatefulSet } from '../kube/types.generated.ts';
import { matchesLabels } from '../kube/selectors.ts';
import type { RuleContext } from './rule.ts';

/** Namespaces hold up to tens of thousands of Pods; this many tell what labels there are. */
const MAX_PODS_LOOKED_AT = 2000;

type Labels = Readonly<Record<string, string>>;
export type Workload = Deployment | ReplicaSet | StatefulSet | DaemonSet;

export function namespaceOf(object: { readonly metadata: { readonly namespace?: string } }): string {
  return object.metadata.namespace ?? '';
}

/** The selector, where the Service has one that picks Pods. */
export function selectorOf(service: Service): Labels | undefined {
  const { selector, type } = service.spec;
  return type === 'ExternalName' || selector === undefined || Object.keys(selector).length === 0 ? undefined : selector;
}

function isLiving(pod: Pod): boolean {
  return pod.metadata.deletionTimestamp === undefined && pod.status?.phase !== 'Succeeded' && pod.status?.phase !== 'Failed';
}

/** Pods that the selector picks and that have not ended. */
export function matchedPods(service: Service, { reader }: RuleContext, namespace = namespaceOf(service)): readonly Pod[] {
  const selector = selectorOf(service);
  return selector === undefined ? [] : reader.withLabels('Pod', namespace, selector).filter(isLiving);
}

/** Workloads whose Pods the selector would pick. */
export function matchedWorkloads(service: Service, context: RuleContext): readonly Workload[] {
  const selector = selectorOf(service);
  if (selector === undefined) return [];
  return workloads(context, namespaceOf(service)).filter((workload) => matchesLabels(selector, workload.spec.template?.metadata?.labels));
}

function workloads({ reader }: RuleContext, namespace: string): readonly Workload[] {
  return [
    ...reader.list('Deployment', namespace), ...reader.list('StatefulSet', namespace), ...reader.list('DaemonSet', namespace),
    ...reader.list('ReplicaSet', namespace).filter((set) => !(set.metadata.ownerReferences ?? []).some((owner) => owner.controller === true)),
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
  for (const pod of context.reader.list('Pod', namespace).slice(0, MAX_PODS_LOOKED_AT)) if (isLiving(pod)) add(withoutGenerated(pod.metadata.labels));
  return [...sets].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, labels]) => labels);
}

const generated = new Set(['pod-template-hash', 'controller-revision-hash', 'pod-template-generation', 'statefulset.kubernetes.io/pod-name', 'apps.kubernetes.io/pod-index']);

function withoutGenerated(labels: Labels | undefined): Labels | undefined {
  return labels && Object.fromEntries(Object.entries(labels).filter(([key]) => !generated.has(key)));
}

/** The ports that a Pod's long-running containers declare. */
export function declaredPorts(spec: PodSpec): readonly { readonly name: string; readonly containerPort: number; readonly protocol: string }[] {
  const sidecars = (spec.initContainers ?? []).filter((container) => container.restartPolicy === 'Always');
  return [...spec.containers, ...sidecars].flatMap((container) => container.ports ?? []).map(({ name = '', containerPort, protocol = 'TCP' }) => ({ name, containerPort, protocol }));
}

export function isReady(pod: Pod): boolean {
  return (pod.status?.conditions ?? []).some((condition) => condition.type === 'Ready' && condition.status === 'True');
}

/** `app=web,tier=front` */
export function printLabels(labels: Labels): string {
  return Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([key, value]) => `${key}=${value}`).join(',');
}

/** The slices of a Service, whoever wrote them. */
export function slicesOf(service: Service, { reader }: RuleContext) {
  return reader.withLabels('EndpointSlice', namespaceOf(service), { 'kubernetes.io/service-name': service.metadata.name });
}
