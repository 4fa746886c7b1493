/** `kubectl port-forward`. Mirrors k8s.io/kubectl/pkg/cmd/portforward/portforward.go (v1.36). */
import type { Pod, Service } from '../../kube/types.generated.ts';
import { fail, failUsage } from '../errors.ts';
import { atoi } from '../generate/servicePorts.ts';
import type { ClusterAccess, Running, Streams } from '../program.ts';
import { isKind } from '../resource/kinds.ts';
import type { CommandContext, CommandSpec } from './command.ts';
import { podRunningTimeoutFlag } from './exec.ts';
import { namedObject, podsOf } from './pod/podsOf.ts';

interface Forwarding { readonly local: number; readonly remote: number }

/** A local port that was not said: the first of those that systems give out. */
const firstEphemeralPort = 40_000;

function isPort(text: string): boolean {
  const port = atoi(text);
  return port !== undefined && port >= 0 && port < 65_536;
}

/** `LOCAL:REMOTE`; a remote name is looked up among the Pod's ports, and a Service's port becomes its Pods' port. */
function parse(text: string, target: { readonly pod: Pod; readonly service: Service | undefined }, index: number): Forwarding {
  const parts = text.split(':');
  const [first = '', second] = parts;
  if (parts.length > 2) fail(`invalid port format '${text}'`);
  const remoteText = second ?? first;
  const remote = target.service === undefined ? podPort(remoteText, target.pod) : servicePort(remoteText, target.service, target.pod);
  const localText = second === undefined ? (isPort(first) ? first : String(remote)) : first;
  if (localText !== '' && !isPort(localText)) fail(`error parsing local port '${localText}': strconv.ParseUint: parsing "${localText}": ${/^\d+$/.test(localText) ? 'value out of range' : 'invalid syntax'}`);
  const local = Number(localText);
  return { local: local === 0 ? firstEphemeralPort + index : local, remote };
}

function podPort(text: string, { metadata, spec }: Pod): number {
  if (isPort(text)) {
    if (Number(text) === 0) fail('remote port must be > 0');
    return Number(text);
  }
  const named = spec.containers.flatMap(({ ports }) => ports ?? []).find(({ name }) => name === text);
  return named?.containerPort ?? fail(`Pod '${metadata.name}' does not have a named port '${text}'`);
}

function servicePort(text: string, { metadata, spec }: Service, pod: Pod): number {
  const ports = spec.ports ?? [];
  const port = ports.find(({ port: number, name }) => (isPort(text) ? number === Number(text) : name === text));
  if (port === undefined) return fail(isPort(text) ? `Service ${metadata.name} does not have a service port ${text}` : `Service '${metadata.name}' does not have a named port '${text}'`);
  const { targetPort = port.port } = port;
  if (spec.clusterIP === 'None') return port.port;
  return typeof targetPort === 'number' ? targetPort : podPort(targetPort, pod);
}

/** Stays until it is ended, the Pod is gone, or the cluster takes it from its port. */
function* forward({ cluster, host, streams }: CommandContext, pod: Pod, forwardings: readonly Forwarding[]): Running {
  const { namespace = '', name } = pod.metadata;
  const listening = host.listen?.(forwardings.map(({ local, remote }) => ({ local, namespace, name, remote })));
  if (listening !== undefined && 'busy' in listening) {
    const { busy } = listening;
    streams.err(`Unable to listen on port ${busy}: Listeners failed to create with the following errors: [unable to create listener: Error listen tcp4 127.0.0.1:${busy}: bind: address already in use unable to create listener: Error listen tcp6 [::1]:${busy}: bind: address already in use]\n`);
    return fail(`unable to listen on any of the requested ports: [{${busy} ${forwardings.find(({ local }) => local === busy)?.remote ?? 0}}]`);
  }
  try {
    return yield* serve(cluster, streams, pod, forwardings);
  } finally {
    listening?.close();
  }
}

function* serve(cluster: ClusterAccess, streams: Streams, pod: Pod, forwardings: readonly Forwarding[]): Running {
  for (const { local, remote } of forwardings) for (const host of ['127.0.0.1', '[::1]']) streams.out(`Forwarding from ${host}:${local} -> ${remote}\n`);
  for (;;) {
    const current = cluster.engine.reader.get('Pod', pod.metadata.namespace ?? '', pod.metadata.name);
    if (current?.metadata.uid !== pod.metadata.uid) fail('lost connection to pod');
    yield { untilMs: cluster.nowMs + 60_000, orOnChange: true };
  }
}

export const portForwardCommand: CommandSpec = {
  use: 'port-forward TYPE/NAME [options] [LOCAL_PORT:]REMOTE_PORT [...[LOCAL_PORT_N:]REMOTE_PORT_N]', short: 'Forward one or more local ports to a pod',
  long: "Forward one or more local ports to a pod.\n\n Use resource type/name such as deployment/mydeployment to select a pod. Resource type defaults to 'pod' if omitted.\n\n If there are multiple pods matching the criteria, a pod will be selected automatically. The forwarding session ends when the selected pod terminates, and a rerun of the command is needed to resume forwarding.",
  examples: '# Listen on ports 5000 and 6000 locally, forwarding data to/from ports 5000 and 6000 in the pod\nkubectl port-forward pod/mypod 5000 6000\n\n# Listen on port 8443 locally, forwarding to the targetPort of the service\'s port named "https" in a pod selected by the service\nkubectl port-forward service/myservice 8443:https',
  flags: [podRunningTimeoutFlag, { name: 'address', type: 'stringSlice', default: 'localhost', help: 'Addresses to listen on (comma separated). Only accepts IP addresses or localhost as a value.' }],
  *run(context) {
    const { args, commandPath, flags } = context;
    const [word, ...ports] = args;
    if (word === undefined || ports.length === 0) return failUsage(commandPath, 'TYPE/NAME and list of ports are required for port-forward');
    const object = namedObject(context, word);
    const { pods: [pod] } = yield* podsOf(context, word, 'cannot attach to', flags.durationMs('pod-running-timeout'));
    if (pod === undefined) return fail('timed out waiting for the condition');
    const service = isKind(object, 'Service') ? object : undefined;
    const forwardings = ports.map((text, index) => parse(text, { pod, service }, index));
    if (pod.status?.phase !== 'Running') fail(`unable to forward port because pod is not running. Current status=${pod.status?.phase ?? ''}`);
    return yield* forward(context, pod, forwardings);
  },
};
