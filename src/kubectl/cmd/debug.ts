/** `kubectl debug`. Mirrors k8s.io/kubectl/pkg/cmd/debug/debug.go (v1.36). */
import { fail, failUsage } from '../errors.ts';
import { immediate, type CommandSpec } from './command.ts';
import { namedObject } from './pod/podsOf.ts';

export const debugCommand: CommandSpec = {
  use: 'debug (POD | TYPE[[.VERSION].GROUP]/NAME) [ -- COMMAND [args...] ]', short: 'Create debugging sessions for troubleshooting workloads and nodes',
  long: 'Debug cluster resources using interactive debugging containers.\n\n\'debug\' provides automation for common debugging tasks for cluster objects identified by resource and name. Pods will be used by default if no resource is specified.',
  examples: '# Create an interactive debugging session in pod mypod and immediately attach to it\nkubectl debug mypod -it --image=busybox',
  flags: [
    { name: 'image', type: 'string', help: 'Container image to use for debug container.' },
    { name: 'target', type: 'string', help: 'When using an ephemeral container, target processes in this container name.' },
    { name: 'container', shorthand: 'c', type: 'string', help: 'Container name to use for debug container.' },
    { name: 'copy-to', type: 'string', help: 'Create a copy of the target Pod with this name.' },
    { name: 'stdin', shorthand: 'i', type: 'bool', help: 'Keep stdin open on the container(s) in the pod, even if nothing is attached.' },
    { name: 'tty', shorthand: 't', type: 'bool', help: 'Allocate a TTY for the debugging container.' },
    { name: 'profile', type: 'string', default: 'general', help: 'Options are "legacy", "general", "baseline", "netadmin", "restricted" or "sysadmin".' },
  ],
  /** Simplified: the API here has no ephemeral containers, and the command says so as it does to servers that have none. */
  run: immediate((context) => {
    const { args, commandPath, flags } = context;
    const [word] = args;
    if (flags.string('image') === '') fail('you must specify --image when not using --copy-to.');
    if (word === undefined) return failUsage(commandPath, 'NAME or filename is required for debug');
    namedObject(context, word);
    return fail('ephemeral containers are disabled for this cluster (error from server: "the server could not find the requested resource").');
  }),
};
