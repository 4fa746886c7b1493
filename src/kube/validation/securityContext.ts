import type { FieldError } from '../field.ts';
import { duplicate, invalid, invalidEach, notSupported, required } from '../fieldErrors.ts';
import type { FieldPath } from '../fieldPath.ts';
import { internalValue } from '../internalValue.ts';
import type { Loose } from '../loose.ts';
import type { PodSpec, SecurityContext, Sysctl } from '../types.generated.ts';
import { isInRange } from './names.ts';
import { validateAppArmorProfile, validateSeccompProfile } from './securityProfiles.ts';
import { validateWindowsOptions } from './securityContextWindows.ts';

const maxID = 2147483647;
const sysctlSegment = '[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
const sysctlPattern = `^(${sysctlSegment}[\\./])*${sysctlSegment}$`;
const sysctlExpression = new RegExp(sysctlPattern);
const longestSysctl = 253;
const ipcSysctls = new Set(['kernel.shm', 'kernel.msg', 'kernel.shmall', 'kernel.shmmax', 'kernel.shmmni', 'kernel.shm_rmid_forced', 'kernel.sem', 'kernel.msgmax', 'kernel.msgmnb', 'kernel.msgmni']);

function validateID(id: number | undefined, path: FieldPath): FieldError[] {
  return id === undefined ? [] : invalidEach(path, id, isInRange(id, 0, maxID));
}

/** Dots in the place of slashes, where the first separator is a slash. */
function withDots(name: string): string {
  if (/^[^./]*\./.test(name)) return name;
  return name.replace(/[./]/g, (mark) => (mark === '.' ? '/' : '.'));
}

function validateHostSysctl(name: string, spec: Loose<PodSpec>, path: FieldPath): FieldError[] {
  const dotted = withDots(name);
  const isIPC = ipcSysctls.has(dotted) || dotted.startsWith('fs.mqueue.');
  if (spec.hostNetwork === true && dotted.startsWith('net.')) return [invalid(path, name, "may not be specified when 'hostNetwork' is true")];
  return spec.hostIPC === true && isIPC ? [invalid(path, name, "may not be specified when 'hostIPC' is true")] : [];
}

function validateSysctls(sysctls: readonly Loose<Sysctl>[], spec: Loose<PodSpec>, path: FieldPath): FieldError[] {
  const seen = new Set<string>();
  return sysctls.flatMap(({ name = '' }, index) => {
    const at = path.index(index).child('name');
    const errors: FieldError[] = [];
    if (name === '') errors.push(required(at));
    else if (name.length > longestSysctl || !sysctlExpression.test(name)) errors.push(invalid(at, name, `must have at most ${longestSysctl} characters and match regex ${sysctlPattern}`));
    else if (seen.has(name)) errors.push(duplicate(at, name));
    seen.add(name);
    return [...errors, ...validateHostSysctl(name, spec, at)];
  });
}

function validateChoice(value: string | undefined, supported: readonly string[], path: FieldPath): FieldError[] {
  return value === undefined || supported.includes(value) ? [] : [notSupported(path, value, supported)];
}

/** Security settings of a whole Pod. Mirrors validatePodSpecSecurityContext in pkg/apis/core/validation/validation.go (v1.36). */
export function validatePodSecurityContext(spec: Loose<PodSpec>, path: FieldPath): FieldError[] {
  const context = spec.securityContext ?? {};
  const { sysctls = [], supplementalGroups = [] } = context;
  const sharesHostPID = spec.shareProcessNamespace === true && spec.hostPID === true;
  return [
    ...validateID(context.fsGroup, path.child('fsGroup')),
    ...validateID(context.runAsUser, path.child('runAsUser')),
    ...validateID(context.runAsGroup, path.child('runAsGroup')),
    ...supplementalGroups.flatMap((group, index) => validateID(group, path.child('supplementalGroups').index(index))),
    ...(sharesHostPID ? [invalid(path.child('shareProcessNamespace'), true, 'ShareProcessNamespace and HostPID cannot both be enabled')] : []),
    ...validateSysctls(sysctls, spec, path.child('sysctls')),
    ...validateChoice(context.fsGroupChangePolicy, ['Always', 'OnRootMismatch'], path.child('fsGroupChangePolicy')),
    ...validateSeccompProfile(context.seccompProfile, path.child('seccompProfile')),
    ...validateWindowsOptions(context.windowsOptions, path.child('windowsOptions')),
    ...validateAppArmorProfile(context.appArmorProfile, path.child('appArmorProfile')),
    ...validateChoice(context.supplementalGroupsPolicy, ['Merge', 'Strict'], path.child('supplementalGroupsPolicy')),
    ...validateChoice(context.seLinuxChangePolicy, ['Recursive'], path.child('seLinuxChangePolicy')),
  ];
}

function validateProcMount(procMount: string | undefined, hasHostUsers: boolean, path: FieldPath): FieldError[] {
  const errors = validateChoice(procMount, ['Default', 'Unmasked'], path);
  return procMount === 'Unmasked' && hasHostUsers ? [invalid(path, procMount, '`hostUsers` must be false to use `Unmasked`')] : errors;
}

/** Security settings of a container. Privileged ones are allowed, as on most clusters. Mirrors ValidateSecurityContext (v1.36). */
export function validateSecurityContext(context: Loose<SecurityContext> | undefined, hasHostUsers: boolean, path: FieldPath): FieldError[] {
  if (context === undefined) return [];
  const mayNotEscalate = context.allowPrivilegeEscalation === false;
  const refuse = (what: string): FieldError => invalid(path, internalValue('SecurityContext', context), `cannot set \`allowPrivilegeEscalation\` to false and ${what}`);
  const adminCapabilities = (context.capabilities?.add ?? []).filter((capability) => capability === 'CAP_SYS_ADMIN');
  return [
    ...validateID(context.runAsUser, path.child('runAsUser')),
    ...validateID(context.runAsGroup, path.child('runAsGroup')),
    ...validateProcMount(context.procMount, hasHostUsers, path.child('procMount')),
    ...validateSeccompProfile(context.seccompProfile, path.child('seccompProfile')),
    ...(mayNotEscalate && context.privileged === true ? [refuse('`privileged` to true')] : []),
    ...(mayNotEscalate ? adminCapabilities.map(() => refuse('`capabilities.Add` CAP_SYS_ADMIN')) : []),
    ...validateWindowsOptions(context.windowsOptions, path.child('windowsOptions')),
    ...validateAppArmorProfile(context.appArmorProfile, path.child('appArmorProfile')),
  ];
}
