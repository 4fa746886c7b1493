/** `kubectl cp`. Mirrors k8s.io/kubectl/pkg/cmd/cp/cp.go (v1.36). */
import { fail } from '../errors.ts';
import { immediate, type CommandSpec } from './command.ts';
import { knownKind } from './create/generator.ts';
import { orFail } from '../client.ts';

interface Place { readonly pod: string; readonly namespace: string; readonly path: string }

/** `[[NAMESPACE/]POD:]PATH` */
function placeOf(text: string): Place {
  const at = text.indexOf(':');
  if (at < 0) return { pod: '', namespace: '', path: text };
  const head = text.slice(0, at).split('/');
  const [first = '', second] = head;
  if (head.length > 2 || (second ?? first) === '') fail(`filespec must match the canonical format: [[namespace/]pod:]file/path`);
  return { pod: second ?? first, namespace: second === undefined ? '' : first, path: text.slice(at + 1) };
}

export const cpCommand: CommandSpec = {
  use: 'cp <file-spec-src> <file-spec-dest>', short: 'Copy files and directories to and from containers', long: 'Copy files and directories to and from containers.',
  examples: '# Copy /tmp/foo_dir local directory to /tmp/bar_dir in a remote pod in the default namespace\nkubectl cp /tmp/foo_dir <some-pod>:/tmp/bar_dir',
  flags: [
    { name: 'container', shorthand: 'c', type: 'string', help: 'Container name. If omitted, use the kubectl.kubernetes.io/default-container annotation for selecting the container to be attached or the first container in the pod will be chosen' },
    { name: 'no-preserve', type: 'bool', help: "The copied file/directory's ownership and permissions will not be preserved in the container" },
    { name: 'retries', type: 'int', help: 'Set number of retries to complete a copy operation from a container. Specify 0 to disable or any negative value for infinite retrying. The default is 0 (no retry).' },
  ],
  /** Simplified: containers have no files to copy; the command fails as it does where a container has no tar. */
  run: immediate(({ args, client, namespace }) => {
    const [source, destination, more] = args;
    if (source === undefined || destination === undefined || more !== undefined) return fail('source and destination are required');
    const [from, to] = [placeOf(source), placeOf(destination)];
    if (from.pod !== '' && to.pod !== '') fail('one of src or dest must be a local file specification');
    if (from.path === '' || to.path === '') fail('filepath can not be empty');
    const remote = from.pod === '' ? to : from;
    if (remote.pod === '') fail('one of src or dest must be a remote file specification');
    orFail(client.get(knownKind('Pod'), remote.namespace === '' ? namespace : remote.namespace, remote.pod));
    return fail('Internal error occurred: error executing command in container: exec: "tar": executable file not found in $PATH');
  }),
};
