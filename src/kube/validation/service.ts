/** Rules for Services. Mirrors ValidateServiceCreate and ValidateServiceUpdate of pkg/apis/core/validation/validation.go (v1.36). */
import type { FieldError } from '../field.ts';
import { forbidden, invalid, invalidEach, namedText, notSupported, required } from '../fieldErrors.ts';
import { fieldPath } from '../fieldPath.ts';
import { parseIP } from '../ip.ts';
import type { Loose } from '../loose.ts';
import { valueOf } from '../objects.ts';
import { isExternallyAccessible, isHeadlessService, needsHealthCheck } from '../serviceUtil.ts';
import type { Service, ServiceSpec, SessionAffinityConfig } from '../types.generated.ts';
import { isValidCIDRForLegacyField, isValidIPForLegacyField, validateEndpointIP } from './ip.ts';
import { validateKubeObjectMeta, validateKubeObjectMetaUpdate } from './kubeObjectMeta.ts';
import { isDNS1123Label, isDNS1123Subdomain, isQualifiedName, isValidPortNumber } from './names.ts';
import { immutableMessage, validateLabels } from './objectMeta.ts';
import { validateServiceClusterIPsRelatedFields, validateUpgradeDowngradeClusterIPs, validateUpgradeDowngradeIPFamilies } from './serviceClusterIPs.ts';
import { validateNoNodePorts, validateServicePorts, validateUniquePorts } from './servicePorts.ts';

export { validateServiceClusterIPsRelatedFields } from './serviceClusterIPs.ts';

const specPath = fieldPath('spec');
const annotationsPath = fieldPath('metadata', 'annotations');
const topologyModeKey = 'service.kubernetes.io/topology-mode';
const topologyHintsKey = 'service.kubernetes.io/topology-aware-hints';
const sourceRangesKey = 'service.beta.kubernetes.io/load-balancer-source-ranges';
const forLoadBalancerOnly = "may only be used when `type` is 'LoadBalancer'";
const maxTimeoutSeconds = 86400;

/** A new Service, after allocation. Errors in the order in which Kubernetes finds them. */
export function validateServiceCreate(service: Loose<Service>): FieldError[] {
  return [...validateKubeObjectMeta(service.metadata ?? {}, isDNS1123Label), ...validateService(service)];
}

/** A Service that replaces `old`, after allocation. */
export function validateServiceUpdate(service: Loose<Service>, old: Loose<Service>): FieldError[] {
  return [
    ...validateKubeObjectMetaUpdate(service.metadata ?? {}, old.metadata ?? {}),
    ...validateUpgradeDowngradeClusterIPs(old, service),
    ...validateUpgradeDowngradeIPFamilies(old, service),
    ...validateLoadBalancerClass(service, old),
    ...validateHealthCheckNodePortUpdate(service, old),
    ...validateService(service, old),
  ];
}

function validateService(service: Loose<Service>, old?: Loose<Service>): FieldError[] {
  const spec = service.spec ?? {};
  const ports = spec.ports ?? [];
  const portsPath = specPath.child('ports');
  return [
    ...validateTopologyAnnotations(service),
    ...(ports.length === 0 && !isHeadlessService(service) && spec.type !== 'ExternalName' ? [required(portsPath)] : []),
    ...validateTypeFields(service),
    ...validateServicePorts(ports, portsPath),
    ...validateLabels(spec.selector, specPath.child('selector')),
    ...validateSessionAffinity(spec),
    ...validateServiceClusterIPsRelatedFields(service, old),
    ...validateExternalIPs(spec.externalIPs ?? [], old?.spec?.externalIPs ?? []),
    ...validateType(spec.type ?? ''),
    ...(spec.type === 'ClusterIP' ? validateNoNodePorts(ports, portsPath) : []),
    ...validateUniquePorts(ports, portsPath),
    ...validateSourceRanges(service, old),
    ...validateNodePortAllocation(spec),
    ...validateLoadBalancerClass(service),
    ...validateExternalTrafficPolicy(service),
    ...validateInternalTrafficPolicy(spec),
    ...validateTrafficDistribution(spec.trafficDistribution),
  ];
}

function validateTopologyAnnotations(service: Loose<Service>): FieldError[] {
  const mode = valueOf(service.metadata?.annotations, topologyModeKey);
  const hints = valueOf(service.metadata?.annotations, topologyHintsKey);
  if (mode === undefined || hints === undefined || mode === hints) return [];
  return [invalid(annotationsPath.key(topologyModeKey), mode, `must match annotations[${topologyHintsKey}] when both are specified`)];
}

