import { isJsonObject, type JsonValue } from '../../kube/json.ts';

/** Fields whose values differ from run to run. */
const volatile = new Set([
  'uid', 'resourceVersion', 'creationTimestamp', 'managedFields', 'selfLink', 'lastTransitionTime', 'lastHeartbeatTime', 'lastProbeTime',
  'startedAt', 'startTime', 'finishedAt', 'lastUpdateTime', 'deletionTimestamp', 'endpoints.kubernetes.io/last-change-trigger-time',
]);
const workloads = new Set(['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet']);
const withoutStatus = new Set([...workloads, 'ReplicationController', 'Job']);

function isChosenNodePort(value: number, doneText: string): boolean {
  return Number.isInteger(value) && value >= 30000 && value <= 32767 && !doneText.includes(String(value));
}

function isChosenAddress(value: string, doneText: string): boolean {
  if (value === '10.96.0.1' || value === '10.96.0.0/16') return false;
  return (value.startsWith('10.96.') || value.toLowerCase().startsWith('fd00:10:96:')) && !doneText.includes(value);
}

/** An object as the recordings keep it: what differs from run to run is left out or `<auto>`. */
export function maskObject(value: JsonValue, doneText: string): JsonValue {
  if (Array.isArray(value)) return value.map((item: JsonValue) => maskObject(item, doneText));
  if (typeof value === 'number') return isChosenNodePort(value, doneText) ? '<auto>' : value;
  if (typeof value === 'string') return isChosenAddress(value, doneText) ? '<auto>' : value;
  if (!isJsonObject(value)) return value;
  const kind = typeof value['kind'] === 'string' ? value['kind'] : '';
  const masked: Record<string, JsonValue> = {};
  for (const [key, item] of Object.entries(value)) {
    if (item === undefined || volatile.has(key)) continue;
    if (key === 'status' && withoutStatus.has(kind) && 'apiVersion' in value) continue;
    if (key === 'deployment.kubernetes.io/revision' || (key === 'annotations' && isJsonObject(item) && Object.keys(item).length === 0)) continue;
    masked[key] = key === 'pod-template-hash' || key === 'controller-revision-hash' ? '<auto>' : maskObject(item, doneText);
  }
  const { name, generateName, annotations } = masked;
  if (typeof name === 'string' && typeof generateName === 'string' && name.startsWith(generateName.slice(0, 58))) masked['name'] = `${generateName.slice(0, 58)}<auto>`;
  if (isJsonObject(annotations) && Object.keys(annotations).length === 0) delete masked['annotations'];
  return masked;
}

/** A name in a message that was made from a generateName of what was done. */
function maskGeneratedName(text: string, doneText: string): string {
  let masked = text;
  for (const [, given = ''] of doneText.matchAll(/generateName\W{1,6}([A-Za-z0-9._-]+)/g)) {
    const prefix = given.slice(0, 58);
    masked = masked.replace(new RegExp(`"${prefix.replace(/\./g, '\\.')}[bcdfghjklmnpqrstvwxz2456789]{5}"`, 'g'), `"${prefix}<auto>"`);
  }
  return masked;
}

/** Text that kubectl printed, or a message, with what the cluster chose replaced. */
export function maskText(text: string, doneText: string): string {
  return maskGeneratedName(text, doneText)
    .replace(/\b10\.96\.\d+\.\d+\b/g, (address) => (address === '10.96.0.1' || doneText.includes(address) ? address : '<auto>'))
    .replace(/\bfd00:10:96:[0-9a-f:]+/gi, (address) => (doneText.includes(address) ? address : '<auto>'))
    .replace(/\b30000-32767\b|\b3[0-2]\d{3}\b/g, (port) => (port.includes('-') || doneText.includes(port) || Number(port) > 32767 ? port : '<auto>'))
    .replace(/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, (uid) => (doneText.includes(uid) ? uid : '<auto>'))
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, '<time>');
}
