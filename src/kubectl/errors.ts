/** How commands fail. Mirrors k8s.io/kubectl/pkg/cmd/util/helpers.go (v1.36). */
import { formatErrors, type ClientError } from '../engine/kubectl/clientErrors.ts';
import type { Status } from '../protocol/command.ts';

export type { ClientError };

/**
 * Ends a command, as cmdutil.CheckErr does where its argument is not nil. Caught where commands are run (runCommand.ts) or where a
 * visitor goes on to the next object, and nowhere else: it never leaves this layer.
 */
export class Failure extends Error {
  readonly errors: readonly ClientError[];
  readonly exitCode: number;

  /** No errors: nothing is printed, as with cmdutil.ErrExit. */
  constructor(errors: readonly ClientError[], exitCode = 1) {
    super(errors.map(errorText).join('\n'));
    this.errors = errors;
    this.exitCode = exitCode;
  }
}

/** The error's text as Go's Error() has it: for messages that quote it. */
export function errorText(error: ClientError): string {
  return 'status' in error ? error.status.message : error.message;
}

/** An error in kubectl's own words; `error: ` comes before it where it is printed alone, unless it is there already. */
export function fail(message: string): never {
  throw new Failure([{ message }]);
}

/** The server's refusal: `Error from server (NotFound): …`. */
export function failStatus(status: Status): never {
  throw new Failure([{ status }]);
}

/** cmdutil.UsageErrorf: the message, then where to find help. */
export function failUsage(commandPath: string, message: string): never {
  fail(`${message}\nSee '${commandPath} -h' for help and examples`);
}

/** What stands on stderr for these errors, as cmdutil.CheckErr writes it; empty where there are none. */
export function failureText(failure: Failure): string {
  return formatErrors(failure.errors);
}
