/** Finding a command in the words of a line. Mirrors Command.Find of spf13/cobra v1.10.2. */
import { noOptDefValOf, type FlagSpec } from '../flags.ts';
import type { CommandSpec } from './command.ts';

export function commandName({ use }: CommandSpec): string {
  return use.split(' ')[0] ?? use;
}

/** Whether lists of commands show it. */
export function isAvailable(command: CommandSpec): boolean {
  return command.isHidden !== true && (command.run !== undefined || (command.subcommands ?? []).some(isAvailable));
}

/** Whether a command is called so. */
function isCalled(command: CommandSpec, word: string): boolean {
  return commandName(command) === word || (command.aliases ?? []).includes(word);
}

export interface FoundCommand {
  readonly command: CommandSpec;
  /** From the root to the command, both included. */
  readonly path: readonly CommandSpec[];
  /** The words that are left: flags of any level, and arguments. */
  readonly args: readonly string[];
}

/** Indexes of the words that are no flags and no values of flags, up to `--`. */
function wordIndexes(args: readonly string[], flags: readonly FlagSpec[]): number[] {
  const takesValue = (find: (flag: FlagSpec) => boolean): boolean => {
    const flag = flags.find(find);
    return flag === undefined || noOptDefValOf(flag) === '';
  };
  const found: number[] = [];
  for (let index = 0; index < args.length; index++) {
    const word = args[index] ?? '';
    if (word === '--') break;
    const isLong = word.startsWith('--') && !word.includes('=') && takesValue(({ name }) => name === word.slice(2));
    const isShort = !word.startsWith('--') && word.startsWith('-') && !word.includes('=') && word.length === 2 && takesValue(({ shorthand }) => shorthand === word.slice(1));
    if (isLong || isShort) index++;
    else if (word !== '' && !word.startsWith('-')) found.push(index);
  }
  return found;
}

/** The words that are arguments as far as can be said before flags are read. */
export function argumentWords(args: readonly string[], flags: readonly FlagSpec[]): string[] {
  return wordIndexes(args, flags).map((index) => args[index] ?? '');
}

/** The innermost command that the words name. */
export function findCommand(root: CommandSpec, args: readonly string[], globalFlags: readonly FlagSpec[]): FoundCommand {
  let found: FoundCommand = { command: root, path: [root], args };
  for (;;) {
    const { command, path, args: words } = found;
    const [index] = wordIndexes(words, [...(command.flags ?? []), ...globalFlags, { name: 'help', shorthand: 'h', type: 'bool', help: '' }]);
    const word = index === undefined ? undefined : words[index];
    const next = word === undefined ? undefined : (command.subcommands ?? []).find((each) => isCalled(each, word));
    if (index === undefined || next === undefined) return found;
    found = { command: next, path: [...path, next], args: [...words.slice(0, index), ...words.slice(index + 1)] };
  }
}
