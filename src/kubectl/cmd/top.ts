/** `kubectl top`. Mirrors k8s.io/kubectl/pkg/cmd/top (v1.36). */
import { milliValue, quantityOf } from '../../kube/quantity.ts';
import { orFail } from '../client.ts';
import { fail, failStatus } from '../errors.ts';
import type { FlagSpec } from '../flags.ts';
import { metadataText } from '../metadata.ts';
import { tabulate } from '../printers/tabWriter.ts';
import { mappingFor } from '../resource/mapping.ts';
import { immediate, type CommandContext, type CommandSpec } from './command.ts';
import { answerRates, mebibytes, nodeUsage, podUsage, type PodUsage, type Usage } from './top/usage.ts';
import { allNamespacesFlag, fieldSelectorFlag, selectorFlag } from './sharedFlags.ts';

const shared: readonly FlagSpec[] = [
  selectorFlag,
  { name: 'sort-by', type: 'string', help: "If non-empty, sort list using specified field. The field can be either 'cpu' or 'memory'." },
  { name: 'no-headers', type: 'bool', help: 'If present, print output without headers.' },
  { name: 'use-protocol-buffers', type: 'bool', default: 'true', help: 'Enables using protocol-buffers to access Metrics API.' },
  { name: 'show-swap', type: 'bool', help: 'Print swap resources related to memory.' },
];

const sorters = {
  cpu: (a: Usage, b: Usage): number => b.milliCPU - a.milliCPU,
  memory: (a: Usage, b: Usage): number => b.memoryBytes - a.memoryBytes,
} as const;

/** Rows in the order that was asked for; by name where none was. */
function sorted<T extends Usage & { readonly name: string; readonly namespace?: string }>(rows: readonly T[], sortBy: string): readonly T[] {
  const key = ({ namespace = '', name }: T): string => `${namespace}/${name}`;
  const byName = (a: T, b: T): number => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0);
  const sorter = sortBy === 'cpu' || sortBy === 'memory' ? sorters[sortBy] : () => 0;
  return [...rows].sort((a, b) => sorter(a, b) || byName(a, b));
}

/** Stand-ins that only report measure nothing: as in any cluster without a metrics server, there is nobody to ask. */
function checkMetrics({ flags, cluster }: CommandContext): void {
  const sortBy = flags.string('sort-by');
  if (sortBy !== '' && sortBy !== 'cpu' && sortBy !== 'memory') fail('--sort-by accepts only cpu or memory');
  if (cluster.engine.settings().kubelet !== 'simulated') fail('Metrics API not available');
}

function table(context: CommandContext, columns: readonly string[], rows: readonly (readonly string[])[]): void {
  const lines = [...(context.flags.bool('no-headers') ? [] : [columns]), ...rows];
  context.streams.out(tabulate(lines.map((line) => `${line.map((cell) => `${cell}\t`).join('')}\n`).join('')));
}

const percent = (used: number, allocatable: number): string => `${allocatable === 0 ? 0 : Math.floor((used / allocatable) * 100)}%`;

const runNode = immediate((context) => {
  checkMetrics(context);
  const { flags, client, args, cluster } = context;
  const info = mappingFor('nodes');
  const [name] = args;
  if (name !== undefined) orFail(client.get(info, '', name));
  const list = client.list(info, '', { labelSelector: flags.string('selector') });
  if (!list.ok) return failStatus(list.status);
  const wanted = new Set(list.items.map((item) => metadataText(item, 'name')));
  const rates = answerRates(cluster);
  const nodes = cluster.engine.reader.list('Node').filter(({ metadata }) => wanted.has(metadata.name) && (name === undefined || metadata.name === name));
  const rows = sorted(nodes.map((node) => ({ name: node.metadata.name, node, ...nodeUsage(cluster, node, rates) })), flags.string('sort-by'));
  table(context, ['NAME', 'CPU(cores)', 'CPU(%)', 'MEMORY(bytes)', 'MEMORY(%)'], rows.map(({ name: own, node, milliCPU, memoryBytes }) => {
    const { cpu = '0', memory = '0' } = node.status?.allocatable ?? {};
    return [own, `${milliCPU}m`, percent(milliCPU, milliValue(quantityOf(cpu))), mebibytes(memoryBytes), percent(memoryBytes * 1000, milliValue(quantityOf(memory)))];
  }));
  return 0;
});

