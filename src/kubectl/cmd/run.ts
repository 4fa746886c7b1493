/** `kubectl run`. Mirrors k8s.io/kubectl/pkg/cmd/run/run.go (v1.36). */
import { isImageReference } from '../../kube/imageReference.ts';
import type { JsonObject } from '../../kube/json.ts';
import { isJsonObject } from '../../kube/json.ts';
import { quote } from '../../kube/quote.ts';
import { orFail } from '../client.ts';
import { fail, failUsage } from '../errors.ts';
import { exposeService } from '../generate/exposeService.ts';
import { overridden, overrideFlags } from '../generate/overrides.ts';
import { runPod } from '../generate/runPod.ts';
import { withSavedConfig } from '../generate/savedConfig.ts';
import { outputFormat } from '../printers/printFlags.ts';
import { createTypedPrinter, typedObject } from '../printers/typedPrinter.ts';
import type { Running } from '../program.ts';
import { attachToNewPod } from './attach.ts';
import type { CommandContext, CommandSpec } from './command.ts';
import { knownKind } from './create/generator.ts';
import { dryRunStrategy, type DryRun } from './dryRun.ts';
import { dryRunFlag, fieldManagerFlag, printFlags, saveConfigFlag } from './sharedFlags.ts';
import { textOf } from '../jsonText.ts';

const restartPolicies: ReadonlySet<string> = new Set(['Always', 'OnFailure', 'Never']);
const pullPolicies: ReadonlySet<string> = new Set(['', 'Always', 'IfNotPresent', 'Never']);

interface RunOptions { readonly dryRun: DryRun; readonly isAttached: boolean; readonly restartPolicy: string }

function checked(context: CommandContext, dryRun: DryRun): RunOptions {
  const { args, argsLenAtDash, flags, commandPath } = context;
  const usage = (message: string): never => failUsage(commandPath, message);
  const hasStdin = flags.bool('stdin');
  const isAttached = flags.changed('attach') ? flags.bool('attach') : hasStdin;
  const image = flags.string('image');
  if (args.length === 0 || argsLenAtDash === 0) usage('NAME is required for run');
  if (image === '') fail('--image is required');
  if (!isImageReference(image)) fail(`Invalid image name ${quote(image)}: invalid reference format`);
  if (flags.bool('tty') && !hasStdin) usage('-i/--stdin is required for containers with -t/--tty=true');
  if (flags.bool('expose') && flags.string('port') === '') usage('--port must be set when exposing a service');
  const given = flags.string('restart');
  const restartPolicy = given === '' ? (hasStdin ? 'OnFailure' : 'Always') : given;
  if (!restartPolicies.has(restartPolicy)) usage(`invalid restart policy: ${restartPolicy}`);
  if (!isAttached && flags.bool('rm')) usage('--rm should only be used for attached containers');
  if (isAttached && dryRun !== 'none') usage("--dry-run=[server|client] can't be used with attached containers options (--attach, --stdin, or --tty)");
  if (!pullPolicies.has(flags.string('image-pull-policy'))) usage(`invalid image pull policy: ${flags.string('image-pull-policy')}`);
  return { dryRun, isAttached, restartPolicy };
}

function make(context: CommandContext, object: JsonObject, { dryRun }: RunOptions): JsonObject {
  const kind = textOf(object['kind']);
  if (dryRun === 'client') {
    const metadata = isJsonObject(object['metadata']) ? object['metadata'] : {};
    return context.isNamespaceEnforced ? { ...object, metadata: { ...metadata, namespace: context.namespace } } : object;
  }
  const sent = context.flags.bool('save-config') ? withSavedConfig(object) : object;
  return orFail(context.client.create(knownKind(kind), context.namespace, sent, dryRun === 'server' ? { isDryRun: true } : {}));
}

function podOf({ args, flags }: CommandContext, { restartPolicy }: RunOptions): JsonObject {
  return typedObject(runPod({
    name: args[0] ?? '', image: flags.string('image'), args: args.slice(1), isCommand: flags.bool('command'), env: flags.list('env'), annotations: flags.list('annotations'),
    labels: flags.string('labels'), port: flags.string('port'), restartPolicy: flags.string('restart') === '' ? 'Always' : restartPolicy, imagePullPolicy: flags.string('image-pull-policy'),
    isPrivileged: flags.bool('privileged'), hasStdin: flags.bool('stdin'), keepsStdin: flags.bool('leave-stdin-open'), hasTTY: flags.bool('tty'),
  }));
}

function serviceOf({ args, flags }: CommandContext): JsonObject {
  const [name = ''] = args;
  const labels = flags.string('labels');
  return typedObject(exposeService({
    name, labels, selector: labels === '' ? `run=${name}` : labels, ports: flags.string('port'), targetPort: '', protocol: '', protocols: new Map(),
    externalIP: '', type: '', loadBalancerIP: '', sessionAffinity: '', clusterIP: '',
  }));
}

