/** Nodes. Mirrors describeNode of kubectl/pkg/describe/describe.go (v1.36). */
import { addQuantities, formatQuantity, milliValue, quantityOf, quantityValue, type Quantity } from '../../kube/quantity.ts';
import { aggregateContainerResources, isHugePageResourceName, isStandardContainerResourceName } from '../../kube/resourceLists.ts';
import type { Node, PodSpec } from '../../kube/types.generated.ts';
import { compareBytes } from '../../kube/utf8.ts';
import { isKind } from '../resource/kinds.ts';
import type { DescribeContext, Describer } from './describeContext.ts';
import { writeEvents } from './describeEvents.ts';
import { sortedKeys, writeLabelsAndAnnotations, writeTaints } from './multiline.ts';
import { tabbedString, type PrefixWriter } from './prefixWriter.ts';
import { formatRFC1123Z, since } from './times.ts';

type Amounts = Readonly<Record<string, Quantity>>;
const zero = quantityOf('0');

export const describeNode: Describer<Node> = (node, context) => tabbedString((w) => {
  const { metadata, spec, status = {} } = node;
  const roles = nodeRoles(node);
  w.write(0, `Name:\t${metadata.name}\nRoles:\t${roles.length === 0 ? '<none>' : roles.join(',')}\n`);
  writeLabelsAndAnnotations(w, metadata);
  w.write(0, `CreationTimestamp:\t${formatRFC1123Z(metadata.creationTimestamp)}\n`);
  writeTaints(w, 'Taints', spec.taints);
  w.write(0, `Unschedulable:\t${spec.unschedulable === true}\n`);
  writeLease(w, metadata.name, context);
  const conditions = status.conditions ?? [];
  if (conditions.length > 0) {
    w.write(0, 'Conditions:\n  Type\tStatus\tLastHeartbeatTime\tLastTransitionTime\tReason\tMessage\n');
    w.write(1, '----\t------\t-----------------\t------------------\t------\t-------\n');
  }
  for (const { type, status: value, lastHeartbeatTime, lastTransitionTime, reason = '', message = '' } of conditions) {
    w.write(1, `${type} \t${value} \t${formatRFC1123Z(lastHeartbeatTime)} \t${formatRFC1123Z(lastTransitionTime)} \t${reason} \t${message}\n`);
  }
  w.write(0, 'Addresses:\n');
  for (const { type, address } of status.addresses ?? []) w.write(1, `${type}:\t${address}\n`);
  writeAmounts(w, 'Capacity', status.capacity);
  writeAmounts(w, 'Allocatable', status.allocatable);
  writeSystemInfo(w, node);
  if (spec.podCIDR !== undefined && spec.podCIDR !== '') w.write(0, `PodCIDR:\t${spec.podCIDR}\n`);
  if (spec.podCIDRs !== undefined && spec.podCIDRs.length > 0) w.write(0, `PodCIDRs:\t${spec.podCIDRs.join(',')}\n`);
  if (spec.providerID !== undefined && spec.providerID !== '') w.write(0, `ProviderID:\t${spec.providerID}\n`);
  writePods(w, node, context);
  writeEvents(w, node, context);
});

/** What the labels of a Node say that it is, sorted. Mirrors findNodeRoles. */
function nodeRoles({ metadata: { labels = {} } }: Node): readonly string[] {
  const prefix = 'node-role.kubernetes.io/';
  const roles = new Set<string>();
  for (const [key, value] of Object.entries(labels)) {
    if (key.startsWith(prefix) && key.length > prefix.length) roles.add(key.slice(prefix.length));
    else if (key === 'kubernetes.io/role' && value !== '') roles.add(value);
  }
  return [...roles].sort(compareBytes);
}

function writeLease(w: PrefixWriter, name: string, context: DescribeContext): void {
  const lease = context.reader.getAny('Lease', 'kube-node-lease', name);
  if (!isKind(lease, 'Lease')) return w.write(0, `Lease:\tFailed to get lease: leases.coordination.k8s.io "${name}" not found\n`);
  const { holderIdentity, acquireTime, renewTime } = lease.spec;
  const time = (text: string | undefined): string => (text === undefined ? '<unset>' : formatRFC1123Z(text));
  w.write(0, 'Lease:\n');
  w.write(1, `HolderIdentity:\t${holderIdentity ?? '<unset>'}\n`);
  w.write(1, `AcquireTime:\t${time(acquireTime)}\n`);
  w.write(1, `RenewTime:\t${time(renewTime)}\n`);
}

function writeAmounts(w: PrefixWriter, title: string, amounts: Readonly<Record<string, string>> | undefined): void {
  const names = sortedKeys(amounts);
  if (names.length > 0) w.write(0, `${title}:\n`);
  for (const name of names) w.write(0, `  ${name}:\t${amounts?.[name] ?? ''}\n`);
}

