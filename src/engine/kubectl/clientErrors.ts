/** Errors as kubectl prints them. Mirrors k8s.io/kubectl/pkg/cmd/util/helpers.go (v1.36). */
import type { Status } from '../../protocol/command.ts';

/** What a command failed with: the server's refusal, or kubectl's own words (without `error: `). */
export type ClientError = { readonly status: Status } | { readonly message: string };

/** The refusal with what kubectl was doing put before its message: `error when creating "STDIN": …`. */
export function withSource(status: Status, verb: string, source: string): Status {
  return { ...status, message: `error when ${verb} ${JSON.stringify(source)}: ${status.message}` };
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

/** What stands on stderr for a command that failed with these errors; empty where there are none. */
export function formatErrors(errors: readonly ClientError[]): string {
  const [first, ...others] = errors;
  if (first === undefined) return '';
  if (others.length > 0) return errors.map((error) => ('status' in error ? `${serverError(error.status)}\n` : `${error.message}\n`)).join('');
  if ('message' in first) {
    const text = first.message.startsWith('error: ') ? first.message : `error: ${first.message}`;
    return text.endsWith('\n') ? text : `${text}\n`;
  }
  return first.status.reason === 'Invalid' ? invalid(first.status) : `${serverError(first.status)}\n`;
}
