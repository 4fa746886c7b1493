/** What `--help` prints. Mirrors k8s.io/kubectl/pkg/util/templates/{templates,templater,help_flags_printer}.go (v1.36). */
import { argumentWords, commandName, isAvailable } from '../cmd/commandTree.ts';
import type { CommandSpec } from '../cmd/command.ts';
import { shownDefault, type FlagSpec } from '../flags.ts';

export interface CommandGroup { readonly message: string; readonly commands: readonly CommandSpec[] }

const minNamePadding = 11;

/** `    -o, --output='':` and the help below it. */
function flagUsage(flag: FlagSpec): string {
  const short = flag.shorthand === undefined ? '' : `-${flag.shorthand}, `;
  return `    ${short}--${flag.name}=${shownDefault(flag)}:\n\t${flag.help}\n`;
}

/** Flags sorted by name, a blank line after each. */
export function flagUsages(flags: readonly FlagSpec[]): string {
  return flags.filter(({ isHidden, deprecated }) => isHidden !== true && deprecated === undefined)
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map((flag) => `${flagUsage(flag)}\n`).join('');
}

function groupText({ message, commands }: CommandGroup, siblings: readonly CommandSpec[]): string {
  const padding = Math.max(minNamePadding, ...siblings.map((command) => commandName(command).length));
  return [message, ...commands.filter(isAvailable).map((command) => `  ${commandName(command).padEnd(padding)}   ${command.short}`)].join('\n');
}

function commandsText(command: CommandSpec, groups: readonly CommandGroup[] | undefined): string {
  const subcommands = command.subcommands ?? [];
  if (groups !== undefined) return groups.map((group) => groupText(group, subcommands)).join('\n\n');
  const sorted = subcommands.filter(({ isHidden }) => isHidden !== true).toSorted((a, b) => (commandName(a) < commandName(b) ? -1 : 1));
  return groupText({ message: 'Available Commands:', commands: sorted }, subcommands);
}

function useLine(path: readonly CommandSpec[], command: CommandSpec): string {
  const parents = path.slice(0, -1).map(commandName);
  const line = [...parents, command.use].join(' ');
  const isBare = argumentWords(command.use.split(' '), []).length <= 1 && !command.use.includes('[') && !command.use.includes(' ');
  return isBare ? `${line} [flags]` : line;
}

/** The help of a command; `groups` are those of the root. */
export function helpText(path: readonly CommandSpec[], groups?: readonly CommandGroup[]): string {
  const command = path.at(-1);
  if (command === undefined) return '';
  const sections: string[] = [];
  const name = commandName(command);
  const flags = (command.flags ?? []).filter(({ isHidden }) => isHidden !== true);
  const hasSubcommands = (command.subcommands ?? []).some(isAvailable);
  const isRoot = path.length === 1;
  if ((command.aliases ?? []).length > 0) sections.push(`Aliases:\n${[name, ...(command.aliases ?? [])].join(', ')}`);
  if (command.examples !== undefined) sections.push(`Examples:\n${command.examples.split('\n').map((line) => `  ${line}`).join('\n').trimEnd()}`);
  if (hasSubcommands) sections.push(commandsText(command, isRoot ? groups : undefined));
  if (flags.length > 0) sections.push(`Options:\n${flagUsages(flags).trimEnd()}`);
  const usage = useLine(path, command);
  sections.push(`Usage:\n  ${usage.includes('[options]') ? usage : `${usage} [options]`}`);
  const tips = [
    ...(hasSubcommands ? [`Use "${path.map(commandName).join(' ')} <command> --help" for more information about a given command.`] : []),
    'Use "kubectl options" for a list of global command-line options (applies to all commands).',
  ];
  return `${(command.long ?? `${command.short}.`).trim()}\n\n${sections.join('\n\n')}\n\n${tips.join('\n')}\n`;
}
