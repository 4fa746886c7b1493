/** Defaults of Services. Mirrors SetDefaults_Service of pkg/apis/core/v1/defaults.go (v1.36). */
import { maybe, orElse } from '../maybe.ts';
import { omit } from '../objects.ts';
import { isExternallyAccessible } from '../serviceUtil.ts';
import type { LoadBalancerStatus, Service, ServicePort, ServiceSpec, SessionAffinityConfig } from '../types.generated.ts';

const defaultTimeoutSeconds = 10800;

function sessionAffinityConfigOf(spec: ServiceSpec, sessionAffinity: string): SessionAffinityConfig | undefined {
  if (sessionAffinity === 'None') return undefined;
  if (sessionAffinity === 'ClientIP' && spec.sessionAffinityConfig?.clientIP?.timeoutSeconds === undefined) {
    return { clientIP: { timeoutSeconds: defaultTimeoutSeconds } };
  }
  return spec.sessionAffinityConfig;
}

function portDefaults(port: ServicePort): ServicePort {
  const { targetPort = 0, protocol = '' } = port;
  return {
    ...port,
    protocol: protocol === '' ? 'TCP' : protocol,
    targetPort: targetPort === 0 || targetPort === '' ? port.port : targetPort,
  };
}

function loadBalancerDefaults(status: LoadBalancerStatus): LoadBalancerStatus {
  if (status.ingress === undefined) return status;
  return { ...status, ingress: status.ingress.map((ingress) => ((ingress.ip ?? '') !== '' && ingress.ipMode === undefined ? { ...ingress, ipMode: 'VIP' } : ingress)) };
}

/** A Service with everything that does not need allocation filled in. Families and addresses come later, from the registry. */
export function setServiceDefaults(service: Service): Service {
  const spec = maybe(service.spec) ?? {};
  const rest = omit(spec, 'sessionAffinityConfig');
  const sessionAffinity = orElse(spec.sessionAffinity, 'None');
  const type = orElse(spec.type, 'ClusterIP');
  const config = sessionAffinityConfigOf(spec, sessionAffinity);
  const isExternal = isExternallyAccessible({ spec: { ...rest, type } });
  const hasInternalPolicy = type === 'NodePort' || type === 'LoadBalancer' || type === 'ClusterIP';
  return {
    ...service,
    spec: {
      ...rest,
      sessionAffinity, type,
      ...(config === undefined ? {} : { sessionAffinityConfig: config }),
      ...(spec.ports === undefined ? {} : { ports: spec.ports.map(portDefaults) }),
      ...(isExternal && (spec.externalTrafficPolicy ?? '') === '' ? { externalTrafficPolicy: 'Cluster' } : {}),
      ...(hasInternalPolicy && spec.internalTrafficPolicy === undefined ? { internalTrafficPolicy: 'Cluster' } : {}),
      ...(type === 'LoadBalancer' && spec.allocateLoadBalancerNodePorts === undefined ? { allocateLoadBalancerNodePorts: true } : {}),
    },
    ...(type === 'LoadBalancer' && service.status?.loadBalancer !== undefined
      ? { status: { ...service.status, loadBalancer: loadBalancerDefaults(service.status.loadBalancer) } }
      : {}),
  };
}
