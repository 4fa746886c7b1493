import { maybe } from '../maybe.ts';
import type { Container, ObjectMeta, Pod, PodSpec, PodTemplate, PodTemplateSpec, ReplicationController } from '../types.generated.ts';
import { without } from '../without.ts';
import { setContainerDefaults, setResourceDefaults } from './container.ts';
import { dropDisabledFields } from './disabledFields.ts';
import { namelessMeta } from './meta.ts';
import { setPodResourceDefaults } from './podResources.ts';
import { setResourceListDefaults } from './resources.ts';
import { setVolumeDefaults } from './volume.ts';

const gracePeriodSeconds = 30;
const initContainerAnnotations = ['alpha', 'beta'].flatMap((stage) => [`pod.${stage}.kubernetes.io/init-containers`, `pod.${stage}.kubernetes.io/init-container-statuses`]);

/** Annotations that once held the init containers go. Mirrors dropInitContainerAnnotations in pkg/apis/core/v1/conversion.go (v1.36). */
function withoutInitContainerAnnotations<Meta extends Partial<ObjectMeta>>(metadata: Meta): Meta | Omit<Meta, 'annotations'> {
  const { annotations } = metadata;
  if (annotations === undefined || !initContainerAnnotations.some((key) => Object.hasOwn(annotations, key))) return metadata;
  const kept = Object.entries(annotations).filter(([key]) => !initContainerAnnotations.includes(key));
  return kept.length === 0 ? without(metadata, 'annotations') : { ...metadata, annotations: Object.fromEntries(kept) };
}

/** Both names of the service account's field, which always hold the same value once stored. */
function serviceAccountNames(spec: PodSpec): Partial<PodSpec> {
  const name = spec.serviceAccountName || spec.serviceAccount || '';
  return name === '' ? {} : { serviceAccountName: name, serviceAccount: name };
}

/**
 * What every PodSpec gets, in a Pod as well as in a template. Absent containers become an empty list, which validation
 * refuses as it refuses absent ones. Fields of disabled features go. Mirrors SetDefaults_PodSpec in
 * pkg/apis/core/v1/defaults.go (v1.36).
 */
function setPodSpecDefaults(given: PodSpec | undefined): PodSpec {
  const spec = dropDisabledFields({ ...given, containers: maybe(given?.containers) ?? [] });
  return {
    ...spec,
    ...(spec.volumes && { volumes: spec.volumes.map(setVolumeDefaults) }),
    ...(spec.initContainers && { initContainers: spec.initContainers.map(setContainerDefaults) }),
    containers: spec.containers.map(setContainerDefaults),
    ...(spec.ephemeralContainers && { ephemeralContainers: spec.ephemeralContainers.map(setContainerDefaults) }),
    ...(spec.overhead && { overhead: setResourceListDefaults(spec.overhead) }),
    ...(spec.resources && { resources: setResourceDefaults(spec.resources) }),
    restartPolicy: spec.restartPolicy || 'Always',
    terminationGracePeriodSeconds: spec.terminationGracePeriodSeconds ?? gracePeriodSeconds,
    dnsPolicy: spec.dnsPolicy || 'ClusterFirst',
    ...serviceAccountNames(spec),
    securityContext: spec.securityContext ?? {},
    schedulerName: spec.schedulerName || 'default-scheduler',
  };
}

/** Requests that are not given are the limits. */
function requestLimits<T extends Container>(container: T): T {
  const limits = container.resources?.limits;
  if (limits === undefined) return container;
  return { ...container, resources: { ...container.resources, requests: { ...limits, ...container.resources?.requests } } };
}

/** On the host's network a port is the host's port. */
function useHostPorts<T extends Container>(container: T): T {
  if (container.ports === undefined) return container;
  return { ...container, ports: container.ports.map((port) => ({ ...port, hostPort: port.hostPort || port.containerPort })) };
}

function setOwnPodDefaults(spec: PodSpec): PodSpec {
  const { terminationGracePeriodSeconds: gracePeriod } = spec;
  const requested: PodSpec = {
    ...spec,
    ...(gracePeriod !== undefined && gracePeriod < 0 && { terminationGracePeriodSeconds: 1 }),
    containers: (maybe(spec.containers) ?? []).map(requestLimits),
    ...(spec.initContainers && { initContainers: spec.initContainers.map(requestLimits) }),
    enableServiceLinks: spec.enableServiceLinks ?? true,
  };
  const sized = setPodResourceDefaults(requested);
  if (sized.hostNetwork !== true) return sized;
  return { ...sized, containers: sized.containers.map(useHostPorts), ...(sized.initContainers && { initContainers: sized.initContainers.map(useHostPorts) }) };
}

/**
 * A Pod as the API server holds it before validation: what a PodSpec gets, and what only Pods get (requests from limits,
 * service links, host ports, no negative grace period). Mirrors SetObjectDefaults_Pod and Convert_v1_Pod_To_core_Pod (v1.36).
 */
export function setPodDefaults(pod: Pod): Pod {
  return { ...pod, metadata: withoutInitContainerAnnotations(pod.metadata), spec: setPodSpecDefaults(setOwnPodDefaults(maybe(pod.spec) ?? { containers: [] })) };
}

/** A Pod template inside a workload: metadata and PodSpec are always there. */
export function setPodTemplateSpecDefaults(template: PodTemplateSpec | undefined): PodTemplateSpec {
  return { ...template, metadata: withoutInitContainerAnnotations(template?.metadata ?? namelessMeta), spec: setPodSpecDefaults(template?.spec) };
}

/** A PodTemplate as the API server stores it. */
export function setPodTemplateDefaults(podTemplate: PodTemplate): PodTemplate {
  return { ...podTemplate, template: setPodTemplateSpecDefaults(podTemplate.template) };
}

/** The object's own labels, or the template's where it has none. */
export function labelsFromTemplate(metadata: ObjectMeta, template: PodTemplateSpec | undefined): ObjectMeta {
  const labels = template?.metadata?.labels;
  return labels === undefined || Object.keys(metadata.labels ?? {}).length > 0 ? metadata : { ...metadata, labels };
}

/**
 * A ReplicationController as the API server stores it: one replica; selector and labels from the template where not given.
 * Mirrors SetDefaults_ReplicationController (v1.36).
 */
export function setReplicationControllerDefaults(controller: ReplicationController): ReplicationController {
  const spec = maybe(controller.spec) ?? {};
  const labels = spec.template?.metadata?.labels;
  return {
    ...controller,
    metadata: labelsFromTemplate(controller.metadata, spec.template),
    spec: {
      ...spec,
      replicas: spec.replicas ?? 1,
      ...(labels !== undefined && Object.keys(spec.selector ?? {}).length === 0 && { selector: labels }),
      ...(spec.template && { template: setPodTemplateSpecDefaults(spec.template) }),
    },
  };
}
