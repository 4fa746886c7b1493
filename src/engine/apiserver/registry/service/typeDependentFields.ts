/** Fields that a Service's type made sense of. Mirrors dropTypeDependentFields of pkg/registry/core/service/strategy.go (v1.36). */
import { isExternallyAccessible, needsHealthCheck } from '../../../../kube/serviceUtil.ts';
import type { ServiceDraft, ServiceSpecDraft } from './serviceDraft.ts';
import { isSameList, needsClusterIP, nodePortsOf } from './serviceDraft.ts';

function hasNodePorts(spec: ServiceSpecDraft): boolean {
  return spec.type === 'NodePort' || spec.type === 'LoadBalancer';
}

/** Wipes what no longer applies after a change of type, unless the same request also changed it: then validation refuses it. */
export function dropTypeDependentFields(draft: ServiceDraft, old: ServiceDraft): void {
  dropClusterIPs(draft.spec, old.spec);
  dropNodePorts(draft.spec, old.spec);
  dropLoadBalancerFields(draft.spec, old.spec);
  if (isExternallyAccessible(old) && !isExternallyAccessible(draft) && (old.spec.externalTrafficPolicy ?? '') === (draft.spec.externalTrafficPolicy ?? '')) {
    delete draft.spec.externalTrafficPolicy;
  }
  if (draft.spec.type !== 'LoadBalancer') draft.status = { ...draft.status, loadBalancer: {} };
}

function dropClusterIPs(spec: ServiceSpecDraft, old: ServiceSpecDraft): void {
  if (!needsClusterIP(old) || needsClusterIP(spec)) return;
  if ((old.clusterIP ?? '') === (spec.clusterIP ?? '') && isSameList(old.clusterIPs, spec.clusterIPs)) {
    delete spec.clusterIP;
    spec.clusterIPs = [];
  }
  if (isSameList(old.ipFamilies, spec.ipFamilies)) spec.ipFamilies = [];
  if (old.ipFamilyPolicy === spec.ipFamilyPolicy) delete spec.ipFamilyPolicy;
}

function dropNodePorts(spec: ServiceSpecDraft, old: ServiceSpecDraft): void {
  if (hasNodePorts(old) && !hasNodePorts(spec)) {
    const before = new Set(nodePortsOf(old));
    if (nodePortsOf(spec).every((port) => before.has(port))) for (const port of spec.ports) delete port.nodePort;
  }
  if (needsHealthCheck({ spec: old }) && !needsHealthCheck({ spec }) && (old.healthCheckNodePort ?? 0) === (spec.healthCheckNodePort ?? 0)) {
    delete spec.healthCheckNodePort;
  }
}

function dropLoadBalancerFields(spec: ServiceSpecDraft, old: ServiceSpecDraft): void {
  if (old.type !== 'LoadBalancer' || spec.type === 'LoadBalancer') return;
  if (old.allocateLoadBalancerNodePorts === spec.allocateLoadBalancerNodePorts) delete spec.allocateLoadBalancerNodePorts;
  if (old.loadBalancerClass === spec.loadBalancerClass) delete spec.loadBalancerClass;
}
