import type { Node } from '../../kube/types.generated.ts';
import type { NodeSettings } from '../../protocol/settings.ts';
import { formatTime } from './time.ts';

/** What every machine here runs. */
const nodeInfo = {
  architecture: 'amd64', bootID: '', containerRuntimeVersion: 'containerd://2.1.0', kernelVersion: '6.1.0', kubeProxyVersion: '', kubeletVersion: 'v1.36.3',
  machineID: '', operatingSystem: 'linux', osImage: 'Debian GNU/Linux 12 (bookworm)', systemUUID: '',
};
const capacity = { cpu: '64', 'ephemeral-storage': '1Ti', memory: '256Gi', pods: '4000' };

/** The Node object that a machine registers: addresses, pod CIDRs, the usual labels, capacity, and that it is ready. `nowMs` is when. */
export function nodeObject(settings: NodeSettings, nowMs: number): Node {
  const { name, zone, addresses, podCIDRs, labels } = settings;
  const [podCIDR] = podCIDRs;
  const now = formatTime(nowMs);
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: {
        'kubernetes.io/hostname': name, 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'amd64', 'beta.kubernetes.io/os': 'linux', 'beta.kubernetes.io/arch': 'amd64',
        ...(zone === '' ? {} : { 'topology.kubernetes.io/zone': zone }),
        ...labels,
      },
    },
    spec: podCIDR === undefined ? {} : { podCIDR, podCIDRs },
    status: {
      capacity,
      allocatable: capacity,
      addresses: [...addresses.map((address) => ({ type: 'InternalIP', address })), { type: 'Hostname', address: name }],
      nodeInfo,
      conditions: [{
        type: 'Ready', status: 'True', lastHeartbeatTime: now, lastTransitionTime: now,
        reason: 'KubeletReady', message: 'kubelet is posting ready status',
      }],
    },
  };
}
