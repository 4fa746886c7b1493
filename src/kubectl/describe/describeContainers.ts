import { asJsonObject } from '../../kube/json.ts';
import { quote } from '../../kube/quote.ts';
import type { Container, ContainerPort, ContainerState, ContainerStatus, EnvFromSource, EnvVar, Probe, ResourceRequirements, VolumeMount } from '../../kube/types.generated.ts';
import { compareBytes } from '../../kube/utf8.ts';
import { joinHostPort } from './endpointSlices.ts';
import { sortedKeys } from './multiline.ts';
import type { PrefixWriter } from './prefixWriter.ts';
import { resourceFieldValue } from './resourceFieldValue.ts';
import { formatRFC1123Z } from './times.ts';

export interface ContainerListOptions {
  readonly statuses?: readonly ContainerStatus[];
  /** The value of a fieldRef, for containers that run. */
  readonly fieldValue?: (fieldPath: string) => string;
  /** Two spaces inside a Pod template, nothing in a Pod. */
  readonly space: string;
}

/** A titled list of containers. Mirrors describeContainers of kubectl/pkg/describe/describe.go (v1.36). */
export function writeContainers(w: PrefixWriter, title: string, containers: readonly Container[], options: ContainerListOptions): void {
  const { statuses = [], space } = options;
  w.write(0, `${space}${title}:${containers.length === 0 ? ' <none>' : ''}\n`);
  for (const container of containers) {
    const status = statuses.findLast(({ name }) => name === container.name);
    w.write(1, `${space === '' ? '' : ' '}${container.name}:\n`);
    writeBasics(w, container, status);
    writeCommand(w, container);
    if (status !== undefined) writeStatus(w, status);
    writeResources(w, container.resources, 2);
    for (const [label, probe] of [['Liveness', container.livenessProbe], ['Readiness', container.readinessProbe], ['Startup', container.startupProbe]] as const) {
      if (probe !== undefined) w.write(2, `${label}:\t${describeProbe(probe)}\n`);
    }
    if (container.envFrom !== undefined && container.envFrom.length > 0) writeEnvFrom(w, container.envFrom);
    writeEnv(w, container, options.fieldValue);
    writeMounts(w, container);
  }
}

function writeBasics(w: PrefixWriter, container: Container, status: ContainerStatus | undefined): void {
  if (status !== undefined) w.write(2, `Container ID:\t${status.containerID ?? ''}\n`);
  w.write(2, `Image:\t${container.image ?? ''}\n`);
  if (status !== undefined) w.write(2, `Image ID:\t${status.imageID}\n`);
  writePorts(w, 'Port', container.ports ?? [], ({ containerPort }) => containerPort);
  writePorts(w, 'Host Port', container.ports ?? [], ({ hostPort = 0 }) => hostPort);
  const profile = container.securityContext?.seccompProfile;
  if (profile === undefined) return;
  w.write(2, `SeccompProfile:\t${profile.type}\n`);
  if (profile.type === 'Localhost') w.write(3, `LocalhostProfile:\t${profile.localhostProfile ?? ''}\n`);
}

function writePorts(w: PrefixWriter, label: string, ports: readonly ContainerPort[], numberOf: (port: ContainerPort) => number): void {
  const text = ports.map((port) => `${numberOf(port)}/${port.protocol ?? ''}${port.name === undefined || port.name === '' ? '' : ` (${port.name})`}`).join(', ');
  w.write(2, text.includes(',') ? `${label}s:\t${text}\n` : `${label}:\t${text === '' ? '<none>' : text}\n`);
}

function writeCommand(w: PrefixWriter, { command = [], args = [] }: Container): void {
  for (const [title, words] of [['Command', command], ['Args', args]] as const) {
    if (words.length === 0) continue;
    w.write(2, `${title}:\n`);
    for (const line of words.flatMap((word) => word.split('\n'))) w.write(3, `${line}\n`);
  }
}

function writeStatus(w: PrefixWriter, { state, lastState, ready, restartCount }: ContainerStatus): void {
  writeState(w, 'State', state ?? {});
  if (lastState?.terminated !== undefined) writeState(w, 'Last State', lastState);
  w.write(2, `Ready:\t${printBool(ready)}\n`);
  w.write(2, `Restart Count:\t${restartCount}\n`);
}

function writeState(w: PrefixWriter, title: string, { running, waiting, terminated }: ContainerState): void {
  if (running !== undefined) {
    w.write(2, `${title}:\tRunning\n`);
    return w.write(3, `Started:\t${formatRFC1123Z(running.startedAt)}\n`);
  }
  if (waiting !== undefined || terminated === undefined) {
    w.write(2, `${title}:\tWaiting\n`);
    if (waiting?.reason !== undefined && waiting.reason !== '') w.write(3, `Reason:\t${waiting.reason}\n`);
    return;
  }
  w.write(2, `${title}:\tTerminated\n`);
  if (terminated.reason !== undefined && terminated.reason !== '') w.write(3, `Reason:\t${terminated.reason}\n`);
  if (terminated.message !== undefined && terminated.message !== '') w.write(3, `Message:\t${terminated.message}\n`);
  w.write(3, `Exit Code:\t${terminated.exitCode}\n`);
  if (terminated.signal !== undefined && terminated.signal > 0) w.write(3, `Signal:\t${terminated.signal}\n`);
  w.write(3, `Started:\t${formatRFC1123Z(terminated.startedAt)}\n`);
  w.write(3, `Finished:\t${formatRFC1123Z(terminated.finishedAt)}\n`);
}