const runPod = immediate((context) => {
  checkMetrics(context);
  const { flags, client, args, cluster, streams } = context;
  const info = mappingFor('pods');
  const isEverywhere = flags.bool('all-namespaces');
  const namespace = isEverywhere ? '' : context.namespace;
  const [name] = args;
  if (name !== undefined) orFail(client.get(info, namespace, name));
  const rates = answerRates(cluster);
  const selector = flags.string('selector');
  const list = client.list(info, namespace, { labelSelector: selector, fieldSelector: flags.string('field-selector') });
  if (!list.ok) return failStatus(list.status);
  const ids = new Set(list.items.map((item) => `${metadataText(item, 'namespace')}/${metadataText(item, 'name')}`));
  const pods = cluster.engine.reader.list('Pod', isEverywhere ? undefined : namespace).filter(({ metadata, status }) => ids.has(`${metadata.namespace ?? ''}/${metadata.name}`) && (name === undefined || metadata.name === name) && status?.phase === 'Running');
  if (pods.length === 0) {
    streams.err(isEverywhere ? 'No resources found\n' : `No resources found in ${namespace} namespace.\n`);
    return 0;
  }
  const hasContainers = flags.bool('containers');
  const lead = (pod: PodUsage): readonly string[] => [...(isEverywhere ? [pod.namespace] : []), ...(hasContainers ? [pod.name] : [])];
  const rows = sorted(pods.map((pod) => podUsage(pod, rates)), flags.string('sort-by')).flatMap((pod) => (hasContainers ? pod.containers : [pod]).map((part) => [...lead(pod), part.name, `${part.milliCPU}m`, mebibytes(part.memoryBytes)]));
  table(context, [...(isEverywhere ? ['NAMESPACE'] : []), ...(hasContainers ? ['POD'] : []), 'NAME', 'CPU(cores)', 'MEMORY(bytes)'], rows);
  return 0;
});

export const topCommand: CommandSpec = {
  use: 'top', short: 'Display resource (CPU/memory) usage',
  long: 'Display resource (CPU/memory) usage.\n\n This command provides a view of recent resource consumption for nodes and pods. It fetches metrics from the Metrics Server, which aggregates this data from the kubelet on each node. The Metrics Server must be installed and running in the cluster for this command to work.\n\n The metrics shown are specifically optimized for Kubernetes autoscaling decisions, such as those made by the Horizontal Pod Autoscaler (HPA) and Vertical Pod Autoscaler (VPA). Because of this, the values may not match those from standard OS tools like \'top\', as the metrics are designed to provide a stable signal for autoscalers rather than for pinpoint accuracy.\n\n FAQ for Metrics Server: https://github.com/kubernetes-sigs/metrics-server/blob/master/FAQ.md',
  isHelpOnStderr: true,
  subcommands: [
    { use: 'node [NAME | -l label]', aliases: ['nodes', 'no'], short: 'Display resource (CPU/memory) usage of nodes', long: 'Display resource (CPU/memory) usage of nodes.\n\n The top-node command allows you to see the resource consumption of nodes.', flags: [...shared, { name: 'show-capacity', type: 'bool', help: 'Print node resources based on Capacity instead of Allocatable(default) of the nodes.' }], run: runNode },
    { use: 'pod [NAME | -l label]', aliases: ['pods', 'po'], short: 'Display resource (CPU/memory) usage of pods', long: "Display resource (CPU/memory) usage of pods.\n\n The 'top pod' command allows you to see the resource consumption of pods.\n\n Due to the metrics pipeline delay, they may be unavailable for a few minutes since pod creation.", flags: [...shared, allNamespacesFlag, fieldSelectorFlag, { name: 'containers', type: 'bool', help: 'If present, print usage of containers within a pod.' }, { name: 'sum', type: 'bool', help: 'Print the sum of the resource usage' }], run: runPod },
  ],
};
