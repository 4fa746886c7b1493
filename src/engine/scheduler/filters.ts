import type { Node, Pod } from '../../kube/types.generated.ts';
import type { EngineContext } from '../context.ts';
import { matchesRequiredNodeAffinity } from './nodeAffinity.ts';
import { allocatableOf, hostPortsOf, requestsOf, type HostPort, type NodeInfos } from './nodeInfo.ts';
import { interPodAffinityFilter, topologySpreadFilter, type Filter } from './podTopology.ts';
import { findUntoleratedTaint, toleratesTaint } from './taints.ts';

const unschedulableTaint = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };

function isPortConflict(a: HostPort, b: HostPort): boolean {
  return a.port === b.port && a.protocol === b.protocol && (a.ip === b.ip || a.ip === '0.0.0.0' || b.ip === '0.0.0.0');
}

function resourceFilter(infos: NodeInfos, pod: Pod): Filter {
  const requests = requestsOf(pod);
  return (node) => {
    const { pods, requested } = infos.of(node.metadata.name);
    const allocatable = allocatableOf(node);
    if (pods.size >= allocatable.pods) return 'Too many pods';
    if (requests.cpuMilli > 0 && requested.cpuMilli + requests.cpuMilli > allocatable.cpuMilli) return 'Insufficient cpu';
    if (requests.memory > 0 && requested.memory + requests.memory > allocatable.memory) return 'Insufficient memory';
    return undefined;
  };
}

function hostPortFilter(infos: NodeInfos, pod: Pod): Filter | undefined {
  const ports = hostPortsOf(pod);
  if (ports.length === 0) return undefined;
  return ({ metadata }) => {
    const taken = infos.of(metadata.name).hostPorts;
    return ports.some((port) => taken.some((other) => isPortConflict(port, other))) ? "node(s) didn't have free ports for the requested pod ports" : undefined;
  };
}

/**
 * What a Node must pass to get a Pod, in the order of the scheduler's default plugins: the first refusal counts.
 * Mirrors pkg/scheduler/apis/config/v1/default_plugins.go (v1.36), without volumes and devices.
 */
export function filtersFor(context: EngineContext, infos: NodeInfos, pod: Pod, nodes: readonly Node[]): readonly Filter[] {
  const { tolerations = [] } = pod.spec;
  const optional = [hostPortFilter(infos, pod), resourceFilter(infos, pod), topologySpreadFilter(context, pod, nodes), interPodAffinityFilter(context, infos, pod)];
  return [
    ({ spec }) => (spec.unschedulable === true && !tolerations.some((toleration) => toleratesTaint(toleration, unschedulableTaint)) ? 'node(s) were unschedulable' : undefined),
    ({ spec }) => (findUntoleratedTaint(spec.taints, tolerations, ['NoSchedule', 'NoExecute']) === undefined ? undefined : 'node(s) had untolerated taint(s)'),
    (node) => (matchesRequiredNodeAffinity(pod.spec, node) ? undefined : "node(s) didn't match Pod's node affinity/selector"),
    ...optional.filter((filter) => filter !== undefined),
  ];
}
