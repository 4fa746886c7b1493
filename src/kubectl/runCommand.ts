/** From words to a running command. Mirrors Command.ExecuteC of spf13/cobra v1.10.2 and k8s.io/kubectl/pkg/cmd/cmd.go (v1.36). */
import { createClient } from './client.ts';
import { argumentWords, commandName, findCommand, type FoundCommand } from './cmd/commandTree.ts';
import type { CommandContext, CommandSpec } from './cmd/command.ts';
import { suggestionsFor } from './cmd/suggestions.ts';
import { namespaceOfContext } from './config/kubeConfig.ts';
import { Failure, fail, failUsage, failureText } from './errors.ts';
import { parseFlags, type ParsedFlags } from './flags.ts';
import { globalFlags } from './globalFlags.ts';
import { helpText, type CommandGroup } from './help/usage.ts';
import type { KubectlHost } from './host.ts';
import type { ClusterAccess, Running, Streams } from './program.ts';

export interface CommandLine {
  readonly root: CommandSpec;
  readonly groups: readonly CommandGroup[];
  readonly host: KubectlHost;
}

/** Runs the command that the words name; every Failure ends here as text on stderr and an exit code. */
export function* runCommandLine(line: CommandLine, args: readonly string[], streams: Streams, cluster: ClusterAccess): Running {
  try {
    return yield* execute(line, args, streams, cluster);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    streams.err(failureText(error));
    return error.exitCode;
  }
}

function unknownCommand(root: CommandSpec, typed: string): never {
  const suggestions = suggestionsFor(typed, root.subcommands ?? []);
  const hint = suggestions.length === 0 ? '' : `\n\nDid you mean this?\n${suggestions.map((name) => `\t${name}\n`).join('')}`;
  return fail(`unknown command ${JSON.stringify(typed)} for "${commandName(root)}"${hint}`.replace(/\n$/, ''));
}

function* execute(line: CommandLine, args: readonly string[], streams: Streams, cluster: ClusterAccess): Running {
  const found = findCommand(line.root, args, globalFlags);
  const { command, path } = found;
  const isRoot = path.length === 1;
  const [word] = argumentWords(found.args, [...(command.flags ?? []), ...globalFlags]);
  if (isRoot && word !== undefined) {
    if (word === 'help') return help(line, found.args.filter((each) => each !== 'help'), streams);
    unknownCommand(line.root, word);
  }
  const commandPath = path.map(commandName).join(' ');
  const parsed = readFlags(found, commandPath, streams);
  if (parsed.isHelp || (isRoot && command.run === undefined)) {
    streams.out(helpText(path, line.groups));
    return 0;
  }
  requireFlags(command, parsed);
  if (command.run === undefined) {
    if (parsed.args.length > 0) failUsage(commandPath, `unknown command ${JSON.stringify(parsed.args.join(' '))}`);
    streams[command.isHelpOnStderr === true ? 'err' : 'out'](helpText(path, line.groups));
    return 1;
  }
  const context = createContext(line, found, parsed, streams, cluster);
  const exitCode = yield* command.run(context);
  const { warningCount } = context.client;
  if (exitCode === 0 && warningCount > 0 && parsed.values.bool('warnings-as-errors')) fail(`${warningCount} ${warningCount === 1 ? 'warning' : 'warnings'} received`);
  return exitCode;
}

function help(line: CommandLine, words: readonly string[], streams: Streams): number {
  const found = findCommand(line.root, words, globalFlags);
  const isFound = found.path.length > 1 || words.length === 0;
  if (!isFound) {
    const usage = helpText(found.path, line.groups);
    streams.err(`Unknown help topic [${words.map((word) => `\`${word}\``).join(' ')}]\n\n${usage.slice(usage.indexOf('\nBasic Commands'))}`);
    return 0;
  }
  streams.out(helpText(found.path, line.groups));
  return 0;
}

function readFlags({ command, args }: FoundCommand, commandPath: string, streams: Streams): ParsedFlags {
  const specs = [...(command.flags ?? []), ...globalFlags];
  const parsed = command.isFlagParsingDisabled === true ? parseFlags(specs, ['--', ...args]) : parseFlags(specs, args);
  if (!parsed.ok) fail(commandPath === 'kubectl options' ? `${parsed.error}\nRun '${commandPath}' without flags.` : `${parsed.error}\nSee '${commandPath} --help' for usage.`);
  for (const note of parsed.parsed.notes) streams.err(note);
  return parsed.parsed;
}

function requireFlags({ flags = [] }: CommandSpec, { values }: ParsedFlags): void {
  const missing = flags.filter(({ isRequired, name }) => isRequired === true && !values.changed(name)).map(({ name }) => `"${name}"`).sort();
  if (missing.length > 0) fail(`required flag(s) ${missing.join(', ')} not set`);
}

function createContext({ host, groups }: CommandLine, { command, path }: FoundCommand, { values, args, argsLenAtDash }: ParsedFlags, streams: Streams, cluster: ClusterAccess): CommandContext {
  const given = values.string('namespace');
  const state = host.config.get();
  const contextName = values.string('context') === '' ? state.currentContext : values.string('context');
  if (values.string('context') !== '' && !state.contexts.some(({ name }) => name === contextName) && command.use !== 'config') fail(`context ${JSON.stringify(contextName)} does not exist`);
  return {
    command, commandPath: path.map(commandName).join(' '), args, argsLenAtDash, flags: values, streams, cluster, host,
    client: createClient(cluster, streams),
    help: () => helpText(path, groups),
    namespace: given === '' ? namespaceOfContext(state, contextName) : given,
    isNamespaceEnforced: given !== '',
  };
}