function validateTypeFields(service: Loose<Service>): FieldError[] {
  const spec = service.spec ?? {};
  const { type } = spec;
  if (type === 'LoadBalancer' || type === 'NodePort') {
    return isHeadlessService(service) ? [invalid(specPath.child('clusterIPs').index(0), 'None', `may not be set to 'None' for ${type} services`)] : [];
  }
  if (type !== 'ExternalName') return [];
  const errors: FieldError[] = [];
  const notForExternalName = 'may not be set for ExternalName services';
  if ((spec.clusterIPs ?? []).length > 0) errors.push(forbidden(specPath.child('clusterIPs'), notForExternalName));
  if ((spec.ipFamilies ?? []).length > 0) errors.push(forbidden(specPath.child('ipFamilies'), notForExternalName));
  if (spec.ipFamilyPolicy !== undefined) errors.push(forbidden(specPath.child('ipFamilyPolicy'), notForExternalName));
  const name = (spec.externalName ?? '').replace(/\.$/, '');
  if (name === '') errors.push(required(specPath.child('externalName')));
  else errors.push(...invalidEach(specPath.child('externalName'), name, isDNS1123Subdomain(name)));
  return errors;
}

function validateSessionAffinity(spec: Loose<ServiceSpec>): FieldError[] {
  const affinity = spec.sessionAffinity ?? '';
  const path = specPath.child('sessionAffinity');
  const configPath = specPath.child('sessionAffinityConfig');
  if (affinity === '') return [required(path)];
  if (affinity === 'ClientIP') return validateClientIPConfig(spec.sessionAffinityConfig);
  if (affinity !== 'None') return [notSupported(path, namedText(affinity), ['ClientIP', 'None'])];
  return spec.sessionAffinityConfig === undefined ? [] : [forbidden(configPath, 'must not be set when session affinity is None')];
}

function validateClientIPConfig(config: Loose<SessionAffinityConfig> | undefined): FieldError[] {
  const path = specPath.child('sessionAffinityConfig');
  const detail = 'when session affinity type is ClientIP';
  if (config === undefined) return [required(path, detail)];
  if (config.clientIP === undefined) return [required(path.child('clientIP'), detail)];
  const { timeoutSeconds } = config.clientIP;
  if (timeoutSeconds === undefined) return [required(path.child('clientIP').child('timeoutSeconds'), detail)];
  if (timeoutSeconds > 0 && timeoutSeconds <= maxTimeoutSeconds) return [];
  return [invalid(path.child('clientIP').child('timeoutSeconds'), timeoutSeconds, `must be greater than 0 and less than ${maxTimeoutSeconds}`)];
}

function validateExternalIPs(ips: readonly string[], accepted: readonly string[]): FieldError[] {
  return ips.flatMap((ip, i) => {
    const path = specPath.child('externalIPs').index(i);
    const errors = isValidIPForLegacyField(path, ip, accepted);
    return errors.length > 0 ? errors : validateEndpointIP(ip, path);
  });
}

function validateType(type: string): FieldError[] {
  const supported = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
  if (type === '') return [required(specPath.child('type'))];
  return supported.includes(type) ? [] : [notSupported(specPath.child('type'), namedText(type), supported)];
}

/** Blanks around a range are part of the API; ranges of the old object pass whatever their form. */
function validateSourceRanges(service: Loose<Service>, old: Loose<Service> | undefined): FieldError[] {
  const spec = service.spec ?? {};
  const ranges = spec.loadBalancerSourceRanges ?? [];
  const isBalanced = spec.type === 'LoadBalancer';
  if (ranges.length > 0) {
    const path = specPath.child('LoadBalancerSourceRanges');
    const accepted = (old?.spec?.loadBalancerSourceRanges ?? []).map((range) => range.trim());
    return [
      ...(isBalanced ? [] : [forbidden(path, forLoadBalancerOnly)]),
      ...ranges.flatMap((range, i) => isValidCIDRForLegacyField(path.index(i), range.trim(), accepted)),
    ];
  }
  const annotation = valueOf(service.metadata?.annotations, sourceRangesKey);
  if (annotation === undefined) return [];
  const path = annotationsPath.key(sourceRangesKey);
  const errors = isBalanced ? [] : [forbidden(path, forLoadBalancerOnly)];
  const isUnchanged = old !== undefined && valueOf(old.metadata?.annotations, sourceRangesKey) === annotation;
  if (isUnchanged || annotation.trim() === '') return errors;
  return [...errors, ...annotation.split(',').flatMap((range) => isValidCIDRForLegacyField(path, range.trim()))];
}

function validateNodePortAllocation(spec: Loose<ServiceSpec>): FieldError[] {
  const isBalanced = spec.type === 'LoadBalancer';
  const isSet = spec.allocateLoadBalancerNodePorts !== undefined;
  if (isSet && !isBalanced) return [forbidden(specPath.child('allocateLoadBalancerNodePorts'), forLoadBalancerOnly)];
  return isBalanced && !isSet ? [required(fieldPath('allocateLoadBalancerNodePorts'))] : [];
}

