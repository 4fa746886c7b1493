/** `kubectl config`. Mirrors k8s.io/kubectl/pkg/cmd/config (v1.36). */
import type { KubeConfigState, KubeContext } from '../config/kubeConfig.ts';
import { Failure, fail, failUsage } from '../errors.ts';
import { createPrinter } from '../printers/printFlags.ts';
import { tabulate } from '../printers/tabWriter.ts';
import { immediate, type CommandContext, type CommandSpec } from './command.ts';
import { printFlags } from './sharedFlags.ts';

const viewCommand: CommandSpec = {
  use: 'view',
  short: 'Display merged kubeconfig settings or a specified kubeconfig file',
  flags: [
    ...printFlags(),
    { name: 'merge', type: 'bool', default: 'true', help: 'Merge the full hierarchy of kubeconfig files' },
    { name: 'raw', type: 'bool', help: 'Display raw byte data and sensitive data' },
    { name: 'flatten', type: 'bool', help: 'Flatten the resulting kubeconfig file into self-contained output (useful for creating portable kubeconfig files)' },
    { name: 'minify', type: 'bool', help: 'Remove all information not used by current-context from the output' },
  ],
  run: immediate(viewConfig),
};

function minified(state: KubeConfigState, name: string): KubeConfigState {
  if (name === '') fail('current-context must exist in order to minify');
  const context = state.contexts.find((each) => each.name === name);
  if (context === undefined) return fail(`cannot locate context ${name}`);
  return { currentContext: name, contexts: [context], clusters: state.clusters.filter((each) => each.name === context.cluster), users: state.users.filter((user) => user === context.user) };
}

function viewConfig(context: CommandContext): number {
  const { flags, args, host, commandPath } = context;
  if (args.length > 0) failUsage(commandPath, `unexpected arguments: [${args.join(' ')}]`);
  const all = host.config.get();
  const given = flags.string('context');
  const state = flags.bool('minify') ? minified(all, given === '' ? all.currentContext : given) : all;
  createPrinter(context, { defaultFormat: 'yaml' })({
    apiVersion: 'v1', kind: 'Config',
    clusters: state.clusters.map(({ name, server }) => ({ cluster: { server }, name })),
    contexts: state.contexts.map(({ name, cluster, user, namespace }) => ({ context: { cluster, ...(namespace === '' ? {} : { namespace }), user }, name })),
    'current-context': state.currentContext,
    users: state.users.map((name) => ({ name, user: {} })),
  });
  return 0;
}

const currentContextCommand: CommandSpec = {
  use: 'current-context',
  short: 'Display the current-context',
  run: immediate(({ host, streams }) => {
    const { currentContext } = host.config.get();
    streams.out(`${currentContext === '' ? fail('current-context is not set') : currentContext}\n`);
    return 0;
  }),
};

const getContextsCommand: CommandSpec = {
  use: 'get-contexts [(-o|--output=)name)]',
  short: 'Describe one or many contexts',
  flags: [
    { name: 'no-headers', type: 'bool', help: "When using the default or custom-column output format, don't print headers (default print headers)." },
    { name: 'output', shorthand: 'o', type: 'string', help: 'Output format. One of: (name).' },
  ],
  run: immediate(({ host, flags, args, streams }) => {
    const output = flags.string('output');
    if (output !== '' && output !== 'name') fail(`--output ${output} is not available in kubectl config get-contexts; resetting to default output format`);
    const { contexts, currentContext } = host.config.get();
    const sorted = contexts.filter(({ name }) => args.length === 0 || args.includes(name)).toSorted((a, b) => (a.name < b.name ? -1 : 1));
    const line = ({ name, cluster, user, namespace }: KubeContext): string => (output === 'name' ? `${name}\n` : `${name === currentContext ? '*' : ' '}\t${name}\t${cluster}\t${user}\t${namespace}\n`);
    const header = flags.bool('no-headers') || output === 'name' ? '' : 'CURRENT\tNAME\tCLUSTER\tAUTHINFO\tNAMESPACE\n';
    streams.out(tabulate(header + sorted.map(line).join('')));
    const missing = args.filter((name) => !contexts.some((context) => context.name === name));
    if (missing.length > 0) throw new Failure(missing.map((name) => ({ message: `context ${name} not found` })));
    return 0;
  }),
};

