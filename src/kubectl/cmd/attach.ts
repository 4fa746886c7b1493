/** `kubectl attach`. Mirrors k8s.io/kubectl/pkg/cmd/attach/attach.go (v1.36). */
import { fail, failUsage } from '../errors.ts';
import type { Running } from '../program.ts';
import type { CommandContext, CommandSpec } from './command.ts';
import { containerFlag, podRunningTimeoutFlag, runInContainer } from './exec.ts';
import { logLines } from './logs/serverLog.ts';
import { containerOf } from './pod/containers.ts';
import { podsOf } from './pod/podsOf.ts';

const sessionNote = 'All commands and output from this session will be recorded in container logs, including credentials and sensitive information passed through the command prompt.\nIf you don\'t see a command prompt, try pressing enter.\n';

const shells: ReadonlySet<string> = new Set(['sh', 'bash', 'ash', '/bin/sh', '/bin/bash', '/bin/ash']);

/**
 * What a Pod that was just made prints, once it runs: the program that it was told to run, or nothing.
 * Simplified: a container's own process is not run; the program is run beside it.
 */
export function* attachToNewPod(context: CommandContext, name: string): Running {
  const { args, cluster, flags, namespace, streams } = context;
  const deadlineMs = cluster.nowMs + flags.durationMs('pod-running-timeout');
  const isInteractive = flags.bool('stdin') && flags.bool('tty');
  for (;;) {
    const pod = cluster.engine.reader.get('Pod', namespace, name);
    if (pod === undefined) return fail('pods "" not found');
    if (pod.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') === true) {
      if (!flags.bool('quiet')) streams.err(sessionNote);
      const argv = args.slice(1);
      return yield* runInContainer(context, pod, name, argv.length === 0 ? ['sh'] : argv, isInteractive && shells.has(argv[0] ?? 'sh'));
    }
    if (cluster.nowMs >= deadlineMs) return fail('timed out waiting for the condition');
    yield { untilMs: deadlineMs, orOnChange: true };
  }
}

export const attachCommand: CommandSpec = {
  use: 'attach (POD | TYPE/NAME) -c CONTAINER', short: 'Attach to a running container', long: 'Attach to a process that is already running inside an existing container.',
  examples: '# Get output from running pod mypod; use the \'kubectl.kubernetes.io/default-container\' annotation\n# for selecting the container to be attached or the first container in the pod will be chosen\nkubectl attach mypod',
  flags: [
    podRunningTimeoutFlag, containerFlag,
    { name: 'stdin', shorthand: 'i', type: 'bool', help: 'Pass stdin to the container' },
    { name: 'tty', shorthand: 't', type: 'bool', help: 'Stdin is a TTY' },
    { name: 'quiet', shorthand: 'q', type: 'bool', help: 'Only print output from the remote session' },
  ],
  /** A server's output is what it logs, from now on. */
  *run(context) {
    const { args, cluster, commandPath, flags, streams } = context;
    const [word, more] = args;
    if (word === undefined) return fail('at least 1 argument is required for attach');
    if (more !== undefined) return failUsage(commandPath, `expected POD, TYPE/NAME, or (-f FILE), saw ${args.length}: ${args.join(' ')}`);
    const { pods: [pod] } = yield* podsOf(context, word, 'cannot attach to', flags.durationMs('pod-running-timeout'));
    if (pod === undefined) return fail('timed out waiting for the condition');
    const phase = pod.status?.phase ?? '';
    if (phase === 'Succeeded' || phase === 'Failed') fail(`cannot attach a container in a completed pod; current phase is ${phase}`);
    const container = containerOf(pod, flags.string('container'), (text) => { if (!flags.bool('quiet')) streams.err(text); });
    if (!flags.bool('quiet')) streams.err(sessionNote);
    let sinceMs = cluster.nowMs;
    for (;;) {
      if (cluster.engine.reader.get('Pod', pod.metadata.namespace ?? '', pod.metadata.name)?.metadata.uid !== pod.metadata.uid) return 0;
      yield { untilMs: cluster.nowMs + 500, orOnChange: true };
      for (const { text } of logLines(cluster, pod, container.name).filter(({ atMs }) => atMs >= sinceMs && atMs < cluster.nowMs)) streams.out(`${text}\n`);
      sinceMs = cluster.nowMs;
    }
  },
};