/** Go's True and False. */
export function printBool(value: boolean): string {
  return value ? 'True' : 'False';
}

/** Limits and requests, sorted by name. */
export function writeResources(w: PrefixWriter, resources: ResourceRequirements | undefined, level: number): void {
  for (const [title, list] of [['Limits', resources?.limits], ['Requests', resources?.requests]] as const) {
    const names = sortedKeys(list);
    if (names.length > 0) w.write(level, `${title}:\n`);
    for (const name of names) w.write(level + 1, `${name}:\t${list?.[name] ?? ''}\n`);
  }
}

/** One line about a probe. Mirrors DescribeProbe. */
function describeProbe(probe: Probe): string {
  const { initialDelaySeconds = 0, timeoutSeconds = 0, periodSeconds = 0, successThreshold = 0, failureThreshold = 0 } = probe;
  const attributes = `delay=${initialDelaySeconds}s timeout=${timeoutSeconds}s period=${periodSeconds}s #success=${successThreshold} #failure=${failureThreshold}`;
  if (probe.exec !== undefined) return `exec [${(probe.exec.command ?? []).join(' ')}] ${attributes}`;
  if (probe.httpGet !== undefined) {
    const { scheme = '', host = '', port, path = '' } = probe.httpGet;
    const where = String(port) === '' ? host : joinHostPort(host, port);
    const slash = path === '' || path.startsWith('/') ? '' : '/';
    return `http-get ${scheme === '' ? '' : `${scheme.toLowerCase()}:`}//${where}${slash}${path} ${attributes}`;
  }
  if (probe.tcpSocket !== undefined) return `tcp-socket ${probe.tcpSocket.host ?? ''}:${probe.tcpSocket.port} ${attributes}`;
  if (probe.grpc !== undefined) return `grpc <pod>:${probe.grpc.port} ${probe.grpc.service ?? ''} ${attributes}`;
  return `unknown ${attributes}`;
}

function writeEnvFrom(w: PrefixWriter, sources: readonly EnvFromSource[]): void {
  w.write(2, 'Environment Variables from:\n');
  for (const { configMapRef, secretRef, prefix = '' } of sources) {
    const from = configMapRef !== undefined ? 'ConfigMap' : secretRef !== undefined ? 'Secret' : '';
    const ref = configMapRef ?? secretRef;
    w.write(3, `${ref?.name ?? ''}\t${from}${prefix === '' ? '' : ` with prefix '${prefix}'`}\tOptional: ${ref?.optional === true}\n`);
  }
}

function writeEnv(w: PrefixWriter, container: Container, fieldValue: ContainerListOptions['fieldValue']): void {
  const variables = container.env ?? [];
  w.write(2, `Environment:${variables.length === 0 ? '\t<none>' : ''}\n`);
  for (const variable of variables) {
    for (const line of envLines(variable, container, fieldValue)) w.write(3, `${line}\n`);
  }
}

function envLines({ name, value = '', valueFrom }: EnvVar, container: Container, fieldValue: ContainerListOptions['fieldValue']): readonly string[] {
  if (valueFrom === undefined) return value.split('\n').map((line, i) => (i === 0 ? `${name}:\t${line}` : `\t${line}`));
  const { fieldRef, resourceFieldRef, secretKeyRef, configMapKeyRef } = valueFrom;
  if (fieldRef !== undefined) return [`${name}:\t${fieldValue?.(fieldRef.fieldPath) ?? ''} (${fieldRef.apiVersion ?? ''}:${fieldRef.fieldPath})`];
  if (resourceFieldRef !== undefined) {
    const { resource } = resourceFieldRef;
    const amount = resourceFieldValue(resourceFieldRef, asJsonObject(container));
    const isUnlimited = amount === '0' && (resource === 'limits.cpu' || resource === 'limits.memory');
    return [`${name}:\t${isUnlimited ? 'node allocatable' : amount} (${resource})`];
  }
  if (secretKeyRef !== undefined) return [`${name}:\t<set to the key '${secretKeyRef.key}' in secret '${secretKeyRef.name ?? ''}'>\tOptional: ${secretKeyRef.optional === true}`];
  if (configMapKeyRef !== undefined) return [`${name}:\t<set to the key '${configMapKeyRef.key}' of config map '${configMapKeyRef.name ?? ''}'>\tOptional: ${configMapKeyRef.optional === true}`];
  return [];
}

function writeMounts(w: PrefixWriter, { volumeMounts = [], volumeDevices = [] }: Container): void {
  w.write(2, `Mounts:${volumeMounts.length === 0 ? '\t<none>' : ''}\n`);
  for (const mount of [...volumeMounts].sort((a, b) => compareBytes(a.mountPath, b.mountPath))) w.write(3, `${mount.mountPath} from ${mount.name} (${mountFlags(mount)})\n`);
  if (volumeDevices.length === 0) return;
  w.write(2, `Devices:${volumeMounts.length === 0 ? '\t<none>' : ''}\n`);
  for (const device of [...volumeDevices].sort((a, b) => compareBytes(a.devicePath, b.devicePath))) w.write(3, `${device.devicePath} from ${device.name}\n`);
}

function mountFlags({ readOnly, subPath = '' }: VolumeMount): string {
  return `${readOnly === true ? 'ro' : 'rw'}${subPath === '' ? '' : `,path=${quote(subPath)}`}`;
}