/** Whatever the attached program comes to, `--rm` removes what was made. */
function* attached(context: CommandContext, hasService: boolean): Running {
  const name = context.args[0] ?? '';
  try {
    return yield* attachToNewPod(context, name);
  } finally {
    if (context.flags.bool('rm')) removeCreated(context, name, hasService);
  }
}

function removeCreated(context: CommandContext, name: string, hasService: boolean): void {
  for (const kind of ['Pod', ...(hasService ? ['Service'] : [])]) {
    const answer = context.client.delete(knownKind(kind), context.namespace, name, {});
    if (answer.ok && !context.flags.bool('quiet')) context.streams.out(`${kind.toLowerCase()} ${quote(name)} deleted from ${context.namespace} namespace\n`);
  }
}

export const runCommand: CommandSpec = {
  use: 'run NAME --image=image [--env="key=value"] [--port=port] [--dry-run=server|client] [--overrides=inline-json] [--command] -- [COMMAND] [args...]',
  short: 'Run a particular image on the cluster', long: 'Create and run a particular image in a pod.',
  examples: `# Start a nginx pod
kubectl run nginx --image=nginx

# Start a hazelcast pod and let the container expose port 5701
kubectl run hazelcast --image=hazelcast/hazelcast --port=5701

# Start a hazelcast pod and set environment variables "DNS_DOMAIN=cluster" and "POD_NAMESPACE=default" in the container
kubectl run hazelcast --image=hazelcast/hazelcast --env="DNS_DOMAIN=cluster" --env="POD_NAMESPACE=default"

# Start a hazelcast pod and set labels "app=hazelcast" and "env=prod" in the container
kubectl run hazelcast --image=hazelcast/hazelcast --labels="app=hazelcast,env=prod"

# Dry run; print the corresponding API objects without creating them
kubectl run nginx --image=nginx --dry-run=client

# Start a busybox pod and keep it in the foreground, don't restart it if it exits
kubectl run -i -t busybox --image=busybox --restart=Never

# Start the nginx pod using a different command and custom arguments
kubectl run nginx --image=nginx --command -- <cmd> <arg1> ... <argN>`,
  flags: [
    ...printFlags(), dryRunFlag, saveConfigFlag, fieldManagerFlag('kubectl-run'), ...overrideFlags(),
    { name: 'annotations', type: 'stringArray', help: 'Annotations to apply to the pod.' },
    { name: 'image', type: 'string', help: 'The image for the container to run.', isRequired: true },
    { name: 'image-pull-policy', type: 'string', help: 'The image pull policy for the container.  If left empty, this value will not be specified by the client and defaulted by the server.' },
    { name: 'rm', type: 'bool', help: "If true, delete the pod after it exits.  Only valid when attaching to the container, e.g. with '--attach' or with '-i/--stdin'." },
    { name: 'env', type: 'stringArray', help: 'Environment variables to set in the container.' },
    { name: 'port', type: 'string', help: 'The port that this container exposes.' },
    { name: 'labels', shorthand: 'l', type: 'string', help: 'Comma separated labels to apply to the pod. Will override previous values.' },
    { name: 'stdin', shorthand: 'i', type: 'bool', help: 'Keep stdin open on the container in the pod, even if nothing is attached.' },
    { name: 'tty', shorthand: 't', type: 'bool', help: 'Allocate a TTY for the container in the pod.' },
    { name: 'attach', type: 'bool', help: "If true, wait for the Pod to start running, and then attach to the Pod as if 'kubectl attach ...' were called.  Default false, unless '-i/--stdin' is set, in which case the default is true. With '--restart=Never' the exit code of the container process is returned." },
    { name: 'leave-stdin-open', type: 'bool', help: 'If the pod is started in interactive mode or with stdin, leave stdin open after the first attach completes. By default, stdin will be closed after the first attach completes.' },
    { name: 'restart', type: 'string', default: 'Always', help: 'The restart policy for this Pod.  Legal values [Always, OnFailure, Never].' },
    { name: 'command', type: 'bool', help: "If true and extra arguments are present, use them as the 'command' field in the container, rather than the 'args' field which is the default." },
    { name: 'expose', type: 'bool', help: 'If true, create a ClusterIP service associated with the pod.  Requires `--port`.' },
    { name: 'quiet', shorthand: 'q', type: 'bool', help: 'If true, suppress prompt messages.' },
    { name: 'privileged', type: 'bool', help: 'If true, run the container in privileged mode.' },
    { name: 'pod-running-timeout', type: 'duration', default: '1m0s', help: 'The length of time (like 5s, 2m, or 3h, higher than zero) to wait until at least one pod is running' },
  ],
  *run(context) {
    const dryRun = dryRunStrategy(context);
    const print = createTypedPrinter(context, { operation: 'created', dryRun });
    const options = checked(context, dryRun);
    const pod = make(context, overridden(context, podOf(context, options)), options);
    const hasService = context.flags.bool('expose');
    if (hasService) {
      print(make(context, serviceOf(context), options));
      if (outputFormat(context) === 'yaml') context.streams.out('---\n');
    }
    if (options.isAttached) return yield* attached(context, hasService);
    print(pod);
    return 0;
  },
};
