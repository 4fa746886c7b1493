/** How commands fail. Mirrors k8s.io/kubectl/pkg/cmd/util/helpers.go (v1.36). */
import type { ClientError } from '../engine/kubectl/clientErrors.ts';
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

function serverError({ reason, message }: Status): string {
  return reason === '' ? `Error from server: ${message}` : `Error from server (${reason}): ${message}`;
}

/** Kind and name that a refusal is about, out of its message: a Status here does not carry them apart. */
function subjectOf(message: string): { readonly kind: string; readonly name: string } {
  const match = /(?:^|: )(\S*) ("(?:[^"\\]|\\.)*") is invalid(?:$|: )/.exec(message);
  const [, qualified = '', name = '""'] = match ?? [];
  const [kind = ''] = qualified.split('.');
  return { kind, name };
}

function invalid(status: Status): string {
  const { kind, name } = subjectOf(status.message);
  const isNamed = kind !== '' || name !== '""';
  const head = isNamed ? `The ${kind} ${name} is invalid` : 'The request is invalid';
  const causes = [...new Set(status.causes.map(({ field, message }) => `${field}: ${message}`))];
  const [only] = causes;
  if (only === undefined) return isNamed ? `${head}\n` : `${head}: ${status.message}\n`;
  if (causes.length === 1) return `${head}: ${only}\n`;
  return `${head}: \n${causes.map((cause) => `* ${cause}\n`).join('')}`;
}

/** What stands on stderr for these errors, as cmdutil.CheckErr writes it; empty where there are none. */
export function failureText({ errors }: Failure): string {
  const [first, ...others] = errors;
  if (first === undefined) return '';
  if (others.length > 0) return errors.map((error) => ('status' in error ? `${serverError(error.status)}\n` : `${error.message}\n`)).join('');
  if ('message' in first) {
    const text = first.message.startsWith('error: ') ? first.message : `error: ${first.message}`;
    return text.endsWith('\n') ? text : `${text}\n`;
  }
  return first.status.reason === 'Invalid' ? invalid(first.status) : `${serverError(first.status)}\n`;
}
