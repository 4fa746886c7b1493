/** Node ports of Services. Mirrors the node port part of pkg/registry/core/service/storage/alloc.go (v1.36). */
import { invalid } from '../../../../kube/fieldErrors.ts';
import { fieldPath } from '../../../../kube/fieldPath.ts';
import { needsHealthCheck } from '../../../../kube/serviceUtil.ts';
import type { Status } from '../../../../kube/status.ts';
import { internalErrorStatus, invalidStatus } from '../../../../kube/status.ts';
import { portRangeIsFull } from '../../allocators/portAllocator.ts';
import type { PortOperation } from '../../allocators/portOperation.ts';
import type { ServiceDraft, ServicePortDraft, ServiceSpecDraft } from './serviceDraft.ts';
import { nodePortsOf } from './serviceDraft.ts';

function shouldAllocateNodePorts(spec: ServiceSpecDraft): boolean {
  return spec.type === 'NodePort' || (spec.type === 'LoadBalancer' && spec.allocateLoadBalancerNodePorts !== false);
}

function portRefusal(draft: ServiceDraft, index: number, port: number, detail: string): Status {
  return invalidStatus('Service', '', draft.metadata.name, [invalid(fieldPath('spec').child('ports').index(index).child('nodePort'), port, detail)]);
}

function noPortLeft(): Status {
  return internalErrorStatus(`failed to allocate a nodePort: ${portRangeIsFull}`);
}

/** The node port that any port of the same number asks for; 0 where none does. */
function findRequestedNodePort(port: number, ports: readonly ServicePortDraft[]): number {
  return ports.find((each) => each.port === port && (each.nodePort ?? 0) !== 0)?.nodePort ?? 0;
}

/** Node ports of a new Service: ports of the same number (TCP and UDP) share one. Absent where all is well. */
export function initNodePorts(draft: ServiceDraft, operation: PortOperation): Status | undefined {
  const { spec } = draft;
  const allocatedByPort = new Map<number, number>();
  for (const [i, servicePort] of spec.ports.entries()) {
    const asked = servicePort.nodePort ?? 0;
    if (asked === 0 && !shouldAllocateNodePorts(spec)) continue;
    const shared = allocatedByPort.get(servicePort.port) ?? 0;
    if (shared !== 0) {
      if (asked === 0) servicePort.nodePort = shared;
      else if (asked !== shared) {
        const refusal = operation.allocate(asked);
        if (refusal !== undefined) return portRefusal(draft, i, asked, refusal);
      }
      continue;
    }
    const requested = findRequestedNodePort(servicePort.port, spec.ports);
    if (requested !== 0) {
      const refusal = operation.allocate(requested);
      if (refusal !== undefined) return portRefusal(draft, i, requested, refusal);
    }
    const nodePort = requested === 0 ? operation.allocateNext() : requested;
    if (nodePort === undefined) return noPortLeft();
    servicePort.nodePort = nodePort;
    allocatedByPort.set(servicePort.port, nodePort);
  }
  return undefined;
}

/** Node ports of a changed Service: keeps those it had, takes new ones, and gives up the others on success. */
export function updateNodePorts(draft: ServiceDraft, old: ServiceDraft, operation: PortOperation): Status | undefined {
  const { spec } = draft;
  const oldPorts = nodePortsOf(old.spec);
  const taken = new Set<number>();
  const seen = new Set<string>();
  for (const [i, servicePort] of spec.ports.entries()) {
    let nodePort = servicePort.nodePort ?? 0;
    if (nodePort === 0) {
      if (!shouldAllocateNodePorts(spec)) continue;
      const next = operation.allocateNext();
      if (next === undefined) return noPortLeft();
      nodePort = next;
      servicePort.nodePort = next;
    } else if (!oldPorts.includes(nodePort) && !taken.has(nodePort)) {
      const refusal = operation.allocate(nodePort);
      if (refusal !== undefined) return portRefusal(draft, i, nodePort, refusal);
      taken.add(nodePort);
    }
    const protocol = servicePort.protocol ?? '';
    const key = `${protocol} ${nodePort}`;
    if (seen.has(key)) return { code: 500, reason: '', message: `duplicate nodePort: {${key}}`, causes: [] };
    seen.add(key);
  }
  const newPorts = new Set(nodePortsOf(spec));
  for (const port of oldPorts) if (!newPorts.has(port)) operation.releaseOnCommit(port);
  return undefined;
}

/** Takes the health check node port that is asked for, or any. */
export function allocHealthCheckNodePort(draft: ServiceDraft, operation: PortOperation): Status | undefined {
  const asked = draft.spec.healthCheckNodePort ?? 0;
  if (asked !== 0) {
    const refusal = operation.allocate(asked);
    return refusal === undefined ? undefined : internalErrorStatus(`failed to allocate requested HealthCheck NodePort ${asked}: ${refusal}`);
  }
  const port = operation.allocateNext();
  if (port === undefined) return internalErrorStatus(`failed to allocate a HealthCheck NodePort 0: ${portRangeIsFull}`);
  draft.spec.healthCheckNodePort = port;
  return undefined;
}

/** Takes a health check node port where it has become needed, gives it up where no longer. */
export function updateHealthCheckNodePort(draft: ServiceDraft, old: ServiceDraft, operation: PortOperation): Status | undefined {
  const isNeeded = needsHealthCheck(draft);
  const wasNeeded = needsHealthCheck(old);
  if (isNeeded && !wasNeeded) return allocHealthCheckNodePort(draft, operation);
  if (wasNeeded && !isNeeded && old.spec.healthCheckNodePort !== undefined) operation.releaseOnCommit(old.spec.healthCheckNodePort);
  return undefined;
}
