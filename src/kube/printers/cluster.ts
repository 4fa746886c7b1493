/** Mirrors the printers of Nodes, Namespaces, configuration and events of pkg/printers/internalversion/printers.go (v1.36). */
import type { Loose } from '../loose.ts';
import type { ConfigMap, Event, Lease, LimitRange, Namespace, Node, PriorityClass, ResourceQuota, Secret, ServiceAccount } from '../types.generated.ts';
import { compareBytes } from '../utf8.ts';
import { age, columns, handler, since } from './table.ts';

const rolePrefix = 'node-role.kubernetes.io/';
const roleLabel = 'kubernetes.io/role';

function rolesOf({ metadata }: Loose<Node>): string {
  const roles = Object.entries(metadata?.labels ?? {}).flatMap(([key, value]) => {
    if (key.startsWith(rolePrefix)) return [key.slice(rolePrefix.length)];
    return key === roleLabel ? [value] : [];
  }).filter((role) => role !== '');
  return roles.length === 0 ? '<none>' : [...new Set(roles)].sort(compareBytes).join(',');
}

function statusOf({ spec, status }: Loose<Node>): string {
  const ready = (status?.conditions ?? []).findLast(({ type }) => type === 'Ready');
  const text = ready === undefined ? 'Unknown' : ready.status === 'True' ? 'Ready' : 'NotReady';
  return spec?.unschedulable === true ? `${text},SchedulingDisabled` : text;
}

function orUnknown(text: string | undefined): string {
  return text === undefined || text === '' ? '<unknown>' : text;
}

export const nodeTable = handler<Node>(columns(['Name', 'Status', 'Roles', 'Age', 'Version'], ['Internal-IP', 'External-IP', 'OS-Image', 'Kernel-Version', 'Container-Runtime']), (node, nowMs) => {
  const info = node.status?.nodeInfo;
  const address = (wanted: string): string => (node.status?.addresses ?? []).find(({ type }) => type === wanted)?.address ?? '<none>';
  const architecture = info?.architecture ?? '';
  return [
    node.metadata?.name ?? '', statusOf(node), rolesOf(node), age(node, nowMs), info?.kubeletVersion ?? '', address('InternalIP'), address('ExternalIP'),
    orUnknown(info?.osImage), orUnknown(info?.kernelVersion) + (architecture === '' ? '' : ` (${architecture})`), orUnknown(info?.containerRuntimeVersion),
  ];
});

export const namespaceTable = handler<Namespace>(columns(['Name', 'Status', 'Age']), (namespace, nowMs) => [
  namespace.metadata?.name ?? '', namespace.status?.phase ?? '', age(namespace, nowMs),
]);

export const configMapTable = handler<ConfigMap>(columns(['Name', 'Data', 'Age']), (map, nowMs) => [
  map.metadata?.name ?? '', Object.keys(map.data ?? {}).length + Object.keys(map.binaryData ?? {}).length, age(map, nowMs),
]);

export const secretTable = handler<Secret>(columns(['Name', 'Type', 'Data', 'Age']), (secret, nowMs) => [
  secret.metadata?.name ?? '', secret.type ?? '', Object.keys(secret.data ?? {}).length, age(secret, nowMs),
]);

export const serviceAccountTable = handler<ServiceAccount>(columns(['Name', 'Age']), (account, nowMs) => [account.metadata?.name ?? '', age(account, nowMs)]);

export const leaseTable = handler<Lease>(columns(['Name', 'Holder', 'Age']), (lease, nowMs) => [lease.metadata?.name ?? '', lease.spec?.holderIdentity ?? '', age(lease, nowMs)]);

/** Kinds without a printer of their own show when they were made. */
export const createdAtTable = handler<LimitRange>(columns(['Name', 'Created At']), ({ metadata }) => [metadata?.name ?? '', metadata?.creationTimestamp ?? '']);

export const priorityClassTable = handler<PriorityClass>(columns(['Name', 'Value', 'Global-Default', 'Age', 'PreemptionPolicy']), (priority, nowMs) => [
  priority.metadata?.name ?? '', priority.value ?? 0, priority.globalDefault ?? false, age(priority, nowMs), priority.preemptionPolicy ?? '',
]);

export const resourceQuotaTable = handler<ResourceQuota>(columns(['Name', 'Request', 'Limit', 'Age']), (quota, nowMs) => {
  const { hard = {}, used = {} } = quota.status ?? {};
  const names = Object.keys(hard).sort(compareBytes);
  const text = (wanted: readonly string[]): string => wanted.map((name) => `${name}: ${used[name] ?? '0'}/${hard[name] ?? '0'}`).join(', ');
  const isLimit = (name: string): boolean => name.startsWith('limits.');
  return [quota.metadata?.name ?? '', text(names.filter((name) => !isLimit(name))), text(names.filter(isLimit)), age(quota, nowMs)];
});

function sourceText({ source, reportingComponent = '', reportingInstance = '' }: Loose<Event>): string {
  const component = (source?.component ?? '') === '' ? reportingComponent : (source?.component ?? '');
  const host = (source?.host ?? '') === '' ? reportingInstance : (source?.host ?? '');
  return host === '' ? component : `${component}, ${host}`;
}

function isTime(text: string | null | undefined): boolean {
  return text !== undefined && text !== null && text !== '';
}

const eventColumns = [
  ...columns(['Last Seen', 'Type', 'Reason', 'Object'], ['Subobject', 'Source']), ...columns(['Message'], ['First Seen', 'Count', 'Name']),
];

export const eventTable = handler<Event>(eventColumns, (event, nowMs) => {
  const { involvedObject, series } = event;
  const first = since(isTime(event.firstTimestamp) ? event.firstTimestamp : event.eventTime, nowMs);
  const last = series !== undefined ? since(series.lastObservedTime, nowMs) : isTime(event.lastTimestamp) ? since(event.lastTimestamp, nowMs) : first;
  const count = series !== undefined ? (series.count ?? 0) : (event.count ?? 0) === 0 ? 1 : (event.count ?? 0);
  const kind = (involvedObject?.kind ?? '').toLowerCase();
  const name = involvedObject?.name ?? '';
  return [
    last, event.type ?? '', event.reason ?? '', name === '' ? kind : `${kind}/${name}`, involvedObject?.fieldPath ?? '', sourceText(event),
    (event.message ?? '').trim(), first, count, event.metadata?.name ?? '',
  ];
});