function validateLoadBalancerClass(service: Loose<Service>, old?: Loose<Service>): FieldError[] {
  const path = specPath.child('loadBalancerClass');
  const value = service.spec?.loadBalancerClass;
  if (service.spec?.type !== 'LoadBalancer') return value === undefined ? [] : [forbidden(path, forLoadBalancerOnly)];
  const isChanged = old?.spec?.type === 'LoadBalancer' && old.spec.loadBalancerClass !== value;
  return [
    ...(isChanged ? [invalid(path, namedText(value), 'may not change once set')] : []),
    ...(value === undefined ? [] : invalidEach(path, value, isQualifiedName(value))),
  ];
}

function validateExternalTrafficPolicy(service: Loose<Service>): FieldError[] {
  const { externalTrafficPolicy: policy = '', healthCheckNodePort: port = 0 } = service.spec ?? {};
  const errors: FieldError[] = [];
  const path = specPath.child('externalTrafficPolicy');
  if (!isExternallyAccessible(service)) {
    if (policy !== '') errors.push(invalid(path, namedText(policy), 'may only be set for externally-accessible services'));
  } else if (policy === '') errors.push(required(path));
  else if (policy !== 'Cluster' && policy !== 'Local') errors.push(notSupported(path, namedText(policy), ['Cluster', 'Local']));

  const portPath = specPath.child('healthCheckNodePort');
  if (!needsHealthCheck(service)) {
    if (port !== 0) errors.push(invalid(portPath, port, "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'"));
  } else if (port === 0) errors.push(required(portPath));
  else errors.push(...invalidEach(portPath, port, isValidPortNumber(port)));
  return errors;
}

function validateHealthCheckNodePortUpdate(service: Loose<Service>, old: Loose<Service>): FieldError[] {
  const isSame = service.spec?.healthCheckNodePort === old.spec?.healthCheckNodePort;
  return needsHealthCheck(old) && needsHealthCheck(service) && !isSame ? [forbidden(specPath.child('healthCheckNodePort'), immutableMessage)] : [];
}

function validateInternalTrafficPolicy(spec: Loose<ServiceSpec>): FieldError[] {
  const path = specPath.child('internalTrafficPolicy');
  const { internalTrafficPolicy: policy, type } = spec;
  if (policy === undefined) return type === 'NodePort' || type === 'LoadBalancer' || type === 'ClusterIP' ? [required(path)] : [];
  return policy === 'Cluster' || policy === 'Local' ? [] : [notSupported(path, namedText(policy), ['Cluster', 'Local'])];
}

function validateTrafficDistribution(value: string | undefined): FieldError[] {
  const supported = ['PreferClose', 'PreferSameZone', 'PreferSameNode'];
  return value === undefined || supported.includes(value) ? [] : [notSupported(specPath.child('trafficDistribution'), value, supported)];
}

/** The status that a balancer reports. `old` has the addresses that pass whatever their form. */
export function validateServiceStatusUpdate(service: Loose<Service>, old: Loose<Service>): FieldError[] {
  const errors = validateKubeObjectMetaUpdate(service.metadata ?? {}, old.metadata ?? {});
  const path = fieldPath('status', 'loadBalancer', 'ingress');
  const ingress = service.status?.loadBalancer?.ingress ?? [];
  if (service.spec?.type !== 'LoadBalancer' && ingress.length > 0) {
    return [...errors, forbidden(path, "may only be used when `spec.type` is 'LoadBalancer'")];
  }
  const accepted = (old.status?.loadBalancer?.ingress ?? []).map(({ ip = '' }) => ip).filter((ip) => ip !== '');
  ingress.forEach(({ ip = '', ipMode, hostname = '' }, i) => {
    const at = path.index(i);
    if (ip !== '') errors.push(...isValidIPForLegacyField(at.child('ip'), ip, accepted));
    if (ipMode === undefined) {
      if (ip !== '') errors.push(required(at.child('ipMode'), 'must be specified when `ip` is set'));
    } else if (ip === '') errors.push(forbidden(at.child('ipMode'), 'may not be specified when `ip` is not set'));
    else if (ipMode !== 'VIP' && ipMode !== 'Proxy') errors.push(notSupported(at.child('ipMode'), namedText(ipMode), ['Proxy', 'VIP']));
    if (hostname === '') return;
    errors.push(...invalidEach(at.child('hostname'), hostname, isDNS1123Subdomain(hostname)));
    if (parseIP(hostname) !== undefined) errors.push(invalid(at.child('hostname'), hostname, 'must be a DNS name, not an IP address'));
  });
  return errors;
}
