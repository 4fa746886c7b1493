/** Refusals of the API server. Mirrors apimachinery/pkg/api/errors/errors.go (v1.36). */
import type { FieldError } from './field.ts';
import { quote } from './quote.ts';

/** The parts of the API's Status object that a client reads. */
export interface Status {
  readonly code: number;
  readonly reason: string;
  readonly message: string;
  readonly causes: readonly StatusCause[];
}

export interface StatusCause {
  readonly reason: string;
  readonly message: string;
  readonly field: string;
}

/** `Ingress.networking.k8s.io`, or the name alone in the core group. Takes kinds and plurals alike. */
function qualified(name: string, group: string): string {
  return group === '' ? name : `${name}.${group}`;
}

function status(code: number, reason: string, message: string, causes: readonly StatusCause[] = []): Status {
  return { code, reason, message, causes };
}

/** 422: one cause per error; the message leaves out repeated ones. */
export function invalidStatus(kind: string, group: string, name: string, errors: readonly FieldError[]): Status {
  const causes = errors.map(({ type, message, field }) => ({ reason: type, message, field }));
  const texts = [...new Set(errors.map(({ field, message }) => `${field === '' ? '<nil>' : field}: ${message}`))];
  const joined = texts.length === 1 ? (texts[0] ?? '') : `[${texts.join(', ')}]`;
  const head = `${qualified(kind, group)} ${quote(name)} is invalid`;
  return status(422, 'Invalid', texts.length === 0 ? head : `${head}: ${joined}`, causes);
}

/** 400 */
export function badRequest(message: string): Status {
  return status(400, 'BadRequest', message);
}

/** 404: `services "web" not found`. Resources go by their plural. */
export function notFoundStatus(plural: string, group: string, name: string): Status {
  return status(404, 'NotFound', `${qualified(plural, group)} ${quote(name)} not found`);
}

/** 404 for a path that the server does not serve at all. */
export function noSuchResource(): Status {
  return status(404, 'NotFound', 'the server could not find the requested resource');
}

/** 409: `services "web" already exists` */
export function alreadyExists(plural: string, group: string, name: string): Status {
  return status(409, 'AlreadyExists', `${qualified(plural, group)} ${quote(name)} already exists`);
}

/** 409: every name tried for a generateName was taken. */
export function generateNameConflict(plural: string, group: string, name: string): Status {
  return status(409, 'AlreadyExists', `${qualified(plural, group)} ${quote(name)} already exists, the server was not able to generate a unique name for the object`);
}

/** 409: `Operation cannot be fulfilled on services "web": detail` */
export function conflict(plural: string, group: string, name: string, detail: string): Status {
  return status(409, 'Conflict', `Operation cannot be fulfilled on ${qualified(plural, group)} ${quote(name)}: ${detail}`);
}

/** The detail of a conflict between resource versions. */
export const optimisticLockMessage = 'the object has been modified; please apply your changes to the latest version and try again';

/** 403: `services "web" is forbidden: detail` */
export function forbiddenStatus(plural: string, group: string, name: string, detail: string): Status {
  const subject = name === '' ? qualified(plural, group) : `${qualified(plural, group)} ${quote(name)}`;
  return status(403, 'Forbidden', `${subject} is forbidden: ${detail}`);
}

/** 405 */
export function methodNotSupported(plural: string, group: string, action: string): Status {
  return status(405, 'MethodNotAllowed', `${action} is not supported on resources of kind ${quote(qualified(plural, group))}`);
}

/** 500: `Internal error occurred: detail` */
export function internalErrorStatus(detail: string): Status {
  return status(500, 'InternalError', `Internal error occurred: ${detail}`, [{ reason: '', message: detail, field: '' }]);
}
