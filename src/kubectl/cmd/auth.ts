/** `kubectl auth`. Mirrors k8s.io/kubectl/pkg/cmd/auth (v1.36). */
import { fail } from '../errors.ts';
import { kindInfoByResource } from '../../kube/scheme.ts';
import { immediate, type CommandSpec } from './command.ts';
import { allNamespacesFlag } from './sharedFlags.ts';
import { tabulate } from '../printers/tabWriter.ts';

/** Who asks is the cluster's administrator, as in a cluster that was just made: nothing is refused. */
const canICommand: CommandSpec = {
  use: 'can-i VERB [TYPE | TYPE/NAME | NONRESOURCEURL]', short: 'Check whether an action is allowed',
  long: "Check whether an action is allowed.\n\n VERB is a logical Kubernetes API verb like 'get', 'list', 'watch', 'delete', etc. TYPE is a Kubernetes resource. Shortcuts and groups will be resolved. NONRESOURCEURL is a partial URL that starts with \"/\". NAME is the name of a particular Kubernetes resource.",
  examples: '# Check to see if I can create pods in any namespace\nkubectl auth can-i create pods --all-namespaces\n\n# Check to see if I can list deployments in my current namespace\nkubectl auth can-i list deployments.apps',
  flags: [
    allNamespacesFlag,
    { name: 'quiet', shorthand: 'q', type: 'bool', help: 'If true, suppress output and just return the exit code.' },
    { name: 'subresource', type: 'string', help: 'SubResource such as pod/log or deployment/scale' },
    { name: 'list', type: 'bool', help: 'If true, prints all allowed actions.' },
    { name: 'no-headers', type: 'bool', help: 'If true, prints allowed actions without headers' },
  ],
  run: immediate(({ args, flags, streams }) => {
    if (flags.bool('list')) {
      const head = flags.bool('no-headers') ? '' : 'Resources\tNon-Resource URLs\tResource Names\tVerbs\n';
      streams.out(tabulate(`${head}*.*\t[]\t[]\t[*]\n\t[*]\t[]\t[*]\n`));
      return 0;
    }
    const [verb, what, more] = args;
    if (verb === undefined || more !== undefined) return fail('you must specify two arguments: verb resource or verb resource/resourceName.\nSee \'kubectl auth can-i -h\' for help and examples.');
    const [resource = ''] = (what ?? '').split('/');
    if (what !== undefined && !what.startsWith('/') && resource !== '*' && kindInfoByResource(resource) === undefined) streams.err(`Warning: the server doesn't have a resource type '${resource}'\n\n`);
    if (!flags.bool('quiet')) streams.out('yes\n');
    return 0;
  }),
};

const whoAmICommand: CommandSpec = {
  use: 'whoami', short: 'Experimental: Check self subject attributes', long: 'Experimental: Check who you are and your attributes (groups, extra).', examples: '# Get your subject attributes\nkubectl auth whoami',
  run: immediate(({ streams }) => {
    streams.out('ATTRIBUTE   VALUE\nUsername    kubernetes-admin\nGroups      [system:masters system:authenticated]\n');
    return 0;
  }),
};

export const authCommand: CommandSpec = {
  use: 'auth', short: 'Inspect authorization', long: 'Inspect authorization.', isHelpOnStderr: true, subcommands: [canICommand, whoAmICommand],
};
