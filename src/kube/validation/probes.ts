import type { FieldError } from '../field.ts';
import { forbidden, invalid, invalidEach, notSupported, required } from '../fieldErrors.ts';
import type { FieldPath } from '../fieldPath.ts';
import type { Loose } from '../loose.ts';
import type { HTTPGetAction, Lifecycle, LifecycleHandler, Probe, SleepAction } from '../types.generated.ts';
import { validateNonnegative, validatePortNumberOrName } from './fieldChecks.ts';
import { isHTTPHeaderName } from './names.ts';

const schemes = ['HTTP', 'HTTPS'];

/** What probes and lifecycle hooks can do, taken together. */
type Handler = Loose<Probe & LifecycleHandler>;

function validateHTTPGet(action: Loose<HTTPGetAction>, path: FieldPath): FieldError[] {
  const { path: urlPath = '', port = 0, scheme = '', httpHeaders = [] } = action;
  return [
    ...(urlPath === '' ? [required(path.child('path'))] : []),
    ...validatePortNumberOrName(port, path.child('port')),
    ...(schemes.includes(scheme) ? [] : [notSupported(path.child('scheme'), scheme, schemes)]),
    ...httpHeaders.flatMap(({ name = '' }) => invalidEach(path.child('httpHeaders'), name, isHTTPHeaderName(name))),
  ];
}

function validateSleep(sleep: Loose<SleepAction>, gracePeriodSeconds: number | undefined, path: FieldPath): FieldError[] {
  const { seconds = 0 } = sleep;
  if (gracePeriodSeconds === undefined || (seconds >= 0 && seconds <= gracePeriodSeconds)) return [];
  return [invalid(path, seconds, `must be non-negative and less than terminationGracePeriodSeconds (${gracePeriodSeconds})`)];
}

/** Exactly one handler; those after the first are refused unread. Mirrors validateHandler in pkg/apis/core/validation/validation.go (v1.36). */
function validateHandler(handler: Handler, gracePeriodSeconds: number | undefined, path: FieldPath): FieldError[] {
  const { exec, httpGet, tcpSocket, grpc, sleep } = handler;
  const checks: readonly (readonly [string, (() => FieldError[]) | undefined])[] = [
    ['exec', exec && (() => ((exec.command ?? []).length === 0 ? [required(path.child('exec', 'command'))] : []))],
    ['httpGet', httpGet && (() => validateHTTPGet(httpGet, path.child('httpGet')))],
    ['tcpSocket', tcpSocket && (() => validatePortNumberOrName(tcpSocket.port ?? 0, path.child('tcpSocket', 'port')))],
    ['grpc', grpc && (() => validatePortNumberOrName(grpc.port ?? 0, path.child('grpc', 'port')))],
    ['sleep', sleep && (() => validateSleep(sleep, gracePeriodSeconds, path.child('sleep')))],
  ];
  const given = checks.flatMap(([name, check]) => (check === undefined ? [] : [{ name, check }]));
  if (given.length === 0) return [required(path, 'must specify a handler type')];
  return given.flatMap(({ name, check }, index) => (index === 0 ? check() : [forbidden(path.child(name), 'may not specify more than 1 handler type')]));
}

function validateProbe(probe: Loose<Probe>, gracePeriodSeconds: number | undefined, path: FieldPath): FieldError[] {
  const { terminationGracePeriodSeconds } = probe;
  const numbers = ['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'successThreshold', 'failureThreshold'] as const;
  return [
    ...validateHandler(probe, gracePeriodSeconds, path),
    ...numbers.flatMap((name) => validateNonnegative(probe[name], path.child(name))),
    ...(terminationGracePeriodSeconds !== undefined && terminationGracePeriodSeconds <= 0
      ? [invalid(path.child('terminationGracePeriodSeconds'), terminationGracePeriodSeconds, 'must be greater than 0')]
      : []),
  ];
}

function validateOnce(probe: Loose<Probe>, path: FieldPath): FieldError[] {
  const { successThreshold = 0 } = probe;
  return successThreshold === 1 ? [] : [invalid(path.child('successThreshold'), successThreshold, 'must be 1')];
}

/** The three probes of a container, in the order in which their errors come. */
export interface Probes {
  readonly livenessProbe?: Loose<Probe> | undefined;
  readonly readinessProbe?: Loose<Probe> | undefined;
  readonly startupProbe?: Loose<Probe> | undefined;
}

/** Liveness, readiness and startup probes of a container at `path`. Mirrors validateLivenessProbe and its neighbours (v1.36). */
export function validateProbes({ livenessProbe, readinessProbe, startupProbe }: Probes, gracePeriodSeconds: number | undefined, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  if (livenessProbe !== undefined) {
    const at = path.child('livenessProbe');
    errors.push(...validateProbe(livenessProbe, gracePeriodSeconds, at), ...validateOnce(livenessProbe, at));
  }
  if (readinessProbe !== undefined) {
    const at = path.child('readinessProbe');
    errors.push(...validateProbe(readinessProbe, gracePeriodSeconds, at));
    const { terminationGracePeriodSeconds } = readinessProbe;
    if (terminationGracePeriodSeconds !== undefined) errors.push(invalid(at.child('terminationGracePeriodSeconds'), terminationGracePeriodSeconds, 'must not be set for readinessProbes'));
  }
  if (startupProbe !== undefined) {
    const at = path.child('startupProbe');
    errors.push(...validateProbe(startupProbe, gracePeriodSeconds, at), ...validateOnce(startupProbe, at));
  }
  return errors;
}

/** Hooks of a container; `path` is the lifecycle's. Mirrors validateLifecycle (v1.36; stop signals are dropped before). */
export function validateLifecycle(lifecycle: Loose<Lifecycle> | undefined, gracePeriodSeconds: number | undefined, path: FieldPath): FieldError[] {
  const { postStart, preStop } = lifecycle ?? {};
  return [
    ...(postStart ? validateHandler(postStart, gracePeriodSeconds, path.child('postStart')) : []),
    ...(preStop ? validateHandler(preStop, gracePeriodSeconds, path.child('preStop')) : []),
  ];
}
