import type { Container, CronJob, DaemonSet, Deployment, Job, Pod, PodSpec, Probe, ReplicaSet, ReplicationController, StatefulSet } from '../kube/types.generated.ts';
import type { FieldPath } from '../protocol/ref.ts';
import type { FindingDraft, Rule, RuleContext, Severity } from './rule.ts';
import { workloads } from './servicePods.ts';
import { namespaceOf, type Labels } from './serviceSelector.ts';

export type PodAuthor = Pod | Deployment | ReplicaSet | ReplicationController | StatefulSet | DaemonSet | Job | CronJob;

/** A Pod as its author describes it, on its own or as a template. */
export interface PodTemplate {
  readonly author: PodAuthor;
  readonly namespace: string;
  readonly labels: Labels;
  readonly spec: PodSpec;
  /** Where the Pod's spec stands in its author. */
  readonly path: FieldPath;
}

export function templateOf(author: PodAuthor): PodTemplate {
  const namespace = namespaceOf(author);
  if (isPod(author)) return { author, namespace, labels: author.metadata.labels ?? {}, spec: author.spec, path: ['spec'] };
  if (isCronJob(author)) {
    const { template } = author.spec.jobTemplate.spec;
    return { author, namespace, labels: template.metadata?.labels ?? {}, spec: template.spec, path: ['spec', 'jobTemplate', 'spec', 'template', 'spec'] };
  }
  const { template } = author.spec;
  return { author, namespace, labels: template?.metadata?.labels ?? {}, spec: template?.spec ?? { containers: [] }, path: ['spec', 'template', 'spec'] };
}

function isPod(author: PodAuthor): author is Pod {
  return author.kind === 'Pod';
}

function isCronJob(author: PodAuthor): author is CronJob {
  return author.kind === 'CronJob';
}

/** A rule about Pods, wherever they are described. */
export function templateRule(id: string, severity: Severity, judge: (template: PodTemplate, context: RuleContext) => readonly FindingDraft[]): Rule<PodAuthor> {
  return { id, severity, check: (author, context) => judge(templateOf(author), context) };
}

/** The Pods that a Namespace is meant to hold: templates, and Pods that nobody controls. */
export function templatesIn(context: RuleContext, namespace: string): readonly PodTemplate[] {
  const bare = context.shapes('Pod', namespace).filter((pod) => !(pod.metadata.ownerReferences ?? []).some((owner) => owner.controller === true));
  return [...workloads(context, namespace), ...bare].map(templateOf);
}

export interface ContainerPlace { readonly container: Container; readonly path: FieldPath; readonly isInit: boolean }

/** Containers with their places: those that run, then those that run before. */
export function containersOf({ spec, path }: PodTemplate): readonly ContainerPlace[] {
  return [
    ...spec.containers.map((container, index): ContainerPlace => ({ container, path: [...path, 'containers', index], isInit: false })),
    ...(spec.initContainers ?? []).map((container, index): ContainerPlace => ({ container, path: [...path, 'initContainers', index], isInit: container.restartPolicy !== 'Always' })),
  ];
}

export interface ProbePort { readonly kind: string; readonly port: number | string; readonly path: FieldPath; readonly container: Container }

/** The ports that probes of the Pod itself ask, with their places. */
export function probePorts(template: PodTemplate): readonly ProbePort[] {
  return containersOf(template).flatMap(({ container, path }) => (['startupProbe', 'readinessProbe', 'livenessProbe'] as const).flatMap((kind): readonly ProbePort[] => {
    const asked = askedPort(container[kind]);
    return asked === undefined ? [] : [{ kind, port: asked.port, path: [...path, kind, asked.action, 'port'], container }];
  }));
}

function askedPort(probe: Probe | undefined): { readonly action: string; readonly port: number | string } | undefined {
  const { httpGet, tcpSocket, grpc } = probe ?? {};
  if (httpGet !== undefined && (httpGet.host ?? '') === '') return { action: 'httpGet', port: httpGet.port };
  if (tcpSocket !== undefined && (tcpSocket.host ?? '') === '') return { action: 'tcpSocket', port: tcpSocket.port };
  return grpc === undefined ? undefined : { action: 'grpc', port: grpc.port };
}