const setContextCommand: CommandSpec = {
  use: 'set-context [NAME | --current] [--cluster=cluster_nickname] [--user=user_nickname] [--namespace=namespace]',
  short: 'Set a context entry in kubeconfig',
  examples: `# Set the namespace of the current context
kubectl config set-context --current --namespace=shop`,
  flags: [
    { name: 'current', type: 'bool', help: 'Modify the current context' },
    { name: 'cluster', type: 'string', help: 'cluster for the context entry in kubeconfig' },
    { name: 'user', type: 'string', help: 'user for the context entry in kubeconfig' },
    { name: 'namespace', shorthand: 'n', type: 'string', help: 'namespace for the context entry in kubeconfig' },
  ],
  run: immediate(setContext),
};

function setContext(context: CommandContext): number {
  const { host, flags, args, streams } = context;
  if (args.length > 1) {
    streams.out(context.help());
    fail(`Unexpected args: [${args.join(' ')}]`);
  }
  const [given = ''] = args;
  const isCurrent = flags.bool('current');
  if (given === '' && !isCurrent) fail('you must specify a non-empty context name or --current');
  if (given !== '' && isCurrent) fail('you cannot specify both a context name and --current');
  const state = host.config.get();
  if (isCurrent && state.currentContext === '') fail('no current context is set');
  const name = isCurrent ? state.currentContext : given;
  const existing = state.contexts.find((context) => context.name === name);
  const value = (flag: 'cluster' | 'user' | 'namespace'): string => (flags.changed(flag) ? flags.string(flag) : (existing?.[flag] ?? ''));
  const changed: KubeContext = { name, cluster: value('cluster'), user: value('user'), namespace: value('namespace') };
  host.config.set({ ...state, contexts: [...state.contexts.filter((each) => each.name !== name), changed] });
  streams.out(`Context ${JSON.stringify(name)} ${existing === undefined ? 'created' : 'modified'}.\n`);
  return 0;
}

const useContextCommand: CommandSpec = {
  use: 'use-context CONTEXT_NAME',
  aliases: ['use'],
  short: 'Set the current-context in a kubeconfig file',
  run: immediate((context) => {
    const { host, args, streams } = context;
    const [name = ''] = args;
    if (args.length !== 1) {
      streams.out(context.help());
      fail(`Unexpected args: [${args.join(' ')}]`);
    }
    if (name === '') fail('empty context names are not allowed');
    const state = host.config.get();
    if (!state.contexts.some((context) => context.name === name)) fail(`no context exists with the name: ${JSON.stringify(name)}`);
    host.config.set({ ...state, currentContext: name });
    streams.out(`Switched to context ${JSON.stringify(name)}.\n`);
    return 0;
  }),
};

const deleteContextCommand: CommandSpec = {
  use: 'delete-context NAME',
  short: 'Delete the specified context from the kubeconfig',
  run: immediate((context) => {
    const { host, args, streams } = context;
    const [name = ''] = args;
    if (args.length !== 1) {
      streams.out(context.help());
      return 0;
    }
    const state = host.config.get();
    if (!state.contexts.some((context) => context.name === name)) fail(`cannot delete context ${name}, not in /root/.kube/config`);
    if (state.currentContext === name) streams.err('warning: this removed your active context, use "kubectl config use-context" to select a different one\n');
    host.config.set({ ...state, contexts: state.contexts.filter((context) => context.name !== name) });
    streams.out(`deleted context ${name} from /root/.kube/config\n`);
    return 0;
  }),
};

const listCommands: readonly CommandSpec[] = [
  {
    use: 'get-clusters', short: 'Display clusters defined in the kubeconfig',
    run: immediate(({ host, streams }) => {
      streams.out(`NAME\n${host.config.get().clusters.map(({ name }) => `${name}\n`).join('')}`);
      return 0;
    }),
  },
  {
    use: 'get-users', short: 'Display users defined in the kubeconfig',
    run: immediate(({ host, streams }) => {
      streams.out(`NAME\n${host.config.get().users.map((name) => `${name}\n`).join('')}`);
      return 0;
    }),
  },
];

export const configCommand: CommandSpec = {
  use: 'config SUBCOMMAND',
  isHelpOnStderr: true,
  short: 'Modify kubeconfig files',
  long: 'Modify kubeconfig files using subcommands like "kubectl config set current-context my-context".',
  subcommands: [currentContextCommand, deleteContextCommand, getContextsCommand, ...listCommands, setContextCommand, useContextCommand, viewCommand],
};
