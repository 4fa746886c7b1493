import type { FieldError } from '../field.ts';
import { forbidden, invalid, invalidEach } from '../fieldErrors.ts';
import type { FieldPath } from '../fieldPath.ts';
import type { Loose } from '../loose.ts';
import type { PodSpec, WindowsSecurityContextOptions } from '../types.generated.ts';
import { utf8Length } from '../utf8.ts';
import { visitContainers } from './containerVisitor.ts';
import { isDNS1123Subdomain } from './names.ts';

const credentialSpecKiB = 64;
const longestDomain = 256;
const longestUser = 104;
const netBiosDomain = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/;
const dnsLabel = '[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?';
const dnsDomain = new RegExp(`^${dnsLabel}(?:\\.${dnsLabel})*$`);

/** What is wrong with `DOMAIN\user`. */
function userNameMessages(name: string): string[] {
  const parts = name.split('\\');
  if (name === '') return ['runAsUserName cannot be an empty string'];
  if (/\p{Cc}/u.test(name)) return ['runAsUserName cannot contain control characters'];
  if (parts.length > 2) return ['runAsUserName cannot contain more than one backslash'];
  const domain = parts.length === 2 ? parts[0] : undefined;
  const user = parts.at(-1) ?? '';
  return [
    ...(utf8Length(domain ?? '') >= longestDomain ? [`runAsUserName's Domain length must be under ${longestDomain} characters`] : []),
    ...(domain === undefined || netBiosDomain.test(domain) || dnsDomain.test(domain) ? [] : ["runAsUserName's Domain doesn't match the NetBios nor the DNS format"]),
    ...(user === '' ? ["runAsUserName's User cannot be empty"] : []),
    ...(utf8Length(user) > longestUser ? [`runAsUserName's User length must not be longer than ${longestUser} characters`] : []),
    ...(/^[. ]+$/.test(user) ? ["runAsUserName's User cannot contain only periods or spaces"] : []),
    ...(/["/\\:;|=,+*?<>@[\]]/.test(user) ? ['runAsUserName\'s User cannot contain the following characters: "/\\:;|=,+*?<>@[]'] : []),
  ];
}

/** Options that only Windows has. Mirrors validateWindowsSecurityContextOptions in pkg/apis/core/validation/validation.go (v1.36). */
export function validateWindowsOptions(options: Loose<WindowsSecurityContextOptions> | undefined, path: FieldPath): FieldError[] {
  const { gmsaCredentialSpecName: specName, gmsaCredentialSpec: spec, runAsUserName: userName } = options ?? {};
  const at = path.child('gmsaCredentialSpec');
  const errors = specName === undefined ? [] : invalidEach(path.child('gmsaCredentialSpecName'), specName, isDNS1123Subdomain(specName));
  if (spec === '') errors.push(invalid(at, spec, 'gmsaCredentialSpec cannot be an empty string'));
  else if (spec !== undefined && utf8Length(spec) > credentialSpecKiB * 1024) errors.push(invalid(at, spec, `gmsaCredentialSpec size must be under ${credentialSpecKiB} KiB`));
  return [...errors, ...(userName === undefined ? [] : invalidEach(path.child('runAsUserName'), userName, userNameMessages(userName)))];
}

/** Host process containers: all or none, and on the host's network. Mirrors validateWindowsHostProcessPod (v1.36). */
export function validateWindowsHostProcess(spec: Loose<PodSpec>, path: FieldPath): FieldError[] {
  const ofPod = spec.securityContext?.windowsOptions?.hostProcess;
  const errors: FieldError[] = [];
  const containers = visitContainers(spec, path);
  let count = 0;
  for (const { container, path: at } of containers) {
    const own = container.securityContext?.windowsOptions?.hostProcess;
    if (ofPod !== undefined && own !== undefined && ofPod !== own) {
      errors.push(invalid(at.child('securityContext', 'windowsOptions', 'hostProcess'), own, `pod hostProcess value must be identical if both are specified, was ${ofPod}`));
    }
    if (own ?? ofPod ?? false) count++;
  }
  if (count === 0) return errors;
  if (count !== containers.length) errors.push(invalid(path, '', 'If pod contains any hostProcess containers then all containers must be HostProcess containers'));
  if (spec.hostNetwork !== true) errors.push(invalid(path.child('hostNetwork'), false, 'hostNetwork must be true if pod contains any hostProcess containers'));
  return errors;
}

const podFields = ['appArmorProfile', 'seLinuxOptions'] as const;
const laterPodFields = [
  'fsGroup', 'fsGroupChangePolicy', 'sysctls', 'shareProcessNamespace', 'runAsUser', 'runAsGroup', 'supplementalGroups', 'supplementalGroupsPolicy', 'seLinuxChangePolicy',
] as const;
const containerFields = [
  'appArmorProfile', 'seLinuxOptions', 'seccompProfile', 'capabilities', 'readOnlyRootFilesystem', 'privileged', 'allowPrivilegeEscalation', 'procMount', 'runAsUser', 'runAsGroup',
] as const;

function windowsPodErrors(spec: Loose<PodSpec>, path: FieldPath): FieldError[] {
  const context = spec.securityContext ?? {};
  const at = path.child('securityContext');
  const refuse = (isSet: boolean, place: FieldPath): FieldError[] => (isSet ? [forbidden(place, 'cannot be set for a windows pod')] : []);
  return [
    ...podFields.flatMap((name) => refuse(context[name] !== undefined, at.child(name))),
    ...refuse(spec.hostUsers !== undefined, path.child('hostUsers')),
    ...refuse(spec.hostPID === true, path.child('hostPID')),
    ...refuse(spec.hostIPC === true, path.child('hostIPC')),
    ...refuse(context.seccompProfile !== undefined, at.child('seccompProfile')),
    ...laterPodFields.flatMap((name) =>
      name === 'shareProcessNamespace' ? refuse(spec.shareProcessNamespace !== undefined, path.child(name)) : refuse(context[name] !== undefined, at.child(name))),
    ...visitContainers(spec, path).flatMap(({ container, path: place }) =>
      containerFields.flatMap((name) => refuse(container.securityContext?.[name] !== undefined, place.child('securityContext', name)))),
  ];
}

function linuxPodErrors(spec: Loose<PodSpec>, path: FieldPath): FieldError[] {
  const refuse = (options: unknown, place: FieldPath): FieldError[] =>
    options === undefined ? [] : [forbidden(place.child('securityContext', 'windowsOptions'), 'windows options cannot be set for a linux pod')];
  return [
    ...refuse(spec.securityContext?.windowsOptions, path),
    ...visitContainers(spec, path).flatMap(({ container, path: place }) => refuse(container.securityContext?.windowsOptions, place)),
  ];
}

/** What the operating system that a Pod names does not have. Mirrors validateLinux and validateWindows (v1.36). */
export function validateForOS(spec: Loose<PodSpec>, path: FieldPath): FieldError[] {
  return spec.os?.name === 'windows' ? windowsPodErrors(spec, path) : linuxPodErrors(spec, path);
}
