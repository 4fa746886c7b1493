/** What a command is made of, and what it gets to run. Mirrors spf13/cobra's Command and k8s.io/kubectl/pkg/cmd/util/factory.go. */
import type { Client } from '../client.ts';
import type { FlagSpec, FlagValues } from '../flags.ts';
import type { KubectlHost } from '../host.ts';
import type { ClusterAccess, Running, Streams } from '../program.ts';

/** A command as data; those with subcommands and no `run` print their help. */
export interface CommandSpec {
  /** The line of usage, which begins with the command's name: `expose (-f FILENAME | TYPE NAME) [--port=port]`. */
  readonly use: string;
  readonly aliases?: readonly string[];
  /** One line for lists of commands. */
  readonly short: string;
  /** Paragraphs for `--help`; `short` where absent. */
  readonly long?: string;
  /** Lines for `--help`, without indent. */
  readonly examples?: string;
  /** The command's own flags; global ones (`-n` …) are added to every command. */
  readonly flags?: readonly FlagSpec[];
  readonly subcommands?: readonly CommandSpec[];
  readonly isHidden?: boolean;
  /** Without a subcommand, the help is printed to stderr. */
  readonly isHelpOnStderr?: boolean;
  /** Everything after the name is the command's own, flags included: there is nothing to parse. */
  readonly isFlagParsingDisabled?: boolean;
  /** Throws `Failure` to end with an error. Returns the exit code, usually 0. A command that never waits is made with `immediate`. */
  readonly run?: (context: CommandContext) => Running;
}

export interface CommandContext {
  readonly command: CommandSpec;
  /** `kubectl create service clusterip` */
  readonly commandPath: string;
  /** Arguments that are not flags. */
  readonly args: readonly string[];
  /** How many arguments stood before `--`; -1 where there was none. */
  readonly argsLenAtDash: number;
  readonly flags: FlagValues;
  readonly streams: Streams;
  readonly cluster: ClusterAccess;
  /** Sends requests and writes the warnings of the answers to stderr. */
  readonly client: Client;
  /** That of `-n`, or else of the current context. */
  readonly namespace: string;
  /** `-n` was given: objects of files may name no other. */
  readonly isNamespaceEnforced: boolean;
  readonly host: KubectlHost;
  /** What `--help` prints. */
  help(): string;
}

/** The body of a command that never waits. No exit code stands for 0. */
export function immediate(run: (context: CommandContext) => number | undefined): (context: CommandContext) => Running {
  return function* runImmediately(context) {
    yield* [];
    return run(context) ?? 0;
  };
}
