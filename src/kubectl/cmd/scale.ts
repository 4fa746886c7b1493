/** `kubectl scale`. Mirrors k8s.io/kubectl/pkg/cmd/scale/scale.go and pkg/scale/scale.go (v1.36). */
import type { JsonObject } from '../../kube/json.ts';
import { isJsonObject } from '../../kube/json.ts';
import { quote } from '../../kube/quote.ts';
import { orFail } from '../client.ts';
import { Failure, fail } from '../errors.ts';
import { changedAt } from '../generate/podTemplateOf.ts';
import { createPrinter } from '../printers/printFlags.ts';
import type { Running } from '../program.ts';
import { resources } from '../resource/builder.ts';
import type { ResourceInfo } from '../resource/resourceInfo.ts';
import type { CommandContext, CommandSpec } from './command.ts';
import { dryRunStrategy } from './dryRun.ts';
import { allFlag, dryRunFlag, filenameFlags, printFlags, selectorFlag } from './sharedFlags.ts';
import { textOf } from '../jsonText.ts';

function numberAt(object: JsonObject, part: string, field: string): number {
  const inner = object[part];
  const value = isJsonObject(inner) ? inner[field] : undefined;
  return typeof value === 'number' ? value : 0;
}

/** Through a patch, or where the present state counts, through a read and an update. */
function scaleTo({ client, flags }: CommandContext, { mapping, namespace, name }: ResourceInfo, isDryRun: boolean): number {
  const replicas = flags.int('replicas');
  const [current, version] = [flags.int('current-replicas'), flags.string('resource-version')];
  const options = { subresource: 'scale' as const, ...(isDryRun ? { isDryRun } : {}) };
  if (current === -1 && version === '') return numberAt(orFail(client.patch(mapping, namespace, name, 'merge', { spec: { replicas } }, options)), 'spec', 'replicas');
  const scale = orFail(client.get(mapping, namespace, name, 'scale'));
  const size = numberAt(scale, 'spec', 'replicas');
  if (current !== -1 && size !== current) fail(`Expected replicas to be ${current}, was ${size}`);
  const metadata = isJsonObject(scale['metadata']) ? scale['metadata'] : {};
  const actual = textOf(metadata['resourceVersion']);
  if (version !== '' && actual !== version) fail(`Expected resource version to be ${version}, was ${actual}`);
  const body = changedAt(scale, ['spec'], (spec) => ({ ...spec, replicas }));
  return numberAt(orFail(client.replace(mapping, namespace, name, body, options)), 'spec', 'replicas');
}

/** Until the workload has as many Pods as it should. */
function* waitForReplicas({ client, cluster, flags }: CommandContext, { mapping, namespace, name }: ResourceInfo): Running {
  const deadlineMs = cluster.nowMs + flags.durationMs('timeout');
  for (;;) {
    const answer = client.get(mapping, namespace, name, 'scale');
    if (!answer.ok && answer.status.reason === 'NotFound') return 0;
    const scale = orFail(answer);
    const size = numberAt(scale, 'spec', 'replicas');
    if (size !== flags.int('replicas')) return 0;
    if (numberAt(scale, 'status', 'replicas') === size) return 0;
    if (cluster.nowMs >= deadlineMs) fail(`timed out waiting for ${quote(name)} to be synced`);
    yield { untilMs: Math.min(deadlineMs, cluster.nowMs + 1000), orOnChange: false };
  }
}

/** The object with the count that it has now, as it is printed. */
function shown({ mapping, object = {} }: ResourceInfo, replicas: number): JsonObject {
  return mapping.group === 'apps' || mapping.group === '' ? changedAt(object, ['spec'], (spec) => ({ ...spec, replicas })) : object;
}

export const scaleCommand: CommandSpec = {
  use: 'scale [--resource-version=version] [--current-replicas=count] --replicas=COUNT (-f FILENAME | TYPE NAME)',
  short: 'Set a new size for a deployment, replica set, or replication controller',
  long: 'Set a new size for a deployment, replica set, replication controller, or stateful set.\n\n Scale also allows users to specify one or more preconditions for the scale action.\n\n If --current-replicas or --resource-version is specified, it is validated before the scale is attempted, and it is guaranteed that the precondition holds true when the scale is sent to the server.',
  examples: `# Scale a replica set named 'foo' to 3
kubectl scale --replicas=3 rs/foo

# Scale a resource identified by type and name specified in "foo.yaml" to 3
kubectl scale --replicas=3 -f foo.yaml

# If the deployment named mysql's current size is 2, scale mysql to 3
kubectl scale --current-replicas=2 --replicas=3 deployment/mysql

# Scale multiple replication controllers
kubectl scale --replicas=5 rc/example1 rc/example2 rc/example3

# Scale stateful set named 'web' to 3
kubectl scale --replicas=3 statefulset/web`,
  flags: [
    ...printFlags(), ...filenameFlags('identifying the resource to set a new size'), allFlag('Select all resources in the namespace of the specified resource types'), dryRunFlag, selectorFlag,
    { name: 'resource-version', type: 'string', help: 'Precondition for resource version. Requires that the current resource version match this value in order to scale.' },
    { name: 'current-replicas', type: 'int', default: '-1', help: 'Precondition for current size. Requires that the current size of the resource match this value in order to scale. -1 (default) for no condition.' },
    { name: 'replicas', type: 'int', help: 'The new desired number of replicas. Required.', isRequired: true },
    { name: 'timeout', type: 'duration', help: "The length of time to wait before giving up on a scale operation, zero means don't wait. Any other values should contain a corresponding time unit (e.g. 1s, 2m, 3h)." },
  ],
  *run(context) {
    const { flags, args } = context;
    const dryRun = dryRunStrategy(context);
    const print = createPrinter(context, { operation: 'scaled', dryRun });
    const replicas = flags.int('replicas');
    if (replicas < 0) fail('The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0');
    if (flags.int('current-replicas') < -1) fail('The --current-replicas must specify an integer of -1 or greater');
    const { infos, errors } = resources(context, {
      args, allowEmptySelector: flags.bool('all'), filenames: flags.list('filename'), kustomize: flags.string('kustomize'), isRecursive: flags.bool('recursive'),
      labelSelector: flags.string('selector'), isContinueOnError: true, isFlattened: true,
    }).collect();
    if (flags.string('resource-version') !== '' && infos.length > 1) fail('cannot use --resource-version with multiple resources');
    if (infos.length === 0 && errors.length === 0) fail('no objects passed to scale');
    for (const info of infos) {
      const size = dryRun === 'client' ? replicas : scaleTo(context, info, dryRun === 'server');
      if (dryRun === 'none' && flags.durationMs('timeout') !== 0) yield* waitForReplicas(context, info);
      print(shown(info, size));
    }
    if (errors.length > 0) throw new Failure(errors);
    return 0;
  },
};
