/** `kubectl describe`. Mirrors k8s.io/kubectl/pkg/cmd/describe/describe.go (v1.36). */
import { parseTime } from '../../engine/apiserver/time.ts';
import { asKubeObject } from '../../kube/kubeObject.ts';
import { clusterEvents } from '../clusterEvents.ts';
import type { DescribeContext } from '../describe/describeContext.ts';
import { describeObject } from '../describe/describers.ts';
import { Failure, fail, type ClientError } from '../errors.ts';
import { resources } from '../resource/builder.ts';
import type { ResourceInfo } from '../resource/resourceInfo.ts';
import { immediate, type CommandContext, type CommandSpec } from './command.ts';
import { allNamespacesFlag, chunkSizeFlag, filenameFlags, selectorFlag } from './sharedFlags.ts';

/** What describers ask for, out of the cluster. Events older than the object itself are about another of its name. */
function describeContextOf({ cluster }: CommandContext, showsEvents: boolean): DescribeContext {
  const { reader } = cluster.engine;
  return {
    nowMs: cluster.nowMs,
    reader,
    events({ kind, metadata }) {
      if (!showsEvents) return undefined;
      const bornMs = parseTime(metadata.creationTimestamp ?? '') ?? 0;
      return clusterEvents(cluster).filter(({ involvedObject, lastTimestamp }) => involvedObject.kind === kind && involvedObject.name === metadata.name
        && (involvedObject.namespace ?? '') === (metadata.namespace ?? '') && (parseTime(lastTimestamp ?? '') ?? 0) >= bornMs);
    },
  };
}

function describe(info: ResourceInfo, context: CommandContext, describeContext: DescribeContext): string {
  const stored = context.cluster.engine.reader.getAny(info.mapping.kind, info.namespace, info.name);
  return describeObject(stored ?? asKubeObject(info.object ?? {}), describeContext);
}

/** All objects of a type whose names begin so; none: the error that was there before. */
function describeMatching(context: CommandContext, before: Failure, [type = '', prefix = '']: readonly string[], describeContext: DescribeContext): number {
  const infos = resources(context, { args: [type], allowEmptySelector: true, isSingleResourceType: true, isFlattened: true }).infos().filter(({ name }) => name.startsWith(prefix));
  if (infos.length === 0) throw before;
  for (const info of infos) context.streams.out(`${describe(info, context, describeContext)}\n`);
  return 0;
}

function isNotFound(error: ClientError): boolean {
  return 'status' in error && error.status.reason === 'NotFound';
}

export const describeCommand: CommandSpec = {
  use: 'describe (-f FILENAME | TYPE [NAME_PREFIX | -l label] | TYPE/NAME)',
  short: 'Show details of a specific resource or group of resources',
  long: `Show details of a specific resource or group of resources.

Print a detailed description of the selected resources, including related resources such as events or controllers. You may select a single object by name, all objects of that type, provide a name prefix, or label selector. For example:

  $ kubectl describe TYPE NAME_PREFIX

will first check for an exact match on TYPE and NAME_PREFIX. If no such resource exists, it will output details for every resource that has a name prefixed with NAME_PREFIX.

Use "kubectl api-resources" for a complete list of supported resources.`,
  examples: `# Describe a node
kubectl describe nodes kubernetes-node-emt8.c.myproject.internal

# Describe a pod
kubectl describe pods/nginx

# Describe all pods
kubectl describe pods

# Describe pods by label name=myLabel
kubectl describe pods -l name=myLabel

# Describe all pods managed by the 'frontend' replication controller
# (rc-created pods get the name of the rc as a prefix in the pod name)
kubectl describe pods frontend`,
  flags: [
    ...filenameFlags('containing the resource to describe'), selectorFlag, allNamespacesFlag, chunkSizeFlag,
    { name: 'show-events', type: 'bool', default: 'true', help: 'If true, display events related to the described object. Defaults to true for a single object, false for multiple objects and prefix matching.' },
  ],
  run: immediate((context) => {
    const { flags, args, streams } = context;
    const filenames = flags.list('filename');
    if (args.length === 0 && filenames.length === 0 && flags.string('kustomize') === '') {
      fail('You must specify the type of resource to describe. Use "kubectl api-resources" for a complete list of supported resources.');
    }
    const { infos, errors } = resources(context, {
      args, allowEmptySelector: true, filenames, kustomize: flags.string('kustomize'), isRecursive: flags.bool('recursive'), labelSelector: flags.string('selector'),
      allNamespaces: flags.bool('all-namespaces'), isContinueOnError: true, isFlattened: true,
    }).collect();
    const isSeveral = errors.length > 0 || infos.length > 1;
    const describeContext = describeContextOf(context, flags.changed('show-events') || !isSeveral ? flags.bool('show-events') : false);
    const [only] = errors;
    if (only !== undefined && errors.length === 1 && isNotFound(only) && args.length === 2) return describeMatching(context, new Failure(errors), args, describeContext);
    streams.out(infos.map((info) => describe(info, context, describeContext)).join('\n\n'));
    if (errors.length > 0) throw new Failure(errors);
    if (infos.length === 0) streams.err(flags.bool('all-namespaces') ? 'No resources found\n' : `No resources found in ${context.namespace} namespace.\n`);
    return 0;
  }),
};
