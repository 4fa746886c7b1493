import type { Node } from '../../kube/types.generated.ts';
import type { ClusterSettings, NodeSettings } from '../../protocol/settings.ts';
import { formatTime } from './time.ts';

/** What every machine here runs. */
const nodeInfo = {
  architecture: 'amd64', bootID: '', containerRuntimeVersion: 'containerd://2.1.0', kernelVersion: '6.1.0', kubeProxyVersion: '', kubeletVersion: 'v1.36.3',
  machineID: '', operatingSystem: 'linux', osImage: 'Debian GNU/Linux 12 (bookworm)', systemUUID: '',
};
const capacities = {
  simulated: { cpu: '64', 'ephemeral-storage': '1Ti', memory: '256Gi', pods: '4k' },
  reported: { cpu: '64', memory: '256Gi', pods: '1k' },
} as const;
/** What a kubelet says of its machine in labels; stand-ins that only report say less. */
const machineLabels = {
  simulated: { 'kubernetes.io/arch': 'amd64', 'beta.kubernetes.io/os': 'linux', 'beta.kubernetes.io/arch': 'amd64' },
  reported: { 'beta.kubernetes.io/os': 'linux' },
} as const;

/** The Node object that a machine registers: addresses, pod CIDRs, the usual labels, capacity, and that it is ready. `nowMs` is when, `kubelet` who registers it. */
export function nodeObject(settings: NodeSettings, nowMs: number, kubelet: ClusterSettings['kubelet']): Node {
  const { name, zone, addresses, podCIDRs, labels } = settings;
  const [podCIDR] = podCIDRs;
  const now = formatTime(nowMs);
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: {
        'kubernetes.io/hostname': name, 'kubernetes.io/os': 'linux', ...machineLabels[kubelet],
        ...(zone === '' ? {} : { 'topology.kubernetes.io/zone': zone }),
        ...labels,
      },
      annotations: { 'node.alpha.kubernetes.io/ttl': '0' },
    },
    spec: podCIDR === undefined ? {} : { podCIDR, podCIDRs },
    status: {
      capacity: capacities[kubelet],
      allocatable: capacities[kubelet],
      addresses: [...addresses.map((address) => ({ type: 'InternalIP', address })), { type: 'Hostname', address: name }],
      nodeInfo,
      conditions: [{
        type: 'Ready', status: 'True', lastHeartbeatTime: now, lastTransitionTime: now,
        reason: 'KubeletReady', message: 'kubelet is posting ready status',
      }],
    },
  };
}
