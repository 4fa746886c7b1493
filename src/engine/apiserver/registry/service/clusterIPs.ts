/** Linked and allocated fields of Services. Mirrors pkg/registry/core/service/storage/storage.go (v1.36). */
import { needsHealthCheck } from '../../../../kube/serviceUtil.ts';
import type { ServiceSpecDraft } from './serviceDraft.ts';
import { isSameList, needsClusterIP, nodePortsOf } from './serviceDraft.ts';

/** Keeps clusterIP and clusterIPs in step for clients that know the singular only. `old` is absent for a new Service. */
export function normalizeClusterIPs(spec: ServiceSpecDraft, old: ServiceSpecDraft | undefined): void {
  const clusterIP = spec.clusterIP ?? '';
  if (old === undefined) {
    if (clusterIP !== '' && spec.clusterIPs.length === 0) spec.clusterIPs = [clusterIP];
    return;
  }
  const oldClusterIP = old.clusterIP ?? '';
  if (old.clusterIPs.length > 0 && spec.clusterIPs.length === 0 && oldClusterIP === clusterIP) spec.clusterIPs = [...old.clusterIPs];
  if (oldClusterIP === clusterIP || !isSameList(old.clusterIPs, spec.clusterIPs)) return;
  spec.clusterIPs = oldClusterIP !== '' && clusterIP === '' ? [] : [clusterIP];
}

/** Whether node ports are allocated without being asked for. */
function autoAllocatesNodePorts(spec: ServiceSpecDraft): boolean {
  return spec.type === 'NodePort' || (spec.type === 'LoadBalancer' && spec.allocateLoadBalancerNodePorts !== false);
}

/** Puts back what was allocated for the old Service and the new one leaves out, so that the same manifest can be sent again. */
export function patchAllocatedValues(spec: ServiceSpecDraft, old: ServiceSpecDraft): void {
  if (needsClusterIP(old) && needsClusterIP(spec)) {
    if ((spec.clusterIP ?? '') === '' && old.clusterIP !== undefined) spec.clusterIP = old.clusterIP;
    if (spec.clusterIPs.length === 0) spec.clusterIPs = [...old.clusterIPs];
  }
  if (autoAllocatesNodePorts(old) && autoAllocatesNodePorts(spec)) patchNodePorts(spec, old);
  if (needsHealthCheck({ spec: old }) && needsHealthCheck({ spec }) && (spec.healthCheckNodePort ?? 0) === 0 && old.healthCheckNodePort !== undefined) {
    spec.healthCheckNodePort = old.healthCheckNodePort;
  }
}

/** Node ports go by the ports' names; one that another port of the new Service names is not put back. */
function patchNodePorts(spec: ServiceSpecDraft, old: ServiceSpecDraft): void {
  const before = new Set(nodePortsOf(old));
  const used = new Set(nodePortsOf(spec).filter((port) => before.has(port)));
  const byName = new Map(old.ports.map((port) => [port.name ?? '', port.nodePort ?? 0]));
  for (const port of spec.ports) {
    const oldValue = byName.get(port.name ?? '') ?? 0;
    if ((port.nodePort ?? 0) === 0 && oldValue !== 0 && !used.has(oldValue)) port.nodePort = oldValue;
  }
}
