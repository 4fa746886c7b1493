import type { Node, Pod } from '../../../kube/types.generated.ts';
import { objectId } from '../../../protocol/ref.ts';
import type { ClusterAccess } from '../../program.ts';

/** What a metrics server would tell: thousandths of a core, and bytes. */
export interface Usage { readonly milliCPU: number; readonly memoryBytes: number }

export interface ContainerUsage extends Usage { readonly name: string }
export interface PodUsage extends Usage { readonly namespace: string; readonly name: string; readonly containers: readonly ContainerUsage[] }

/** How far back a rate reaches, in simulated milliseconds. */
const WINDOW_MS = 15_000;
const MI = 1024 * 1024;
const idle = { container: { milliCPU: 1, memoryBytes: 8 * MI }, node: { milliCPU: 90, memoryBytes: 640 * MI } } as const;

/** Requests that Pods answered lately, in answers a second, by the Pod's id. */
export function answerRates(cluster: ClusterAccess): ReadonlyMap<string, number> {
  const sinceMs = Math.max(0, cluster.nowMs - WINDOW_MS);
  const seconds = Math.max(1, (cluster.nowMs - sinceMs) / 1000);
  const rates = new Map<string, number>();
  for (const { pod, outcome, endMs } of cluster.engine.requests()) {
    if (pod !== undefined && outcome === 'answered' && endMs >= sinceMs) rates.set(pod, (rates.get(pod) ?? 0) + 1 / seconds);
  }
  return rates;
}

/**
 * What a Pod's containers use. Simplified: processes are not simulated. A container that does nothing uses one thousandth of a core and
 * 8 MiB; the first of a Pod uses another thousandth for each request that it answers in a second, and 64 KiB.
 */
export function podUsage(pod: Pod, rates: ReadonlyMap<string, number>): PodUsage {
  const { namespace = '', name } = pod.metadata;
  const rate = rates.get(objectId({ kind: 'Pod', namespace, name })) ?? 0;
  const containers = pod.spec.containers.map((container, index): ContainerUsage => ({
    name: container.name,
    milliCPU: idle.container.milliCPU + (index === 0 ? Math.round(rate) : 0),
    memoryBytes: idle.container.memoryBytes + (index === 0 ? Math.round(rate) * 64 * 1024 : 0),
  }));
  const sum = (part: keyof Usage): number => containers.reduce((total, container) => total + container[part], 0);
  return { namespace, name, containers, milliCPU: sum('milliCPU'), memoryBytes: sum('memoryBytes') };
}

/** What a Node's Pods use, and what its own system does. */
export function nodeUsage(cluster: ClusterAccess, node: Node, rates: ReadonlyMap<string, number>): Usage {
  const pods = cluster.engine.reader.podsOnNode(node.metadata.name).filter(({ status }) => status?.phase === 'Running').map((pod) => podUsage(pod, rates));
  return {
    milliCPU: idle.node.milliCPU + pods.reduce((total, pod) => total + pod.milliCPU, 0),
    memoryBytes: idle.node.memoryBytes + pods.reduce((total, pod) => total + pod.memoryBytes, 0),
  };
}

export function mebibytes(bytes: number): string {
  return `${Math.floor(bytes / MI)}Mi`;
}
