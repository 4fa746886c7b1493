import { imageTag } from '../imageReference.ts';
import { maybe } from '../maybe.ts';
import type { Container, ContainerPort, EnvVar, EphemeralContainer, HTTPGetAction, Lifecycle, LifecycleHandler, ObjectFieldSelector, Probe, ResourceRequirements } from '../types.generated.ts';
import { setResourceListDefaults } from './resources.ts';

/** Always for `latest`, IfNotPresent for every other tag. */
export function defaultPullPolicy(image: string): string {
  return imageTag(image) === 'latest' ? 'Always' : 'IfNotPresent';
}

function setHTTPGetDefaults(action: HTTPGetAction): HTTPGetAction {
  return { ...action, path: action.path || '/', port: maybe(action.port) ?? 0, scheme: action.scheme || 'HTTP' };
}

function setProbeDefaults(probe: Probe): Probe {
  return {
    ...probe,
    ...(probe.httpGet && { httpGet: setHTTPGetDefaults(probe.httpGet) }),
    ...(probe.tcpSocket && { tcpSocket: { ...probe.tcpSocket, port: maybe(probe.tcpSocket.port) ?? 0 } }),
    ...(probe.grpc && { grpc: { ...probe.grpc, service: probe.grpc.service ?? '' } }),
    timeoutSeconds: probe.timeoutSeconds || 1,
    periodSeconds: probe.periodSeconds || 10,
    successThreshold: probe.successThreshold || 1,
    failureThreshold: probe.failureThreshold || 3,
  };
}

function setHandlerDefaults(handler: LifecycleHandler): LifecycleHandler {
  return {
    ...handler,
    ...(handler.httpGet && { httpGet: setHTTPGetDefaults(handler.httpGet) }),
    ...(handler.tcpSocket && { tcpSocket: { ...handler.tcpSocket, port: maybe(handler.tcpSocket.port) ?? 0 } }),
  };
}

function setLifecycleDefaults(lifecycle: Lifecycle): Lifecycle {
  return {
    ...lifecycle,
    ...(lifecycle.postStart && { postStart: setHandlerDefaults(lifecycle.postStart) }),
    ...(lifecycle.preStop && { preStop: setHandlerDefaults(lifecycle.preStop) }),
  };
}

/** `apiVersion: v1` where a field reference names none. Mirrors SetDefaults_ObjectFieldSelector. */
export function setFieldRefDefaults(fieldRef: ObjectFieldSelector): ObjectFieldSelector {
  return { ...fieldRef, apiVersion: fieldRef.apiVersion || 'v1' };
}

function setEnvDefaults(variable: EnvVar): EnvVar {
  const { valueFrom } = variable;
  if (valueFrom === undefined) return variable;
  return {
    ...variable,
    valueFrom: {
      ...valueFrom,
      ...(valueFrom.fieldRef && { fieldRef: setFieldRefDefaults(valueFrom.fieldRef) }),
      ...(valueFrom.resourceFieldRef && { resourceFieldRef: { ...valueFrom.resourceFieldRef, divisor: valueFrom.resourceFieldRef.divisor ?? '0' } }),
      ...(valueFrom.fileKeyRef && { fileKeyRef: { ...valueFrom.fileKeyRef, optional: valueFrom.fileKeyRef.optional ?? false } }),
    },
  };
}

function setPortDefaults(port: ContainerPort): ContainerPort {
  return { ...port, protocol: port.protocol || 'TCP' };
}

/** Limits and requests rounded up to thousandths. Mirrors SetDefaults_ResourceList. */
export function setResourceDefaults(resources: ResourceRequirements): ResourceRequirements {
  return {
    ...resources,
    ...(resources.limits && { limits: setResourceListDefaults(resources.limits) }),
    ...(resources.requests && { requests: setResourceListDefaults(resources.requests) }),
  };
}

/**
 * A container as the API server stores it, of any of the three lists of a PodSpec.
 * Mirrors SetDefaults_Container, SetDefaults_Probe and their neighbours in pkg/apis/core/v1/defaults.go (v1.36).
 */
export function setContainerDefaults<T extends Container | EphemeralContainer>(container: T): T {
  return {
    ...container,
    ...(container.ports && { ports: container.ports.map(setPortDefaults) }),
    ...(container.env && { env: container.env.map(setEnvDefaults) }),
    resources: setResourceDefaults(container.resources ?? {}),
    ...(container.livenessProbe && { livenessProbe: setProbeDefaults(container.livenessProbe) }),
    ...(container.readinessProbe && { readinessProbe: setProbeDefaults(container.readinessProbe) }),
    ...(container.startupProbe && { startupProbe: setProbeDefaults(container.startupProbe) }),
    ...(container.lifecycle && { lifecycle: setLifecycleDefaults(container.lifecycle) }),
    terminationMessagePath: container.terminationMessagePath || '/dev/termination-log',
    terminationMessagePolicy: container.terminationMessagePolicy || 'File',
    imagePullPolicy: container.imagePullPolicy || defaultPullPolicy(container.image ?? ''),
  };
}
