/** `kubectl cluster-info`. Mirrors k8s.io/kubectl/pkg/cmd/clusterinfo/clusterinfo.go (v1.36). */
import { isJsonObject, type JsonObject } from '../../kube/json.ts';
import { isList } from '../goText.ts';
import { metadataMap, metadataText } from '../metadata.ts';
import { mappingFor } from '../resource/mapping.ts';
import { immediate, type CommandContext, type CommandSpec } from './command.ts';

export const clusterInfoCommand: CommandSpec = {
  use: 'cluster-info',
  short: 'Display cluster information',
  long: 'Display addresses of the control plane and services with label kubernetes.io/cluster-service=true.',
  examples: `# Print the address of the control plane and cluster services
kubectl cluster-info`,
  run: immediate(runClusterInfo),
};

/** Where the API server of the current context is. */
function serverAddress({ host }: CommandContext): string {
  const { contexts, clusters, currentContext } = host.config.get();
  const cluster = contexts.find(({ name }) => name === currentContext)?.cluster;
  return clusters.find(({ name }) => name === cluster)?.server ?? 'http://localhost:8080';
}

function serviceLink(server: string, service: JsonObject): string {
  const spec = isJsonObject(service.spec) ? service.spec : {};
  const [port] = isList(spec.ports) ? spec.ports.filter(isJsonObject) : [];
  const name = metadataText(service, 'name');
  const portName = typeof port?.name === 'string' ? port.name : '';
  const scheme = portName === 'https' || port?.port === 443 ? 'https' : '';
  const joined = port === undefined ? name : scheme !== '' ? `${scheme}:${name}:${portName}` : portName === '' ? name : `${name}:${portName}`;
  return `${server}/api/v1/namespaces/${metadataText(service, 'namespace')}/services/${joined}/proxy`;
}

function runClusterInfo(context: CommandContext): number {
  const { client, flags, streams } = context;
  const server = serverAddress(context);
  const namespace = flags.string('namespace') === '' ? 'kube-system' : flags.string('namespace');
  streams.out(`Kubernetes control plane is running at ${server}\n`);
  const services = client.list(mappingFor('services'), namespace, { labelSelector: 'kubernetes.io/cluster-service=true' });
  for (const service of services.ok ? services.items : []) {
    streams.out(`${metadataMap(service, 'labels')['kubernetes.io/name'] ?? metadataText(service, 'name')} is running at ${serviceLink(server, service)}\n`);
  }
  streams.out("\nTo further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.\n");
  return 0;
}
