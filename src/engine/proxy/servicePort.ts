import { cidrContains, ipFamilyOf, parseCIDR, parseIP, formatIP, type CIDR, type IPFamily } from '../../kube/ip.ts';
import type { Service, ServicePort as ServicePortSpec } from '../../kube/types.generated.ts';
import { objectId, type ObjectId } from '../../protocol/ref.ts';
import { protocolNumber } from './frontendKey.ts';

/** `service.kubernetes.io/service-proxy-name`: someone else proxies this Service. */
const LABEL_SERVICE_PROXY_NAME = 'service.kubernetes.io/service-proxy-name';
const DEFAULT_AFFINITY_SECONDS = 10_800;

/** What kube-proxy knows of one port of a Service for one address family. */
export interface ServicePort {
  readonly service: ObjectId;
  readonly namespace: string;
  readonly serviceName: string;
  readonly portName: string;
  /** Its place in `spec.ports`. */
  readonly portIndex: number;
  readonly protocol: string;
  readonly protocolNumber: number;
  readonly family: IPFamily;
  readonly clusterIP: string;
  readonly port: number;
  /** 0 where there is none. */
  readonly nodePort: number;
  readonly externalIPs: readonly string[];
  /** Load balancer addresses whose packets arrive with their destination unchanged (`ipMode: VIP`). */
  readonly loadBalancerVIPs: readonly string[];
  /** Empty: everyone may. */
  readonly loadBalancerSourceRanges: readonly CIDR[];
  /** 0 where there is none. */
  readonly healthCheckNodePort: number;
  /** 0 where there is no session affinity. */
  readonly affinityTimeoutMs: number;
  /** Controllers make its endpoints. */
  readonly hasSelector: boolean;
  readonly isExternalPolicyLocal: boolean;
  readonly isInternalPolicyLocal: boolean;
  readonly isExternallyAccessible: boolean;
  readonly usesClusterEndpoints: boolean;
  readonly usesLocalEndpoints: boolean;
}

const ofFamily = (addresses: readonly string[] | undefined, family: IPFamily): readonly string[] =>
  (addresses ?? []).flatMap((address) => {
    const ip = parseIP(address);
    return ip?.family === family ? [formatIP(ip)] : [];
  });

function sourceRanges(service: Service, family: IPFamily): readonly CIDR[] {
  const ranges = (service.spec.loadBalancerSourceRanges ?? []).flatMap((text) => {
    const parsed = parseCIDR(text.trim());
    return parsed?.cidr.family === family ? [parsed.cidr] : [];
  });
  return ranges.some((range) => range.prefixLength === 0) ? [] : ranges;
}

/** Whether a Service is one that can be reached from outside; mirrors ExternallyAccessible of pkg/api/v1/service (v1.36). */
function isExternal(service: Service): boolean {
  const { type, externalIPs } = service.spec;
  return type === 'LoadBalancer' || type === 'NodePort' || (type === 'ClusterIP' && (externalIPs ?? []).length > 0);
}

function affinityTimeoutMs(service: Service): number {
  if (service.spec.sessionAffinity !== 'ClientIP') return 0;
  return (service.spec.sessionAffinityConfig?.clientIP?.timeoutSeconds ?? DEFAULT_AFFINITY_SECONDS) * 1000;
}

function newServicePort(service: Service, family: IPFamily, clusterIP: string, spec: ServicePortSpec, portIndex: number): ServicePort {
  const namespace = service.metadata.namespace ?? '';
  const { name } = service.metadata;
  const protocol = spec.protocol ?? 'TCP';
  const nodePort = spec.nodePort ?? 0;
  const externalIPs = ofFamily(service.spec.externalIPs, family);
  const vips = (service.status?.loadBalancer?.ingress ?? []).flatMap((ingress) => (ingress.ipMode === undefined || ingress.ipMode === 'VIP' ? [ingress.ip ?? ''] : []));
  const loadBalancerVIPs = ofFamily(vips, family);
  const isExternalPolicyLocal = isExternal(service) && service.spec.externalTrafficPolicy === 'Local';
  const isInternalPolicyLocal = service.spec.internalTrafficPolicy === 'Local';
  const isExternallyAccessible = nodePort !== 0 || loadBalancerVIPs.length > 0 || externalIPs.length > 0;
  return {
    service: objectId({ kind: 'Service', namespace, name }),
    namespace,
    serviceName: name,
    portName: spec.name ?? '',
    portIndex,
    protocol,
    protocolNumber: protocolNumber(protocol),
    family,
    clusterIP,
    port: spec.port,
    nodePort,
    externalIPs,
    loadBalancerVIPs,
    loadBalancerSourceRanges: sourceRanges(service, family),
    healthCheckNodePort: service.spec.type === 'LoadBalancer' && isExternalPolicyLocal ? (service.spec.healthCheckNodePort ?? 0) : 0,
    affinityTimeoutMs: affinityTimeoutMs(service),
    hasSelector: service.spec.selector !== undefined,
    isExternalPolicyLocal,
    isInternalPolicyLocal,
    isExternallyAccessible,
    usesClusterEndpoints: !isInternalPolicyLocal || isExternallyAccessible,
    usesLocalEndpoints: isInternalPolicyLocal || (isExternalPolicyLocal && isExternallyAccessible),
  };
}

/**
 * The ports of a Service that kube-proxy acts on, per address family in the order of `spec.ports`.
 * Empty for ExternalName and headless Services and for those labelled with another proxy's name.
 * Mirrors newBaseServiceInfo and ShouldSkipService of pkg/proxy (v1.36).
 */
export function newServicePorts(service: Service): readonly ServicePort[] {
  const { clusterIP, type } = service.spec;
  if (clusterIP === undefined || clusterIP === '' || clusterIP === 'None' || type === 'ExternalName') return [];
  if (service.metadata.labels?.[LABEL_SERVICE_PROXY_NAME] !== undefined) return [];
  const clusterIPs = service.spec.clusterIPs ?? [clusterIP];
  return clusterIPs.flatMap((address) => {
    const family = ipFamilyOf(address);
    if (family === undefined) return [];
    return (service.spec.ports ?? []).map((spec, index) => newServicePort(service, family, address, spec, index));
  });
}

/** Whether loadBalancerSourceRanges let a source through; an unreadable source is let through nowhere. */
export function isSourceAllowed(servicePort: ServicePort, sourceIP: string): boolean {
  if (servicePort.loadBalancerSourceRanges.length === 0) return true;
  const ip = parseIP(sourceIP);
  return ip !== undefined && servicePort.loadBalancerSourceRanges.some((range) => cidrContains(range, ip));
}
