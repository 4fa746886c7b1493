/** `kubectl top`. Mirrors k8s.io/kubectl/pkg/cmd/top (v1.36). */
import { fail } from '../errors.ts';
import type { FlagSpec } from '../flags.ts';
import { immediate, type CommandSpec } from './command.ts';
import { allNamespacesFlag, fieldSelectorFlag, selectorFlag } from './sharedFlags.ts';

const shared: readonly FlagSpec[] = [
  selectorFlag,
  { name: 'sort-by', type: 'string', help: "If non-empty, sort list using specified field. The field can be either 'cpu' or 'memory'." },
  { name: 'no-headers', type: 'bool', help: 'If present, print output without headers.' },
  { name: 'use-protocol-buffers', type: 'bool', default: 'true', help: 'Enables using protocol-buffers to access Metrics API.' },
  { name: 'show-swap', type: 'bool', help: 'Print swap resources related to memory.' },
];

/** Processor time and memory are not simulated: as in any cluster without a metrics server, there is nothing to ask. */
const run = immediate(({ flags }) => {
  const sortBy = flags.string('sort-by');
  if (sortBy !== '' && sortBy !== 'cpu' && sortBy !== 'memory') fail('--sort-by accepts only cpu or memory');
  return fail('Metrics API not available');
});

export const topCommand: CommandSpec = {
  use: 'top', short: 'Display resource (CPU/memory) usage',
  long: 'Display resource (CPU/memory) usage.\n\n This command provides a view of recent resource consumption for nodes and pods. It fetches metrics from the Metrics Server, which aggregates this data from the kubelet on each node. The Metrics Server must be installed and running in the cluster for this command to work.\n\n The metrics shown are specifically optimized for Kubernetes autoscaling decisions, such as those made by the Horizontal Pod Autoscaler (HPA) and Vertical Pod Autoscaler (VPA). Because of this, the values may not match those from standard OS tools like \'top\', as the metrics are designed to provide a stable signal for autoscalers rather than for pinpoint accuracy.\n\n FAQ for Metrics Server: https://github.com/kubernetes-sigs/metrics-server/blob/master/FAQ.md',
  isHelpOnStderr: true,
  subcommands: [
    { use: 'node [NAME | -l label]', aliases: ['nodes', 'no'], short: 'Display resource (CPU/memory) usage of nodes', long: 'Display resource (CPU/memory) usage of nodes.\n\n The top-node command allows you to see the resource consumption of nodes.', flags: [...shared, { name: 'show-capacity', type: 'bool', help: 'Print node resources based on Capacity instead of Allocatable(default) of the nodes.' }], run },
    { use: 'pod [NAME | -l label]', aliases: ['pods', 'po'], short: 'Display resource (CPU/memory) usage of pods', long: "Display resource (CPU/memory) usage of pods.\n\n The 'top pod' command allows you to see the resource consumption of pods.\n\n Due to the metrics pipeline delay, they may be unavailable for a few minutes since pod creation.", flags: [...shared, allNamespacesFlag, fieldSelectorFlag, { name: 'containers', type: 'bool', help: 'If present, print usage of containers within a pod.' }, { name: 'sum', type: 'bool', help: 'Print the sum of the resource usage' }], run },
  ],
};
