/** Mirrors pkg/api/service/warnings.go (v1.36). */
import { fieldPath } from '../fieldPath.ts';
import type { Loose } from '../loose.ts';
import { hasKey } from '../objects.ts';
import { isServiceIPSet } from '../serviceUtil.ts';
import type { Service } from '../types.generated.ts';
import { warningsForCIDR, warningsForIP } from '../validation/ip.ts';

const topologyHintsKey = 'service.kubernetes.io/topology-aware-hints';
const topologyModeKey = 'service.kubernetes.io/topology-mode';

/** What is odd about a Service that is let through. */
export function serviceWarnings(service: Loose<Service>): string[] {
  const spec = service.spec ?? {};
  const { clusterIPs = [], externalIPs = [], loadBalancerIP = '', loadBalancerSourceRanges = [], type } = spec;
  const path = fieldPath('spec');
  const isHeadless = type === 'ClusterIP' && spec.clusterIP === 'None';
  const isExternalName = type === 'ExternalName';
  const warnings: string[] = [];
  if (hasKey(service.metadata?.annotations, topologyHintsKey)) warnings.push(`annotation ${topologyHintsKey} is deprecated, please use ${topologyModeKey} instead`);
  if (isServiceIPSet(service)) clusterIPs.forEach((ip, i) => warnings.push(...warningsForIP(path.child('clusterIPs').index(i), ip)));
  if (isHeadless) {
    if (loadBalancerIP !== '') warnings.push('spec.loadBalancerIP is ignored for headless services');
    if (externalIPs.length > 0) warnings.push('spec.externalIPs is ignored for headless services');
    if (spec.sessionAffinity !== 'None') warnings.push('spec.SessionAffinity is ignored for headless services');
  }
  externalIPs.forEach((ip, i) => warnings.push(...warningsForIP(path.child('externalIPs').index(i), ip)));
  if (externalIPs.length > 0 && !isHeadless && !isExternalName) warnings.push('spec.externalIPs is deprecated and may no longer be implemented in some clusters');
  if (loadBalancerIP !== '') warnings.push(...warningsForIP(path.child('loadBalancerIP'), loadBalancerIP));
  loadBalancerSourceRanges.forEach((range, i) => warnings.push(...warningsForCIDR(path.child('loadBalancerSourceRanges').index(i), range)));
  if (isExternalName && externalIPs.length > 0) warnings.push('spec.externalIPs is ignored when spec.type is "ExternalName"');
  if (!isExternalName && (spec.externalName ?? '') !== '') warnings.push('spec.externalName is ignored when spec.type is not "ExternalName"');
  if (spec.trafficDistribution === 'PreferClose') warnings.push('spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone"');
  return warnings;
}
