/** `kubectl exec`. Mirrors k8s.io/kubectl/pkg/cmd/exec/exec.go (v1.36). */
import type { Pod } from '../../kube/types.generated.ts';
import { fail, failUsage } from '../errors.ts';
import type { FlagSpec } from '../flags.ts';
import type { Running } from '../program.ts';
import type { CommandContext, CommandSpec } from './command.ts';
import { containerOf } from './pod/containers.ts';
import { podsOf } from './pod/podsOf.ts';

export const podRunningTimeoutFlag: FlagSpec = { name: 'pod-running-timeout', type: 'duration', default: '1m0s', help: 'The length of time (like 5s, 2m, or 3h, higher than zero) to wait until at least one pod is running' };
export const containerFlag: FlagSpec = { name: 'container', shorthand: 'c', type: 'string', help: 'Container name. If omitted, use the kubectl.kubernetes.io/default-container annotation for selecting the container to be attached or the first container in the pod will be chosen' };

/** Runs a program in a container of a Pod. Where nothing runs in containers, it ends as it does where the kubelet cannot be reached. */
export function* runInContainer(context: CommandContext, pod: Pod, container: string, argv: readonly string[], isInteractive: boolean): Running {
  const { host, streams, cluster } = context;
  const { namespace = '', name } = pod.metadata;
  const status = pod.status?.containerStatuses?.find((each) => each.name === container) ?? pod.status?.initContainerStatuses?.find((each) => each.name === container);
  if (status?.state?.running === undefined) {
    fail(status === undefined ? `unable to upgrade connection: pod does not exist` : `Internal error occurred: unable to upgrade connection: container not found ("${container}")`);
  }
  if (host.exec === undefined || cluster.engine.runtime.byPod(namespace, name) === undefined) {
    return fail(`error dialing backend: no kubelet of ${pod.spec.nodeName ?? ''} runs programs in containers here`);
  }
  const code = yield* host.exec({ namespace, name, container }, argv, streams, isInteractive);
  if (code !== 0 && !isInteractive) streams.err(`command terminated with exit code ${code}\n`);
  return code;
}

export const execCommand: CommandSpec = {
  use: 'exec (POD | TYPE/NAME) [-c CONTAINER] [flags] -- COMMAND [args...]', short: 'Execute a command in a container', long: 'Execute a command in a container.',
  examples: `# Get output from running the 'date' command from pod mypod, using the first container by default
kubectl exec mypod -- date

# Get output from running the 'date' command in ruby-container from pod mypod
kubectl exec mypod -c ruby-container -- date

# Switch to raw terminal mode; sends stdin to 'bash' in ruby-container from pod mypod
# and sends stdout/stderr from 'bash' back to the client
kubectl exec mypod -c ruby-container -i -t -- bash -il

# Get output from running 'date' command from the first pod of the deployment mydeployment, using the first container by default
kubectl exec deploy/mydeployment -- date`,
  flags: [
    podRunningTimeoutFlag, containerFlag,
    { name: 'stdin', shorthand: 'i', type: 'bool', help: 'Pass stdin to the container' },
    { name: 'tty', shorthand: 't', type: 'bool', help: 'Stdin is a TTY' },
    { name: 'quiet', shorthand: 'q', type: 'bool', help: 'Only print output from the remote session' },
  ],
  *run(context) {
    const { args, argsLenAtDash, commandPath, flags, streams } = context;
    if (argsLenAtDash < 0 && args.length > 1) failUsage(commandPath, 'exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead');
    const word = argsLenAtDash === 0 ? undefined : args[0];
    const argv = argsLenAtDash < 0 ? [] : args.slice(argsLenAtDash);
    if (word === undefined) return fail('pod, type/name or --filename must be specified');
    if (argv.length === 0) fail('you must specify at least one command for the container');
    const { pods: [pod] } = yield* podsOf(context, word, 'cannot attach to', flags.durationMs('pod-running-timeout'));
    if (pod === undefined) return fail('timed out waiting for the condition');
    const phase = pod.status?.phase ?? '';
    if (phase === 'Succeeded' || phase === 'Failed') fail(`cannot exec into a container in a completed pod; current phase is ${phase}`);
    const container = containerOf(pod, flags.string('container'), (text) => { if (!flags.bool('quiet')) streams.err(text); });
    return yield* runInContainer(context, pod, container.name, argv, flags.bool('stdin') && flags.bool('tty'));
  },
};
