/** `kubectl delete`. Mirrors k8s.io/kubectl/pkg/cmd/delete/{delete,delete_flags}.go (v1.36). */
import { fail } from '../errors.ts';
import { parseBool, type FlagSpec } from '../flags.ts';
import type { Running } from '../program.ts';
import { resources } from '../resource/builder.ts';
import type { CommandContext, CommandSpec } from './command.ts';
import { deleteResult, type DeleteSettings } from './deleteResources.ts';
import { dryRunStrategy } from './dryRun.ts';
import { allFlag, allNamespacesFlag, dryRunFlag, fieldSelectorFlag, filenameFlags, selectorFlag } from './sharedFlags.ts';

/** Flags that say how things are deleted; `replace --force` has them too. */
export const deletionFlags: readonly FlagSpec[] = [
  { name: 'cascade', type: 'string', default: 'background', noOptDefVal: 'background', help: 'Must be "background", "orphan", or "foreground". Selects the deletion cascading strategy for the dependents (e.g. Pods created by a ReplicationController). Defaults to background.' },
  { name: 'force', type: 'bool', help: 'If true, immediately remove resources from API and bypass graceful deletion. Note that immediate deletion of some resources may result in inconsistency or data loss and requires confirmation.' },
  { name: 'grace-period', type: 'int', default: '-1', help: 'Period of time in seconds given to the resource to terminate gracefully. Ignored if negative. Set to 1 for immediate shutdown. Can only be set to 0 when --force is true (force deletion).' },
  { name: 'timeout', type: 'duration', default: '0s', help: 'The length of time to wait before giving up on a delete, zero means determine a timeout from the size of the object' },
];

export const deleteCommand: CommandSpec = {
  use: 'delete ([-f FILENAME] | [-k DIRECTORY] | TYPE [(NAME | -l label | --all)])',
  short: 'Delete resources by file names, stdin, resources and names, or by resources and label selector',
  long: 'Delete resources by file names, stdin, resources and names, or by resources and label selector.\n\n JSON and YAML formats are accepted. Only one type of argument may be specified: file names, resources and names, or resources and label selector.',
  examples: `# Delete a pod using the type and name specified in pod.json
kubectl delete -f ./pod.json

# Delete pods and services with same names "baz" and "foo"
kubectl delete pod,service baz foo

# Delete pods and services with label name=myLabel
kubectl delete pods,services -l name=myLabel

# Delete a pod with minimal delay
kubectl delete pod foo --now

# Delete all pods
kubectl delete pods --all`,
  flags: [
    ...filenameFlags('containing the resource to delete.'), selectorFlag, fieldSelectorFlag, allFlag('Delete all resources, in the namespace of the specified resource types.'), allNamespacesFlag, ...deletionFlags,
    { name: 'now', type: 'bool', help: 'If true, resources are signaled for immediate shutdown (same as --grace-period=1).' },
    { name: 'ignore-not-found', type: 'bool', help: 'Treat "resource not found" as a successful delete. Defaults to "true" when --all is specified.' },
    { name: 'wait', type: 'bool', default: 'true', help: 'If true, wait for resources to be gone before returning. This waits for finalizers.' },
    { name: 'output', shorthand: 'o', type: 'string', help: 'Output mode. Use "-o name" for shorter output (resource/name).' },
    { name: 'raw', type: 'string', help: 'Raw URI to DELETE to the server.  Uses the transport specified by the kubeconfig file.' },
    { name: 'interactive', shorthand: 'i', type: 'bool', help: 'If true, delete resource only when user confirms.' },
    dryRunFlag,
  ],
  run: runDelete,
};

/** What `--cascade` says; ends the command where it says nothing that there is. */
export function propagationPolicy({ flags }: CommandContext): DeleteSettings['propagationPolicy'] {
  const text = flags.string('cascade');
  const truth = parseBool(text);
  if (truth !== undefined) return truth ? 'Background' : 'Orphan';
  switch (text) {
    case 'orphan': return 'Orphan';
    case 'foreground': return 'Foreground';
    case 'background': return 'Background';
    default: return fail(`invalid cascade value (${text}). Must be "background", "foreground", or "orphan"`);
  }
}

function gracePeriod({ flags }: CommandContext): number {
  const given = flags.int('grace-period');
  const isForced = flags.bool('force');
  if (flags.bool('now')) {
    if (given !== -1) fail('--now and --grace-period cannot be specified together');
    return 1;
  }
  if (given === 0 && !isForced) return 1;
  return isForced && given < 0 ? 0 : given;
}

function* runDelete(context: CommandContext): Running {
  const { flags, args, streams } = context;
  const policy = propagationPolicy(context);
  const selects = flags.bool('all') || flags.string('selector') !== '' || flags.string('field-selector') !== '';
  const ignoresNotFound = flags.changed('ignore-not-found') ? flags.bool('ignore-not-found') : selects;
  const gracePeriodSeconds = gracePeriod(context);
  const dryRun = dryRunStrategy(context);
  const options = {
    args, filenames: flags.list('filename'), kustomize: flags.string('kustomize'), isRecursive: flags.bool('recursive'),
    labelSelector: flags.string('selector'), fieldSelector: flags.string('field-selector'), selectAll: flags.bool('all'), allNamespaces: flags.bool('all-namespaces'),
    isContinueOnError: true, isFlattened: true, isObjectRequired: false,
  };
  const result = resources(context, options);
  const output = flags.string('output');
  if (output !== '' && output !== 'name') fail(`unexpected -o output mode: ${output}. We only support '-o name'`);
  if (gracePeriodSeconds === 0 && flags.bool('force')) {
    streams.err('Warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.\n');
  } else if (gracePeriodSeconds > 0 && flags.bool('force')) fail('--force and --grace-period greater than 0 cannot be specified together');
  if (flags.bool('interactive')) {
    const { infos } = resources(context, options).collect();
    if (infos.length === 0) {
      streams.out('No resources found\n');
      return 0;
    }
    streams.out(`You are about to delete the following ${infos.length} resource(s):\n${infos.map(({ mapping, name }) => `${mapping.singular}${mapping.group === '' ? '' : `.${mapping.group}`}/${name}\n`).join('')}Do you want to continue? (y/N): `);
    if (streams.stdin.trim().toLowerCase() !== 'y') {
      streams.out('deletion is cancelled\n');
      return 0;
    }
  }
  yield* deleteResult(context, result, {
    dryRun, gracePeriodSeconds, propagationPolicy: policy, ignoresNotFound, waits: flags.bool('wait'), timeoutMs: flags.durationMs('timeout'), output,
    warnsClusterScope: context.isNamespaceEnforced && !flags.bool('all-namespaces'),
  });
  return 0;
}