function writeSystemInfo(w: PrefixWriter, { status }: Node): void {
  const info = status?.nodeInfo;
  w.write(0, 'System Info:\n');
  const lines: readonly (readonly [string, string | undefined])[] = [
    ['Machine ID', info?.machineID], ['System UUID', info?.systemUUID], ['Boot ID', info?.bootID], ['Kernel Version', info?.kernelVersion], ['OS Image', info?.osImage],
    ['Operating System', info?.operatingSystem], ['Architecture', info?.architecture], ['Container Runtime Version', info?.containerRuntimeVersion], ['Kubelet Version', info?.kubeletVersion],
  ];
  for (const [title, value] of lines) w.write(0, `  ${title}:\t${value ?? ''}\n`);
}

function amountsOf(spec: PodSpec, kind: 'requests' | 'limits'): Amounts {
  const totals = Object.entries(aggregateContainerResources(spec, kind)).map(([name, amount]): [string, Quantity] => [name, quantityOf(amount)]);
  const amounts: Record<string, Quantity> = Object.fromEntries(totals);
  for (const [name, amount] of Object.entries(spec.resources?.[kind] ?? {})) amounts[name] = quantityOf(amount);
  for (const [name, amount] of Object.entries(spec.overhead ?? {})) {
    const before = amounts[name];
    if (kind === 'requests' || before !== undefined) amounts[name] = addQuantities(before ?? zero, quantityOf(amount));
  }
  return amounts;
}

/** `500m (12%)`: the share is cut off, not rounded. */
function withShare(amount: Quantity, of: Quantity, value: (quantity: Quantity) => number): string {
  const share = value(of) === 0 ? 0 : (value(amount) / value(of)) * 100;
  return `${formatQuantity(amount)} (${Math.trunc(share)}%)`;
}

function writePods(w: PrefixWriter, node: Node, context: DescribeContext): void {
  const { metadata: { name }, status } = node;
  const list = status?.allocatable !== undefined && Object.keys(status.allocatable).length > 0 ? status.allocatable : status?.capacity ?? {};
  const allocatable = (resource: string): Quantity => quantityOf(list[resource]);
  // The list is one of Pods.
  const pods = context.reader.list('Pod').filter((pod) => pod.spec.nodeName === name && pod.status?.phase !== 'Succeeded' && pod.status?.phase !== 'Failed');
  w.write(0, `Non-terminated Pods:\t(${pods.length} in total)\n`);
  w.write(1, 'Namespace\tName\t\tCPU Requests\tCPU Limits\tMemory Requests\tMemory Limits\tAge\n');
  w.write(1, '---------\t----\t\t------------\t----------\t---------------\t-------------\t---\n');
  const total: Record<'requests' | 'limits', Record<string, Quantity>> = { requests: {}, limits: {} };
  for (const { metadata, spec } of pods) {
    const requests = amountsOf(spec, 'requests');
    const limits = amountsOf(spec, 'limits');
    for (const [sum, amounts] of [[total.requests, requests], [total.limits, limits]] as const) {
      for (const [resource, amount] of Object.entries(amounts)) sum[resource] = addQuantities(sum[resource] ?? zero, amount);
    }
    const cpu = (amounts: Amounts): string => withShare(amounts['cpu'] ?? zero, allocatable('cpu'), milliValue);
    const memory = (amounts: Amounts): string => withShare(amounts['memory'] ?? zero, allocatable('memory'), quantityValue);
    w.write(1, `${metadata.namespace ?? ''}\t${metadata.name}\t\t${cpu(requests)}\t${cpu(limits)}\t${memory(requests)}\t${memory(limits)}\t${since(metadata.creationTimestamp, context.nowMs)}\n`);
  }
  w.write(0, 'Allocated resources:\n  (Total limits may be over 100 percent, i.e., overcommitted.)\n');
  w.write(1, 'Resource\tRequests\tLimits\n');
  w.write(1, '--------\t--------\t------\n');
  const others = Object.keys(list).sort(compareBytes);
  for (const resource of ['cpu', 'memory', 'ephemeral-storage', ...others.filter(isHugePageResourceName)]) {
    const share = (amounts: Amounts): string => withShare(amounts[resource] ?? zero, allocatable(resource), resource === 'cpu' ? milliValue : quantityValue);
    w.write(1, `${resource}\t${share(total.requests)}\t${share(total.limits)}\n`);
  }
  for (const resource of others.filter((other) => !isHugePageResourceName(other) && !isStandardContainerResourceName(other) && other !== 'pods')) {
    w.write(1, `${resource}\t${formatQuantity(total.requests[resource] ?? zero)}\t${formatQuantity(total.limits[resource] ?? zero)}\n`);
  }
}
