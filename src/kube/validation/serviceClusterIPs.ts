/** Rules for clusterIP, clusterIPs, ipFamilies and ipFamilyPolicy. Mirrors pkg/apis/core/validation/validation.go (v1.36). */
import type { FieldError } from '../field.ts';
import { duplicate, internalError, invalid, namedText, notSupported, required } from '../fieldErrors.ts';
import { fieldPath } from '../fieldPath.ts';
import { ipFamilyOf } from '../ip.ts';
import type { Loose } from '../loose.ts';
import { isHeadlessService } from '../serviceUtil.ts';
import type { Service } from '../types.generated.ts';
import { isValidIPForLegacyField } from './ip.ts';

const clusterIPsPath = fieldPath('spec', 'clusterIPs');
const ipFamiliesPath = fieldPath('spec', 'ipFamilies');
const ipFamilyPolicyPath = fieldPath('spec', 'ipFamilyPolicy');

/**
 * The four fields by themselves and against each other; used in validation and, before it, in allocation.
 * Addresses that `old` has pass whatever their form. ExternalName Services are left alone.
 */
export function validateServiceClusterIPsRelatedFields(service: Loose<Service>, old?: Loose<Service>): FieldError[] {
  const spec = service.spec ?? {};
  if (spec.type === 'ExternalName') return [];
  const { clusterIP = '', clusterIPs, ipFamilies = [], ipFamilyPolicy } = spec;
  const ips = clusterIPs ?? [];
  const errors: FieldError[] = [];
  if (clusterIP !== '') {
    if (ips.length === 0) errors.push(required(clusterIPsPath));
    else if (ips[0] !== clusterIP) errors.push(invalid(clusterIPsPath, ips, 'first value must match `clusterIP`'));
  } else if (ips.length > 0) errors.push(invalid(clusterIPsPath, ips, 'must be empty when `clusterIP` is not specified'));

  ipFamilies.forEach((family, i) => {
    if (family !== 'IPv4' && family !== 'IPv6') errors.push(notSupported(ipFamiliesPath.index(i), namedText(family), ['IPv4', 'IPv6']));
    if (ipFamilies.indexOf(family) < i) errors.push(duplicate(ipFamiliesPath.index(i), namedText(family)));
  });
  if (ipFamilyPolicy !== undefined && !['SingleStack', 'PreferDualStack', 'RequireDualStack'].includes(ipFamilyPolicy)) {
    errors.push(notSupported(ipFamilyPolicyPath, namedText(ipFamilyPolicy), ['PreferDualStack', 'RequireDualStack', 'SingleStack']));
  }
  const addressErrors = validateAddresses(ips, old?.spec?.clusterIPs ?? []);
  errors.push(...addressErrors);
  if (ips.length > 2) errors.push(invalid(clusterIPsPath, ips, 'may only hold up to 2 values'));
  if (addressErrors.length > 0) return errors;
  return [...errors, ...validateAgainstFamilies(service, ips, ipFamilies)];
}

function validateAddresses(ips: readonly string[], accepted: readonly string[]): FieldError[] {
  return ips.flatMap((ip, i) => {
    if (i === 0 && ip === 'None') {
      return ips.length > 1 ? [invalid(clusterIPsPath, ips, "'None' must be the first and only value")] : [];
    }
    return isValidIPForLegacyField(clusterIPsPath.index(i), ip, accepted);
  });
}

function validateAgainstFamilies(service: Loose<Service>, ips: readonly string[], families: readonly string[]): FieldError[] {
  const errors: FieldError[] = [];
  const given = ips.map(ipFamilyOf);
  const unreadable = given.indexOf(undefined);
  if (ips.length > 1 && unreadable >= 0) errors.push(internalError(clusterIPsPath, `failed to check for dual stack with error:invalid IP[${unreadable}]: ${ips[unreadable] ?? ''}`));
  if (ips.length > 1 && !(unreadable < 0 && given.includes('IPv4') && given.includes('IPv6'))) {
    errors.push(invalid(clusterIPsPath, ips, 'may specify no more than one IP for each IP family'));
  }
  if (isHeadlessService(service)) return errors;
  ips.forEach((ip, i) => {
    const family = families[i];
    if (family === 'IPv4' && given[i] === 'IPv6') errors.push(invalid(clusterIPsPath.index(i), ip, `expected an IPv4 value as indicated by \`ipFamilies[${i}]\``));
    if (family === 'IPv6' && given[i] !== 'IPv6') errors.push(invalid(clusterIPsPath.index(i), ip, `expected an IPv6 value as indicated by \`ipFamilies[${i}]\``));
  });
  return errors;
}

const unchangeable = 'may not change once set';

/** What may become of the addresses in an update: a second one may come and go, the first one stays. */
export function validateUpgradeDowngradeClusterIPs(old: Loose<Service>, service: Loose<Service>): FieldError[] {
  if (service.spec?.type === 'ExternalName' || old.spec?.type === 'ExternalName') return [];
  if (isHeadlessService(old) && isHeadlessService(service)) return [];
  const sent = service.spec?.clusterIPs;
  const before = old.spec?.clusterIPs ?? [];
  const after = sent ?? [];
  if (before.length === after.length) {
    return before.flatMap((ip, i) => (ip === after[i] ? [] : [invalid(clusterIPsPath.index(i), sent, unchangeable)]));
  }
  const errors: FieldError[] = [];
  const first = clusterIPsPath.index(0);
  if (after.length === 0) errors.push(invalid(first, sent, 'primary clusterIP can not be unset'));
  if (before.length > 0 && after.length > 0 && before[0] !== after[0]) errors.push(invalid(first, sent, unchangeable));
  if (before.length > after.length && after.length === 1) errors.push(...mustBeSingleStack(service, 'clusterIP'));
  return errors;
}

function mustBeSingleStack(service: Loose<Service>, what: string): FieldError[] {
  const policy = service.spec?.ipFamilyPolicy;
  return policy === 'SingleStack' ? [] : [invalid(ipFamilyPolicyPath, namedText(policy), `must be set to 'SingleStack' when releasing the secondary ${what}`)];
}

/** As for the addresses; the families of a headless Service may change freely. */
export function validateUpgradeDowngradeIPFamilies(old: Loose<Service>, service: Loose<Service>): FieldError[] {
  if (service.spec?.type === 'ExternalName' || old.spec?.type === 'ExternalName') return [];
  if (isHeadlessService(old) || isHeadlessService(service)) return [];
  const before = old.spec?.ipFamilies ?? [];
  const sent = service.spec?.ipFamilies;
  const after = sent ?? [];
  const first = ipFamiliesPath.index(0);
  if (before.length === after.length) {
    return before.flatMap((family, i) => (family === after[i] ? [] : [invalid(first, sent, unchangeable)]));
  }
  const errors: FieldError[] = [];
  const isReleased = before.length > after.length;
  if (isReleased && (service.spec?.clusterIPs ?? []).length === 0) errors.push(invalid(first, sent, 'primary ipFamily can not be unset'));
  // The server prints the addresses here, though it speaks of families.
  if (before.length > 0 && after.length > 0 && before[0] !== after[0]) errors.push(invalid(first, service.spec?.clusterIPs, unchangeable));
  if (isReleased && after.length === 1) errors.push(...mustBeSingleStack(service, 'ipFamily'));
  return errors;
}
