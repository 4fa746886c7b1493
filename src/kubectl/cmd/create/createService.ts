/** `kubectl create service`. Mirrors k8s.io/kubectl/pkg/cmd/create/create_service.go (v1.36). */
import type { JsonObject } from '../../../kube/json.ts';
import { isDNS1123Subdomain } from '../../../kube/validation/names.ts';
import { fail } from '../../errors.ts';
import type { FlagSpec } from '../../flags.ts';
import { servicePortOf } from '../../generate/servicePorts.ts';
import type { CommandContext, CommandSpec } from '../command.ts';
import { generatorCommand } from './generator.ts';

const tcpFlag: FlagSpec = { name: 'tcp', type: 'stringSlice', help: "Port pairs can be specified as '<port>:<targetPort>'." };

function build(type: string, { flags }: CommandContext, name: string): JsonObject {
  const text = (flag: string): string => (flags.has(flag) ? flags.string(flag) : '');
  const clusterIP = text('clusterip');
  const externalName = text('external-name');
  const tcp = flags.list('tcp');
  if (clusterIP !== 'None' && tcp.length === 0 && type !== 'ExternalName') fail('at least one tcp port specifier must be provided');
  if (type === 'ExternalName' && isDNS1123Subdomain(externalName).length > 0) fail(`invalid service external name ${externalName}`);
  const nodePort = flags.has('node-port') ? flags.int('node-port') : 0;
  const labels = { app: name };
  return { metadata: { name, labels }, spec: { ports: tcp.map((port) => servicePortOf(port, nodePort)), selector: labels, clusterIP, type, externalName } };
}

interface Variant { readonly type: string; readonly use: string; readonly short: string; readonly long: string; readonly examples: string; readonly flags: readonly FlagSpec[] }

const variants: readonly Variant[] = [
  {
    type: 'ClusterIP', use: 'clusterip NAME [--tcp=<port>:<targetPort>] [--dry-run=server|client|none]', short: 'Create a ClusterIP service',
    long: 'Create a ClusterIP service with the specified name.',
    examples: `# Create a new ClusterIP service named my-cs
kubectl create service clusterip my-cs --tcp=5678:8080

# Create a new ClusterIP service named my-cs (in headless mode)
kubectl create service clusterip my-cs --clusterip="None"`,
    flags: [tcpFlag, { name: 'clusterip', type: 'string', help: "Assign your own ClusterIP or set to 'None' for a 'headless' service (no loadbalancing)." }],
  },
  {
    type: 'ExternalName', use: 'externalname NAME --external-name external.name [--dry-run=server|client|none]', short: 'Create an ExternalName service',
    long: 'Create an ExternalName service with the specified name.\n\n ExternalName service references to an external DNS address instead of only pods, which will allow application authors to reference services that exist off platform, on other clusters, or locally.',
    examples: '# Create a new ExternalName service named my-ns\nkubectl create service externalname my-ns --external-name bar.com',
    flags: [tcpFlag, { name: 'external-name', type: 'string', help: 'External name of service', isRequired: true }],
  },
  {
    type: 'LoadBalancer', use: 'loadbalancer NAME [--tcp=port:targetPort] [--dry-run=server|client|none]', short: 'Create a LoadBalancer service',
    long: 'Create a LoadBalancer service with the specified name.',
    examples: '# Create a new LoadBalancer service named my-lbs\nkubectl create service loadbalancer my-lbs --tcp=5678:8080',
    flags: [tcpFlag],
  },
  {
    type: 'NodePort', use: 'nodeport NAME [--tcp=port:targetPort] [--dry-run=server|client|none]', short: 'Create a NodePort service',
    long: 'Create a NodePort service with the specified name.',
    examples: '# Create a new NodePort service named my-ns\nkubectl create service nodeport my-ns --tcp=5678:8080',
    flags: [tcpFlag, { name: 'node-port', type: 'int', help: 'Port used to expose the service on each node in a cluster.' }],
  },
];

export const createServiceCommand: CommandSpec = {
  use: 'service', aliases: ['svc'], short: 'Create a service using a specified subcommand', long: 'Create a service using a specified subcommand.',
  isHelpOnStderr: true,
  subcommands: variants.map(({ type, ...usage }) => generatorCommand({
    ...usage, kind: 'Service', failure: `failed to create ${type} service: `, ignoresSaveConfig: true, build: (context, name) => build(type, context, name),
  })),
};
